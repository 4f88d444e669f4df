package org.bojagi.bag;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;

/** What is wrong with a bag, by any thread: the first {@value #MAX_KEPT}, and how many there are. */
final class BagFindings {
  static final int MAX_KEPT = 1_000;
  private static final int MAX_NAME_CHARS = 300;

  private final List<Finding> kept = new ArrayList<>();
  private int errors;
  private int passedOver;

  /** The bag is refused for it. */
  void error(String code, String where, String what, String hint) {
    add(Severity.ERROR, code, where, what, hint);
  }

  /** Not as the RFC wants it, and harmless. */
  void warning(String code, String where, String what, String hint) {
    add(Severity.WARNING, code, where, what, hint);
  }

  void note(String code, String where, String what, String hint) {
    add(Severity.NOTE, code, where, what, hint);
  }

  private synchronized void add(Severity severity, String code, String where, String what, String hint) {
    errors += severity == Severity.ERROR ? 1 : 0;
    // Every name of a bag may come from anyone; the last places are for what the bag is refused for.
    if (kept.size() < (severity == Severity.ERROR ? MAX_KEPT : MAX_KEPT / 2)) {
      kept.add(new Finding(severity, code, printable(where), what, hint));
    } else {
      passedOver++;
    }
  }

  synchronized int errors() {
    return errors;
  }

  /** How many are not among {@link #sorted}. */
  synchronized int passedOver() {
    return passedOver;
  }

  /** By severity, the worst first, then by place. */
  synchronized List<Finding> sorted() {
    var sorted = new ArrayList<>(kept);
    sorted.sort(
        Comparator.comparing(Finding::severity)
            .reversed()
            .thenComparing(Finding::where)
            .thenComparing(Finding::code));
    return sorted;
  }

  /** Without what steers a terminal, and not endless. */
  static String printable(String name) {
    var out = new StringBuilder();
    name.codePoints()
        .limit(MAX_NAME_CHARS)
        .forEach(
            c -> {
              switch (Character.getType(c)) {
                case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE,
                    Character.FORMAT ->
                    out.append(String.format(Locale.ROOT, "\\u%04x", c));
                default -> out.appendCodePoint(c);
              }
            });
    return name.codePointCount(0, name.length()) > MAX_NAME_CHARS ? out.append('…').toString() : out.toString();
  }
}

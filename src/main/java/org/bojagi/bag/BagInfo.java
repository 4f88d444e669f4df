package org.bojagi.bag;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What {@code bag-info.txt} says (RFC 8493 §2.2.2), in its order; labels may come more than once.
 *
 * <p>Limits: {@value #MAX_ENTRIES} entries, {@value #MAX_CHARS} characters.
 */
record BagInfo(List<Entry> entries) {
  static final String FILE = "bag-info.txt";
  static final String OXUM = "Payload-Oxum";
  private static final int MAX_ENTRIES = 1_000;
  private static final int MAX_CHARS = 1 << 20;
  private static final Pattern OXUM_VALUE = Pattern.compile("(\\d{1,18})\\.(\\d{1,9})");

  record Entry(String label, String value) {}

  /** What a bag says of how much it holds. */
  record Oxum(long bytes, long files) {}

  BagInfo {
    entries = List.copyOf(entries);
  }

  /** Of the label in any case; in its order. */
  List<String> values(String label) {
    return entries.stream()
        .filter(entry -> entry.label.equalsIgnoreCase(label))
        .map(Entry::value)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  static BagInfo read(Path root, Charset charset, BagFindings findings) {
    var entries = new ArrayList<Entry>();
    int chars = 0;
    try (var file = TagLines.open(root.resolve(FILE), charset)) {
      for (var line = file.next(); line != null; line = file.next()) {
        chars += line.length();
        if (chars > MAX_CHARS || entries.size() > MAX_ENTRIES) {
          error(findings, "It is longer than anybody writes");
          break;
        }
        if (line.isBlank()) {
          continue;
        }
        int colon = line.indexOf(':');
        boolean goesOn = Character.isWhitespace(line.charAt(0));
        if (goesOn && !entries.isEmpty()) {
          var last = entries.removeLast();
          entries.add(new Entry(last.label, (last.value + " " + line.strip()).strip()));
        } else if (goesOn || colon <= 0) {
          error(findings, "Line " + file.number() + " is no  Label: value");
        } else {
          entries.add(new Entry(line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
        }
      }
    } catch (TagLines.TooLong e) {
      error(findings, "Its " + e.getMessage());
    } catch (IOException e) {
      error(findings, "It is a link, not in the encoding of bagit.txt or can't be read");
    }
    return new BagInfo(entries);
  }

  private static void error(BagFindings findings, String what) {
    findings.error("bag-info", FILE, what, "It has to be made anew by who sent the bag.");
  }

  /** null where it isn't said, or isn't understood, which is an error. */
  Oxum oxum(BagFindings findings) {
    var said = values(OXUM);
    if (said.isEmpty()) {
      return null;
    }
    var value = OXUM_VALUE.matcher(said.getFirst());
    if (said.size() > 1 || !value.matches()) {
      error(findings, said.size() > 1 ? "Payload-Oxum is said twice" : "Payload-Oxum is no  bytes.files");
      return null;
    }
    return new Oxum(Long.parseLong(value.group(1)), Long.parseLong(value.group(2)));
  }

  /** Labels, each once, with those that somebody wrote in another case as they came first. */
  List<String> labels() {
    var seen = new ArrayList<String>();
    var labels = new ArrayList<String>();
    for (var entry : entries) {
      var lower = entry.label.toLowerCase(Locale.ROOT);
      if (!seen.contains(lower)) {
        seen.add(lower);
        labels.add(entry.label);
      }
    }
    return labels;
  }
}

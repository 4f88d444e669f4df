package org.bojagi.verify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;

/** Findings and counts by check. Keeps a thousand findings of each check, and counts how many more there were. */
final class Report {
  private static final int MOST_KEPT = 1000;

  private final Map<Check, List<Finding>> findings = new EnumMap<>(Check.class);
  private final Map<Check, Long> counts = new EnumMap<>(Check.class);
  private final Map<Check, Long> leftOut = new EnumMap<>(Check.class);
  private final Map<Check, Severity> worstLeftOut = new EnumMap<>(Check.class);
  private final Set<Flaw> foundOnce = EnumSet.noneOf(Flaw.class);

  /** @param what one sentence without a full stop */
  void add(Flaw flaw, String where, String what) {
    add(flaw.check(), flaw.at(where, what));
  }

  /** The same, unless this flaw was found before: of what a bundle has one of. */
  void addOnce(Flaw flaw, String where, String what) {
    if (foundOnce.add(flaw)) {
      add(flaw, where, what);
    }
  }

  /** As others said it. */
  void add(Check check, Finding finding) {
    var ofCheck = findings.computeIfAbsent(check, c -> new ArrayList<>());
    if (ofCheck.size() < MOST_KEPT) {
      ofCheck.add(finding);
    } else {
      leftOut.merge(check, 1L, Long::sum);
      worstLeftOut.merge(check, finding.severity(), (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
  }

  void count(Check check, long things) {
    counts.merge(check, things, Long::sum);
  }

  List<CheckResult> results(Set<Check> checks) {
    var results = new ArrayList<CheckResult>();
    for (var check : checks) {
      var ofCheck = new ArrayList<>(findings.getOrDefault(check, List.of()));
      if (leftOut.containsKey(check)) {
        ofCheck.add(
            new Finding(
                worstLeftOut.get(check),
                "and-more",
                check.code(),
                "There are " + leftOut.get(check) + " more findings of this check",
                Remedy.RECOVER.sentence()));
      }
      results.add(new CheckResult(check, counts.getOrDefault(check, 0L), ofCheck));
    }
    return results;
  }
}

package org.bojagi.verify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bojagi.fault.Finding;

/** Findings and counts by check. Keeps a thousand findings of each check, and says how many more there were. */
final class Report {
  private static final int MOST_KEPT = 1000;

  private final Map<Check, List<Finding>> findings = new EnumMap<>(Check.class);
  private final Map<Check, Long> counts = new EnumMap<>(Check.class);
  private final Map<Check, Integer> leftOut = new EnumMap<>(Check.class);

  void add(Check check, Finding finding) {
    var ofCheck = findings.computeIfAbsent(check, c -> new ArrayList<>());
    if (ofCheck.size() < MOST_KEPT) {
      ofCheck.add(finding);
    } else {
      leftOut.merge(check, 1, Integer::sum);
    }
  }

  void count(Check check, long things) {
    counts.merge(check, things, Long::sum);
  }

  List<CheckResult> results() {
    var results = new ArrayList<CheckResult>();
    for (var check : Check.values()) {
      var ofCheck = new ArrayList<>(findings.getOrDefault(check, List.of()));
      if (leftOut.containsKey(check)) {
        ofCheck.add(
            new Finding(
                Finding.Severity.ERROR,
                "and-more",
                check.code(),
                "There are " + leftOut.get(check) + " more findings of this kind",
                "Use another copy of the bundle."));
      }
      results.add(new CheckResult(check, counts.getOrDefault(check, 0L), ofCheck));
    }
    return results;
  }
}

package org.bojagi.seal;

import java.util.List;
import java.util.Set;
import org.bojagi.scrub.Sensitive;
import org.bojagi.fault.Finding;

/**
 * What packing did.
 *
 * @param items sealed
 * @param files sealed, renditions not counted
 * @param sourceBytes of these files
 * @param bundleBytes of the bundle's files
 * @param findings of the corpus and of packing, in the order in which they were met
 * @param revealing files that say something of a person or a place, unless the team keeps it on purpose
 */
public record PackReport(
    int items,
    int files,
    int renditions,
    long sourceBytes,
    long bundleBytes,
    List<Finding> findings,
    List<Revealing> revealing) {

  /** A file and what in it may lead to a person or a place; never the value. */
  public record Revealing(String path, List<Sensitive> fields) {
    public Revealing {
      fields = List.copyOf(fields);
    }

    public Set<Sensitive.Kind> kinds() {
      var kinds = new java.util.TreeSet<Sensitive.Kind>();
      fields.forEach(field -> kinds.add(field.kind()));
      return kinds;
    }
  }

  public PackReport {
    findings = List.copyOf(findings);
    revealing = List.copyOf(revealing);
  }

  /** Whether something was left out, which is an exit code of its own. */
  public boolean leftSomethingOut() {
    return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.ERROR);
  }
}

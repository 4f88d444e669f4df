package org.bojagi.reindex;

import java.util.List;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;

/**
 * What came of re-indexing one bundle, or what would.
 *
 * @param items that are found by the new index
 * @param files of these items, renditions among them
 * @param texts that were cut into words
 * @param textBytes of these, as packed
 * @param indexBytes of the new index volumes; 0 where none were made
 * @param oldIndexBytes of the index volumes that the old root names
 * @param findings what is lost or could not be read, one for each item or file
 */
public record ReindexReport(
    int items,
    long files,
    long texts,
    long textBytes,
    long indexBytes,
    long oldIndexBytes,
    List<Finding> findings) {

  public ReindexReport {
    findings = List.copyOf(findings);
  }

  /** Whether all that the catalogues name is found as it was when it was packed. */
  public boolean isWhole() {
    return findings.stream().allMatch(finding -> finding.severity() == Severity.NOTE);
  }
}

package org.bojagi.export;

import java.util.List;
import org.bojagi.fault.Finding;

/**
 * What an export came to.
 *
 * @param keptFiles of these, whole already from an interrupted run
 * @param made films, sounds and pictures that aren't the packed bytes; without those of an interrupted run
 * @param leftOut all that isn't there, of planning too
 */
public record ExportReport(
    int items, int files, long bytes, int keptFiles, List<MadeAnew> made, List<LeftOut> leftOut, List<Finding> findings) {
  public ExportReport {
    made = List.copyOf(made);
    leftOut = List.copyOf(leftOut);
    findings = List.copyOf(findings);
  }

  /**
   * @param path of the packed file in its bundle
   * @param file that was made of it, below the target
   */
  public record MadeAnew(String path, String file) {}

  /** How many files aren't the packed bytes. */
  public int madeAnew() {
    return made.size();
  }
}

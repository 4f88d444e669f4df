package org.bojagi.export;

import java.util.List;
import org.bojagi.fault.Finding;

/**
 * What an export came to.
 *
 * @param keptFiles of these, whole already from an interrupted run
 * @param madeAnew films, sounds and pictures that aren't the packed bytes
 * @param leftOut all that isn't there, of planning too
 */
public record ExportReport(
    int items, int files, long bytes, int keptFiles, int madeAnew, List<LeftOut> leftOut, List<Finding> findings) {
  public ExportReport {
    leftOut = List.copyOf(leftOut);
    findings = List.copyOf(findings);
  }
}

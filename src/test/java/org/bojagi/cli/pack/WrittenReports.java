package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.Path;
import org.bojagi.seal.PackReport;

/** What a team gets to read of a report, for tests of other packages. */
public final class WrittenReports {
  private WrittenReports() {}

  /** As JSON and as a page, one after the other. */
  public static String of(PackReport report) throws IOException {
    var outcome = new PackOutcome(Path.of("bundle"), 1, report, null);
    var written = new StringBuilder();
    PackReportJson.write(outcome, false, written);
    PackReportPage.write(outcome, written);
    return written.toString();
  }
}

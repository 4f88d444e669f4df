package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.Path;
import org.bojagi.seal.Edition;
import org.bojagi.seal.PackReport;

/**
 * What there is to tell of a pack that came to its end.
 *
 * @param bundle as it was given on the command line
 * @param slots ways into the bundle
 * @param edition what an earlier edition spared; null for a first one
 */
record PackOutcome(Path bundle, int slots, PackReport report, Edition.Summary edition) {

  /** A report in a file. */
  void write(Appendable out, boolean page) throws IOException {
    if (page) {
      PackReportPage.write(this, out);
    } else {
      PackReportJson.write(this, false, out);
      out.append('\n');
    }
  }
}

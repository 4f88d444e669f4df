package org.bojagi.cli.pack;

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
record PackOutcome(Path bundle, int slots, PackReport report, Edition.Summary edition) {}

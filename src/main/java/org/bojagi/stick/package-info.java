/**
 * A medium that anyone can start: reader, runtimes, launchers and bundles, laid out and read back.
 *
 * <p>In: the reader that runs ({@link org.bojagi.stick.CarriedReader}), runtimes for other platforms ({@link
 * org.bojagi.stick.RuntimeImage}), folders of bundles, a folder to write to. Out: a {@link org.bojagi.stick.StickPlan}
 * of what would lie where, and after {@link org.bojagi.stick.StickWriter} has written it a report of what the medium
 * gave back. Invariant: a file has its name only when it is whole, every name and size is one that FAT32 holds, and
 * nothing is called done that was not read back. Next: {@code org.bojagi.cli.read.StickCommand}.
 */
package org.bojagi.stick;

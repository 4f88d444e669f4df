/**
 * The bundle's bytes, both ways: slots, volumes, root and locations (docs/format.md).
 *
 * <p>In, when sealing: files of the corpus, renditions, catalogue lines and Lucene's files, in that order, into {@link
 * org.bojagi.bundle.BundleWriter}. In, when reading: a folder and keys, into {@link org.bojagi.bundle.Bundle}. Out: one
 * flat folder of age files; or any byte of any entry. Invariant: only what the root names is served, and a byte is
 * served only after the tag of its chunk held. Next: {@code org.bojagi.index}.
 */
package org.bojagi.bundle;

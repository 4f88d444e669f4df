/**
 * A file without what gives its source away.
 *
 * <p>In: bytes of a picture, sound, film, text or archive, and which traces the team keeps on purpose. Out: a {@link
 * org.bojagi.scrub.Cleaning}: the stretches to be replaced, what was taken out and what could not be. Files are never
 * held: edits are found by seeking and applied while the file streams. Documents that have to be taken apart to be
 * cleaned are cleaned in {@code extract}'s worker. Invariant: pixels and streams stay bit-identical; whatever isn't
 * understood is named, never passed over. Next: {@code org.bojagi.seal}.
 */
package org.bojagi.scrub;

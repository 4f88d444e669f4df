/**
 * A bundle's content volumes → a new index, without the files that they were made of and without the packager's readers of
 * documents.
 *
 * <p>In: an open {@link org.bojagi.bundle.Bundle}, its old index where that can still be read. Out: index volumes and a
 * root with the same content.json ({@link org.bojagi.bundle.NewIndex}), and a {@link
 * org.bojagi.reindex.ReindexReport}. Invariant: content volumes stay the same bytes, and nothing is on a disk in clear.
 * Next: {@code org.bojagi.index}.
 */
package org.bojagi.reindex;

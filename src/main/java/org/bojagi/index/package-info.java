/**
 * Items in words: Lucene's index, written while packing and read in place from encrypted volumes.
 *
 * <p>In: {@link org.bojagi.index.IndexedItem}s; or pieces of volumes that hold Lucene's files. Out: files to
 * be packed; or an {@link org.bojagi.index.OpenIndex}. Invariant: no passage's text is stored, and no byte of
 * an index is ever on disk in clear. Next: {@code org.bojagi.search}.
 */
package org.bojagi.index;

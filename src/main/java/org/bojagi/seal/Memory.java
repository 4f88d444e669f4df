package org.bojagi.seal;

import java.time.Instant;
import org.bojagi.bundle.MemoryFolder;

/**
 * What a pack may know from the one before, so that files which are as they were aren't read again.
 *
 * @param folder never within a bundle or a corpus
 * @param begun before the corpus was read: of files that were written after it nothing is remembered
 * @param reread all files are read, whatever is remembered of them
 */
public record Memory(MemoryFolder folder, Instant begun, boolean reread) {}

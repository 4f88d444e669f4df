package org.bojagi.recover;

import org.bojagi.bundle.Extent;

/**
 * Something that lies in a volume, by the volume's own ZIP or a shelf's tar.
 *
 * @param name as it stands there; empty where the header that had it is lost
 * @param extent where; its {@code entry} is the name. Of one that is stored and whose end is lost, up to the first byte
 *     that may not be its own
 * @param sizeBytes uncompressed; -1 where nothing says it
 */
record Entry(String name, Extent extent, long sizeBytes) {}

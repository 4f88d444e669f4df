package org.bojagi.index;

import org.bojagi.age.AgePayload;

/**
 * A stretch of one of Lucene's files, as it lies in a volume: STORED, at any offset of the volume's
 * plaintext.
 */
public record Piece(AgePayload volume, long plaintextOffset, long length) {}

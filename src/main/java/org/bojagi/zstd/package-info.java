/**
 * Unpacking zstd (RFC 8878) in plain Java: arrays whose bounds the language checks, and nothing native.
 *
 * <p>In: one frame in memory that declares its size. Out: its content, block by block, as far as somebody needs it.
 * Invariant: whatever the bytes are, nothing is allocated beyond the limit that the caller set, and all that can happen
 * is {@link org.bojagi.zstd.MalformedFrameException}. Knows neither ZIP nor tar. Next: {@code org.bojagi.bundle}.
 */
package org.bojagi.zstd;

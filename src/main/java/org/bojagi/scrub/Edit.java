package org.bojagi.scrub;

/**
 * One stretch of a file that is replaced.
 *
 * @param offset in the file as it was
 * @param length of the stretch as it was, from 0
 * @param replacement what stands there instead; may be longer or shorter; not to be changed
 * @param zeros so many zero bytes stand after {@code replacement}: what is blanked costs no memory
 */
public record Edit(long offset, long length, byte[] replacement, long zeros) {

  public Edit(long offset, long length, byte[] replacement) {
    this(offset, length, replacement, 0);
  }

  static Edit cut(long offset, long length) {
    return new Edit(offset, length, new byte[0], 0);
  }

  /** Zeros of the same length, so that nothing behind moves. */
  static Edit blank(long offset, long length) {
    return new Edit(offset, length, new byte[0], length);
  }

  /** {@code head}, and zeros up to the length as it was. */
  static Edit blank(long offset, long length, byte[] head) {
    return new Edit(offset, length, head, length - head.length);
  }

  /** How many bytes stand there afterwards. */
  long sizeAfter() {
    return replacement.length + zeros;
  }

  long end() {
    return offset + length;
  }
}

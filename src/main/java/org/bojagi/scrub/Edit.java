package org.bojagi.scrub;

/**
 * One stretch of a file that is replaced.
 *
 * @param offset in the file as it was
 * @param length of the stretch as it was, from 0
 * @param replacement what stands there instead; may be longer or shorter; not to be changed
 */
public record Edit(long offset, long length, byte[] replacement) {

  static Edit cut(long offset, long length) {
    return new Edit(offset, length, new byte[0]);
  }
}

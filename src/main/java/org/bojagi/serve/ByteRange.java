package org.bojagi.serve;

import java.util.regex.Pattern;

/**
 * The part of a file that a request asks for (RFC 9110 §14): one range of bytes, from the beginning, up to the end, or
 * the last so many.
 *
 * @param first offset of the first byte
 * @param length at least 1, except for the whole of an empty file
 */
record ByteRange(long first, long length) {
  private static final Pattern ONE = Pattern.compile("bytes=[ \\t]*(\\d{0,18})-(\\d{0,18})[ \\t]*");

  /** The file has no such bytes, or several ranges were asked for, which nobody who plays a film needs. */
  static final class NotSatisfiable extends Exception {
    private static final long serialVersionUID = 1;
  }

  /**
   * @param header {@code Range}; null, another unit and what is no range at all mean the whole
   * @param sizeBytes of the file
   */
  static ByteRange of(String header, long sizeBytes) throws NotSatisfiable {
    var whole = new ByteRange(0, sizeBytes);
    if (header == null || !header.startsWith("bytes=")) {
      return whole;
    }
    if (header.indexOf(',') >= 0) {
      throw new NotSatisfiable();
    }
    var range = ONE.matcher(header);
    if (!range.matches() || range.group(1).isEmpty() && range.group(2).isEmpty()) {
      return whole;
    }
    if (range.group(1).isEmpty()) {
      long last = Math.min(Long.parseLong(range.group(2)), sizeBytes);
      if (last == 0) {
        throw new NotSatisfiable();
      }
      return new ByteRange(sizeBytes - last, last);
    }
    long first = Long.parseLong(range.group(1));
    long end = range.group(2).isEmpty() ? sizeBytes - 1 : Long.parseLong(range.group(2));
    if (!range.group(2).isEmpty() && end < first) {
      return whole;
    }
    if (first >= sizeBytes) {
      throw new NotSatisfiable();
    }
    return new ByteRange(first, Math.min(end, sizeBytes - 1) - first + 1);
  }

  /** For {@code Content-Range}. */
  String contentRange(long sizeBytes) {
    return "bytes " + first + "-" + (first + length - 1) + "/" + sizeBytes;
  }
}

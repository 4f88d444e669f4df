package org.bojagi.sign;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/** What minisign's three kinds of file have in common: comments and base64, a line each. */
final class MinisignLines {
  static final String UNTRUSTED = "untrusted comment: ";
  static final String TRUSTED = "trusted comment: ";

  /** minisign's own limits are 1,024 bytes of an untrusted and 8,192 of a trusted comment. */
  static final int MAX_FILE_BYTES = 12 << 10;

  private MinisignLines() {}

  /** The bytes are no file of the kind that was asked for. The message names no content. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message);
    }
  }

  /**
   * @param bytes of a file, or its beginning where that is longer than {@link #MAX_FILE_BYTES}
   * @param count of lines; more may follow only if they are empty
   */
  static List<String> of(byte[] bytes, int count) throws Malformed {
    if (bytes.length > MAX_FILE_BYTES) {
      throw new Malformed("it is longer than any");
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Malformed("it isn't text");
    }
    var lines = new ArrayList<String>();
    for (var line : text.split("\n", -1)) {
      lines.add(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    }
    if (lines.size() < count || lines.stream().skip(count).anyMatch(line -> !line.isEmpty())) {
      throw new Malformed("it hasn't " + count + " lines");
    }
    return lines.subList(0, count);
  }

  /**
   * The second of two lines, without a String of it: strings can't be wiped.
   *
   * @return base64 decoded; to be wiped by the caller
   */
  static byte[] secret(byte[] file, int bytes) throws Malformed {
    if (file.length > MAX_FILE_BYTES) {
      throw new Malformed("it is longer than any");
    }
    int first = 0;
    while (first < file.length && file[first] != '\n') {
      first++;
    }
    if (first == file.length) {
      throw new Malformed("it hasn't 2 lines"); // before a key without its comment becomes a String
    }
    int end = first + 1;
    while (end < file.length && file[end] != '\n' && file[end] != '\r') {
      end++;
    }
    comment(of(Arrays.copyOf(file, first), 1).getFirst(), UNTRUSTED);
    for (int i = end; i < file.length; i++) {
      if (file[i] != '\n' && file[i] != '\r') {
        throw new Malformed("it hasn't 2 lines");
      }
    }
    var base64 = Arrays.copyOfRange(file, first + 1, end);
    byte[] decoded = {};
    byte[] again = {};
    boolean sound = false;
    try {
      decoded = Base64.getDecoder().decode(base64);
      again = Base64.getEncoder().encode(decoded);
      sound = decoded.length == bytes && Arrays.equals(base64, again);
    } catch (IllegalArgumentException e) {
      // Said below; its message would name a byte of it, so it is no cause.
    } finally {
      Arrays.fill(base64, (byte) 0);
      Arrays.fill(again, (byte) 0);
    }
    if (!sound) {
      Arrays.fill(decoded, (byte) 0);
      throw new Malformed("a line isn't " + bytes + " bytes in base64");
    }
    return decoded;
  }

  static String comment(String line, String prefix) throws Malformed {
    if (!line.startsWith(prefix)) {
      throw new Malformed("a line doesn't begin with '" + prefix.strip() + "'");
    }
    return line.substring(prefix.length());
  }

  static byte[] decode(String base64, int bytes) throws Malformed {
    try {
      var decoded = Base64.getDecoder().decode(base64);
      // One spelling alone: base64 that leaves bits over has others.
      if (decoded.length == bytes && Base64.getEncoder().encodeToString(decoded).equals(base64)) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new Malformed("a line isn't " + bytes + " bytes in base64");
  }

  static byte[] blake2b(int bytes, byte[]... parts) {
    var digest = new Blake2bDigest(bytes * 8);
    for (var part : parts) {
      digest.update(part, 0, part.length);
    }
    var hash = new byte[bytes];
    digest.doFinal(hash, 0);
    return hash;
  }
}

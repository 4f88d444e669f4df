package org.bojagi.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The beginning of a file as text, good enough to find metadata and links in it. */
final class Text {
  private static final char REPLACEMENT = '\uFFFD';

  private Text() {}

  /** At most {@code limit} bytes from the beginning. */
  static byte[] head(Path source, int limit) throws IOException {
    try (var in = open(source)) {
      return in.readNBytes(limit);
    }
  }

  /** Never through a link, also where one was put in the file's place meanwhile. */
  static InputStream open(Path source) throws IOException {
    return source.getFileSystem() == FileSystems.getDefault()
        ? Files.newInputStream(source, LinkOption.NOFOLLOW_LINKS)
        : new DeclaredLengthInputStream(Files.newInputStream(source), Files.size(source)); // a ZIP has no links
  }

  static boolean isUtf16(byte[] bytes) {
    return bytes.length > 1
        && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
            || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE));
  }

  /**
   * By its byte order mark, else as declared, else as UTF-8, else as CP949, which never fails here:
   * where bytes fit nothing they become U+FFFD.
   *
   * @param declared a charset's name, empty where nobody declared one
   */
  static String decode(byte[] bytes, String declared) {
    if (isUtf16(bytes)) {
      return new String(bytes, StandardCharsets.UTF_16);
    }
    if (!declared.isEmpty()) {
      return withoutMark(new String(bytes, Charset.forName(declared)));
    }
    // Far faster than a decoder that complains; it is only asked where something might be wrong.
    var utf8 = new String(bytes, StandardCharsets.UTF_8);
    if (utf8.indexOf(REPLACEMENT) < 0) {
      return withoutMark(utf8);
    }
    try {
      return withoutMark(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, 0, wholeUtf8(bytes)))
              .toString());
    } catch (CharacterCodingException e) {
      return new String(bytes, Charset.forName("MS949"));
    }
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Where the last character begins that was cut by reading only the head. */
  private static int wholeUtf8(byte[] bytes) {
    int i = bytes.length - 1;
    while (i >= 0 && i > bytes.length - 4 && (bytes[i] & 0xC0) == 0x80) {
      i--;
    }
    if (i < 0 || (bytes[i] & 0xC0) != 0xC0) {
      return bytes.length;
    }
    int length = Integer.numberOfLeadingZeros(~bytes[i] << 24);
    return i + length > bytes.length ? i : bytes.length;
  }
}

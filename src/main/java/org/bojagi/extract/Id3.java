package org.bojagi.extract;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.bojagi.scrub.Sensitive.Kind;
import org.bojagi.scrub.Sensitive;

/** ID3 tags of MP3 (id3.org, ID3v2.2 to 2.4 and ID3v1): which frames there are, and the title. */
final class Id3 {
  /** Frames of version 2.2 under their later names. */
  private static final Map<String, String> OLD_NAMES =
      Map.of(
          "TEN", "TENC", "COM", "COMM", "TT2", "TIT2", "GEO", "GEOB", "UFI", "UFID", "TXX", "TXXX");

  private Id3() {}

  /**
   * @return where the sound begins
   */
  static int read(byte[] head, Draft draft) {
    if (head.length < 10 || head[0] != 'I' || head[1] != 'D' || head[2] != '3') {
      return 0;
    }
    int version = head[3];
    int end = Math.min(head.length, 10 + synchsafe(head, 6));
    int nameLength = version == 2 ? 3 : 4;
    int headerLength = version == 2 ? 6 : 10;
    int at = 10;
    while (at + headerLength < end && head[at] != 0) {
      var name = new String(head, at, nameLength, StandardCharsets.ISO_8859_1);
      int length =
          version == 2
              ? big(head, at + 3, 3)
              : version == 4 ? synchsafe(head, at + 4) : big(head, at + 4, 4);
      int from = at + headerLength;
      if (length <= 0 || length > end - from) {
        break;
      }
      frame(
          OLD_NAMES.getOrDefault(name, name),
          Arrays.copyOfRange(head, from, from + Math.min(length, 4_096)),
          draft);
      at = from + length;
    }
    return 10 + synchsafe(head, 6) <= head.length ? 10 + synchsafe(head, 6) : head.length;
  }

  /** 128 bytes at the very end: a comment in bytes 97 to 126. */
  static void readVersion1(byte[] end, Draft draft) {
    int at = end.length - 128;
    if (at >= 0 && end[at] == 'T' && end[at + 1] == 'A' && end[at + 2] == 'G') {
      var comment = new String(end, at + 97, 28, StandardCharsets.ISO_8859_1).replace("\0", "");
      if (!comment.isBlank()) {
        draft.sensitive(Kind.COMMENT, "ID3v1 comment");
      }
    }
  }

  private static void frame(String name, byte[] content, Draft draft) {
    switch (name) {
      case "TIT2" -> draft.title(text(content));
      case "TXXX" -> {
        var parts = text(content).split("\0", 2);
        TagNames.sensitive(parts[0], parts.length > 1 ? parts[1] : "", "ID3", draft);
      }
      case "GEOB" -> draft.sensitive(Kind.COMMENT, "ID3 GEOB");
      case "UFID", "PRIV" -> {}
      default -> TagNames.sensitive(name, text(content), "ID3", draft);
    }
  }

  private static String text(byte[] content) {
    Charset charset =
        switch (content[0]) {
          case 1 -> StandardCharsets.UTF_16;
          case 2 -> StandardCharsets.UTF_16BE;
          case 3 -> StandardCharsets.UTF_8;
          default ->
              org.bojagi.text.Charsets.detect(Arrays.copyOfRange(content, 1, content.length), "");
        };
    return new String(content, 1, content.length - 1, charset);
  }

  private static int synchsafe(byte[] bytes, int at) {
    return (bytes[at] & 0x7f) << 21
        | (bytes[at + 1] & 0x7f) << 14
        | (bytes[at + 2] & 0x7f) << 7
        | bytes[at + 3] & 0x7f;
  }

  private static int big(byte[] bytes, int at, int length) {
    int value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | bytes[at + i] & 0xff;
    }
    return value;
  }
}

package org.bojagi.scrub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.bojagi.scrub.Sensitive.Kind;

/** What a codec's description in a Matroska track may hold (RFC 9559 §5.1.4.1.22): comments, and an editor's notes. */
final class MatroskaCodecs {
  private static final Pattern INDEX_COMMENT = Pattern.compile("(?m)^#.*$");

  private MatroskaCodecs() {}

  /** Nothing moves. @return whether anything changed */
  static boolean clean(FileBytes file, CleaningDraft draft, String codec, long from, long end)
      throws IOException, BrokenStructure {
    if (end - from > FileBytes.MAX_HELD) {
      draft.left(Kind.CONTENT, "Matroska description of a codec");
      return false;
    }
    var before = file.bytes(from, end - from);
    var after = before.clone();
    if (codec.startsWith("S_TEXT/ASS") || codec.startsWith("S_TEXT/SSA") || codec.equals("S_ASS") || codec.equals("S_SSA")) {
      var cleaning = TextScrubbing.of("text/x-ssa", SeekableBytes.of(before), draft.kept());
      cleaning.edits().forEach(edit -> spaces(after, (int) edit.offset(), (int) edit.end()));
      cleaning.left().forEach(left -> draft.left(left.kind(), "Matroska subtitles: " + left.fieldName()));
    } else if (codec.startsWith("S_VOBSUB")) {
      var comments = INDEX_COMMENT.matcher(new String(before, ISO_8859_1));
      while (comments.find()) {
        spaces(after, comments.start() + 1, comments.end());
      }
    } else if (codec.startsWith("A_FLAC")) {
      flac(after);
    } else if (codec.startsWith("A_VORBIS") || codec.startsWith("V_THEORA")) {
      comments(after);
    }
    if (Arrays.equals(before, after)) {
      return false;
    }
    draft.edit(new Edit(from, after.length, after));
    draft.removed(Kind.COMMENT, "Matroska comments of " + FileBytes.printable(codec));
    return true;
  }

  private static void spaces(byte[] text, int from, int end) {
    for (int i = from; i < end; i++) {
      text[i] = text[i] == '\n' || text[i] == '\r' ? text[i] : (byte) ' ';
    }
  }

  /** Blocks behind the first become padding. */
  private static void flac(byte[] description) {
    for (int at = 4; at + 4 <= description.length; ) {
      int length = (description[at + 1] & 0xFF) << 16 | (description[at + 2] & 0xFF) << 8 | description[at + 3] & 0xFF;
      int behind = Math.min(description.length, at + 4 + length);
      if ((description[at] & 0x7F) != 0) {
        description[at] = (byte) (description[at] & 0x80 | 1);
        Arrays.fill(description, at + 4, behind, (byte) 0);
      }
      at = behind;
    }
  }

  /** Three packets with their lengths before them; the second one has the comments, and becomes an empty one. */
  private static void comments(byte[] description) {
    int at = 1;
    int[] sizes = new int[2];
    for (int i = 0; i < 2; i++) {
      int last = 255;
      while (last == 255 && at < description.length) {
        last = description[at++] & 0xFF;
        sizes[i] += last;
      }
    }
    int packet = at + sizes[0];
    int end = packet + sizes[1];
    if (sizes[1] < 16 || end > description.length || packet < 0) {
      return;
    }
    boolean isVorbis = description[packet] == 3;
    Arrays.fill(description, packet + 7, end, (byte) 0);
    if (isVorbis) {
      description[packet + 15] = 1;
    }
  }
}

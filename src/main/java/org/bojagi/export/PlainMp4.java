package org.bojagi.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.catalog.PackedFile;
import org.bojagi.media.PlayerConversion;

/** Whether a film is what a simple player plays, as its catalogue says and by its own boxes. */
final class PlainMp4 {
  private static final Set<String> PICTURE = Set.of("avc1", "avc3", "h264");
  private static final Set<String> SOUND = Set.of("mp4a", "aac");
  private static final int MAX_BOXES = 64;
  private static final int MAX_MOVIE_BYTES = 32 << 20;

  private PlainMp4() {}

  /** MP4 with H.264 and AAC of at most 720 lines, as far as the catalogue knows. */
  static boolean fits(PackedFile file) {
    var media = file.media();
    if (!file.mediaType().equals("video/mp4") || media == null || media.codecs().isEmpty()) {
      return false;
    }
    return media.codecs().stream().anyMatch(PICTURE::contains)
        && media.codecs().stream().allMatch(codec -> PICTURE.contains(codec) || SOUND.contains(codec))
        && Math.min(media.width(), media.height()) <= PlayerConversion.MOST_LINES;
  }

  /** How an MP4 is laid out, which decides who can read it. */
  enum Layout {
    /** Its index comes first: a pipe can hold it. */
    INDEX_FIRST,
    /** Its index comes last: only who may seek can read it. */
    INDEX_LAST,
    /** Cut into fragments (ISO/IEC 14496-12 §8.8), which old players don't know. */
    FRAGMENTS,
    /** It is no MP4, or none that makes sense. */
    OTHER;

    boolean isPlain() {
      return this == INDEX_FIRST || this == INDEX_LAST;
    }
  }

  static Layout layout(Bundle bundle, Located film) throws IOException {
    try (var in = bundle.read(film, null)) {
      return layout(in);
    }
  }

  /** Looks at the boxes up to the movie's own, or to its pictures. */
  static Layout layout(InputStream film) throws IOException {
    for (int box = 0; box < MAX_BOXES; box++) {
      var head = film.readNBytes(8);
      var type = head.length < 8 ? "" : new String(head, 4, 4, StandardCharsets.ISO_8859_1);
      long size = head.length < 8 ? 0 : ByteBuffer.wrap(head).getInt() & 0xFFFF_FFFFL;
      if (box == 0 && !type.equals("ftyp")) {
        return Layout.OTHER;
      }
      if (type.equals("mdat")) {
        return Layout.INDEX_LAST;
      }
      if (size < 8 || size > MAX_MOVIE_BYTES) {
        return Layout.OTHER;
      }
      var content = film.readNBytes((int) size - 8);
      if (type.equals("moov")) {
        return hasNoFragments(content) ? Layout.INDEX_FIRST : Layout.FRAGMENTS;
      }
      if (content.length < size - 8) {
        return Layout.OTHER;
      }
    }
    return Layout.OTHER;
  }

  private static boolean hasNoFragments(byte[] movie) {
    var in = ByteBuffer.wrap(movie);
    for (int at = 0; at + 8 <= movie.length; ) {
      int size = in.getInt(at);
      if (size < 8 || size > movie.length - at || new String(movie, at + 4, 4, StandardCharsets.ISO_8859_1).equals("mvex")) {
        return false;
      }
      at += size;
    }
    return true;
  }
}

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

  static boolean isPlain(Bundle bundle, Located film) throws IOException {
    try (var in = bundle.read(film, null)) {
      return isPlain(in);
    }
  }

  /**
   * Whether an MP4 is one that old players know, and not cut into fragments (ISO/IEC 14496-12 §8.8): its movie box has
   * no {@code mvex}, or its pictures come before it. False for what is no MP4.
   */
  static boolean isPlain(InputStream film) throws IOException {
    for (int box = 0; box < MAX_BOXES; box++) {
      var head = film.readNBytes(8);
      if (head.length < 8) {
        return false;
      }
      var type = new String(head, 4, 4, StandardCharsets.ISO_8859_1);
      long size = ByteBuffer.wrap(head).getInt() & 0xFFFF_FFFFL;
      if (box == 0 && !type.equals("ftyp")) {
        return false;
      }
      switch (type) {
        case "mdat" -> {
          return true;
        }
        case "moof" -> {
          return false;
        }
        case "moov" -> {
          return size >= 8 && size <= MAX_MOVIE_BYTES && hasNoFragments(film.readNBytes((int) size - 8));
        }
        default -> {
          if (size < 8 || size > MAX_MOVIE_BYTES || film.readNBytes((int) size - 8).length < size - 8) {
            return false;
          }
        }
      }
    }
    return false;
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

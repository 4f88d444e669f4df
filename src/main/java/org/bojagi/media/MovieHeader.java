package org.bojagi.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The beginning of an MP4 in fragments as ffmpeg writes it to a pipe, made to say how long the film is
 * (ISO/IEC 14496-12 §8.8.2, {@code mehd}): whoever wrote it could not know.
 *
 * <p>The new box takes the place of the user data, in which ffmpeg names itself, so that nothing behind it
 * moves.
 */
final class MovieHeader {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MEHD_BYTES = 20;

  private MovieHeader() {}

  /**
   * Reads {@code film} up to its first fragment.
   *
   * @param seconds 0 where it isn't known: then only the user data goes
   * @return as many bytes as were read
   */
  static byte[] read(InputStream film, double seconds) throws IOException {
    var head = new ByteArrayOutputStream();
    while (true) {
      var box = film.readNBytes(8);
      if (box.length < 8) {
        throw new BoundedProcess.Failed("it gave no film", false);
      }
      int size = ByteBuffer.wrap(box).getInt();
      if (size < 8 || size > MAX_BYTES) {
        throw new BoundedProcess.Failed("it gave no MP4", false);
      }
      var content = film.readNBytes(size - 8);
      boolean movie = type(box, 0).equals("moov");
      head.write(box);
      head.write(movie ? withDuration(content, seconds) : content);
      if (movie) {
        return head.toByteArray();
      }
    }
  }

  /** @param movie the boxes in {@code moov}; as it is where they aren't those that ffmpeg writes */
  private static byte[] withDuration(byte[] movie, double seconds) {
    var in = ByteBuffer.wrap(movie);
    int extendsAt = -1;
    int timescale = 0;
    for (int at = 0; at + 8 <= movie.length; at += in.getInt(at)) {
      int size = in.getInt(at);
      if (size < 8 || size > movie.length - at) {
        return movie;
      }
      switch (type(movie, at)) {
        case "mvhd" -> timescale = size >= 28 && movie[at + 8] == 0 ? in.getInt(at + 20) : 0;
        case "mvex" -> extendsAt = at;
        case "udta" -> {
          if (at + size == movie.length && extendsAt >= 0 && extendsAt + in.getInt(extendsAt) == at) {
            boolean room = size >= MEHD_BYTES + 8;
            return joined(movie, extendsAt, at, room && timescale > 0 ? Math.round(seconds * timescale) : 0);
          }
        }
        default -> {}
      }
    }
    return movie;
  }

  /** {@code mvex} grows by the new first box in it, {@code udta} is what is left, as {@code free}. */
  private static byte[] joined(byte[] movie, int extendsAt, int userDataAt, long duration) {
    var out = ByteBuffer.allocate(movie.length);
    out.put(movie, 0, extendsAt);
    int grown = duration > 0 ? MEHD_BYTES : 0;
    out.putInt(userDataAt - extendsAt + grown).put(ascii("mvex"));
    if (grown > 0) {
      out.putInt(MEHD_BYTES).put(ascii("mehd")).putInt(1 << 24).putLong(duration);
    }
    out.put(movie, extendsAt + 8, userDataAt - extendsAt - 8);
    out.putInt(out.remaining()).put(ascii("free"));
    return out.array();
  }

  private static byte[] ascii(String type) {
    return type.getBytes(StandardCharsets.US_ASCII);
  }

  private static String type(byte[] bytes, int at) {
    return new String(Arrays.copyOfRange(bytes, at + 4, at + 8), StandardCharsets.ISO_8859_1);
  }
}

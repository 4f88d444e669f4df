package org.bojagi.extract;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A small JPEG of a picture, for lists. */
final class Thumbnail {
  static final String NAME = "thumbnail.jpg";
  private static final int MAX_WIDTH = 400;
  private static final int MAX_HEIGHT = 300;
  private static final float QUALITY = 0.75f;

  /** Of a progressive JPEG the decoder holds six bytes a pixel outside of the heap. */
  private static final long MAX_PIXELS = 50_000_000;

  /** These are decoded line by line and thinned out on the way; others stand in memory whole. */
  private static final Set<String> BY_LINES = Set.of("jpeg", "png");

  private static final long MAX_PIXELS_AT_ONCE = 16_000_000;

  /** A picture inside a document that is smaller is a bullet or a logo. */
  private static final int MIN_SIDE_INSIDE = 64;

  private Thumbnail() {}

  /** Larger than is ever decoded. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param orientation of EXIF
   * @param inside a document, where small pictures don't count
   * @return null where nobody here reads its format, or it is too small to count
   * @throws TooLargeException it has too many pixels
   * @throws IOException it is damaged
   */
  static byte[] of(byte[] picture, int orientation, boolean inside) throws IOException {
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture))) {
      var readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return null;
      }
      var reader = readers.next();
      try {
        reader.setInput(in, true, true);
        boolean small = Math.min(reader.getWidth(0), reader.getHeight(0)) < MIN_SIDE_INSIDE;
        return inside && small ? null : of(thinned(reader), orientation);
      } finally {
        reader.dispose();
      }
    }
  }

  static byte[] of(BufferedImage picture, int orientation) throws IOException {
    boolean swapped = orientation >= 5;
    var small =
        Pixels.fit(picture, swapped ? MAX_HEIGHT : MAX_WIDTH, swapped ? MAX_WIDTH : MAX_HEIGHT);
    return Pixels.jpeg(Pixels.upright(small, orientation), QUALITY);
  }

  /** At least twice as large as the thumbnail, where the picture is. */
  private static BufferedImage thinned(ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    long pixels = (long) width * height;
    boolean byLines = BY_LINES.contains(reader.getFormatName().toLowerCase(java.util.Locale.ROOT));
    int shorter = Math.min(width, height) / (2 * MAX_HEIGHT);
    int longer = Math.max(width, height) / (2 * MAX_WIDTH);
    int every = Math.max(1, Math.min(shorter, longer));
    long atOnce = byLines ? pixels / ((long) every * every) : pixels;
    if (pixels > MAX_PIXELS || atOnce > MAX_PIXELS_AT_ONCE) {
      throw new TooLargeException();
    }
    var param = reader.getDefaultReadParam();
    param.setSourceSubsampling(every, every, 0, 0);
    return reader.read(0, param);
  }
}

package org.bojagi.extract;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures made smaller, turned and written: JPEG (ITU-T T.81) and PNG without a word of metadata. */
final class Pixels {
  private static final int GREY_TOLERANCE = 8; // a grey scan kept as colour JPEG is grey but for rounding
  private static final int MAX_COLOURS = 256;

  /** Grey pixels in a row that no edge of a letter makes: a picture, a shade. */
  private static final int SHADED_RUN = 32;

  static {
    ImageIO.setUseCache(false); // else it writes what it reads to a temporary file
  }

  private Pixels() {}

  /** As large as fits, never larger than it was; on white where it is transparent. */
  static BufferedImage fit(BufferedImage image, int maxWidth, int maxHeight) {
    double byWidth = (double) maxWidth / image.getWidth();
    double byHeight = (double) maxHeight / image.getHeight();
    double scale = Math.min(1, Math.min(byWidth, byHeight));
    int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
    var smaller = image;
    // Bilinear looks at four pixels only: more than a halving at a time would leave some out.
    while (smaller.getWidth() > 2 * width || smaller.getHeight() > 2 * height) {
      smaller =
          drawn(smaller, Math.max(width, smaller.getWidth() / 2), Math.max(height, smaller.getHeight() / 2));
    }
    return drawn(smaller, width, height);
  }

  private static BufferedImage drawn(BufferedImage image, int width, int height) {
    var rgb = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var graphics = rgb.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, Color.WHITE, null);
    graphics.dispose();
    return rgb;
  }

  /** @param orientation as EXIF numbers it (Exif 2.32 §4.6.4, tag 274) */
  static BufferedImage upright(BufferedImage image, int orientation) {
    int w = image.getWidth();
    int h = image.getHeight();
    var turn =
        switch (orientation) {
          case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
          case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
          case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
          case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
          case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
          case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
          case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
          default -> null;
        };
    if (turn == null) {
      return image;
    }
    boolean swapped = orientation >= 5;
    var turned = new BufferedImage(swapped ? h : w, swapped ? w : h, BufferedImage.TYPE_INT_RGB);
    var graphics = turned.createGraphics();
    graphics.drawImage(image, turn, null);
    graphics.dispose();
    return turned;
  }

  static byte[] jpeg(BufferedImage image, float quality) throws IOException {
    return written(image, "jpeg", quality);
  }

  /**
   * In greys where it is grey, else with four bits a colour where these are few: what text pages are made of.
   *
   * @param rgb of {@link BufferedImage#TYPE_INT_RGB}
   * @return null where it has too many colours
   */
  static byte[] png(BufferedImage rgb) throws IOException {
    int w = rgb.getWidth();
    int h = rgb.getHeight();
    var pixels = ((DataBufferInt) rgb.getRaster().getDataBuffer()).getData();
    var image =
        isGrey(pixels) ? inGreys(pixels, w, h, isText(pixels, w) ? 2 : 4) : inFewColours(pixels, w, h);
    // The deflater's middle level: the highest takes ten times as long for a twentieth less.
    return image == null ? null : written(image, "png", 0.5f);
  }

  private static boolean isGrey(int[] pixels) {
    for (int pixel : pixels) {
      int r = pixel >> 16 & 0xFF;
      int g = pixel >> 8 & 0xFF;
      int b = pixel & 0xFF;
      if (Math.max(r, Math.max(g, b)) - Math.min(r, Math.min(g, b)) > GREY_TOLERANCE) {
        return false;
      }
    }
    return true;
  }

  /** Whether hardly anything but the edges of black on white is grey: then four greys are enough. */
  private static boolean isText(int[] greys, int w) {
    int shaded = 0;
    int run = 0;
    for (int i = 0; i < greys.length; i++) {
      int grey = greys[i] >> 8 & 0xFF;
      run = grey > GREY_TOLERANCE && grey < 255 - GREY_TOLERANCE ? run + 1 : 0;
      shaded += run == SHADED_RUN ? SHADED_RUN : run > SHADED_RUN ? 1 : 0;
      run = (i + 1) % w == 0 ? 0 : run;
    }
    return shaded < greys.length / 500;
  }

  /** @param bits of a pixel, 2 or 4 */
  private static BufferedImage inGreys(int[] pixels, int w, int h, int bits) {
    int count = 1 << bits;
    var greys = new byte[count];
    for (int i = 0; i < count; i++) {
      greys[i] = (byte) (255 * i / (count - 1));
    }
    var model = new IndexColorModel(bits, count, greys, greys, greys);
    var image = new BufferedImage(w, h, BufferedImage.TYPE_BYTE_BINARY, model);
    var packed = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    int stride = (w * bits + 7) / 8;
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int at = x * bits;
        packed[y * stride + at / 8] |= (byte) (level(pixels[y * w + x] >> 8, count) << 8 - bits - at % 8);
      }
    }
    return image;
  }

  private static BufferedImage inFewColours(int[] pixels, int w, int h) {
    var colours = new HashMap<Integer, Integer>();
    var palette = new int[MAX_COLOURS];
    var indices = new byte[pixels.length];
    int last = -1;
    int lastIndex = 0;
    for (int i = 0; i < pixels.length; i++) {
      int pixel = pixels[i];
      int coarse = 17 * (level(pixel >> 16, 16) << 16 | level(pixel >> 8, 16) << 8 | level(pixel, 16));
      if (coarse != last) {
        last = coarse;
        var known = colours.get(coarse);
        if (known == null && colours.size() == MAX_COLOURS) {
          return null;
        }
        lastIndex = known == null ? colours.size() : known;
        colours.put(coarse, lastIndex);
        palette[lastIndex] = coarse;
      }
      indices[i] = (byte) lastIndex;
    }
    var model = new IndexColorModel(8, MAX_COLOURS, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
    var image = new BufferedImage(w, h, BufferedImage.TYPE_BYTE_INDEXED, model);
    image.getRaster().setDataElements(0, 0, w, h, indices);
    return image;
  }

  /** The nearest of {@code count} levels of the lowest eight bits. */
  private static int level(int bits, int count) {
    return ((bits & 0xFF) * (count - 1) + 127) / 255;
  }

  private static byte[] written(BufferedImage image, String format, float quality) throws IOException {
    var writer = ImageIO.getImageWritersByFormatName(format).next();
    var bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      var param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      if (param.getCompressionType() == null) {
        param.setCompressionType(param.getCompressionTypes()[0]);
      }
      param.setCompressionQuality(quality);
      writer.setOutput(out);
      var metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), param);
      writer.write(null, new IIOImage(image, null, metadata), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}

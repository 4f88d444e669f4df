package org.bojagi.extract;

import java.util.List;

/**
 * What a picture, sound or film says of itself. 0 and empty mean: not known, or beyond what can be.
 *
 * @param width in pixels as stored, before turning by {@code orientation}
 * @param orientation of EXIF, 1 to 8
 * @param codecs as their container names them, video first: {@code avc1}, {@code mp4a}, {@code
 *     V_VP9}, {@code A_OPUS}
 */
public record MediaFacts(
    double durationSeconds, int width, int height, int orientation, List<String> codecs) {
  private static final int MAX_PIXELS_A_SIDE = 1 << 20;
  private static final double MAX_SECONDS = 1e8;
  private static final int MAX_CODECS = 20;

  public MediaFacts {
    durationSeconds = durationSeconds > 0 && durationSeconds < MAX_SECONDS ? durationSeconds : 0;
    width = width > 0 && width <= MAX_PIXELS_A_SIDE ? width : 0;
    height = height > 0 && height <= MAX_PIXELS_A_SIDE ? height : 0;
    orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
    codecs = List.copyOf(codecs.subList(0, Math.min(codecs.size(), MAX_CODECS)));
  }
}

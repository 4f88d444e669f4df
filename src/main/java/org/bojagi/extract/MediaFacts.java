package org.bojagi.extract;

import java.util.List;

/**
 * What a picture, sound or film says of itself. 0 and empty mean: not known.
 *
 * @param width in pixels as stored, before turning by {@code orientation}
 * @param orientation of EXIF, 1 to 8
 * @param codecs as their container names them, video first: {@code avc1}, {@code mp4a}, {@code V_VP9}, {@code A_OPUS}
 */
public record MediaFacts(double durationSeconds, int width, int height, int orientation, List<String> codecs) {
  public MediaFacts {
    codecs = List.copyOf(codecs);
  }
}

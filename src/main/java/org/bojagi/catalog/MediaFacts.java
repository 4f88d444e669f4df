package org.bojagi.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a picture, sound or film says of itself. 0 and empty mean: not known, or beyond what can be.
 *
 * @param width in pixels as stored, before turning by {@code orientation}
 * @param orientation of EXIF, 1 to 8; 1 is upright
 * @param codecs as their container names them, video first: {@code avc1}, {@code mp4a},
 *     {@code V_VP9}, {@code A_OPUS}
 */
public record MediaFacts(
    double durationSeconds, int width, int height, int orientation, List<String> codecs) {
  private static final int MAX_PIXELS_A_SIDE = 1 << 20;
  private static final double MAX_SECONDS = 1e8;
  private static final int MAX_CODECS = 20;
  private static final int MAX_CODEC_CHARS = 40;

  public MediaFacts {
    durationSeconds = durationSeconds > 0 && durationSeconds < MAX_SECONDS ? durationSeconds : 0;
    width = width > 0 && width <= MAX_PIXELS_A_SIDE ? width : 0;
    height = height > 0 && height <= MAX_PIXELS_A_SIDE ? height : 0;
    orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
    codecs = codecs.stream().filter(codec -> codec.length() <= MAX_CODEC_CHARS).limit(MAX_CODECS).toList();
  }

  /** Whether nothing of it is known. */
  public boolean isEmpty() {
    return durationSeconds == 0 && width == 0 && height == 0 && orientation == 1 && codecs.isEmpty();
  }

  /** Only what is known; the length in whole milliseconds. */
  Map<String, Object> toJson() {
    var json = new LinkedHashMap<String, Object>();
    putUnlessZero(json, "millis", Math.round(durationSeconds * 1000));
    putUnlessZero(json, "width", width);
    putUnlessZero(json, "height", height);
    if (orientation != 1) {
      json.put("orientation", orientation);
    }
    Json.putUnlessEmpty(json, "codecs", codecs);
    return json;
  }

  /** What is out of bounds counts as not known: a length is not worth a file. */
  static MediaFacts fromJson(Json.Fields json) throws Json.Malformed {
    return new MediaFacts(
        json.number("millis", 0) / 1000.0,
        side(json.number("width", 0)),
        side(json.number("height", 0)),
        side(json.number("orientation", 1)),
        json.strings("codecs"));
  }

  private static int side(long number) {
    return Math.clamp(number, 0, Integer.MAX_VALUE);
  }

  private static void putUnlessZero(Map<String, Object> json, String name, long value) {
    if (value != 0) {
      json.put(name, value);
    }
  }
}

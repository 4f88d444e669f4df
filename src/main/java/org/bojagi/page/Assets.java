package org.bojagi.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** Style, script and font of the pages, from the program itself. */
public final class Assets {
  /** Name → media type: nothing else is served. */
  private static final Map<String, String> NAMES =
      Map.of(
          "reader.css", "text/css; charset=utf-8",
          "reader.js", "text/javascript; charset=utf-8",
          "suggest.js", "text/javascript; charset=utf-8",
          "font.woff2", "font/woff2",
          "icon.svg", "image/svg+xml");

  private Assets() {}

  /**
   * @param bytes read anew each time: the font is large and rarely asked for
   */
  public record Asset(String mediaType, byte[] bytes) {}

  public static Optional<Asset> named(String name) {
    var mediaType = NAMES.get(name);
    if (mediaType == null) {
      return Optional.empty();
    }
    try (var in = Assets.class.getResourceAsStream(name)) {
      return in == null ? Optional.empty() : Optional.of(new Asset(mediaType, in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

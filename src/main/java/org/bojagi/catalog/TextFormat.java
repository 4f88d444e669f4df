package org.bojagi.catalog;

import java.util.Locale;
import java.util.Optional;

/** How the text of a packed file is read, when it is one that search looks into. */
public enum TextFormat {
  PLAIN,
  /** Plain text, pages separated by form feeds; the first page is 1. */
  PAGED,
  WEBVTT,
  MARKDOWN,
  HTML;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<TextFormat> of(String code) {
    for (var format : values()) {
      if (format.code().equals(code)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}

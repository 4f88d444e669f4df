package org.bojagi.catalog;

import java.util.Locale;
import java.util.Optional;

/** What a reader meets: decides how an item is listed and shown, not how it is stored. */
public enum ItemType {
  STORY,
  EXPLAINER,
  FILM,
  SOUND,
  MUSIC,
  PICTURE,
  BOOK,
  DOCUMENT,
  /** Shown plain, so that it can be copied by hand. */
  LETTER,
  EVENT,
  COLLECTION;

  /** As written in metadata, JSON and on the command line: {@code story}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<ItemType> of(String code) {
    for (var type : values()) {
      if (type.code().equals(code)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}

package org.bojagi.export;

import java.util.Locale;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.PackedFile;

/** What a player does with an item; each has a folder, in this order. */
public enum Form {
  FILM,
  MUSIC,
  SOUND,
  PICTURE,
  TEXT,
  DOCUMENT;

  /** By the media type of the item's own file; of what is no media, by what the team calls it. */
  static Form of(Item item, PackedFile file) {
    var type = file.mediaType();
    if (type.startsWith("video/")) {
      return FILM;
    }
    if (type.startsWith("audio/")) {
      return item.type() == ItemType.MUSIC ? MUSIC : SOUND;
    }
    if (type.startsWith("image/")) {
      return PICTURE;
    }
    return switch (item.type()) {
      case BOOK, DOCUMENT -> DOCUMENT;
      default -> TEXT;
    };
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package org.bojagi.catalog;

import java.util.Locale;
import java.util.Optional;

/** What a file is to its item. */
public enum Role {
  /** The item itself, as the team keeps it. */
  ITEM,
  /** The item in another language. */
  TRANSLATION,
  /** Subtitles as the team keeps them, any format. */
  SUBTITLES,
  /** A file that the item can't be shown without: a picture of a saved page, a style sheet. */
  COMPANION,
  /** A still picture for lists, as the team keeps it. */
  POSTER,
  /** Rendition: plain text, pages separated by form feeds. */
  TEXT,
  /** Rendition: HTML of a document. */
  HTML,
  /** Rendition: a picture inside a document, named by its HTML. */
  PICTURE,
  /** Rendition: WebVTT of subtitles. */
  CAPTIONS,
  /** Rendition: a small JPEG of a picture, upright, for lists; of an item at most one. */
  THUMBNAIL,
  /** Rendition: the picture of one page, {@code page-0001}, numbered as the pages of its document's text. */
  PAGE;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Role> of(String code) {
    for (var role : values()) {
      if (role.code().equals(code)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}

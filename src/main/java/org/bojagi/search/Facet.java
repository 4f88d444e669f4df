package org.bojagi.search;

import java.util.Locale;

/** What a list of hits can be narrowed by. Values of one are alternatives, of several each counts. */
public enum Facet {
  /** {@link org.bojagi.catalog.ItemType#code}. */
  TYPE,
  /** BCP 47 tags. Counted is the item's own; chosen, a tag finds every text in it, {@code zh} also in {@code zh-Hant}. */
  LANGUAGE,
  /** {@link org.bojagi.catalog.Item.Series#id}; chosen, also its title. */
  SERIES,
  /** As the team wrote it; chosen, in any case and width. */
  SUBJECT,
  /** Four digits, of the item's date. */
  YEAR,
  /** A place's name, dcterms:spatial; chosen, in any case and width. */
  PLACE,
  /** {@link org.bojagi.index.OpenIndex#name}. */
  BUNDLE;

  /** As in JSON and on the command line: {@code type}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}

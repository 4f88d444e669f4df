package org.bojagi.index;

import java.util.Locale;

/** What a name is that is suggested while somebody types; of a name that is several, the first counts. */
public enum NameKind {
  SERIES,
  TITLE,
  /** Who made it or took part. */
  PERSON,
  SUBJECT;

  /** Ends the names of this kind's fields. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}

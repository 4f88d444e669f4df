package org.bojagi.verify;

import java.util.Locale;

/** What is checked, each by a name that stays. */
public enum Check {
  SLOTS("Each slot is here twice, byte for byte the same"),
  ROOT("The root is here twice, byte for byte the same, and says of volumes what can be true"),
  VOLUMES("Each volume that the root names is here once, whole, and no file is here that it doesn't name"),
  INDEX("Each block of the search index has its hash, and it holds the catalogue's items and no others"),
  LOCATIONS("Each file lies where the index says, by the volumes' own lists of entries, and each entry is some file's"),
  HASHES("Each file and each catalogue has the hashes that it was sealed with"),
  CHUNKS("Each chunk of each volume, padding too, has the tag that it was sealed with");

  private final String description;

  Check(String description) {
    this.description = description;
  }

  /** As printed: {@code slots} */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One line without a full stop: what holds when nothing is found. */
  public String description() {
    return description;
  }
}

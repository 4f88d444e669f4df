package org.bojagi.verify;

import java.util.Locale;

/**
 * What is checked, each by a name that stays, in the order in which it is told. What a check may find stands in {@link
 * Flaw}.
 */
public enum Check {
  SLOTS(true, "Each slot is here twice, byte for byte the same"),
  ROOT(true, "The root is here twice, byte for byte the same, and says of volumes what can be true"),
  SIGNATURE(true, "Where a publisher's key lies beside the bundle, the bundle is signed with it"),
  VOLUMES(true, "Each volume that the root names is here once, whole, and no file is here that it doesn't name"),
  HEADERS(true, "Each volume's header is the one that the root has a copy of, so that age alone opens the file"),
  ENDS(true, "Each volume begins with the name that the root gives it and ends with a chunk sealed as the last"),
  INDEX(true, "The search index can be opened by this version"),
  CATALOGUES(false, "Each volume's catalogue can be read, and is the one that the root names"),
  ITEMS(false, "The search index holds the items of the catalogues and no others"),
  BLOCKS(false, "Each block of 64 KiB of the search index has its hash"),
  LISTS(false, "Each volume's own list of entries can be read, so that unzip opens it, and each entry is some file's"),
  LOCATIONS(false, "Each file lies where the index says, by the volumes' own lists of entries"),
  HASHES(false, "Each file has the hashes that it was sealed with"),
  CHUNKS(false, "Each chunk of each volume, padding too, has the tag that it was sealed with");

  private final boolean quick;
  private final String description;

  Check(boolean quick, String description) {
    this.quick = quick;
    this.description = description;
  }

  /** As printed: {@code slots} */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it needs a few reads of each volume, however large. */
  public boolean isQuick() {
    return quick;
  }

  /** One line without a full stop: what holds when nothing is found. */
  public String description() {
    return description;
  }
}

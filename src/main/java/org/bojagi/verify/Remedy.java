package org.bojagi.verify;

import java.util.Locale;

/** What to do about a flaw, from the cheapest on. */
public enum Remedy {
  NOTHING("Nothing needs to be done."),
  COPY_TWIN("Copy this file to another name in the same folder."),
  REMOVE("Remove the file if nobody needs it."),
  OTHER_CARD("Plug in the other cards of the set, and give all folders together."),
  OTHER_COPY("Look for this file on another copy of the bundle, and put it in its place."),
  REINDEX("Make the index anew with 'bojagi reindex'."),
  RECOVER("Where there is no other copy, take out what is sound with 'bojagi recover'."),
  PACK_AGAIN("Ask who made the bundle to pack it again."),
  COMPARE("Compare with a copy from whom you trust before this one is passed on, and remove nothing."),
  NEWER_PROGRAM("Use a newer version of Bojagi.");

  private final String sentence;

  Remedy(String sentence) {
    this.sentence = sentence;
  }

  /** As in JSON: {@code other-copy} */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** One sentence with its full stop. */
  public String sentence() {
    return sentence;
  }
}

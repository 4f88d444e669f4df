package org.bojagi.bundle;

import java.security.SecureRandom;
import java.util.HexFormat;

/** The numbers and names of docs/format.md that more than one class of this package needs. */
public final class Format {
  /** 0 is a draft and may change; golden bundles begin with 1. */
  public static final int VERSION = 1; // format.md §12

  /** FAT32 holds no larger file. */
  public static final long MAX_VOLUME_BYTES = 0xFFFF_FFFFL; // format.md §1

  /** Room for the header, bojagi.json, a catalogue of one item, central directory and padding. */
  public static final long MIN_VOLUME_BYTES = 64 << 10; // format.md §1

  /** Under ZIP's own 65,535, so that no volume needs ZIP64. */
  static final int MAX_ENTRIES = 65_000; // format.md §1

  public static final int MAX_NAME_BYTES = 4_096; // format.md §1
  public static final int MAX_PASSPHRASE_SLOTS = 8; // format.md §1
  public static final int MAX_SLOT_FILE_BYTES = 4_096; // format.md §1

  /** A root's documents: 100,000 volumes or an index of 80 GiB fit. */
  public static final int MAX_ROOT_DOCUMENT_BYTES = 64 << 20; // format.md §1

  /** Unpacked; what is written is about a quarter of it. */
  public static final int MAX_SHELF_BYTES = 4 << 20; // format.md §1

  /** minisign's own limits, of both comments and two lines. */
  static final int MAX_SIGNATURE_BYTES = 12 << 10; // format.md §1

  public static final int MAX_CATALOGUE_LINE_BYTES = 32 << 20; // format.md §1

  public static final String EXTENSION = ".age";
  static final String ABOUT_VOLUME = "bojagi.json";
  public static final String CATALOGUE = "catalogue.jsonl";
  public static final String CONTENT = "content.json";
  public static final String INDEX = "index.json";
  static final String CONTENT_SIGNATURE = CONTENT + ".minisig";
  static final String INDEX_SIGNATURE = INDEX + ".minisig";
  static final String PADDING = "padding";
  public static final String RENDITIONS = "renditions/";
  public static final String SHELVES = "shelves/";
  public static final String LUCENE = "lucene/";

  public static final String KIND_CONTENT = "content";
  public static final String KIND_INDEX = "index";
  public static final String KIND_ROOT = "root";

  private static final SecureRandom RANDOM = new SecureRandom();

  private Format() {}

  /** Whether an entry of a volume is the format's own and no file of the corpus or the index. */
  public static boolean isOwnEntry(String name) {
    return name.equals(ABOUT_VOLUME) || name.equals(CATALOGUE) || name.equals(PADDING);
  }

  /** A name without the underscores that packing may have added at either end: equal for all that {@link #isNameOf} links. */
  public static String bareName(String name) {
    int start = 0;
    while (start < name.length() && name.charAt(start) == '_') {
      start++;
    }
    int end = name.length();
    while (end > start && name.charAt(end - 1) == '_') {
      end--;
    }
    return name.substring(start, end);
  }

  /** Whether an entry or a file on a shelf may be of this name because a packed file has that path (format.md §4.2). */
  public static boolean isNameOf(String path, String name) {
    int underscores = name.length() - path.length();
    var rest = name;
    for (int i = 0; i <= underscores; i++) {
      if (rest.equals(path) || rest.equals(path + "_")) {
        return true;
      }
      if (!rest.startsWith("_")) {
        return false;
      }
      rest = rest.substring(1);
    }
    return false;
  }

  /** 128 random bits in hex: the id of a bundle or volume, or a file's name, which mean nothing. */
  static String randomId() {
    var bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}

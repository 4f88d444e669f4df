package org.bojagi.index;

import java.io.IOException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.apache.lucene.index.Terms;
import org.apache.lucene.util.BytesRef;
import org.bojagi.catalog.Item;

/**
 * Ids of items as terms (format.md §8.1): one that is a hash takes 17 bytes instead of 32. What is stored of an item has
 * none where it follows from the path.
 */
public final class ItemIds {
  /** No byte of UTF-8. */
  private static final byte HASH = (byte) 0xFF;

  private static final int HASH_BYTES = 16;
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");

  private ItemIds() {}

  public static BytesRef term(String id) {
    if (!HEX.matcher(id).matches()) {
      return new BytesRef(id);
    }
    var bytes = new byte[1 + HASH_BYTES];
    bytes[0] = HASH;
    System.arraycopy(HexFormat.of().parseHex(id), 0, bytes, 1, HASH_BYTES);
    return new BytesRef(bytes);
  }

  /** Of a term of this form, or as an older index has it: the id itself. */
  public static String id(BytesRef term) {
    boolean hash = term.length == 1 + HASH_BYTES && term.bytes[term.offset] == HASH;
    return hash
        ? HexFormat.of().formatHex(term.bytes, term.offset + 1, term.offset + term.length)
        : term.utf8ToString();
  }

  /** Whether a term is of an id that was made of a path, unless the team gave one that looks so. */
  public static boolean isMadeOfPath(BytesRef term) {
    return HEX.matcher(id(term)).matches();
  }

  /** Whether an index has hashes of this form; an older one, or one without any, has not. */
  public static boolean isShort(Terms ids) throws IOException {
    var last = ids.getMax();
    return last != null && last.length > 0 && last.bytes[last.offset] == HASH;
  }

  /** @param stored null where it follows from the path */
  static String ofStored(String stored, String path) {
    return stored == null ? Item.idOf(path) : stored;
  }
}

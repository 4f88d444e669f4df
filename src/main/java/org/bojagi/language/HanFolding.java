package org.bojagi.language;

/**
 * Traditional Chinese characters and their variants as the simplified one that stands for them, one for one: what Unicode's
 * Traditional-Simplified transform says of single characters, without the words that it makes exceptions for. 發 and 髮
 * both become 发.
 */
public final class HanFolding {
  /** Loaded when first needed: 30 KB to read, 55 KB held. */
  private static final class Table {
    private static final HanTable SIMPLIFIED = new HanTable(HanTable.sections("simplified.txt").getFirst());
  }

  private HanFolding() {}

  /** As many UTF-16 units as it gets. */
  public static String fold(String text) {
    char[] folded = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char simplified = HanTable.mayHold(c) ? Table.SIMPLIFIED.get(c) : '\0';
      if (simplified != '\0') {
        folded = folded == null ? text.toCharArray() : folded;
        folded[i] = simplified;
      }
    }
    return folded == null ? text : new String(folded);
  }
}

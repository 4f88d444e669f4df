package org.bojagi.search;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import org.bojagi.index.OpenIndex;
import org.bojagi.index.PassageWhere;
import org.bojagi.index.StoredItem;
import org.bojagi.text.Charsets;
import org.bojagi.text.PassageText;

/** Slices of one item's files in the order in which they stand there, each file read once. One thread. */
final class TextSlices implements Closeable {
  private final OpenIndex index;
  private final StoredItem item;
  private final PassageSource source;
  private Reader decoded;
  private int text = -1;
  private int position;

  TextSlices(OpenIndex index, StoredItem item, PassageSource source) {
    this.index = index;
    this.item = item;
    this.source = source;
  }

  /**
   * As much of it as can be read; empty where nothing can, since the rest of a hit is true without its text
   * and {@code verify} names damage. A passage before the last one asked for opens the file anew.
   */
  String next(PassageWhere where) {
    try {
      if (where.text() != text || where.charOffset() < position) {
        close();
        var of = item.texts().get(where.text());
        decoded = Charsets.reader(source.open(index, item, of.fileOrdinal()), Charsets.named(of.charset()));
        text = where.text();
        position = 0;
      }
      var slice = PassageText.slice(decoded, where.charOffset() - position, where.charLength());
      position = where.charOffset() + slice.length();
      return slice;
    } catch (IOException unreadable) {
      text = -1;
      return "";
    }
  }

  @Override
  public void close() {
    try {
      if (decoded != null) {
        decoded.close();
        decoded = null;
      }
    } catch (IOException nothingMoreIsAsked) {
      decoded = null;
    }
  }
}

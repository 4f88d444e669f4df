package org.bojagi.index;

import java.io.IOException;
import org.apache.lucene.codecs.StoredFieldsReader;
import org.apache.lucene.document.DocumentStoredFieldVisitor;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.ReaderUtil;

/**
 * Items of an index in ascending order: what lies beside each other is unpacked once, where {@link OpenIndex#item} unpacks
 * it for each. One thread.
 */
public final class ItemsInTurn {
  private final OpenIndex index;
  private final StoredFieldsReader[] stored;

  public ItemsInTurn(OpenIndex index) {
    this.index = index;
    this.stored = new StoredFieldsReader[index.segments().leaves().size()];
  }

  /** @param document Lucene's number of an item in {@link OpenIndex#reader} */
  public StoredItem item(int document) throws IOException {
    var leaves = index.segments().leaves();
    try {
      int of = ReaderUtil.subIndex(document, leaves);
      if (stored[of] == null) {
        stored[of] = ((CodecReader) leaves.get(of).reader()).getFieldsReader().getMergeInstance();
      }
      var visitor = new DocumentStoredFieldVisitor(OpenIndex.ITEM_FIELDS);
      stored[of].document(document - leaves.get(of).docBase, visitor);
      return index.item(visitor.getDocument());
    } catch (IOException e) {
      throw OpenIndex.fault(e, index.name());
    }
  }
}

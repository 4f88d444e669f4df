package org.bojagi.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.lucene.codecs.StoredFieldsReader;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FilterCodecReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.StoredFieldVisitor;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

/**
 * Some items of an index, each with its passages, as if the others were deleted.
 *
 * @param readers one for each segment that has any; belong to the index
 * @param hasWordPairs whether one of the items carries the words of North and South
 */
record KeptItems(CodecReader[] readers, boolean hasWordPairs) {

  /** @param places of an item that lies elsewhere now; null for what is as stored */
  static KeptItems of(OpenIndex index, Predicate<String> keepId, Function<String, byte[]> places) throws IOException {
    var readers = new ArrayList<CodecReader>();
    boolean words = false;
    for (var leaf : index.segments().leaves()) {
      var kept = blocks(leaf.reader(), items(leaf.reader(), keepId));
      if (kept.cardinality() > 0) {
        readers.add(only(kept, (CodecReader) leaf.reader(), places));
        words |= hasWordPairs(leaf.reader(), kept);
      }
    }
    return new KeptItems(readers.toArray(CodecReader[]::new), words);
  }

  static FixedBitSet items(LeafReader leaf, Predicate<String> keepId) throws IOException {
    var items = new FixedBitSet(leaf.maxDoc());
    var ids = leaf.terms(Fields.ID);
    if (ids == null) {
      return items;
    }
    var terms = ids.iterator();
    PostingsEnum documents = null;
    for (var id = terms.next(); id != null; id = terms.next()) {
      if (keepId.test(ItemIds.id(id))) {
        documents = terms.postings(documents, PostingsEnum.NONE);
        for (int item = documents.nextDoc(); item != DocIdSetIterator.NO_MORE_DOCS; item = documents.nextDoc()) {
          items.set(item);
        }
      }
    }
    return items;
  }

  /** With each item the passages before it, which begin behind the item before. */
  static FixedBitSet blocks(LeafReader leaf, FixedBitSet items) throws IOException {
    var blocks = new FixedBitSet(leaf.maxDoc());
    var all = leaf.postings(new Term(Fields.KIND, Fields.ITEM), PostingsEnum.NONE);
    int first = 0;
    while (all != null && all.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
      if (items.get(all.docID())) {
        blocks.set(first, all.docID() + 1);
      }
      first = all.docID() + 1;
    }
    return blocks;
  }

  private static boolean hasWordPairs(LeafReader leaf, FixedBitSet kept) throws IOException {
    var words = leaf.getBinaryDocValues(Fields.WORDS);
    while (words != null && words.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
      if (kept.get(words.docID())) {
        return true;
      }
    }
    return false;
  }

  private static CodecReader only(FixedBitSet kept, CodecReader segment, Function<String, byte[]> places) {
    int count = kept.cardinality();
    return new FilterCodecReader(segment) {
      @Override
      public Bits getLiveDocs() {
        return count == segment.maxDoc() ? null : kept;
      }

      @Override
      public int numDocs() {
        return count;
      }

      @Override
      public StoredFieldsReader getFieldsReader() {
        return new Relocated(in.getFieldsReader(), places);
      }

      @Override
      public CacheHelper getCoreCacheHelper() {
        return in.getCoreCacheHelper();
      }

      @Override
      public CacheHelper getReaderCacheHelper() {
        return null; // other documents than the segment's own view
      }
    };
  }

  /** Stored fields with other places of files. An item's id, where it is stored, and its path are stored before its places. */
  private static final class Relocated extends StoredFieldsReader {
    private final StoredFieldsReader in;
    private final Function<String, byte[]> places;

    Relocated(StoredFieldsReader in, Function<String, byte[]> places) {
      this.in = in;
      this.places = places;
    }

    @Override
    public void document(int document, StoredFieldVisitor visitor) throws IOException {
      in.document(document, new Relocating(visitor, places));
    }

    @Override
    public StoredFieldsReader clone() {
      return new Relocated(in.clone(), places);
    }

    @Override
    public StoredFieldsReader getMergeInstance() {
      return new Relocated(in.getMergeInstance(), places);
    }

    @Override
    public void checkIntegrity() throws IOException {
      in.checkIntegrity();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private static final class Relocating extends StoredFieldVisitor {
    private final StoredFieldVisitor to;
    private final Function<String, byte[]> places;
    private String id;
    private byte[] place;

    Relocating(StoredFieldVisitor to, Function<String, byte[]> places) {
      this.to = to;
      this.places = places;
    }

    @Override
    public void binaryField(FieldInfo field, byte[] value) throws IOException {
      to.binaryField(field, place != null && field.name.equals(Fields.LOCATIONS) ? place : value);
    }

    @Override
    public void stringField(FieldInfo field, String value) throws IOException {
      if (field.name.equals(Fields.ID)) {
        id = value;
      } else if (field.name.equals(Fields.PATH)) {
        place = places.apply(ItemIds.ofStored(id, value));
      }
      to.stringField(field, value);
    }

    @Override
    public void intField(FieldInfo field, int value) throws IOException {
      to.intField(field, value);
    }

    @Override
    public void longField(FieldInfo field, long value) throws IOException {
      to.longField(field, value);
    }

    @Override
    public void floatField(FieldInfo field, float value) throws IOException {
      to.floatField(field, value);
    }

    @Override
    public void doubleField(FieldInfo field, double value) throws IOException {
      to.doubleField(field, value);
    }

    @Override
    public Status needsField(FieldInfo field) throws IOException {
      return to.needsField(field);
    }
  }
}

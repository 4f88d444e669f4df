package org.bojagi.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FilterDirectoryReader;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

/** An index some of whose items, with their passages, are as if they were deleted. */
final class HiddenItems {
  private HiddenItems() {}

  static DirectoryReader view(DirectoryReader reader, Predicate<String> hidden) throws IOException {
    try {
      return new View(reader, new Leaves(hidden));
    } catch (UncheckedIOException damaged) {
      throw damaged.getCause();
    }
  }

  static void eachId(LeafReader leaf, Consumer<String> each) throws IOException {
    var ids = leaf.terms(Fields.ID);
    if (ids == null) {
      return;
    }
    var terms = ids.iterator();
    for (var id = terms.next(); id != null; id = terms.next()) {
      if (leaf.getLiveDocs() == null || LiveTerms.count(leaf, terms) > 0) {
        each.accept(ItemIds.id(id));
      }
    }
  }

  private static final class Leaves extends FilterDirectoryReader.SubReaderWrapper {
    private final Predicate<String> hidden;

    Leaves(Predicate<String> hidden) {
      this.hidden = hidden;
    }

    @Override
    public LeafReader wrap(LeafReader leaf) {
      try {
        var live = KeptItems.blocks(leaf, KeptItems.items(leaf, hidden));
        live.flip(0, leaf.maxDoc());
        return live.cardinality() == leaf.maxDoc() ? leaf : new Leaf(leaf, live);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class View extends FilterDirectoryReader {
    private final SubReaderWrapper leaves;

    View(DirectoryReader whole, SubReaderWrapper leaves) throws IOException {
      super(whole, leaves);
      this.leaves = leaves;
    }

    @Override
    protected DirectoryReader doWrapDirectoryReader(DirectoryReader whole) throws IOException {
      return new View(whole, leaves);
    }

    @Override
    public CacheHelper getReaderCacheHelper() {
      return null; // other documents than the whole
    }
  }

  private static final class Leaf extends FilterLeafReader {
    private final FixedBitSet live;
    private final int count;

    Leaf(LeafReader whole, FixedBitSet live) {
      super(whole);
      this.live = live;
      this.count = live.cardinality();
    }

    @Override
    public Bits getLiveDocs() {
      return live;
    }

    @Override
    public int numDocs() {
      return count;
    }

    /** What is cached by segment doesn't look at which documents are live. */
    @Override
    public CacheHelper getCoreCacheHelper() {
      return in.getCoreCacheHelper();
    }

    @Override
    public CacheHelper getReaderCacheHelper() {
      return null;
    }
  }
}

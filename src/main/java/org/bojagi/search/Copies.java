package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.LongsRef;
import org.apache.lucene.util.ArrayUtil;
import org.bojagi.index.Fields;
import org.bojagi.index.ItemIds;
import org.bojagi.index.LiveTerms;
import org.bojagi.language.KoreanOrder;

/**
 * Items that several bundles have: the same file, or the same id. Of one bundle's editions the newest has an item
 * first, else the bundle that was named first.
 *
 * <p>An id that is made of a path says less than one that a team gave: two teams may both have a {@code 1.md}. Between
 * different bundles such items are the same only if their titles are, too.
 */
final class Copies {
  /** After so many terms in a row that the other index doesn't have, it is cheaper to seek than to go on. */
  private static final int STEPS_BEFORE_SEEK = 16;

  private final List<? extends LeafReaderContext> leaves;
  private final List<FixedBitSet> folded;
  private final LongsRef pairs = new LongsRef();

  private Copies(IndexReader all) {
    leaves = all.leaves();
    folded = new ArrayList<>(Collections.nCopies(leaves.size(), null));
  }

  /**
   * @param bundleOfLeaf of each leaf of {@code all} the position of its bundle
   * @param editions by position; empty: each is a bundle of its own
   */
  static Copies of(IndexReader all, List<Integer> bundleOfLeaf, List<Edition> editions) {
    var copies = new Copies(all);
    var order = IntStream.range(0, bundleOfLeaf.size()).boxed().sorted(precedence(bundleOfLeaf, editions)).toList();
    for (int later = 1; later < order.size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        int first = order.get(earlier);
        int second = order.get(later);
        boolean ofOne =
            bundleOfLeaf.get(first).equals(bundleOfLeaf.get(second))
                || !editions.isEmpty()
                    && editions.get(bundleOfLeaf.get(first)).isPartWith(editions.get(bundleOfLeaf.get(second)));
        if (!ofOne) {
          boolean editionsOfOne =
              !editions.isEmpty()
                  && editions.get(bundleOfLeaf.get(first)).bundle().equals(editions.get(bundleOfLeaf.get(second)).bundle());
          try {
            copies.fold(first, second, editionsOfOne);
          } catch (IOException damaged) {
            // What can't be compared is shown twice; a query that needs the damaged part names it.
          }
        }
      }
    }
    Arrays.sort(copies.pairs.longs, 0, copies.pairs.length);
    return copies;
  }

  private static Comparator<Integer> precedence(List<Integer> bundleOfLeaf, List<Edition> editions) {
    if (editions.isEmpty()) {
      return Comparator.naturalOrder();
    }
    var bundles = editions.stream().map(Edition::bundle).toList();
    return Comparator.comparing((Integer leaf) -> bundles.indexOf(bundles.get(bundleOfLeaf.get(leaf))))
        .thenComparing(leaf -> -editions.get(bundleOfLeaf.get(leaf)).number())
        .thenComparing(leaf -> leaf);
  }

  private interface Same {
    void found(BytesRef term, TermsEnum first, TermsEnum second) throws IOException;
  }

  private void fold(int first, int second, boolean editionsOfOne) throws IOException {
    inBoth(Fields.CONTENT, first, second, (term, one, other) -> addAll(first, one, second, other));
    Same sameId =
        (term, one, other) -> {
          boolean sameTitle = !editionsOfOne && ItemIds.isMadeOfPath(term);
          if (!sameTitle || title(first, document(first, one)).equals(title(second, document(second, other)))) {
            addAll(first, one, second, other);
          }
        };
    var ids = leaves.get(first).reader().terms(Fields.ID);
    var otherIds = leaves.get(second).reader().terms(Fields.ID);
    if (ids == null || otherIds == null || ItemIds.isShort(ids) == ItemIds.isShort(otherIds)) {
      inBoth(Fields.ID, first, second, sameId);
      return;
    }
    var one = ids.iterator();
    var other = otherIds.iterator();
    for (var term = one.next(); term != null; term = one.next()) {
      var id = ItemIds.id(term);
      if (other.seekExact(ItemIds.term(id)) || other.seekExact(new BytesRef(id))) {
        sameId.found(term, one, other);
      }
    }
  }

  private void inBoth(String field, int first, int second, Same same) throws IOException {
    var ofFirst = leaves.get(first).reader().terms(field);
    var ofSecond = leaves.get(second).reader().terms(field);
    if (ofFirst == null || ofSecond == null) {
      return;
    }
    var one = ofFirst.iterator();
    var other = ofSecond.iterator();
    var a = one.next();
    var b = other.next();
    while (a != null && b != null) {
      int compared = a.compareTo(b);
      if (compared == 0) {
        same.found(a, one, other);
        a = one.next();
        b = other.next();
      } else if (compared < 0) {
        a = forward(one, b);
      } else {
        b = forward(other, a);
      }
    }
  }

  /** The first term from here on that isn't before {@code to}; null where there is none. */
  private static BytesRef forward(TermsEnum terms, BytesRef to) throws IOException {
    BytesRef term = null;
    for (int step = 0; step < STEPS_BEFORE_SEEK; step++) {
      term = terms.next();
      if (term == null || term.compareTo(to) >= 0) {
        return term;
      }
    }
    return terms.seekCeil(to) == TermsEnum.SeekStatus.END ? null : terms.term();
  }

  /** {@link DocIdSetIterator#NO_MORE_DOCS} where all are hidden. */
  private int document(int leaf, TermsEnum term) throws IOException {
    return LiveTerms.postings(leaves.get(leaf).reader(), term).nextDoc();
  }

  private BytesRef title(int leaf, int document) throws IOException {
    var titles = DocValues.getSorted(leaves.get(leaf).reader(), Fields.titleOrder(KoreanOrder.SOUTHERN));
    return document != DocIdSetIterator.NO_MORE_DOCS && titles.advanceExact(document) ? BytesRef.deepCopyOf(titles.lookupOrd(titles.ordValue())) : new BytesRef();
  }

  private void addAll(int first, TermsEnum one, int second, TermsEnum other) throws IOException {
    int kept = document(first, one);
    if (kept == DocIdSetIterator.NO_MORE_DOCS) {
      return;
    }
    var copies = LiveTerms.postings(leaves.get(second).reader(), other);
    for (int copy = copies.nextDoc(); copy != DocIdSetIterator.NO_MORE_DOCS; copy = copies.nextDoc()) {
      if (folded.get(second) == null) {
        folded.set(second, new FixedBitSet(leaves.get(second).reader().maxDoc()));
      }
      if (!folded.get(second).getAndSet(copy)) {
        pairs.longs = ArrayUtil.grow(pairs.longs, pairs.length + 1);
        pairs.longs[pairs.length++] =
            (long) (leaves.get(first).docBase + kept) << 32 | leaves.get(second).docBase + copy;
      }
    }
  }

  /** Items that another bundle has first. */
  Optional<Query> folded() {
    return pairs.length == 0 ? Optional.empty() : Optional.of(new ByLeaf(folded));
  }

  /** @param item and what comes back: numbers over all indexes */
  int[] of(int item) {
    var copies = IntStream.builder();
    int at = Arrays.binarySearch(pairs.longs, 0, pairs.length, (long) item << 32);
    for (at = at < 0 ? -at - 1 : at; at < pairs.length && pairs.longs[at] >>> 32 == item; at++) {
      copies.add((int) pairs.longs[at]);
    }
    return copies.build().toArray();
  }
}

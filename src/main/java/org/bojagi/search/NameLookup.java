package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.bojagi.index.Fields;
import org.bojagi.index.LiveTerms;
import org.bojagi.index.NameFields;
import org.bojagi.index.NameKeys;
import org.bojagi.index.NameKind;
import org.bojagi.index.OpenIndex;
import org.bojagi.language.KoreanOrder;

/**
 * Names in the indexes' own dictionaries, by the beginning of a key. Looks at a bounded number of terms and items and
 * keeps nothing; any number of threads.
 */
final class NameLookup {
  /** Terms looked at for each kind, over all bundles. Titles mostly have one item each: few say as much as many. */
  private static final int TITLE_TERMS = 500;

  private static final int OTHER_TERMS = 1_500;

  /** Items whose titles are looked at, over all bundles: each costs a read of its own. */
  private static final int ITEMS = 32;

  /** Names that are compared in full, for each that is wanted. */
  private static final int SPARE = 4;

  private final List<OpenIndex> indexes;

  NameLookup(List<OpenIndex> indexes) {
    this.indexes = indexes;
  }

  /** @param count items that have it, over all bundles */
  record Name(String text, NameKind kind, int count) {
    /** Many items' before few's, shorter before longer, then as in a Southern dictionary. */
    static final Comparator<Name> LIKELIEST_FIRST =
        Comparator.comparingInt((Name name) -> -name.count)
            .thenComparingInt(name -> name.text.length())
            .thenComparing(name -> KoreanOrder.SOUTHERN.key(name.text), Arrays::compareUnsigned)
            .thenComparing(Name::text)
            .thenComparing(Name::kind);
  }

  /** Names that begin so, the likeliest first. */
  List<Name> whole(byte[] key, int limit) throws IOException {
    var names = new ArrayList<Name>();
    for (var kind : NameKind.values()) {
      var counts = new HashMap<BytesRef, Integer>();
      scan(Fields.name(kind), key, termsOf(kind), (index, leaf, term, terms) -> {
        int items = LiveTerms.count(leaf.reader(), terms);
        if (items > 0) {
          counts.merge(BytesRef.deepCopyOf(term), items, Integer::sum);
        }
        return true;
      });
      likeliest(counts, limit).forEach(entry -> names.add(new Name(NameKeys.name(entry.getKey()), kind, entry.getValue())));
    }
    names.sort(Name.LIKELIEST_FIRST);
    return names;
  }

  /** Names that have a later word from which on they go so. */
  List<Name> inner(byte[] key, int limit) throws IOException {
    var names = new ArrayList<Name>();
    for (var kind : NameKind.values()) {
      Match match = name -> anyStartsWith(NameKeys.letterStarts(name), 1, key);
      names.addAll(
          kind == NameKind.TITLE
              ? titles(Fields.nameInner(kind), NameKeys.first(key, NameFields.MAX_TITLE_INNER_BYTES), match, limit)
              : named(kind, Fields.nameInner(kind), NameKeys.first(key, NameFields.MAX_START_BYTES), match, limit));
    }
    names.sort(Name.LIKELIEST_FIRST);
    return names;
  }

  /**
   * Names whose first consonants go so.
   *
   * @param from {@link NameFields#FROM_BEGINNING} or {@link NameFields#FROM_LATER_WORD}
   */
  List<Name> initials(byte from, byte[] key, int limit) throws IOException {
    int first = from == NameFields.FROM_BEGINNING ? 0 : 1;
    var names = new ArrayList<Name>();
    for (var kind : NameKind.values()) {
      Match match =
          name -> {
            var starts = NameKeys.initialStarts(name);
            return anyStartsWith(first == 0 ? starts.subList(0, Math.min(1, starts.size())) : starts, first, key);
          };
      int most = kind == NameKind.TITLE ? NameFields.MAX_TITLE_INITIALS_BYTES : NameFields.MAX_START_BYTES - 1;
      var prefix = NameFields.prefixed(from, NameKeys.first(key, most));
      names.addAll(
          kind == NameKind.TITLE
              ? titles(Fields.nameInitials(kind), prefix, match, limit)
              : named(kind, Fields.nameInitials(kind), prefix, match, limit));
    }
    names.sort(Name.LIKELIEST_FIRST);
    return names;
  }

  /** Whether a name is one of those that are looked for; keys in an index are cut short. */
  private interface Match {
    boolean is(String name);
  }

  private static boolean anyStartsWith(List<byte[]> starts, int first, byte[] key) {
    for (int i = first; i < starts.size(); i++) {
      var start = starts.get(i);
      if (start.length >= key.length && Arrays.equals(start, 0, key.length, key, 0, key.length)) {
        return true;
      }
    }
    return false;
  }

  /** Of terms that hold the name. */
  private List<Name> named(NameKind kind, String field, byte[] prefix, Match match, int limit) throws IOException {
    var counts = new HashMap<String, Integer>();
    scan(field, prefix, termsOf(kind), (index, leaf, term, terms) -> {
      var name = NameKeys.name(term);
      int items = match.is(name) ? LiveTerms.count(leaf.reader(), terms) : 0;
      if (items > 0) {
        counts.merge(name, items, Math::max);
      }
      return true;
    });
    var names = new ArrayList<Name>();
    for (var each : counts.entrySet()) {
      names.add(new Name(each.getKey(), kind, each.getValue()));
    }
    names.sort(Name.LIKELIEST_FIRST);
    var counted = new ArrayList<Name>();
    for (var name : names.subList(0, Math.min(names.size(), SPARE * limit))) {
      counted.add(counted(name.text, kind));
    }
    return counted;
  }

  /** Of terms that lead to items: the titles of some of them. */
  private List<Name> titles(String field, byte[] prefix, Match match, int limit) throws IOException {
    var titles = new HashSet<String>();
    int most = Math.max(1, ITEMS / Math.max(1, indexes.size()));
    var looked = new HashMap<OpenIndex, Integer>();
    scan(field, prefix, TITLE_TERMS, (index, leaf, term, terms) -> {
      var postings = LiveTerms.postings(leaf.reader(), terms);
      for (int at = postings.nextDoc(); at != DocIdSetIterator.NO_MORE_DOCS; at = postings.nextDoc()) {
        if (looked.merge(index, 1, Integer::sum) > most || titles.size() >= SPARE * limit) {
          return false;
        }
        addTitles(index, leaf.docBase + at, match, titles);
      }
      return true;
    });
    var names = new ArrayList<Name>();
    for (var title : titles) {
      names.add(counted(title, NameKind.TITLE));
    }
    return names;
  }

  private static void addTitles(OpenIndex index, int document, Match match, HashSet<String> titles) throws IOException {
    var item = index.item(document);
    var own = NameKeys.cut(item.title().strip());
    if (match.is(own)) {
      titles.add(own);
      return;
    }
    for (var title : NameFields.titles(index.describe(document, item))) {
      if (match.is(title)) {
        titles.add(title);
      }
    }
  }

  private Name counted(String text, NameKind kind) throws IOException {
    var term = new Term(Fields.name(kind), NameKeys.term(text));
    int count = 0;
    for (var index : indexes) {
      for (var leaf : index.reader().leaves()) {
        count += (int) LiveTerms.count(leaf.reader(), term);
      }
    }
    return new Name(text, kind, count);
  }

  private static int termsOf(NameKind kind) {
    return kind == NameKind.TITLE ? TITLE_TERMS : OTHER_TERMS;
  }

  private static List<Map.Entry<BytesRef, Integer>> likeliest(Map<BytesRef, Integer> counts, int limit) {
    var order =
        Comparator.comparingInt((Map.Entry<BytesRef, Integer> each) -> -each.getValue())
            .thenComparingInt(each -> each.getKey().length)
            .thenComparing(Map.Entry::getKey);
    return counts.entrySet().stream().sorted(order).limit((long) SPARE * limit).toList();
  }

  /** What is done with a term; whether to go on within this index. */
  private interface Visit {
    boolean term(OpenIndex index, LeafReaderContext leaf, BytesRef term, TermsEnum terms) throws IOException;
  }

  /** Terms that begin so, in order, bundle by bundle, up to a number that the bundles share. */
  private void scan(String field, byte[] prefix, int most, Visit visit) throws IOException {
    var from = new BytesRef(prefix);
    for (var index : indexes) {
      int left = Math.max(1, most / indexes.size());
      for (var leaf : index.reader().leaves()) {
        var all = leaf.reader().terms(field);
        if (all == null) {
          continue;
        }
        var terms = all.iterator();
        if (terms.seekCeil(from) == TermsEnum.SeekStatus.END) {
          continue;
        }
        for (var term = terms.term(); term != null && StringHelper.startsWith(term, from); term = terms.next()) {
          if (left-- == 0 || !visit.term(index, leaf, term, terms)) {
            break;
          }
        }
      }
    }
  }
}

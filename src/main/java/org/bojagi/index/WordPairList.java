package org.bojagi.index;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.language.WordPair;

/**
 * Words of North and South as an index carries them (format.md §8.5), looked up either way.
 *
 * <p>All are on one item, whichever is indexed first; only where all items were taken over from an older index and left
 * theirs behind, on a document of their own, which no query matches. Read when first asked for and kept while the segment
 * is open: about a megabyte for 16,000 pairs. Any number of threads.
 */
public final class WordPairList {
  /** One syllable is too little to go by. */
  private static final int MIN_KEY_CHARS = 2;

  private static final int MOST_BYTES = 2 << 20;

  /** No word has so many; a list made to keep a reader busy may. */
  private static final int MOST_OTHERS = 64;

  private static final char BETWEEN = '\t';
  private static final char END = '\n';
  private static final WordPairList NONE = new WordPairList("");
  private static final Map<Object, WordPairList> OF_SEGMENTS = new ConcurrentHashMap<>();

  private final String lines;
  private final int[] starts;
  private final Chains byNorthern;
  private final Chains bySouthern;

  /** Lines by the hash of a key: of each hash the first, and after each line the next; counted from 1, 0 is none. */
  private record Chains(int[] first, int[] next) {
    static Chains of(int lines) {
      return new Chains(new int[Math.max(1, Integer.highestOneBit(lines) << 1)], new int[lines]);
    }

    void put(String key, int line) {
      int slot = slot(key);
      next[line] = first[slot];
      first[slot] = line + 1;
    }

    int slot(String key) {
      int hash = key.hashCode();
      return (hash ^ hash >>> 15) & first.length - 1;
    }
  }

  /** @param lines those that are no pair are passed over */
  private WordPairList(String lines) {
    this.lines = lines;
    var found = IntStream.builder();
    for (int start = 0, end = lines.indexOf(END); end >= 0; start = end + 1, end = lines.indexOf(END, start)) {
      int between = lines.indexOf(BETWEEN, start, end);
      if (between - start >= MIN_KEY_CHARS && end - between > MIN_KEY_CHARS) {
        found.add(start);
      }
    }
    starts = found.build().toArray();
    byNorthern = Chains.of(starts.length);
    bySouthern = Chains.of(starts.length);
    for (int line = starts.length - 1; line >= 0; line--) {
      byNorthern.put(key(northern(line)), line);
      bySouthern.put(key(southern(line)), line);
    }
  }

  private String northern(int line) {
    return lines.substring(starts[line], lines.indexOf(BETWEEN, starts[line]));
  }

  private String southern(int line) {
    int between = lines.indexOf(BETWEEN, starts[line]);
    return lines.substring(between + 1, lines.indexOf(END, between));
  }

  /** Most forms are syllables alone, which are their own key. */
  private static String key(String form) {
    return form.chars().allMatch(c -> c >= '가' && c <= '힣') ? form : WordPair.key(form);
  }

  /** @param northernKey {@link WordPair#key}. As written, in the list's order, which is that of the alphabet */
  public List<String> southernOf(String northernKey) {
    return others(byNorthern, northernKey, this::northern, this::southern);
  }

  /** The other way round. */
  public List<String> northernOf(String southernKey) {
    return others(bySouthern, southernKey, this::southern, this::northern);
  }

  private static List<String> others(Chains chains, String key, IntFunction<String> form, IntFunction<String> other) {
    var others = new ArrayList<String>();
    for (int at = chains.first[chains.slot(key)]; at > 0 && others.size() < MOST_OTHERS; at = chains.next[at - 1]) {
      if (key(form.apply(at - 1)).equals(key)) {
        others.add(other.apply(at - 1));
      }
    }
    return others;
  }

  List<WordPair> pairs() {
    var pairs = new ArrayList<WordPair>();
    for (int line = 0; line < starts.length; line++) {
      pairs.add(new WordPair(northern(line), southern(line)));
    }
    return pairs;
  }

  /** @throws DamagedBundleException what the segment has is no such list */
  public static Optional<WordPairList> of(LeafReader segment) throws IOException {
    var helper = segment.getCoreCacheHelper();
    var list = helper == null ? null : OF_SEGMENTS.get(helper.getKey());
    if (list == null) {
      list = read(segment);
      if (helper != null && OF_SEGMENTS.putIfAbsent(helper.getKey(), list) == null) {
        helper.addClosedListener(OF_SEGMENTS::remove);
      }
    }
    return list == NONE ? Optional.empty() : Optional.of(list);
  }

  private static WordPairList read(LeafReader segment) throws IOException {
    var values = segment.getBinaryDocValues(Fields.WORDS);
    if (values == null || values.nextDoc() == DocIdSetIterator.NO_MORE_DOCS) {
      return NONE;
    }
    return inflate(values.binaryValue());
  }

  /** Of more than {@value #MOST_BYTES} bytes the first. */
  static WordPairList inflate(BytesRef deflated) throws DamagedBundleException {
    byte[] utf8;
    try (var in = new InflaterInputStream(new ByteArrayInputStream(deflated.bytes, deflated.offset, deflated.length))) {
      utf8 = in.readNBytes(MOST_BYTES);
    } catch (IOException e) {
      throw new DamagedBundleException(
          "the words of North and South are not as the format says",
          "search index",
          "Ask whoever made the bundle for a new copy.",
          e);
    }
    return new WordPairList(new String(utf8, StandardCharsets.UTF_8));
  }

  static Document document(List<WordPair> pairs) throws IOException {
    var document = new Document();
    add(document, pairs);
    return document;
  }

  static void add(Document document, Collection<WordPair> pairs) throws IOException {
    var sorted =
        new TreeSet<WordPair>(Comparator.comparing(WordPair::northern).thenComparing(WordPair::southern));
    for (var pair : pairs) {
      if (key(pair.northern()).length() >= MIN_KEY_CHARS && key(pair.southern()).length() >= MIN_KEY_CHARS) {
        sorted.add(pair);
      }
    }
    if (!sorted.isEmpty()) {
      var deflated = new ByteArrayOutputStream();
      try (var out = new DeflaterOutputStream(deflated, new Deflater(Deflater.BEST_COMPRESSION))) {
        for (var pair : sorted) {
          out.write((pair.northern() + BETWEEN + pair.southern() + END).getBytes(StandardCharsets.UTF_8));
        }
      }
      document.add(new BinaryDocValuesField(Fields.WORDS, new BytesRef(deflated.toByteArray())));
    }
  }
}

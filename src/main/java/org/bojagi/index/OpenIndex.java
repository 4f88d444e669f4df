package org.bojagi.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.IOUtils;
import org.bojagi.catalog.Item;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.NewerFormatException;
import org.bojagi.fault.UsageException;
import org.bojagi.language.Analysis;
import org.bojagi.language.WordPair;

/** One bundle's index, open for reading. Any number of threads. */
public final class OpenIndex implements Closeable {
  static final Set<String> ITEM_FIELDS =
      Set.of(
          Fields.ID,
          Fields.PATH,
          Fields.TITLE,
          Fields.TYPE,
          Fields.LANGUAGE,
          Fields.DATE,
          Fields.TEXTS,
          Fields.LOCATIONS);
  /** Lucene says "too old" of any codec that it doesn't know, those of its own future too. */
  private static final Pattern CODEC_IN_MESSAGE = Pattern.compile("Lucene[0-9]{2,6}");

  private static final BytesRef NO_BYTES = new BytesRef(new byte[] {0});

  static {
    LuceneHabits.hush();
  }

  private final String name;
  private final Directory directory;
  private final DirectoryReader reader;
  private final int analysisVersion;
  private final String luceneVersion;
  private final String wordSource;

  /** Without what is hidden. */
  private final DirectoryReader shown;

  private OpenIndex(
      String name,
      Directory directory,
      DirectoryReader reader,
      int analysisVersion,
      String luceneVersion,
      String wordSource) {
    this.name = name;
    this.directory = directory;
    this.reader = reader;
    this.analysisVersion = analysisVersion;
    this.luceneVersion = luceneVersion;
    this.wordSource = wordSource;
    this.shown = reader;
  }

  private OpenIndex(OpenIndex whole, DirectoryReader shown, String name) {
    this.name = name;
    this.directory = null;
    this.reader = whole.reader;
    this.analysisVersion = whole.analysisVersion;
    this.luceneVersion = whole.luceneVersion;
    this.wordSource = whole.wordSource;
    this.shown = shown;
  }

  /**
   * The same index without some of its items: no search, list, count or look-up here knows of them. Costs a bit for each
   * document.
   *
   * @param ids those that aren't here are no harm
   * @param shownName for error messages and counts by bundle
   * @return closing it closes nothing: this one is closed by whoever has it
   */
  public OpenIndex hiding(Predicate<String> ids, String shownName) throws IOException {
    try {
      return new OpenIndex(this, HiddenItems.view(reader, ids), shownName);
    } catch (IOException e) {
      throw fault(e, name);
    }
  }

  /** The ids of all items that aren't hidden. */
  public Set<String> itemIds() throws IOException {
    try {
      var ids = new HashSet<String>();
      for (var leaf : shown.leaves()) {
        HiddenItems.eachId(leaf.reader(), ids::add);
      }
      return ids;
    } catch (IOException e) {
      throw fault(e, name);
    }
  }

  /** Numbers, in {@link #reader}, of all items that aren't hidden, in the order in which they were added. */
  public int[] items() throws IOException {
    try {
      var items = IntStream.builder();
      for (var leaf : shown.leaves()) {
        var postings = leaf.reader().postings(new Term(Fields.KIND, Fields.ITEM), PostingsEnum.NONE);
        var live = leaf.reader().getLiveDocs();
        while (postings != null && postings.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
          if (live == null || live.get(postings.docID())) {
            items.add(leaf.docBase + postings.docID());
          }
        }
      }
      return items.build().toArray();
    } catch (IOException e) {
      throw fault(e, name);
    }
  }

  /** How many documents have a term, without those that are hidden. */
  public long count(String field, String value) throws IOException {
    long count = 0;
    for (var leaf : shown.leaves()) {
      count += LiveTerms.count(leaf.reader(), new Term(field, value));
    }
    return count;
  }

  /**
   * @param directory closed with this, also when opening fails
   * @param name of the bundle, for error messages
   * @throws NewerFormatException written by a newer Lucene or a newer analysis
   * @throws DamagedBundleException no index is in it, or it isn't whole
   */
  public static OpenIndex open(Directory directory, String name) throws IOException {
    DirectoryReader reader = null;
    try {
      var commit = SegmentInfos.readLatestCommit(directory);
      int analysis = analysisVersion(commit.getUserData().get(Fields.ANALYSIS_VERSION), name);
      reader = DirectoryReader.open(directory);
      var lucene = String.valueOf(commit.getCommitLuceneVersion());
      var words = text(commit.getUserData().get(Fields.WORD_SOURCE));
      return new OpenIndex(name, directory, reader, analysis, lucene, words);
    } catch (IOException | RuntimeException e) {
      IOUtils.closeWhileHandlingException(reader, directory);
      throw fault(e, name);
    }
  }

  private static int analysisVersion(String written, String name) throws Fault {
    if (written == null || !written.matches("[0-9]{1,9}")) {
      throw new DamagedBundleException(
          "the search index doesn't say by which rules it was made",
          name,
          "Make the index anew with 'bojagi reindex'.");
    }
    int version = Integer.parseInt(written);
    if (version > Analysis.VERSION) {
      throw newer(name, null);
    }
    return version;
  }

  /** What Lucene throws when it reads, said as one of our faults; a bug stays a bug. */
  public static IOException fault(Exception e, String name) {
    return switch (e) {
      case Fault fault -> fault;
      case IndexFormatTooNewException newer -> newer(name, newer);
      case IndexFormatTooOldException unknown when codec(unknown) > codec(Codec.getDefault().getName()) ->
          newer(name, unknown);
      case IndexFormatTooOldException older ->
          new DamagedBundleException(
              "the search index was made by an older Lucene than this version reads",
              name,
              "Make the index anew with 'bojagi reindex'.",
              older);
      case IndexNotFoundException none ->
          new DamagedBundleException(
              "there is no search index", name, "Make it anew with 'bojagi reindex'.", none);
      case IOException other ->
          new DamagedBundleException(
              "the search index isn't whole",
              name,
              "Run 'bojagi verify', copy the bundle again, or make the index anew with 'bojagi reindex'.",
              other);
      case RuntimeException bug -> throw bug;
      default -> throw new IllegalStateException(e);
    };
  }

  private static int codec(IndexFormatTooOldException unknown) {
    var named = CODEC_IN_MESSAGE.matcher(String.valueOf(unknown.getMessage()));
    return named.find() ? codec(named.group()) : 0;
  }

  /** {@code 104} of {@code Lucene104}: numbers of codecs grow with Lucene's. */
  private static int codec(String name) {
    return Integer.parseInt(name.replaceAll("[^0-9]", ""));
  }

  private static NewerFormatException newer(String name, Exception cause) {
    return new NewerFormatException(
        "the search index was made by a newer Bojagi",
        name,
        "Use the reader that came with the bundle, or a newer one.",
        cause);
  }

  public String name() {
    return name;
  }

  /** {@link Analysis#VERSION} of whoever wrote it; lower than ours: still searched. */
  public int analysisVersion() {
    return analysisVersion;
  }

  /** Whether text is cut into words by newer rules now, so that making it anew finds more. */
  public boolean isOfOlderRules() {
    return analysisVersion < Analysis.VERSION;
  }

  /** As text, {@code 10.5.0}. */
  public String luceneVersion() {
    return luceneVersion;
  }

  /** Whose the words of North and South in it are, and by which licence; empty where it has none. */
  public String wordSource() {
    return wordSource;
  }

  /** The words of North and South in it, to go with documents that are taken over from it. */
  public List<WordPair> wordPairs() throws IOException {
    try {
      var pairs = new LinkedHashSet<WordPair>();
      for (var leaf : reader.leaves()) {
        WordPairList.of(leaf.reader()).ifPresent(list -> pairs.addAll(list.pairs()));
      }
      return List.copyOf(pairs);
    } catch (IOException e) {
      throw fault(e, name);
    }
  }

  public int itemCount() throws IOException {
    try {
      return (int) count(Fields.KIND, Fields.ITEM);
    } catch (IOException e) {
      throw fault(e, name);
    }
  }

  public Optional<StoredItem> byId(String id) throws IOException {
    var document = documentById(id);
    return document.isEmpty() ? Optional.empty() : Optional.of(item(document.getAsInt()));
  }

  /** @param path of any file of the item, NFC */
  public Optional<StoredItem> byPath(String path) throws IOException {
    var document = documentByPath(path);
    return document.isEmpty() ? Optional.empty() : Optional.of(item(document.getAsInt()));
  }

  /** Lucene's number of the item in {@link #reader}. */
  public OptionalInt documentById(String id) throws IOException {
    var document = first(new Term(Fields.ID, ItemIds.term(id)));
    return document.isPresent() ? document : first(new Term(Fields.ID, id)); // as an older index has it
  }

  /**
   * Lucene's number of the item in {@link #reader}.
   *
   * @param path of any file of the item, NFC
   */
  public OptionalInt documentByPath(String path) throws IOException {
    return first(new Term(Fields.PATH, path));
  }

  /**
   * @param document any number
   * @throws UsageException it is none of an item
   */
  public void requireItem(int document) throws IOException {
    if (document >= 0 && document < reader.maxDoc()) {
      var leaf = shown.leaves().get(ReaderUtil.subIndex(document, shown.leaves()));
      var types = leaf.reader().getSortedDocValues(Fields.TYPE);
      var live = leaf.reader().getLiveDocs();
      boolean hidden = live != null && !live.get(document - leaf.docBase);
      if (types != null && !hidden && types.advanceExact(document - leaf.docBase)) {
        return;
      }
    }
    throw new UsageException(
        "There is no item of this number", name + ", " + document, "Look for it again, from the first page on.");
  }

  private OptionalInt first(Term term) throws IOException {
    try {
      for (var leaf : shown.leaves()) {
        int document = LiveTerms.first(leaf.reader(), term);
        if (document != DocIdSetIterator.NO_MORE_DOCS) {
          return OptionalInt.of(leaf.docBase + document);
        }
      }
      return OptionalInt.empty();
    } catch (IOException e) {
      throw fault(e, name);
    }
  }

  /** @param document Lucene's number of an item in {@link #reader} */
  public StoredItem item(int document) throws IOException {
    return item(reader.storedFields().document(document, ITEM_FIELDS));
  }

  /** @param stored {@link #ITEM_FIELDS} of an item */
  StoredItem item(Document stored) throws DamagedBundleException {
    var texts = stored.getBinaryValue(Fields.TEXTS);
    var locations = stored.getBinaryValue(Fields.LOCATIONS);
    var path = text(stored.get(Fields.PATH));
    return new StoredItem(
        ItemIds.ofStored(stored.get(Fields.ID), path),
        path,
        text(stored.get(Fields.TITLE)),
        text(stored.get(Fields.TYPE)),
        text(stored.get(Fields.LANGUAGE)),
        text(stored.get(Fields.DATE)),
        StoredRecords.readTexts(texts == null ? NO_BYTES : texts, name),
        locations == null ? new byte[0] : BytesRef.deepCopyOf(locations).bytes);
  }

  /**
   * All that is said of an item; loaded apart from {@link #item}, since few pages need it.
   *
   * @param document Lucene's number of an item in {@link #reader}
   * @param item the same, as {@link #item} gave it
   */
  public Item describe(int document, StoredItem item) throws IOException {
    try {
      var stored = reader.storedFields().document(document, Set.of(Fields.DESCRIPTION));
      return StoredRecords.readDescription(stored.getBinaryValue(Fields.DESCRIPTION), item, name);
    } catch (IOException e) {
      throw fault(e, name);
    }
  }

  /** @param document Lucene's number of a passage in {@link #reader} */
  public PassageWhere where(int document) throws IOException {
    var where = reader.storedFields().document(document, Set.of(Fields.WHERE)).getBinaryValue(Fields.WHERE);
    if (where == null) {
      throw new DamagedBundleException(
          "a passage in the search index lies nowhere", name, "Ask whoever made the bundle for a new copy.");
    }
    return StoredRecords.readWhere(where, name);
  }

  private static String text(String stored) {
    return stored == null ? "" : stored;
  }

  /** The segments as they were written, without regard to what is hidden. */
  DirectoryReader segments() {
    return reader;
  }

  /** Lucene's own view; closed with this. */
  public IndexReader reader() {
    return shown;
  }

  @Override
  public void close() throws IOException {
    if (directory != null) {
      IOUtils.close(reader, directory);
    }
  }
}

package org.bojagi.index;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.BytesRefBuilder;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Passage;
import org.bojagi.language.KoreanOrder;
import org.bojagi.language.WordPair;
import org.bojagi.language.WordRule;

/** One item as Lucene's block of documents, its passages first, made one at a time as they are asked for. */
final class ItemDocuments implements Iterable<Document> {
  /**
   * Words whose number says nothing: a long list of subjects isn't a worse match. Lengths of a field cost a
   * few chunks at the first query, too.
   */
  private static final FieldType WITHOUT_LENGTH = new FieldType(TextField.TYPE_NOT_STORED);

  static {
    WITHOUT_LENGTH.setOmitNorms(true);
    WITHOUT_LENGTH.freeze();
  }

  private static final int MAX_DATE_CHARS = 32;
  private static final int MAX_NAME_CHARS = 200;
  private static final Pattern DAY = Pattern.compile("([0-9]{4})(?![0-9])(?:-([0-9]{2})(?:-([0-9]{2}))?)?");
  private static final int DATE_END = 0x7f;
  private static final int TITLE_BYTES_IN_DATE_ORDER = 12;

  private final IndexedItem indexed;
  private final List<WordPair> words;

  ItemDocuments(IndexedItem indexed) {
    this(indexed, List.of());
  }

  /** @param words of North and South, which travel with this item and have nothing to do with it */
  ItemDocuments(IndexedItem indexed, List<WordPair> words) {
    this.indexed = indexed;
    this.words = words;
  }

  @Override
  public Iterator<Document> iterator() {
    return new Iterator<>() {
      private int text;
      private int passage;
      private boolean itemGiven;

      @Override
      public boolean hasNext() {
        return !itemGiven;
      }

      @Override
      public Document next() {
        try {
          while (text < indexed.texts().size() && passage == indexed.texts().get(text).passages().size()) {
            text++;
            passage = 0;
          }
          if (text < indexed.texts().size()) {
            return passage(text, indexed.texts().get(text).passages().get(passage++));
          }
          itemGiven = true;
          return item();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  private Document passage(int text, Passage passage) throws IOException {
    var document = new Document();
    var language = indexed.texts().get(text).language();
    for (var rule : WordRule.of(language, passage.text())) {
      document.add(new TextField(Fields.text(rule), rule.own(language, passage.text()), Field.Store.NO));
    }
    for (var tag : tags(language)) {
      document.add(new StringField(Fields.TEXT_LANGUAGE, tag, Field.Store.NO));
    }
    var where = new PassageWhere(text, passage.charOffset(), passage.charLength(), passage.place());
    document.add(new StoredField(Fields.WHERE, StoredRecords.where(where)));
    return document;
  }

  private Document item() throws IOException {
    var item = indexed.item();
    var document = new Document();
    document.add(new StringField(Fields.KIND, Fields.ITEM, Field.Store.NO));
    WordPairList.add(document, words);
    document.add(new StringField(Fields.ID, ItemIds.term(item.id()), Field.Store.NO));
    if (!item.id().equals(Item.idOf(item.path()))) {
      document.add(new StoredField(Fields.ID, item.id()));
    }
    addPaths(document, item);
    var type = item.type().code();
    document.add(new StringField(Fields.TYPE, type, Field.Store.YES));
    document.add(new SortedDocValuesField(Fields.TYPE, new BytesRef(type)));
    document.add(new StoredField(Fields.LANGUAGE, item.language()));
    document.add(new SortedDocValuesField(Fields.LANGUAGE, new BytesRef(item.language())));
    var languages = new LinkedHashSet<>(tags(item.language()));
    indexed.texts().forEach(text -> languages.addAll(tags(text.language())));
    for (var tag : languages) {
      document.add(new StringField(Fields.LANGUAGE, tag, Field.Store.NO));
    }
    document.add(new StoredField(Fields.TITLE, item.title()));
    var date = item.description().date();
    document.add(new StoredField(Fields.DATE, date));
    document.add(new SortedDocValuesField(Fields.DATE_ORDER, new BytesRef(dateOrder(date, item.title()))));
    addOrder(document, item);
    addFacets(document, item);
    document.add(new StoredField(Fields.TEXTS, StoredRecords.texts(indexed.texts())));
    document.add(new StoredField(Fields.LOCATIONS, indexed.locations()));
    document.add(new StoredField(Fields.DESCRIPTION, StoredRecords.description(item)));
    addWords(document, item);
    NameFields.add(document, item);
    return document;
  }

  /**
   * The date with its characters turned about, a byte that is greater than these, the beginning of the
   * title's Southern key. So the newest sorts first, a month before its year and the days of a month before
   * it, and no date last.
   */
  private static byte[] dateOrder(String date, String title) {
    var key = new ByteArrayOutputStream();
    date.chars().limit(MAX_DATE_CHARS).forEach(c -> key.write(DATE_END - Math.clamp(c, 0x20, DATE_END - 1)));
    key.write(DATE_END);
    var titleKey = KoreanOrder.SOUTHERN.key(title);
    key.write(titleKey, 0, Math.min(titleKey.length, TITLE_BYTES_IN_DATE_ORDER));
    return key.toByteArray();
  }

  private void addFacets(Document document, Item item) {
    int day = day(item.description().date());
    if (day > 0) {
      document.add(new NumericDocValuesField(Fields.DAY, day));
    }
    item.description().subject().forEach(name -> addName(document, Fields.SUBJECT_NAME, name));
    addName(document, Fields.PLACE_NAME, item.description().spatial());
    var own = indexed.files().isEmpty() ? null : indexed.files().getFirst();
    if (own != null && own.sizeBytes() > 0 && own.sha256().length >= Fields.CONTENT_BYTES) {
      var content = new BytesRef(own.sha256(), 0, Fields.CONTENT_BYTES);
      document.add(new StringField(Fields.CONTENT, content, Field.Store.NO));
    }
  }

  private static void addName(Document document, String field, String name) {
    var written = nfc(name.strip());
    if (!written.isEmpty()) {
      var whole = written.substring(0, Math.min(written.length(), MAX_NAME_CHARS));
      document.add(new StringField(field, WordRule.fold(whole), Field.Store.NO));
      document.add(new SortedSetDocValuesField(field, new BytesRef(whole)));
    }
  }

  /** {@code 20250300} of {@code 2025-03}; 0 where it doesn't begin with a year. */
  static int day(String date) {
    var parts = DAY.matcher(date.strip());
    if (!parts.lookingAt()) {
      return 0;
    }
    int month = parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
    int day = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
    return (Integer.parseInt(parts.group(1)) * 100 + month) * 100 + day;
  }

  private static void addOrder(Document document, Item item) {
    var series = item.series();
    if (series != null) {
      document.add(new StringField(Fields.SERIES_ID, series.id(), Field.Store.NO));
      document.add(new NumericDocValuesField(Fields.PART, item.part()));
    }
    for (var order : KoreanOrder.values()) {
      var key = new BytesRef(order.key(item.title()));
      document.add(new SortedDocValuesField(Fields.titleOrder(order), key));
      if (series != null) {
        var value = new BytesRefBuilder();
        value.append(new BytesRef(order.key(series.title())));
        value.append((byte) 0);
        value.append(new BytesRef(series.id()));
        document.add(new SortedDocValuesField(Fields.seriesOrder(order), value.toBytesRef()));
      }
    }
  }

  private void addPaths(Document document, Item item) {
    document.add(new StoredField(Fields.PATH, item.path()));
    var paths = new LinkedHashSet<String>();
    paths.add(nfc(item.path()));
    for (PackedFile file : indexed.files()) {
      paths.add(nfc(file.path()));
    }
    for (var path : paths) {
      document.add(new StringField(Fields.PATH, path, Field.Store.NO));
    }
    var folded = WordRule.fold(item.path());
    for (int end = folded.indexOf('/'); end >= 0; end = folded.indexOf('/', end + 1)) {
      document.add(new StringField(Fields.UNDER, folded.substring(0, end), Field.Store.NO));
    }
    document.add(new StringField(Fields.UNDER, folded, Field.Store.NO));
  }

  private void addWords(Document document, Item item) {
    var description = item.description();
    if (description.title().isEmpty()) {
      addTitle(document, item.language(), item.title());
    }
    description.title().forEach((language, title) -> addTitle(document, language, title));

    var names = new ArrayList<String>(description.creator());
    names.addAll(description.contributor());
    var about = new ArrayList<String>(names);
    about.addAll(description.subject());
    about.addAll(
        List.of(
            description.description(),
            description.publisher(),
            description.spatial(),
            description.identifier()));
    if (item.series() != null) {
      about.add(item.series().title());
      document.add(new Field(Fields.SERIES, item.series().title(), WITHOUT_LENGTH));
    }
    names.forEach(name -> document.add(new Field(Fields.CREATOR, name, WITHOUT_LENGTH)));
    description.subject().forEach(name -> document.add(new Field(Fields.SUBJECT, name, WITHOUT_LENGTH)));
    for (var words : about) {
      for (var rule : WordRule.of(item.language(), words)) {
        document.add(new Field(Fields.about(rule), rule.own(item.language(), words), WITHOUT_LENGTH));
      }
    }
  }

  private static void addTitle(Document document, String language, String title) {
    for (var rule : WordRule.of(language, title)) {
      // The length of a title counts once, in its language's own words.
      var type = rule == WordRule.ANY ? WITHOUT_LENGTH : TextField.TYPE_NOT_STORED;
      document.add(new Field(Fields.title(rule), rule.own(language, title), type));
    }
  }

  private static Set<String> tags(String language) {
    var tags = new LinkedHashSet<String>();
    tags.add(language.toLowerCase(Locale.ROOT));
    tags.add(WordRule.primarySubtag(language));
    return tags;
  }

  private static String nfc(String path) {
    return Normalizer.normalize(path, Normalizer.Form.NFC);
  }
}

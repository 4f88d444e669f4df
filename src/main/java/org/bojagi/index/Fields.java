package org.bojagi.index;

import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.bojagi.language.Analysis;
import org.bojagi.language.KoreanOrder;
import org.bojagi.language.WordRule;

/**
 * The fields of an index, all of them (format.md §8).
 *
 * <p>An item is a block of documents: its passages in order, then the item itself. A passage has {@link
 * #text} for each rule that suits its language, {@link #TEXT_LANGUAGE} and the stored {@link #WHERE};
 * everything else belongs to the item.
 */
public final class Fields {
  /** {@value #ITEM} on every item, absent from passages. */
  public static final String KIND = "kind";

  public static final String ITEM = "item";

  /** Indexed whole, as {@link ItemIds} has it; stored where it isn't the path's. */
  public static final String ID = "id";

  /** The path of every file of the item, indexed whole; stored is the item's own. */
  public static final String PATH = "path";

  /**
   * The item's path and each folder above it, folded by {@link WordRule#fold}: {@code stories}, {@code
   * stories/1.md}.
   */
  public static final String UNDER = "under";

  /** {@link org.bojagi.catalog.ItemType#code}: indexed whole, stored, and as doc values. */
  public static final String TYPE = "type";

  /**
   * The item's and its texts' languages, each also as primary subtag; stored and in doc values: the item's
   * own.
   */
  public static final String LANGUAGE = "language";

  /** Of a passage: its text's language, also as primary subtag. */
  public static final String TEXT_LANGUAGE = "text.language";

  /** Stored. */
  public static final String TITLE = "title";

  /** Stored. */
  public static final String DATE = "date";

  /** Doc values of every item that sort the newest first, {@link ItemDocuments}. */
  public static final String DATE_ORDER = "date.order";

  /** Doc values of an item whose date begins with a year: the date as a number, {@code 20250300} of {@code 2025-03}. */
  public static final String DAY = "day";

  /** Indexed whole, folded by {@link WordRule#fold}; doc values as written. */
  public static final String SUBJECT_NAME = "subject.name";

  /** Of the place that an item is about, likewise. */
  public static final String PLACE_NAME = "place.name";

  /** Indexed whole: the first {@value #CONTENT_BYTES} bytes of the hash of the item's own file. */
  public static final String CONTENT = "content";

  /** Two files have the same by chance in 2^-48 of collections of 2^40. */
  static final int CONTENT_BYTES = 16;

  /** Stored: the item as in the catalogue, {@link StoredRecords}. */
  public static final String DESCRIPTION = "description";

  /** The series' id, indexed whole. */
  public static final String SERIES_ID = "series.id";

  /** Doc values of an item in a series: its part, 0 where it has none. */
  public static final String PART = "part";

  /** Stored: the item's texts, {@link StoredRecords}. */
  public static final String TEXTS = "texts";

  /** Stored: where the item's files lie, in the bundle's own bytes. */
  public static final String LOCATIONS = "locations";

  /** Stored: where the passage lies in its text, {@link StoredRecords}. */
  public static final String WHERE = "where";

  /** Words of {@link WordRule#ANY}, for {@code creator:}. */
  public static final String CREATOR = "creator";

  /** Words of {@link WordRule#ANY}, for {@code subject:}. */
  public static final String SUBJECT = "subject";

  /** Words of {@link WordRule#ANY}, for {@code series:}. */
  public static final String SERIES = "series";

  /** Doc values of one document: the words of North and South, {@link WordPairList}. */
  static final String WORDS = "words";

  /** Commit data: whose the pairs of words are, and by which licence. */
  public static final String WORD_SOURCE = "bojagi.words";

  /** Commit data: {@link org.bojagi.language.Analysis#VERSION}. */
  public static final String ANALYSIS_VERSION = "bojagi.analysis";

  private static final Set<String> NAMES = Set.of(CREATOR, SUBJECT, SERIES);

  private Fields() {}

  /** A passage's words, with positions. */
  public static String text(WordRule rule) {
    return "text." + rule.code();
  }

  /** The words of the titles, in all languages that there are. */
  public static String title(WordRule rule) {
    return "title." + rule.code();
  }

  /** Whatever else is said of the item: people, subjects, series, description, places. */
  public static String about(WordRule rule) {
    return "about." + rule.code();
  }

  /** Doc values of every item: {@link KoreanOrder#key} of its title. */
  public static String titleOrder(KoreanOrder order) {
    return "title." + order.code();
  }

  /**
   * Doc values of an item in a series: {@link KoreanOrder#key} of the series' title, a byte 0, the series'
   * id. So its values are the series, in order, each once.
   */
  public static String seriesOrder(KoreanOrder order) {
    return "series." + order.code();
  }

  /** Whole names of a kind, to be suggested: {@link NameKeys#term(String)}. */
  public static String name(NameKind kind) {
    return "name." + kind.code();
  }

  /** Names of a kind by the letters from each later word on: {@link NameFields}. */
  public static String nameInner(NameKind kind) {
    return name(kind) + ".inner";
  }

  /** Names of a kind by their first consonants, from each word on: {@link NameFields}. */
  public static String nameInitials(NameKind kind) {
    return name(kind) + ".initials";
  }

  /** Cuts each field by its rule. */
  static Analyzer analyzer() {
    return new DelegatingAnalyzerWrapper(Analyzer.PER_FIELD_REUSE_STRATEGY) {
      @Override
      protected Analyzer getWrappedAnalyzer(String field) {
        if (NAMES.contains(field)) {
          return WordRule.ANY.analyzer(Analysis.VERSION);
        }
        for (var rule : WordRule.values()) {
          if (field.endsWith("." + rule.code())) {
            return rule.analyzer(Analysis.VERSION);
          }
        }
        throw new IllegalArgumentException("no field of words: " + field);
      }
    };
  }
}

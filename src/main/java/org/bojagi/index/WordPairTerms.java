package org.bojagi.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexReader;
import org.bojagi.language.WordPair;

/**
 * Words of North and South as terms (format.md §8.5), so that a look-up is a seek in Lucene's dictionary: {@link
 * WordPair#key} of one form, a NUL, the other form as written. All are on one item, whichever is indexed
 * first; only where all items were taken over from an older index and left theirs behind, in a document of their own,
 * which no query matches.
 */
public final class WordPairTerms {
  /** Between the form that is looked up and the other. */
  public static final char SEPARATOR = '\0';

  /** One syllable is too little to go by. */
  private static final int MIN_KEY_CHARS = 2;

  private WordPairTerms() {}

  static Document document(List<WordPair> pairs) {
    var document = new Document();
    add(document, pairs);
    return document;
  }

  static void add(Document document, List<WordPair> pairs) {
    for (var pair : pairs) {
      var northernKey = WordPair.key(pair.northern());
      var southernKey = WordPair.key(pair.southern());
      if (northernKey.length() >= MIN_KEY_CHARS && southernKey.length() >= MIN_KEY_CHARS) {
        add(document, Fields.NORTHERN_WORD, northernKey, pair.southern());
        add(document, Fields.SOUTHERN_WORD, southernKey, pair.northern());
      }
    }
  }

  private static void add(Document document, String field, String key, String other) {
    document.add(new StringField(field, key + SEPARATOR + other, Field.Store.NO));
  }

  /** The pairs that an index has, for another that is made of its documents. */
  static List<WordPair> read(IndexReader index) throws IOException {
    var northern = new HashMap<String, String>();
    each(index, Fields.SOUTHERN_WORD, (southernKey, form) -> northern.put(pairKey(WordPair.key(form), southernKey), form));
    var pairs = new ArrayList<WordPair>();
    each(
        index,
        Fields.NORTHERN_WORD,
        (northernKey, southern) -> {
          var form = northern.remove(pairKey(northernKey, WordPair.key(southern)));
          if (form != null) {
            pairs.add(new WordPair(form, southern));
          }
        });
    return pairs;
  }

  private static String pairKey(String northernKey, String southernKey) {
    return northernKey + SEPARATOR + southernKey;
  }

  /** @param form takes the key and the other form of each term */
  private static void each(IndexReader index, String field, BiConsumer<String, String> form) throws IOException {
    for (var leaf : index.leaves()) {
      var terms = leaf.reader().terms(field);
      var each = terms == null ? null : terms.iterator();
      for (var term = each == null ? null : each.next(); term != null; term = each.next()) {
        var text = term.utf8ToString();
        int separator = text.indexOf(SEPARATOR);
        if (separator > 0) {
          form.accept(text.substring(0, separator), text.substring(separator + 1));
        }
      }
    }
  }
}

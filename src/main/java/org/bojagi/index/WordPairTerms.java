package org.bojagi.index;

import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
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
      add(document, Fields.NORTHERN_WORD, pair.northern(), pair.southern());
      add(document, Fields.SOUTHERN_WORD, pair.southern(), pair.northern());
    }
  }

  private static void add(Document document, String field, String form, String other) {
    var key = WordPair.key(form);
    if (key.length() >= MIN_KEY_CHARS && WordPair.key(other).length() >= MIN_KEY_CHARS) {
      document.add(new StringField(field, key + SEPARATOR + other, Field.Store.NO));
    }
  }
}

package org.bojagi.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.util.BytesRef;
import org.bojagi.catalog.Item;

/**
 * The fields by which an item's names are suggested while they are typed (format.md §8.4): terms without positions or
 * lengths, so that the number of their documents is the number of items.
 *
 * <p>Titles are many and differ: where one is found by a later word, the term leads to items and their titles are looked
 * at. Of other kinds, where a name is many items', the term holds the name.
 */
public final class NameFields {
  /** Letters of a title from a later word on. */
  public static final int MAX_TITLE_INNER_BYTES = 12;

  /** First consonants of a title. */
  public static final int MAX_TITLE_INITIALS_BYTES = 6;

  /** Of other names. */
  public static final int MAX_START_BYTES = 24;

  /** First byte of a term of first consonants: from the beginning of the name, or from a later word on. */
  public static final byte FROM_BEGINNING = '1';

  public static final byte FROM_LATER_WORD = '2';

  private NameFields() {}

  static void add(Document document, Item item) {
    var description = item.description();
    add(document, NameKind.TITLE, new LinkedHashSet<>(titles(item)));
    if (item.series() != null) {
      add(document, NameKind.SERIES, List.of(item.series().title()));
    }
    var people = new LinkedHashSet<>(description.creator());
    people.addAll(description.contributor());
    add(document, NameKind.PERSON, people);
    add(document, NameKind.SUBJECT, new LinkedHashSet<>(description.subject()));
  }

  private static void add(Document document, NameKind kind, Collection<String> names) {
    for (var whole : names) {
      var name = NameKeys.cut(whole.strip());
      var letters = NameKeys.letterStarts(name);
      if (letters.isEmpty()) {
        continue;
      }
      document.add(field(Fields.name(kind), NameKeys.term(name)));
      for (var inner : letters.subList(1, letters.size())) {
        document.add(field(Fields.nameInner(kind), start(kind, inner, name, MAX_TITLE_INNER_BYTES)));
      }
      byte from = FROM_BEGINNING;
      for (var initials : NameKeys.initialStarts(name)) {
        if (initials.length > 1) {
          var key = prefixed(from, NameKeys.first(initials, MAX_START_BYTES - 1));
          document.add(field(Fields.nameInitials(kind), start(kind, key, name, 1 + MAX_TITLE_INITIALS_BYTES)));
        }
        from = FROM_LATER_WORD;
      }
    }
  }

  private static Field field(String field, BytesRef term) {
    return new StringField(field, term, Field.Store.NO);
  }

  private static BytesRef start(NameKind kind, byte[] key, String name, int maxTitleBytes) {
    return kind == NameKind.TITLE
        ? new BytesRef(NameKeys.first(key, maxTitleBytes))
        : NameKeys.term(NameKeys.first(key, MAX_START_BYTES), name);
  }

  /** A key of first consonants as it stands in its field. */
  public static byte[] prefixed(byte from, byte[] key) {
    var prefixed = new byte[key.length + 1];
    prefixed[0] = from;
    System.arraycopy(key, 0, prefixed, 1, key.length);
    return prefixed;
  }

  /** In all languages, as they are suggested. */
  public static List<String> titles(Item item) {
    var titles = new ArrayList<String>();
    for (var title : item.description().title().values()) {
      titles.add(NameKeys.cut(title.strip()));
    }
    return titles.isEmpty() ? List.of(NameKeys.cut(item.title().strip())) : titles;
  }
}

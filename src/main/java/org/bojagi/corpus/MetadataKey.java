package org.bojagi.corpus;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every key that a team may write; docs/corpus.md has the same list. */
enum MetadataKey {
  TITLE("제목"),
  CREATOR("지은이", "author", "글쓴이", "저자"),
  CONTRIBUTOR("도운이", "people", "사람"),
  DESCRIPTION("설명", "summary", "요약"),
  DATE("날짜"),
  SUBJECT("주제", "tags"),
  PUBLISHER("펴낸곳", "펴낸이"),
  RIGHTS("권리", "license"),
  SOURCE("출처"),
  SPATIAL("곳", "place", "장소"),
  IDENTIFIER("고유이름", "식별자"),
  LANGUAGE("말", "lang", "언어"),
  TYPE("갈래", "종류"),
  NOTE("알림"),
  FICTION("꾸민글", "허구"),
  SERIES("련재", "연재"),
  PART("차례"),
  PRIORITY("우선"),
  CHARSET("글자표", "문자집합"),
  KEEP("남김"),
  FEATURED("추천"),
  RECIPIENTS("받는이", "수신자"),
  PRIVATE("비공개");

  /** Where metadata is written: decides which keys mean something there. */
  enum Level {
    CORPUS(EnumSet.complementOf(EnumSet.of(DATE, IDENTIFIER, PART))),
    FOLDER(
        EnumSet.complementOf(
            EnumSet.of(DATE, IDENTIFIER, PART, DESCRIPTION, FEATURED, RECIPIENTS))),
    ITEM(EnumSet.complementOf(EnumSet.of(RECIPIENTS)));

    private final Set<MetadataKey> keys;

    Level(Set<MetadataKey> keys) {
      this.keys = keys;
    }

    boolean has(MetadataKey key) {
      return keys.contains(key);
    }
  }

  /** What a folder's files have unless they say otherwise. */
  static final Set<MetadataKey> INHERITED =
      EnumSet.of(
          CREATOR,
          CONTRIBUTOR,
          SUBJECT,
          PUBLISHER,
          RIGHTS,
          SOURCE,
          SPATIAL,
          LANGUAGE,
          TYPE,
          NOTE,
          FICTION,
          SERIES,
          PRIORITY,
          CHARSET,
          KEEP);

  private static final Map<String, MetadataKey> BY_NAME = new HashMap<>();

  static {
    for (var key : values()) {
      key.names().forEach(name -> BY_NAME.put(name, key));
    }
  }

  private final List<String> otherNames;

  MetadataKey(String... otherNames) {
    this.otherNames = List.of(otherNames);
  }

  /** As Dublin Core and docs/corpus.md call it: {@code title}. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  List<String> names() {
    var names = new ArrayList<>(otherNames);
    names.addFirst(code());
    return names;
  }

  static Optional<MetadataKey> of(String written) {
    return Optional.ofNullable(BY_NAME.get(Names.nfc(written.strip()).toLowerCase(Locale.ROOT)));
  }

  /** The name of a key that this was probably meant to be; empty where none is near. */
  static String nearest(String written) {
    return Spelling.nearest(Names.nfc(written.strip()).toLowerCase(Locale.ROOT), BY_NAME.keySet());
  }
}

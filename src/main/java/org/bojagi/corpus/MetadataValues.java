package org.bojagi.corpus;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.bojagi.catalog.ItemType;

/** What may stand after a key, and how it is written down: {@code 예} becomes {@code true}. */
final class MetadataValues {
  private static final int MAX_CHARS = 10_000;
  private static final Map<String, ItemType> TYPES_IN_KOREAN =
      Map.ofEntries(
          Map.entry("이야기", ItemType.STORY),
          Map.entry("해설", ItemType.EXPLAINER),
          Map.entry("알아두기", ItemType.EXPLAINER),
          Map.entry("영화", ItemType.FILM),
          Map.entry("영상", ItemType.FILM),
          Map.entry("소리", ItemType.SOUND),
          Map.entry("음악", ItemType.MUSIC),
          Map.entry("노래", ItemType.MUSIC),
          Map.entry("그림", ItemType.PICTURE),
          Map.entry("사진", ItemType.PICTURE),
          Map.entry("책", ItemType.BOOK),
          Map.entry("도서", ItemType.BOOK),
          Map.entry("문서", ItemType.DOCUMENT),
          Map.entry("편지", ItemType.LETTER),
          Map.entry("행사", ItemType.EVENT),
          Map.entry("모음", ItemType.COLLECTION));

  private MetadataValues() {}

  /**
   * The value in its one form; what is wrong with it goes to {@code complaints}, without repeating
   * texts.
   *
   * @return empty where nothing of it can be used
   */
  static Optional<Metadata.Value> checked(
      MetadataKey key, Metadata.Value raw, Consumer<String> complaints) {
    return switch (key) {
      case TITLE -> title(raw, complaints);
      case SERIES ->
          raw.list().size() == 1 && flag(raw.list().getFirst()).isPresent()
              ? one(raw, complaints, value -> flag(value).orElse(""), "")
              : title(raw, complaints);
      case LANGUAGE -> one(raw, complaints, LanguageTags::canonical, "is no language tag");
      case TYPE ->
          one(
              raw,
              complaints,
              value -> type(value).map(ItemType::code).orElse(""),
              "is no type" + meant(raw));
      case DATE -> one(raw, complaints, MetadataValues::date, "is no date");
      case FICTION ->
          one(raw, complaints, value -> flag(value).orElse(""), "is neither yes nor no");
      case PART ->
          one(raw, complaints, value -> number(value, 1, 9_999), "is no number from 1 to 9999");
      case PRIORITY ->
          one(
              raw,
              complaints,
              value -> number(value, -1_000, 1_000),
              "is no number from -1000 to 1000");
      case CHARSET -> one(raw, complaints, MetadataValues::charset, "is no charset that we know");
      case IDENTIFIER ->
          one(
              raw,
              complaints,
              value -> value.length() <= 200 ? value : "",
              "is longer than 200 letters");
      case RECIPIENTS ->
          each(
              raw,
              complaints,
              value -> value.startsWith("age1") ? value : "",
              "doesn't begin with age1");
      case FEATURED ->
          raw.list().size() == 1 && flag(raw.list().getFirst()).isPresent()
              ? one(raw, complaints, value -> flag(value).orElse(""), "")
              : each(raw, complaints, value -> value.replaceAll("^/+|/+$", ""), "is no path");
      case KEEP -> each(raw, complaints, value -> value.toLowerCase(Locale.ROOT), "");
      case DESCRIPTION, PUBLISHER, RIGHTS, SOURCE, SPATIAL ->
          one(raw, complaints, UnaryOperator.identity(), "");
      case CREATOR, CONTRIBUTOR, SUBJECT, NOTE ->
          each(raw, complaints, UnaryOperator.identity(), "");
      case PRIVATE -> Optional.empty();
    };
  }

  static String hint(MetadataKey key) {
    return switch (key) {
      case TITLE, SERIES ->
          "Write  " + key.code() + ": A name  or  " + key.code() + ": {ko: 이름, en: A name}";
      case LANGUAGE -> "Write a tag like ko, ko-KP, en or zh-Hans.";
      case TYPE ->
          "Types are "
              + String.join(", ", Arrays.stream(ItemType.values()).map(ItemType::code).toList())
              + ".";
      case DATE -> "Write 2025, 2025-03 or 2025-03-09.";
      case FICTION -> "Write true or false.";
      case CHARSET -> "Write a name like UTF-8, CP949, EUC-KR or GB18030.";
      case RECIPIENTS -> "A recipient is what 'bojagi key new' shows in its last line.";
      default -> "";
    };
  }

  static Optional<ItemType> type(String written) {
    var word = written.strip().toLowerCase(Locale.ROOT);
    return ItemType.of(word).or(() -> Optional.ofNullable(TYPES_IN_KOREAN.get(word)));
  }

  private static String meant(Metadata.Value raw) {
    var known = new ArrayList<>(TYPES_IN_KOREAN.keySet());
    Arrays.stream(ItemType.values()).map(ItemType::code).forEach(known::add);
    var written =
        raw.list().isEmpty() ? "" : raw.list().getFirst().strip().toLowerCase(Locale.ROOT);
    var nearest = Spelling.nearest(written, known);
    return nearest.isEmpty() ? "" : ", did you mean '" + nearest + "'?";
  }

  private static Optional<Metadata.Value> title(Metadata.Value raw, Consumer<String> complaints) {
    if (raw.byLanguage().isEmpty()) {
      return one(raw, complaints, UnaryOperator.identity(), "");
    }
    var titles = new LinkedHashMap<String, String>();
    raw.byLanguage()
        .forEach(
            (written, value) -> {
              var tag = LanguageTags.canonical(written);
              if (tag.isEmpty()) {
                complaints.accept("a name in it is no language tag");
              } else if (clean(value).isEmpty()) {
                complaints.accept("nothing is written for " + tag);
              } else {
                titles.put(tag, clean(value));
              }
            });
    return titles.isEmpty()
        ? Optional.empty()
        : Optional.of(new Metadata.Value(List.of(), titles, raw.where()));
  }

  private static Optional<Metadata.Value> one(
      Metadata.Value raw, Consumer<String> complaints, UnaryOperator<String> form, String wrong) {
    if (raw.list().size() != 1) {
      complaints.accept("one value is expected");
      return Optional.empty();
    }
    return each(raw, complaints, form, wrong);
  }

  private static Optional<Metadata.Value> each(
      Metadata.Value raw, Consumer<String> complaints, UnaryOperator<String> form, String wrong) {
    if (!raw.byLanguage().isEmpty()) {
      complaints.accept("it can't be told by languages");
      return Optional.empty();
    }
    var list = new ArrayList<String>();
    for (var element : raw.list()) {
      var value = clean(element);
      if (value.isEmpty()) {
        continue;
      }
      var formed = value.length() > MAX_CHARS ? "" : form.apply(value);
      if (formed.isEmpty()) {
        complaints.accept(
            value.length() > MAX_CHARS ? "is longer than " + MAX_CHARS + " letters" : wrong);
      } else {
        list.add(formed);
      }
    }
    return list.isEmpty()
        ? Optional.empty()
        : Optional.of(new Metadata.Value(list, Map.of(), raw.where()));
  }

  private static String clean(String value) {
    return Names.nfc(value).replaceAll("\\p{Cntrl}+", " ").strip();
  }

  private static Optional<String> flag(String written) {
    return switch (written.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "예" -> Optional.of("true");
      case "false", "no", "아니", "아니오" -> Optional.of("false");
      default -> Optional.empty();
    };
  }

  private static String number(String value, int least, int most) {
    return value.matches("-?[0-9]{1,6}")
            && Integer.parseInt(value) >= least
            && Integer.parseInt(value) <= most
        ? Integer.toString(Integer.parseInt(value))
        : "";
  }

  private static String date(String value) {
    if (!value.matches("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")) {
      return "";
    }
    try {
      LocalDate.parse(value + "-01-01".substring(value.length() - 4));
      return value;
    } catch (DateTimeException e) {
      return "";
    }
  }

  /**
   * CP949 is asked for by many names, and EUC-KR by those who have CP949, which has all of it and
   * more. A charset in which ASCII isn't ASCII isn't met in texts, and front matter couldn't be
   * found in it.
   */
  private static String charset(String value) {
    var name =
        value.matches("(?i)cp949|uhc|ks_c_5601.*|euc-?kr|ms949|windows-949") ? "MS949" : value;
    try {
      var charset = Charset.forName(name);
      var ascii = "---\n".getBytes(StandardCharsets.US_ASCII);
      return charset.name().startsWith("UTF-16") || new String(ascii, charset).equals("---\n")
          ? charset.name()
          : "";
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}

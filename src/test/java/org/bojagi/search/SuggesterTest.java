package org.bojagi.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.TextFormat;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.Items;
import org.bojagi.index.MemoryIndex;
import org.bojagi.index.NameKind;
import org.bojagi.index.OpenIndex;
import org.bojagi.language.Hangul;
import org.bojagi.language.HangulKeyboard;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggesterTest {
  private static final int SHOWN = 8;
  private static final Item.Series BRIDGE = new Item.Series("stories/bridge", "다리 우에서 만난 사람");

  private static final List<OpenIndex> OPEN = new ArrayList<>();
  private static Suggester suggester;

  @BeforeAll
  static void open() throws IOException {
    var first =
        List.of(
            item("1", Map.of("ko", "살구나무", "en", "The apricot tree"), "리철수", "나무", null),
            item("2", Map.of("ko", "살구"), "김철수", "나무", null),
            item("3", Map.of("ko", "아름다운 살구나무"), "리철수", "력사", null),
            item("4", Map.of("ko", "눈 내리던 날"), "Mary Ann Lee", "겨울", BRIDGE),
            item("5", Map.of("ko", "얼음"), "Mary Ann Lee", "겨울", BRIDGE),
            item("6", Map.of("ko", "역사 이야기"), "누구", "역사", null),
            item("7", Map.of("ko", "독립"), "누구", "역사", null),
            item("8", Map.of("ko", "도구"), "누구", "역사", null),
            item("9", Map.of("zh", "二十二步"), "누구", "雪", null));
    var second =
        List.of(
            item("1", Map.of("ko", "살구나무"), "리철수", "나무", null),
            item("2", Map.of("ko", "로동과 녀성"), "누구", "", BRIDGE));
    suggester = new Suggester(List.of(index(first, "first"), index(second, "second")));
  }

  private static OpenIndex index(List<IndexedItem> items, String name) throws IOException {
    try (var memory = new MemoryIndex()) {
      for (var item : items) {
        memory.add(item);
      }
      var index = memory.open(name);
      OPEN.add(index);
      return index;
    }
  }

  @AfterAll
  static void close() throws IOException {
    for (var each : OPEN) {
      each.close();
    }
  }

  private static IndexedItem item(
      String path, Map<String, String> titles, String creator, String subject, Item.Series series) {
    var ordered = new LinkedHashMap<String, String>();
    titles.keySet().stream().sorted(Collections.reverseOrder()).forEach(tag -> ordered.put(tag, titles.get(tag)));
    var subjects = subject.isEmpty() ? List.<String>of() : List.of(subject);
    var said = new DublinCore(ordered, List.of(creator), List.of(creator), "", "", subjects, "", "", "", "", "");
    return Items.item(path, ordered.keySet().iterator().next(), ItemType.STORY, said, series, TextFormat.PLAIN, "");
  }

  private static List<String> texts(String typed) throws IOException {
    return suggester.suggest(typed, SHOWN).stream().map(Suggestion::text).toList();
  }

  private static Suggestion first(String typed) throws IOException {
    return suggester.suggest(typed, SHOWN).getFirst();
  }

  @Test
  void anUnfinishedSyllableIsTheBeginningOfEachThatItMayBecome() throws IOException {
    assertEquals(List.of("살구나무", "살구", "다리 우에서 만난 사람", "아름다운 살구나무"), texts("살"));
    for (var typed : List.of("살ㄱ", "삵", "살구")) {
      assertEquals(List.of("살구나무", "살구", "아름다운 살구나무"), texts(typed), typed);
    }
    assertEquals(List.of("살구나무", "아름다운 살구나무"), texts("살구ㄴ"));
    assertEquals(List.of("살구나무", "아름다운 살구나무"), texts("살군"));
    assertEquals(List.of("도구", "독립"), texts("도ㄱ"));
    assertEquals(List.of("도구", "독립"), texts("독"));
    assertEquals(List.of("독립"), texts("독ㄹ"));
  }

  @Test
  void itemsOfAllBundlesAreCountedTogether() throws IOException {
    assertEquals(new Suggestion("살구나무", NameKind.TITLE, 2, Optional.empty()), first("살구나"));
    assertEquals(new Suggestion("다리 우에서 만난 사람", NameKind.SERIES, 3, Optional.empty()), first("다리"));
    assertEquals(new Suggestion("리철수", NameKind.PERSON, 3, Optional.empty()), first("리"));
    assertEquals(new Suggestion("나무", NameKind.SUBJECT, 3, Optional.empty()), first("나"));
  }

  @ParameterizedTest
  @CsvSource({
    "우에서 만, 다리 우에서 만난 사람",
    "우에서만, 다리 우에서 만난 사람",
    "다리우에서, 다리 우에서 만난 사람",
    "만난 사, 다리 우에서 만난 사람",
    "날, 눈 내리던 날",
    "apri, The apricot tree",
    "ann l, Mary Ann Lee",
    "LEE, Mary Ann Lee",
    "二十, 二十二步",
  })
  void wordsInTheMiddleCountAndSpacesDoNot(String typed, String name) throws IOException {
    assertEquals(name, first(typed).text());
  }

  @Test
  void namesThatBeginSoComeFirst() throws IOException {
    assertEquals(List.of("살구나무", "살구", "아름다운 살구나무"), texts("살구"));
    assertEquals(List.of("나무"), texts("나무"));
  }

  @Test
  void theOtherHalfsSpellingIsSuggestedAndSaid() throws IOException {
    assertEquals(List.of("력사", "역사", "역사 이야기"), texts("력사"));
    var south = suggester.suggest("력사 이", SHOWN).getFirst();
    assertEquals("역사 이야기", south.text());
    assertEquals(Optional.of(new Bridge("력사", "역사")), south.bridged());
    assertEquals(List.of("로동과 녀성"), texts("노동"));
    assertEquals(List.of("로동과 녀성"), texts("노동과 녀"));
    assertEquals(Optional.empty(), suggester.suggest("력사", SHOWN).getFirst().bridged());
    assertEquals(List.of("력사", "역사", "역사 이야기"), texts("력ㅅ"));
  }

  @Test
  void anyWordMayBeSpelledOtherwise() throws IOException {
    assertEquals("로동과 녀성", first("로동과 여성").text());
    assertEquals(new Bridge("여성", "녀성"), first("로동과 여성").bridged().orElseThrow());
    assertEquals("로동과 녀성", first("여성").text());
    assertEquals("로동과 녀성", first("로동과 여ㅅ").text());
  }

  @Test
  void anIndexWithoutNamesSuggestsNothing() throws IOException {
    var older = index(List.of(), "older");
    assertEquals(List.of(), new Suggester(List.of(older)).suggest("살", SHOWN));
    assertEquals(List.of(), new Suggester(List.of(older)).initials("ㅅㄱ", SHOWN));
  }

  @Test
  void firstConsonantsAloneFindNames() throws IOException {
    assertEquals(List.of("살구나무", "아름다운 살구나무"), texts("ㅅㄱㄴㅁ"));
    assertEquals(List.of("다리 우에서 만난 사람"), texts("ㄷㄹ ㅇㅇㅅ"));
    assertEquals(List.of("다리 우에서 만난 사람"), texts("ㅇㅇㅅㅁㄴㅅㄹ"));
    assertEquals(List.of("김철수"), texts("ㄱㅊㅅ"));
    assertEquals(List.of("살구나무", "살구", "아름다운 살구나무"), texts("ㅅㄱ"));
    var initials = suggester.initials("ㅅㄱㄴㅁ", SHOWN);
    assertEquals(List.of("살구나무", "아름다운 살구나무"), initials.stream().map(Suggestion::text).toList());
    assertEquals(2, initials.getFirst().count());
    for (var none : List.of("ㅅ", "살구", "sr", "", "ㅏㅏ", "ㅅㄱㄴㅁㅁ")) {
      assertEquals(List.of(), suggester.initials(none, SHOWN), none);
    }
  }

  @Test
  void theKeyboardMayHaveBeenInTheOtherLanguage() throws IOException {
    for (var layout : HangulKeyboard.values()) {
      var keys = layout.latin("살구나무");
      for (int end = 4; end <= keys.length(); end++) {
        assertTrue(texts(keys.substring(0, end)).contains("살구나무"), layout + " " + keys.substring(0, end));
      }
      assertEquals(new Bridge(keys, "살구나무"), first(keys).bridged().orElseThrow());
      assertEquals("The apricot tree", first(layout.hangul("apricot")).text());
      assertEquals("Mary Ann Lee", first(layout.hangul("mary")).text());
    }
  }

  @Test
  void nothingIsNothing() throws IOException {
    for (var typed : List.of("", " ", "«»", "\0", "없는이름", "nothing", "\uD800", "\u0301")) {
      assertEquals(List.of(), suggester.suggest(typed, SHOWN), typed);
    }
    assertEquals(List.of(), suggester.suggest("살", 0));
    assertEquals(1, suggester.suggest("살", 1).size());
    assertEquals(List.of(), new Suggester(List.of()).suggest("살", SHOWN));
  }

  @Test
  void whateverIsTypedIsNoErrorAndAnsweredAlike() throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < Trials.of(4_000); i++) {
      var typed = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        switch (random.nextInt(5)) {
          case 0 -> typed.append((char) random.nextInt(0x10000));
          case 1 -> typed.appendCodePoint(random.nextInt(0x110000));
          case 2 -> typed.append((char) (0x3131 + random.nextInt(60)));
          case 3 -> typed.append("살구나무 다리 우에서 the ㅅㄱ", 0, random.nextInt(18));
          default -> typed.append((char) ('가' + random.nextInt(11_172)));
        }
      }
      var once = suggester.suggest(typed.toString(), SHOWN);
      assertTrue(once.size() <= SHOWN);
      assertEquals(once.size(), once.stream().map(Suggestion::text).distinct().count(), "seed " + seed);
      assertEquals(once, suggester.suggest(typed.toString(), SHOWN), "seed " + seed);
    }
    for (var huge : List.of("살구".repeat(1_000_000), "ㅅ".repeat(1_000_000), "a ".repeat(1_000_000), "\uD83D".repeat(100_000))) {
      assertEquals(List.of(), suggester.suggest(huge, Integer.MAX_VALUE));
    }
  }

  /** Too short to say: more names begin so than are shown. */
  @Test
  void eachKeystrokeOfATitleOfTheCorpusSuggestsIt() throws IOException {
    var titles = new ArrayList<String>();
    var items = new ArrayList<IndexedItem>();
    for (var item : CorpusReader.read(Path.of("corpus")).items()) {
      items.add(new IndexedItem(item.item(), List.of(), List.of(), new byte[0]));
      titles.addAll(item.item().description().title().values());
    }
    assertTrue(titles.size() > 60, titles.size() + " titles");
    var corpus = new Suggester(List.of(index(items, "corpus")));
    int keystrokes = 0;
    for (var title : titles) {
      var keys = HangulKeyboard.NORTHERN.latin(title);
      for (int end = 1; end <= keys.length(); end++) {
        boolean hangul = title.codePoints().anyMatch(Hangul::isSyllable);
        var typed = hangul ? HangulKeyboard.NORTHERN.hangul(keys.substring(0, end)) : title.substring(0, end);
        if (typed.isBlank()) {
          continue;
        }
        var shown = corpus.suggest(typed, SHOWN).stream().map(Suggestion::text).toList();
        assertTrue(shown.contains(title) || shown.size() == SHOWN && more(corpus, typed, shown), typed + " of " + title);
        keystrokes++;
      }
    }
    assertTrue(keystrokes > 1_000, keystrokes + " keystrokes");
  }

  /** Whether what is shown is the beginning of a longer list. */
  private static boolean more(Suggester corpus, String typed, List<String> shown) throws IOException {
    var all = corpus.suggest(typed, 50).stream().map(Suggestion::text).toList();
    assertEquals(all.subList(0, SHOWN), shown);
    return all.size() > SHOWN;
  }
}

package org.bojagi.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bojagi.Trials;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.TextFormat;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.IndexedText;
import org.bojagi.index.Items;
import org.bojagi.index.MemoryIndex;
import org.bojagi.index.OpenIndex;
import org.bojagi.text.Passages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 2,000 English items beside 50 Korean ones and a few Chinese, all of which say USB, and Seoul here and there. */
class LanguagesSideBySideTest {
  private static final int ENGLISH = 2_000;
  private static final int KOREAN = 50;
  private static final PassageSource SOURCE = (index, item, file) -> new ByteArrayInputStream(item.locations());

  private static OpenIndex index;
  private static Searcher searcher;

  @BeforeAll
  static void open() throws IOException {
    var random = new Random(Trials.seed(LanguagesSideBySideTest.class));
    try (var memory = new MemoryIndex()) {
      for (int i = 0; i < ENGLISH; i++) {
        var says = (i % 5 == 0 ? " USB " : " ") + (i % 9 == 0 ? " Seoul " : " ") + (i % 70 == 0 ? " USB stick USB " : " ");
        var title = i % 40 == 0 ? "All about USB" : "Article " + i;
        memory.add(Items.titled("en/" + i + ".txt", "en", title, words(random, "word", 60) + says + words(random, "word", 60)));
      }
      for (int i = 0; i < KOREAN; i++) {
        var says = (i % 10 == 0 ? " USB 기억기 " : " ") + (i == 7 ? " Seoul 거리 " : " ");
        memory.add(Items.titled("ko/" + i + ".txt", "ko", "글 " + i, korean(random, 90) + says + korean(random, 20)));
      }
      memory.add(Items.titled("zh/1.txt", "zh", "关于", "这个USB很小。" + "我们在图们江边住了三年。".repeat(8)));
      memory.add(inTwoLanguages("both/1.txt", "다리 Kaesong 이야기. 다리를 건넜다.", "The Kaesong bridge. We crossed it."));
      index = memory.open("bundle");
    }
    searcher = new Searcher(List.of(index), SOURCE);
  }

  @AfterAll
  static void close() throws IOException {
    index.close();
  }

  private static String words(Random random, String stem, int count) {
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(stem).append(random.nextInt(3_000)).append(' ');
    }
    return text.toString();
  }

  private static String korean(Random random, int count) {
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append((char) ('가' + random.nextInt(2_000))).append((char) ('가' + random.nextInt(2_000))).append("를 ");
    }
    return text.toString();
  }

  /** Where its file "lies" are both texts, one after the other. */
  private static IndexedItem inTwoLanguages(String path, String korean, String english) {
    var whole = korean + english;
    var one = Items.item(path, "ko", ItemType.STORY, DublinCore.NOTHING.withTitle(Map.of("ko", "둘")), (Item.Series) null, TextFormat.PLAIN, whole);
    var texts =
        List.of(
            new IndexedText(0, "ko", TextFormat.PLAIN, "", Passages.cut(TextFormat.PLAIN, korean)),
            new IndexedText(0, "en", TextFormat.PLAIN, "", Passages.cut(TextFormat.PLAIN, english)));
    return new IndexedItem(one.item(), one.files(), texts, whole.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> languages(String query, String... preferred) throws IOException {
    var options = SearchOptions.first(10).preferring(List.of(preferred));
    return searcher.search(query, options).hits().stream().map(hit -> hit.item().language()).toList();
  }

  @Test
  void theBestOfEachLanguageIsAmongTheFirstTen() throws IOException {
    for (var preferred : List.of("", "ko", "en", "zh")) {
      assertEquals(Set.of("ko", "en", "zh"), Set.copyOf(languages("USB", preferred)), preferred);
      assertEquals(Set.of("ko", "en"), Set.copyOf(languages("Seoul", preferred)), preferred);
    }
  }

  @Test
  void aPreferredLanguageLeadsAndExcludesNothing() throws IOException {
    assertEquals("ko", languages("USB", "ko").getFirst());
    assertEquals("ko", languages("Seoul", "ko").getFirst());
    assertEquals("en", languages("Seoul", "en").getFirst());
    assertEquals("zh", languages("USB", "zh", "ko").getFirst());
    var all = searcher.search("USB", SearchOptions.first(1_000)).total();
    assertEquals(all, searcher.search("USB", SearchOptions.first(1_000).preferring(List.of("ko"))).total());
    assertEquals(all, searcher.search("USB", SearchOptions.first(1_000).preferring(List.of("ko"))).hits().size());
  }

  @Test
  void pagesOfAMixedListHaveEachHitOnce() throws IOException {
    var options = SearchOptions.first(7).preferring(List.of("zh"));
    var whole = searcher.search("USB", SearchOptions.first(200).preferring(List.of("zh"))).hits();
    var paged = new ArrayList<String>();
    for (int from = 0; from < 200; from += 7) {
      searcher.search("USB", options.from(from)).hits().forEach(hit -> paged.add(hit.path()));
    }
    assertEquals(whole.stream().map(Hit::path).toList(), paged.subList(0, 200));
    assertEquals(paged.size(), new HashSet<>(paged).size());
  }

  /** A Korean question has a word that thousands of English texts have: that makes them no answer. */
  @Test
  void whatMatchesOneWordOfALongQuestionIsNotLifted() throws IOException {
    var text = searcher.search("글 7", SearchOptions.first(1)).hits().getFirst();
    assertEquals("ko/7.txt", text.path());
    var words = new String(text.item().locations(), StandardCharsets.UTF_8).split(" ");
    var question = String.join(" ", List.of(words).subList(0, 8)) + " USB";
    for (var preferred : List.of("", "ko", "en")) {
      var options = SearchOptions.first(10).preferring(List.of(preferred));
      assertEquals("ko/7.txt", searcher.search(question, options).hits().getFirst().path(), preferred);
    }
  }

  @Test
  void translationsAreOneHitShownInThePreferredLanguage() throws IOException {
    for (var language : List.of("ko", "en")) {
      var hits = searcher.search("Kaesong", SearchOptions.first(10).preferring(List.of(language))).hits();
      assertEquals(1, hits.size());
      assertEquals(language, hits.getFirst().language());
    }
    var only = searcher.search("crossed", SearchOptions.first(10).preferring(List.of("ko"))).hits();
    assertEquals("en", only.getFirst().language());
    assertTrue(only.getFirst().passages().stream().allMatch(each -> each.language().equals("en")));
  }
}

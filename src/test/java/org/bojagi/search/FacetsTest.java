package org.bojagi.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.TextFormat;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.Items;
import org.bojagi.index.MemoryIndex;
import org.bojagi.index.OpenIndex;
import org.bojagi.language.KoreanOrder;
import org.bojagi.search.SearchOptions.Sort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two shelves of a small library: narrowed, counted, sorted, browsed. */
class FacetsTest {
  private static final PassageSource SOURCE = (index, item, file) -> new ByteArrayInputStream(item.locations());
  private static final SearchOptions ALL = SearchOptions.first(100);

  private static OpenIndex spring;
  private static OpenIndex autumn;
  private static Searcher searcher;

  @BeforeAll
  static void open() throws IOException {
    spring =
        index(
            "봄",
            item("다리/1.txt", "ko", ItemType.STORY, "다리 우에서", "2021-03-09", "평양", "다리", "가족", "겨울"),
            item("다리/2.txt", "ko", ItemType.STORY, "나루터", "2021-03", "평양", "다리", "가족"),
            item("영화.txt", "ko", ItemType.FILM, "가을밤", "2024", "", "", "겨울"),
            item("radio.txt", "en", ItemType.EXPLAINER, "Radio", "", "Seoul", "", "Family"));
    autumn =
        index(
            "가을",
            item("까치.txt", "ko", ItemType.STORY, "까치", "2023-12-31", "", "", "겨울"),
            item("쌀.txt", "ko", ItemType.DOCUMENT, "쌀값", "1998-01-01", "회령", "시장"));
    searcher = new Searcher(List.of(spring, autumn), SOURCE);
  }

  @AfterAll
  static void close() throws IOException {
    spring.close();
    autumn.close();
  }

  private static OpenIndex index(String name, IndexedItem... items) throws IOException {
    try (var memory = new MemoryIndex()) {
      for (var item : items) {
        memory.add(item);
      }
      return memory.open(name);
    }
  }

  private static IndexedItem item(
      String path, String language, ItemType type, String title, String date, String place, String series,
      String... subjects) {
    var said =
        new DublinCore(
            Map.of(language, title), List.of(), List.of(), "", date, List.of(subjects), "", "", "", place, "");
    var of = series.isEmpty() ? null : new Item.Series("id/" + series, series);
    return Items.item(path, language, type, said, of, TextFormat.PLAIN, "두만강 river " + title);
  }

  private static List<String> titles(String query, SearchOptions options) throws IOException {
    return searcher.search(query, options).hits().stream().map(Hit::title).toList();
  }

  private static Set<String> found(Facet facet, String... values) throws IOException {
    return Set.copyOf(titles("두만강 river", ALL.only(facet, Set.of(values))));
  }

  @Test
  void everyFacetIsCountedMostFirstThenByName() throws IOException {
    var facets = searcher.search("두만강", ALL).facets();
    assertEquals(List.of("story=3", "document=1", "explainer=1", "film=1"), counts(facets, Facet.TYPE));
    assertEquals(List.of("ko=5", "en=1"), counts(facets, Facet.LANGUAGE));
    assertEquals(List.of("겨울=3", "가족=2", "Family=1"), counts(facets, Facet.SUBJECT));
    assertEquals(List.of("2021=2", "1998=1", "2023=1", "2024=1"), counts(facets, Facet.YEAR));
    assertEquals(List.of("평양=2", "회령=1", "Seoul=1"), counts(facets, Facet.PLACE));
    assertEquals(List.of("봄=4", "가을=2"), counts(facets, Facet.BUNDLE));
    assertEquals(
        List.of(new Facets.Value("id/다리", "다리", 2), new Facets.Value("id/시장", "시장", 1)), facets.of(Facet.SERIES));
  }

  private static List<String> counts(Facets facets, Facet facet) {
    return facets.of(facet).stream().map(each -> each.value() + "=" + each.count()).toList();
  }

  @Test
  void valuesOfOneFacetAreAlternativesAndFacetsAllCount() throws IOException {
    assertEquals(Set.of("다리 우에서", "나루터", "까치", "가을밤"), found(Facet.TYPE, "story", "film"));
    assertEquals(Set.of("다리 우에서", "가을밤", "까치"), found(Facet.SUBJECT, "겨울"));
    assertEquals(Set.of("Radio"), found(Facet.SUBJECT, "family"));
    assertEquals(Set.of("Radio"), found(Facet.LANGUAGE, "en"));
    assertEquals(Set.of("Radio"), found(Facet.PLACE, "SEOUL"));
    assertEquals(Set.of("쌀값", "가을밤"), found(Facet.YEAR, "1998", "2024"));
    assertEquals(Set.of("까치", "쌀값"), found(Facet.BUNDLE, "가을"));
    assertEquals(Set.of("다리 우에서", "나루터"), found(Facet.SERIES, "다리"));
    assertEquals(Set.of("쌀값"), found(Facet.SERIES, "id/시장"));
    assertEquals(Set.of(), found(Facet.YEAR, "nonsense"));
    var both = ALL.only(Facet.TYPE, Set.of("story")).only(Facet.SUBJECT, Set.of("겨울")).only(Facet.YEAR, Set.of("2021"));
    assertEquals(List.of("다리 우에서"), titles("두만강", both));
  }

  @Test
  void eachFacetIsCountedAsIfItWereNotChosen() throws IOException {
    var chosen = ALL.only(Facet.TYPE, Set.of("story")).only(Facet.SUBJECT, Set.of("겨울"));
    var results = searcher.search("두만강", chosen);
    assertEquals(2, results.total());
    assertEquals(List.of("story=2", "film=1"), counts(results.facets(), Facet.TYPE));
    assertEquals(List.of("가족=2", "겨울=2"), counts(results.facets(), Facet.SUBJECT));
    assertEquals(List.of("2021=1", "2023=1"), counts(results.facets(), Facet.YEAR));
    var korean = searcher.search("river", ALL.only(Facet.LANGUAGE, Set.of("en")));
    assertEquals(List.of("ko=5", "en=1"), counts(korean.facets(), Facet.LANGUAGE));
    assertEquals(List.of("explainer=1"), counts(korean.facets(), Facet.TYPE));
  }

  @Test
  void whatIsChosenAndDoesNotMatchIsThereToBeUnchosen() throws IOException {
    var results = searcher.search("두만강", ALL.only(Facet.TYPE, Set.of("music")));
    assertEquals(0, results.total());
    assertTrue(counts(results.facets(), Facet.TYPE).containsAll(List.of("story=3", "music=0")));
  }

  /** Every count against what a list without it gives. */
  @Test
  void everyCountIsWhatChoosingItFinds() throws IOException {
    for (var first : Facet.values()) {
      for (var value : searcher.search("두만강", ALL).facets().of(first)) {
        assertEquals(value.count(), searcher.search("두만강", ALL.only(first, Set.of(value.value()))).total(), value.name());
        var narrowed = ALL.only(first, Set.of(value.value()));
        for (var second : Facet.values()) {
          for (var other : searcher.search("두만강", narrowed).facets().of(second)) {
            assertEquals(
                other.count(),
                searcher.search("두만강", narrowed.only(second, Set.of(other.value()))).total(),
                first + " " + value.name() + ", " + second + " " + other.name());
          }
        }
      }
    }
  }

  @Test
  void onlyWhatIsAskedForIsCounted() throws IOException {
    var some = searcher.search("두만강", ALL.counting(Set.of(Facet.YEAR)));
    assertEquals(Set.of(Facet.YEAR), some.facets().of().keySet());
    var none = searcher.search("두만강", ALL.counting(Set.of()).only(Facet.TYPE, Set.of("story")));
    assertTrue(none.facets().of().isEmpty());
    assertEquals(3, none.total());
  }

  @Test
  void atMostTwentyValuesOfAFacetAreGiven() throws IOException {
    var items = new ArrayList<IndexedItem>();
    for (int i = 0; i < 50; i++) {
      items.add(item(i + ".txt", "ko", ItemType.STORY, "제목", "2000", "", "", "주제 " + (char) ('가' + i), "모두"));
    }
    try (var index = index("많음", items.toArray(IndexedItem[]::new))) {
      var subjects = new Searcher(List.of(index), SOURCE).search("두만강", ALL).facets().of(Facet.SUBJECT);
      assertEquals(Facets.MAX_VALUES, subjects.size());
      assertEquals("모두", subjects.getFirst().name());
      assertEquals("주제 가", subjects.get(1).name());
    }
  }

  @Test
  void hitsAreSortedByDateAndTitleOverAllBundles() throws IOException {
    assertEquals(
        List.of("가을밤", "까치", "다리 우에서", "나루터", "쌀값", "Radio"),
        titles("두만강", ALL.sorted(Sort.NEWEST, KoreanOrder.SOUTHERN)));
    assertEquals(
        List.of("쌀값", "나루터", "다리 우에서", "까치", "가을밤", "Radio"),
        titles("두만강", ALL.sorted(Sort.OLDEST, KoreanOrder.SOUTHERN)));
    assertEquals(
        List.of("가을밤", "까치", "나루터", "다리 우에서", "쌀값", "Radio"),
        titles("두만강", ALL.sorted(Sort.TITLE, KoreanOrder.SOUTHERN)));
    // In the North double consonants come after ㅎ.
    assertEquals(
        List.of("가을밤", "나루터", "다리 우에서", "까치", "쌀값", "Radio"),
        titles("두만강", ALL.sorted(Sort.TITLE, KoreanOrder.NORTHERN)));
  }

  @Test
  void pagesOfASortedListFollowOneAnother() throws IOException {
    for (var sort : Sort.values()) {
      var all = titles("두만강", ALL.sorted(sort, KoreanOrder.SOUTHERN));
      var paged = new ArrayList<String>();
      for (int from = 0; from < 6; from += 2) {
        paged.addAll(titles("두만강", SearchOptions.first(2).sorted(sort, KoreanOrder.SOUTHERN).from(from)));
      }
      assertEquals(all, paged, sort.name());
    }
  }

  @Test
  void withoutWordsEverythingChosenIsListedByTitle() throws IOException {
    assertEquals(List.of("까치", "나루터", "다리 우에서"), titles("", ALL.only(Facet.TYPE, Set.of("story"))));
    var newest = searcher.search(" ", ALL.sorted(Sort.NEWEST, KoreanOrder.SOUTHERN));
    assertEquals(6, newest.total());
    assertEquals("가을밤", newest.hits().getFirst().title());
    assertEquals(List.of("ko=5", "en=1"), counts(newest.facets(), Facet.LANGUAGE));
    assertFalse(newest.hits().stream().anyMatch(hit -> hit.score() != 0));
    assertEquals(List.of(), titles("", ALL));
  }

  @Test
  void aHitShowsItsBestPassagesTheBestFirst() throws IOException {
    var text = new StringBuilder();
    for (int page = 1; page <= 6; page++) {
      text.append(page == 2 || page == 5 ? "라디오 주파수를 적었다." : "빈 장이다.");
      text.append(page == 5 ? " 라디오 라디오." : " 아무 말도 없다.").append('\f');
    }
    var book = Items.text("책.txt", "ko", TextFormat.PAGED, text.toString());
    try (var index = index("책장", book)) {
      var reader = new Searcher(List.of(index), SOURCE);
      var hit = reader.search("라디오", ALL.passages(3)).hits().getFirst();
      assertEquals(2, hit.passages().size());
      assertEquals(hit.snippet(), hit.passages().getFirst().snippet());
      var pages = new TreeMap<String, Integer>();
      hit.passages().forEach(each -> pages.put(each.at().toString(), each.snippet().marks().size()));
      assertEquals(2, pages.size());
      assertTrue(hit.passages().getFirst().snippet().marks().size() > 1, "the fifth says it most");
      assertEquals(1, reader.search("라디오", ALL).hits().getFirst().passages().size());
    }
  }
}

package org.bojagi.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bojagi.Trials;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.TextFormat;
import org.bojagi.fault.UsageException;
import org.bojagi.index.IndexInVolumes;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.Items;
import org.bojagi.index.OpenIndex;
import org.bojagi.language.KoreanOrder;
import org.bojagi.search.Shelves.Order;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two small bundles on one shelf. */
class ShelvesTest {
  private static final Item.Series BRIDGE = new Item.Series("stories/bridge", "다리 우에서");
  private static final Item.Series NOTEBOOK = new Item.Series("stories/notebook", "수첩");
  private static final Item.Series APPLES = new Item.Series("apples", "Apples");

  private static final List<IndexedItem> FIRST =
      List.of(
          item("stories/b3.txt", ItemType.STORY, "《다리 우에서》 3", "2025-03", BRIDGE, 3),
          item("stories/b1.txt", ItemType.STORY, "다리 우에서 1", "2025-01", BRIDGE, 1),
          item("stories/b2.txt", ItemType.STORY, "다리 우에서 2", "2025-02-11", BRIDGE, 2),
          item("films/tree.txt", ItemType.FILM, "아름다운 살구나무", "2024", null, 0),
          item("news/1.txt", ItemType.EXPLAINER, "까치", "", null, 0),
          item("a/1.txt", ItemType.STORY, "One", "2026", APPLES, 0));

  private static final List<IndexedItem> SECOND =
      List.of(
          item("n/ha.txt", ItemType.STORY, "수첩, 하", "2023", NOTEBOOK, 3),
          item("n/sang.txt", ItemType.STORY, "수첩, 상", "2023", NOTEBOOK, 1),
          item("n/jung.txt", ItemType.STORY, "수첩, 중", "2023", NOTEBOOK, 2),
          item("film.txt", ItemType.FILM, "하늘", "2025-02-12", null, 0));

  @TempDir static Path folder;
  private static final List<AutoCloseable> OPEN = new ArrayList<>();
  private static OpenIndex first;
  private static OpenIndex second;
  private static Shelves shelves;

  @BeforeAll
  static void open() throws IOException {
    first = open(FIRST);
    second = open(SECOND);
    shelves = new Shelves(List.of(first, second));
  }

  private static OpenIndex open(List<IndexedItem> items) throws IOException {
    var volumes = new IndexInVolumes(folder, items, 5_000);
    var index = volumes.open("bundle");
    OPEN.add(index);
    OPEN.add(volumes);
    return index;
  }

  @AfterAll
  static void close() throws Exception {
    for (var each : OPEN) {
      each.close();
    }
  }

  private static IndexedItem item(
      String path, ItemType type, String title, String date, Item.Series series, int part) {
    var description =
        new DublinCore(
            Map.of("ko", title, "en", "in English"),
            List.of("누구"),
            List.of(),
            "about " + title,
            date,
            List.of("subject"),
            "",
            "",
            "",
            "",
            "");
    var plain = Items.item(path, "ko", type, description, series, TextFormat.PLAIN, "글\n\n글 하나");
    var item =
        new Item(
            plain.item().id(),
            path,
            type,
            "ko",
            description,
            series,
            part,
            7,
            List.of("조용히 읽으십시오"),
            true,
            part == 1);
    return new IndexedItem(item, plain.files(), plain.texts(), plain.locations());
  }

  private static List<String> titles(List<ShelfItem> items) {
    return items.stream().map(item -> item.stored().title()).toList();
  }

  private static List<String> list(Order order, String... types) throws IOException {
    return titles(shelves.list(Set.of(types), order, 0, 100));
  }

  @Test
  void bundlesAreOneListInTheOrderOfTheReadersAlphabet() throws IOException {
    assertEquals(
        List.of(
            "까치", "다리 우에서 1", "다리 우에서 2", "《다리 우에서》 3", "수첩, 상", "수첩, 중", "수첩, 하", "아름다운 살구나무", "하늘", "One"),
        list(Order.SOUTHERN));
    assertEquals(
        List.of(
            "다리 우에서 1", "다리 우에서 2", "《다리 우에서》 3", "수첩, 상", "수첩, 중", "수첩, 하", "하늘", "까치", "아름다운 살구나무", "One"),
        list(Order.NORTHERN));
  }

  @Test
  void numbersInTitlesOfItemsAndSeriesAreComparedByTheirValue() throws IOException {
    var films = new ArrayList<IndexedItem>();
    for (var title : List.of("영화 10", "영화 2", "영화 1, 속편 12", "영화 1, 속편 3", "영화 100")) {
      films.add(item(title + ".txt", ItemType.FILM, title, "", null, 0));
    }
    var numbered = new ArrayList<IndexedItem>();
    for (var title : List.of("이야기 11", "이야기 9")) {
      numbered.add(item(title + "/1.txt", ItemType.STORY, title, "", new Item.Series(title, title), 1));
    }
    numbered.add(item("영화 20.txt", ItemType.FILM, "영화 20", "", null, 0));
    var both = new Shelves(List.of(open(films), open(numbered)));
    for (var order : List.of(Order.SOUTHERN, Order.NORTHERN)) {
      assertEquals(
          List.of("영화 1, 속편 3", "영화 1, 속편 12", "영화 2", "영화 10", "영화 20", "영화 100"),
          titles(both.list(Set.of("film"), order, 0, 10)));
      assertEquals(
          List.of("이야기 9", "이야기 11"),
          both.series(Set.of(), order, 0, 10).stream().map(ShelfSeries::title).toList());
    }
  }

  @Test
  void theNewestComeFirstAndWhatHasNoDateLast() throws IOException {
    assertEquals(
        List.of("One", "《다리 우에서》 3", "하늘", "다리 우에서 2", "다리 우에서 1", "아름다운 살구나무", "수첩, 상", "수첩, 중", "수첩, 하", "까치"),
        list(Order.DATE_NEWEST_FIRST));
  }

  @Test
  void aListMayBeOfSomeTypesOnly() throws IOException {
    assertEquals(List.of("아름다운 살구나무", "하늘"), list(Order.SOUTHERN, "film"));
    assertEquals(List.of("까치", "아름다운 살구나무", "하늘"), list(Order.SOUTHERN, "film", "explainer"));
    assertEquals(List.of(), list(Order.SOUTHERN, "letter"));
    assertEquals(10, shelves.count(Set.of()));
    assertEquals(2, shelves.count(Set.of("film")));
    assertEquals(0, shelves.count(Set.of("letter", "nonsense")));
  }

  @Test
  void pagesFollowEachOther() throws IOException {
    for (var order : Order.values()) {
      var all = shelves.list(Set.of(), order, 0, 100);
      for (int from = 0; from < 12; from++) {
        var page = shelves.list(Set.of(), order, from, 3);
        assertEquals(titles(all.subList(Math.min(from, 10), Math.min(10, from + 3))), titles(page));
      }
    }
    assertEquals(List.of(), shelves.list(Set.of(), Order.SOUTHERN, 0, 0));
    assertEquals(List.of(), shelves.list(Set.of(), Order.SOUTHERN, -1, 10));
    assertEquals(List.of(), shelves.list(Set.of(), Order.SOUTHERN, Integer.MAX_VALUE, Integer.MAX_VALUE));
  }

  @Test
  void anyPageOfManyItemsInAnyNumberOfBundlesIsAsIfAllWereSorted(@TempDir Path other) throws Exception {
    long seed = Trials.seed(ShelvesTest.class);
    var random = new Random(seed);
    var titles = new ArrayList<List<String>>();
    var volumes = new ArrayList<IndexInVolumes>();
    var indexes = new ArrayList<OpenIndex>();
    for (int bundle = 0; bundle < 3; bundle++) {
      var items = new ArrayList<IndexedItem>();
      for (int i = 0; i < 900; i++) {
        // Many have the same title.
        var title = random.nextInt(3) == 0 ? "같은 제목" : Character.toString('가' + random.nextInt(600));
        items.add(
            Items.item(
                bundle + "/" + i, "ko", ItemType.STORY, DublinCore.NOTHING.withTitle(Map.of("ko", title)), null,
                TextFormat.PLAIN, ""));
      }
      volumes.add(new IndexInVolumes(other, items, 1_000_000));
      indexes.add(volumes.getLast().open("many"));
      titles.add(items.stream().map(item -> item.item().title()).toList());
    }
    var sorted = new ArrayList<String>();
    titles.forEach(sorted::addAll);
    var northern = KoreanOrder.NORTHERN;
    sorted.sort((a, b) -> Arrays.compareUnsigned(northern.key(a), northern.key(b)));
    var many = new Shelves(indexes);
    var seen = new ArrayList<String>();
    var places = new ArrayList<List<Integer>>();
    while (seen.size() < sorted.size()) {
      var page = many.list(Set.of("story"), Order.NORTHERN, seen.size(), 1 + random.nextInt(90));
      seen.addAll(titles(page));
      page.forEach(item -> places.add(List.of(item.bundle(), item.document())));
    }
    assertEquals(sorted, seen);
    assertEquals(sorted.size(), places.stream().distinct().count());
    for (int i = 1; i < places.size(); i++) {
      if (seen.get(i).equals(seen.get(i - 1))) {
        var order = Comparator.<List<Integer>>comparingInt(List::getFirst).thenComparingInt(List::getLast);
        assertTrue(order.compare(places.get(i - 1), places.get(i)) < 0);
      }
    }
    for (int i = 0; i < 3; i++) {
      indexes.get(i).close();
      volumes.get(i).close();
    }
  }

  @Test
  void seriesAreListedByTitleWithTheirFirstPart() throws IOException {
    var series = shelves.series(Set.of(), Order.NORTHERN, 0, 10);
    assertEquals(List.of("다리 우에서", "수첩", "Apples"), series.stream().map(ShelfSeries::title).toList());
    assertEquals(List.of(3, 3, 1), series.stream().map(ShelfSeries::parts).toList());
    assertEquals(List.of(0, 1, 0), series.stream().map(ShelfSeries::bundle).toList());
    assertEquals("stories/bridge", series.getFirst().id());
    assertEquals("다리 우에서 1", series.getFirst().first().stored().title());
    assertEquals(List.of("수첩"), shelves.series(Set.of(), Order.SOUTHERN, 1, 1).stream().map(ShelfSeries::title).toList());
    assertEquals(3, shelves.seriesCount(Set.of()));
  }

  @Test
  void seriesByDateGoByTheirNewestPart() throws IOException {
    assertEquals(
        List.of("Apples", "다리 우에서", "수첩"),
        shelves.series(Set.of(), Order.DATE_NEWEST_FIRST, 0, 10).stream().map(ShelfSeries::title).toList());
  }

  @Test
  void partsAreInTheirOrder() throws IOException {
    assertEquals(List.of("다리 우에서 1", "다리 우에서 2", "《다리 우에서》 3"), titles(shelves.parts(0, BRIDGE.id(), 0, 100)));
    assertEquals(List.of("수첩, 상", "수첩, 중", "수첩, 하"), titles(shelves.parts(1, NOTEBOOK.id(), 0, 100)));
    assertEquals(List.of(), shelves.parts(1, BRIDGE.id(), 0, 100));
    assertEquals(List.of("다리 우에서 2"), titles(shelves.parts(0, BRIDGE.id(), 1, 1)));
    var last = shelves.parts(0, BRIDGE.id(), 2, 1).getFirst();
    assertEquals(new Shelves.PartPlace(2, 3), shelves.partPlace(last, BRIDGE.id()));
    assertEquals(-1, shelves.partPlace(shelves.parts(1, NOTEBOOK.id(), 0, 1).getFirst(), BRIDGE.id()).index());
  }

  @Test
  void anItemIsDescribedAsTheTeamDid() throws IOException {
    for (var given : FIRST) {
      var found = shelves.byId(0, given.item().id()).orElseThrow();
      assertEquals(given.item(), shelves.describe(found));
      assertEquals(found.document(), shelves.byPath(0, given.item().path()).orElseThrow().document());
      assertEquals(found.stored().path(), shelves.at(0, found.document()).stored().path());
    }
    assertTrue(shelves.byId(1, FIRST.getFirst().item().id()).isEmpty());
    assertTrue(shelves.byPath(0, "none").isEmpty());
  }

  @Test
  void aNumberThatIsNoItemsIsRefused() {
    for (int document : new int[] {-1, 0, first.reader().maxDoc(), Integer.MAX_VALUE}) {
      assertThrows(UsageException.class, () -> shelves.at(0, document), "document " + document);
    }
    assertThrows(UsageException.class, () -> shelves.at(2, 1));
    assertThrows(UsageException.class, () -> shelves.at(-1, 1));
    assertThrows(UsageException.class, () -> shelves.parts(9, "x", 0, 100));
  }

  @Test
  void noBundleIsAnEmptyShelf() throws IOException {
    var none = new Shelves(List.of());
    assertEquals(List.of(), none.list(Set.of(), Order.NORTHERN, 0, 10));
    assertEquals(List.of(), none.series(Set.of(), Order.NORTHERN, 0, 10));
    assertEquals(0, none.count(Set.of()));
  }
}

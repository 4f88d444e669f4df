package org.bojagi.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bojagi.age.AgeHeader;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.TextFormat;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.index.IndexInVolumes;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.Items;
import org.bojagi.index.MemoryIndex;
import org.bojagi.index.OpenIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two bundles both have is one hit; what one of them can't say costs nothing of the other. */
class SeveralBundlesTest {
  private static final PassageSource SOURCE = (index, item, file) -> new ByteArrayInputStream(item.locations());
  private static final SearchOptions TEN = SearchOptions.first(10);

  @TempDir Path folder;

  private static OpenIndex index(String name, IndexedItem... items) throws IOException {
    try (var memory = new MemoryIndex()) {
      for (var item : items) {
        memory.add(item);
      }
      return memory.open(name);
    }
  }

  /** @param id empty: made of the path */
  private static IndexedItem item(String id, String path, String title, String text) {
    var made = Items.titled(path, "ko", title, text);
    var item = made.item();
    var named =
        new Item(
            id.isEmpty() ? item.id() : id, path, ItemType.STORY, "ko", item.description(), null, 0, 0, List.of(), false,
            false);
    return new IndexedItem(named, made.files(), made.texts(), made.locations());
  }

  @Test
  void theSameFileOrIdIsOneHitThatNamesTheOthers() throws IOException {
    var one =
        index(
            "하나",
            item("", "가.txt", "같은 파일", "두만강 기슭의 이야기"),
            item("letter-7", "나.txt", "편지", "두만강에서 온 편지"),
            item("", "1.txt", "첫째", "두만강의 첫째 글"));
    var two =
        index(
            "둘",
            item("", "다른 이름.txt", "이름이 다르다", "두만강 기슭의 이야기"),
            item("letter-7", "다.txt", "고친 편지", "두만강에서 온 편지를 고쳤다"),
            item("", "1.txt", "남의 첫째", "두만강의 전혀 다른 글"));
    try (one; two) {
      var results = new Searcher(List.of(one, two), SOURCE).search("두만강", TEN);
      var found = new java.util.TreeMap<String, List<Integer>>();
      results.hits().forEach(hit -> found.put(hit.title(), hit.alsoIn().stream().map(Hit.Copy::bundle).toList()));
      assertEquals(Map.of("같은 파일", List.of(1), "편지", List.of(1), "첫째", List.of(), "남의 첫째", List.of()), found);
      assertEquals(4, results.total());
      assertEquals(Map.of("하나", 3, "둘", 1), results.facets().counts(Facet.BUNDLE));
      var copy = results.hits().stream().filter(hit -> hit.title().equals("편지")).findFirst().orElseThrow().alsoIn().getFirst();
      assertEquals("고친 편지", two.item(copy.document()).title());
      assertEquals(4, new Searcher(List.of(one, two), SOURCE).search("", TEN.only(Facet.TYPE, java.util.Set.of("story"))).total());
    }
  }

  @Test
  void ofOneBundlesEditionsTheNewestCounts() throws IOException {
    var old = index("봄 1", item("", "글.txt", "제목", "두만강의 낡은 글"), item("", "뺀 글.txt", "뺀 글", "두만강의 뺀 글"));
    var now = index("봄 2", item("", "글.txt", "새 제목", "두만강의 새 글"));
    try (old; now) {
      var editions = List.of(new Edition("a", 1), new Edition("a", 2));
      var hits = new Searcher(List.of(old, now), SOURCE, editions).search("두만강", TEN).hits();
      assertEquals(java.util.Set.of("새 제목", "뺀 글"), java.util.Set.copyOf(hits.stream().map(Hit::title).toList()));
      var newest = hits.stream().filter(hit -> hit.title().equals("새 제목")).findFirst().orElseThrow();
      assertEquals(List.of(0), newest.alsoIn().stream().map(Hit.Copy::bundle).toList());
      assertEquals(1, newest.bundle());
    }
  }

  /** Damage that opening doesn't meet: every chunk of the larger index in turn. */
  @Test
  void aBundleThatIsDamagedWhereAQueryNeedsItIsLeftOutByName() throws Exception {
    var many = new ArrayList<IndexedItem>();
    for (int i = 0; i < 900; i++) {
      many.add(Items.titled("글/" + i + ".txt", "ko", "글 " + i, "두만강 이야기 " + (i * 7_919L + " ").repeat(40)));
    }
    int left = 0;
    try (var sound = index("성한것", Items.titled("하나.txt", "ko", "하나", "두만강 기슭"));
        var volumes = new IndexInVolumes(folder, many, 50_000_000)) {
      var volume = volumes.volumes().getFirst();
      var bytes = Files.readAllBytes(volume);
      for (int at = AgeHeader.X25519_HEADER_SIZE + 16 + 1_000; at < bytes.length; at += 65_552) {
        var damaged = bytes.clone();
        damaged[at] ^= 1;
        Files.write(volume, damaged);
        try (var index = volumes.open("상한것")) {
          var results = new Searcher(List.of(sound, index), SOURCE).search("두만강", TEN);
          if (results.leftOut().isEmpty()) {
            assertTrue(results.total() > 900);
          } else {
            left++;
            assertEquals(1, results.leftOut().getFirst().bundle());
            assertTrue(results.leftOut().getFirst().fault().getMessage().contains("상한것"));
            assertEquals(List.of("하나"), results.hits().stream().map(Hit::title).toList());
            assertThrows(
                DamagedBundleException.class, () -> new Searcher(List.of(index), SOURCE).search("두만강", TEN));
          }
        } catch (DamagedBundleException whenOpened) {
          // Whoever opens it leaves it out.
        }
      }
    }
    assertTrue(left > 0, "no chunk that a query needs was damaged");
  }

  @Test
  void moreLikeThisIsAboutTheSameAndNeverItself() throws IOException {
    var rice = Items.item("쌀.txt", "ko", ItemType.STORY, said("쌀값이 오르다", "시장"), null, TextFormat.PLAIN, "장마당에서 쌀값이 올랐다. 상인들은 쌀을 감추었다.");
    var price = Items.item("값.txt", "ko", ItemType.EXPLAINER, said("값은 어떻게 정해지나", "시장"), null, TextFormat.PLAIN, "장마당의 쌀값은 상인들이 흥정한다.");
    var song = Items.item("노래.txt", "ko", ItemType.MUSIC, said("아리랑", "노래"), null, TextFormat.PLAIN, "고개를 넘어간다. 님은 간다.");
    try (var one = index("하나", rice, price, song);
        var two = index("둘", rice)) {
      var searcher = new Searcher(List.of(one, two), SOURCE);
      for (int bundle = 0; bundle < 2; bundle++) {
        int document = (bundle == 0 ? one : two).documentByPath("쌀.txt").orElseThrow();
        var like = searcher.moreLikeThis(bundle, document, 5);
        assertEquals("값.txt", like.hits().getFirst().path());
        assertTrue(like.hits().stream().noneMatch(hit -> hit.path().equals("쌀.txt")));
      }
    }
  }

  private static DublinCore said(String title, String subject) {
    return new DublinCore(Map.of("ko", title), List.of(), List.of(), "", "", List.of(subject), "", "", "", "", "");
  }
}

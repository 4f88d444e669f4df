package org.bojagi.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bojagi.index.IndexInVolumes;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.Items;
import org.bojagi.index.MemoryIndex;
import org.bojagi.language.WordPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words of North and South find each other by the list that is in an index. */
class WordPairsTest {
  private static final List<WordPair> PAIRS =
      List.of(
          new WordPair("손전화", "휴대전화"),
          new WordPair("손전화", "핸드폰"),
          new WordPair("얼음보숭이", "아이스크림"),
          new WordPair("가계추림법", "가계 선발법"),
          new WordPair("란폭하다", "난폭하다"),
          new WordPair("공부", "품팔이꾼"),
          new WordPair("갱", "굴"));

  private static final List<IndexedItem> LIBRARY =
      List.of(
          Items.titled("편지.txt", "ko", "편지", "손자가 손전화로 사진을 보냈다."),
          Items.titled("거리.txt", "ko", "거리", "거리에서 누구나 휴대전화를 보고 걸었다."),
          Items.titled("가게.txt", "ko", "가게", "아이들이 아이스크림을 사 먹었다."),
          Items.titled("밭.txt", "ko", "밭", "새 품종은 가계 선발법으로 얻는다."),
          Items.titled("사람.txt", "ko", "사람", "그는 술을 마시면 난폭하게 굴었다."),
          Items.titled("광산.txt", "ko", "광산", "굴 안은 어두웠다."));

  private static final PassageSource SOURCE = (index, item, file) -> new ByteArrayInputStream(item.locations());

  @TempDir Path folder;
  private IndexInVolumes volumes;

  @BeforeEach
  void pack() throws IOException {
    volumes = new IndexInVolumes(folder, LIBRARY, PAIRS, 1 << 20);
  }

  @AfterEach
  void close() throws IOException {
    volumes.close();
  }

  private Results search(String query) throws IOException {
    try (var index = volumes.open("남북")) {
      return new Searcher(List.of(index), SOURCE).search(query, SearchOptions.first(10));
    }
  }

  private List<String> paths(String query) throws IOException {
    return search(query).hits().stream().map(Hit::path).sorted().toList();
  }

  @Test
  void eitherWordFindsTheOther() throws IOException {
    assertEquals(List.of("거리.txt", "편지.txt"), paths("손전화"));
    assertEquals(List.of("거리.txt", "편지.txt"), paths("휴대전화"));
    assertEquals(List.of("가게.txt"), paths("얼음보숭이"));
    assertEquals(List.of("편지.txt"), paths("핸드폰"));
  }

  @Test
  void particlesAndEndingsMayFollow() throws IOException {
    assertEquals(List.of("가게.txt"), paths("얼음보숭이를"));
    assertEquals(List.of("거리.txt", "편지.txt"), paths("손전화에서는"));
    assertEquals(List.of("사람.txt"), paths("란폭하다"));
    assertEquals(List.of("사람.txt"), paths("란폭한"));
  }

  @Test
  void spacesArePutAsOneLikes() throws IOException {
    assertTrue(paths("핸드 폰").contains("편지.txt"));
    assertTrue(paths("휴대 전화를").contains("편지.txt"));
    assertEquals("밭.txt", search("가계추림법").hits().getFirst().path());
  }

  @Test
  void eachWordOfALongerQueryCounts() throws IOException {
    assertEquals(List.of("가게.txt"), paths("아이들 얼음보숭이"));
    assertEquals("가게.txt", search("아이들이 가게에서 무슨 얼음보숭이를 사 먹었는가").hits().getFirst().path());
  }

  @Test
  void whatWasFoundIsMarkedAndNamed() throws IOException {
    var hit = search("얼음보숭이").hits().getFirst();
    assertTrue(hit.bridges().contains(new Bridge("얼음보숭이", "아이스크림")), hit.bridges().toString());
    assertTrue(!hit.snippet().marks().isEmpty());
  }

  @Test
  void oneSyllableIsTooLittle() throws IOException {
    assertEquals(List.of(), paths("갱"));
  }

  @Test
  void anIndexWithoutWordsIsSearchedAsItIs() throws IOException {
    try (var memory = new MemoryIndex()) {
      for (var item : LIBRARY) {
        memory.add(item);
      }
      try (var without = memory.open("없음")) {
        assertEquals("", without.wordSource());
        var results = new Searcher(List.of(without), SOURCE).search("얼음보숭이", SearchOptions.first(10));
        assertTrue(results.hits().stream().allMatch(hit -> hit.bridges().isEmpty()), results.hits().toString());
      }
    }
  }

  @Test
  void theWordsOfOneBundleServeAll() throws IOException {
    try (var memory = new MemoryIndex()) {
      memory.add(Items.titled("남의 편지.txt", "ko", "남의 편지", "여름에는 아이스크림이 제일이다."));
      try (var without = memory.open("없음");
          var with = volumes.open("남북")) {
        assertEquals("국어원", with.wordSource());
        var results = new Searcher(List.of(without, with), SOURCE).search("얼음보숭이", SearchOptions.first(10));
        assertEquals(2, results.total());
      }
    }
  }

  @Test
  void theListIsNoPartOfAnyItem() throws IOException {
    try (var index = volumes.open("남북")) {
      assertEquals(LIBRARY.size(), index.itemCount());
      var searcher = new Searcher(List.of(index), SOURCE);
      assertEquals(0, searcher.search("품팔이꾼", SearchOptions.first(10)).total());
    }
  }

  @Test
  void aHugeQueryIsAnswered() throws IOException {
    assertTrue(search("손전화 ".repeat(3_000)).total() >= 1);
    assertTrue(search("손전화".repeat(3_000)).total() >= 0);
  }
}

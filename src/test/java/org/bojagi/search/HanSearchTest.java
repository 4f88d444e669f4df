package org.bojagi.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bojagi.index.IndexInVolumes;
import org.bojagi.index.Items;
import org.bojagi.index.OpenIndex;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Han characters of three languages, found in each other's writing. */
class HanSearchTest {
  @TempDir static Path folder;
  private static IndexInVolumes volumes;
  private static OpenIndex index;
  private static Searcher searcher;

  @BeforeAll
  static void open() throws IOException {
    var library =
        List.of(
            Items.titled("한글.txt", "ko", "우리 책", "학교에서 조선의 역사를 배웠다. 김정은 시대의 이야기."),
            Items.titled("한자.txt", "ko", "옛 책", "李舜臣은 朝鮮의 將軍이다. 그 歷史를 적었다. 金正恩도 보았다."),
            Items.titled("简体.txt", "zh", "书", "台湾的历史很长。我们学习汉语。"),
            Items.titled("繁體.txt", "zh", "書", "臺灣的地圖很舊。朝鮮戰爭 (한국 전쟁) 的歷史。"));
    volumes = new IndexInVolumes(folder, library, 5_000);
    index = volumes.open("bundle");
    searcher = new Searcher(List.of(index), (of, item, file) -> new ByteArrayInputStream(item.locations()));
  }

  @AfterAll
  static void close() throws IOException {
    index.close();
    volumes.close();
  }

  private static List<String> found(String query) throws IOException {
    return searcher.search(query, SearchOptions.first(10)).hits().stream().map(Hit::path).sorted().toList();
  }

  private static List<Bridge> bridges(String query, String path) throws IOException {
    return searcher.search(query, SearchOptions.first(10)).hits().stream()
        .filter(hit -> hit.path().equals(path))
        .flatMap(hit -> hit.bridges().stream())
        .toList();
  }

  @Test
  void traditionalAndSimplifiedFindEachOther() throws IOException {
    assertEquals(List.of("简体.txt", "繁體.txt"), found("台湾"));
    assertEquals(List.of("简体.txt", "繁體.txt"), found("臺灣"));
    assertEquals(List.of("简体.txt"), found("學習漢語"));
    assertEquals(List.of("繁體.txt"), found("\"地图很旧\""));
  }

  @Test
  void whatIsFoundInOtherCharactersIsMarked() throws IOException {
    var snippet = searcher.search("學習", SearchOptions.first(1)).hits().getFirst().snippet();
    var mark = snippet.marks().getFirst();
    assertEquals("学习", snippet.text().substring(mark.start(), mark.end()));
  }

  @Test
  void hangulFindsHanjaInKoreanTexts() throws IOException {
    assertEquals(List.of("한글.txt", "한자.txt"), found("역사"));
    assertEquals(List.of("한자.txt"), found("이순신"));
    assertEquals(List.of("한자.txt"), found("이순신은 장군"));
    assertEquals(List.of("한글.txt", "한자.txt"), found("김정은"));
    assertEquals(List.of(new Bridge("역사", "歷史")), bridges("역사", "한자.txt"));
    assertEquals(List.of(), bridges("역사", "한글.txt"));
  }

  @Test
  void hanjaFindHangulAndWhatHasThem() throws IOException {
    assertEquals(List.of("简体.txt", "繁體.txt", "한글.txt", "한자.txt"), found("歷史"));
    assertEquals(List.of("한글.txt", "한자.txt"), found("金正恩"));
    assertEquals(List.of(new Bridge("歷史", "역사")), bridges("歷史", "한글.txt"));
    assertEquals(List.of(), bridges("歷史", "한자.txt"));
    assertEquals(List.of(), bridges("歷史", "繁體.txt"));
  }

  @Test
  void chineseIsNotReadAsHanja() throws IOException {
    assertEquals(List.of("繁體.txt"), found("한국 전쟁"));
    assertEquals(List.of(), found("지도"));
  }
}

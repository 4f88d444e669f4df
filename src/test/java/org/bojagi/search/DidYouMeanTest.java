package org.bojagi.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bojagi.index.IndexInVolumes;
import org.bojagi.index.Items;
import org.bojagi.index.OpenIndex;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DidYouMeanTest {
  @TempDir static Path folder;
  private static IndexInVolumes volumes;
  private static OpenIndex index;
  private static Searcher searcher;

  @BeforeAll
  static void open() throws IOException {
    var library =
        List.of(
            Items.titled("컴퓨터.txt", "ko", "셈틀", "데이터베이스를 컴퓨터에 넣었다. 계속 나뭇잎이 날렸다. 되였다고 했다."),
            Items.titled("나무.txt", "ko", "나무", "마당에 살구나무 한그루. 옥류관국수는 맛있다."),
            Items.titled("english.txt", "en", "Hello", "The international library said hello to every reader."),
            Items.titled("中文.txt", "zh", "书", "中华人民共和国的图书馆。"));
    volumes = new IndexInVolumes(folder, library, 5_000);
    index = volumes.open("bundle");
    searcher = new Searcher(List.of(index), (of, item, file) -> new ByteArrayInputStream(item.locations()));
  }

  @AfterAll
  static void close() throws IOException {
    index.close();
    volumes.close();
  }

  private static void assertCorrected(String meant, String... all) throws IOException {
    for (var typed : all) {
      var results = searcher.search(typed, SearchOptions.first(5));
      assertEquals(Optional.of(meant), results.corrected(), typed);
      assertEquals(Optional.of(meant), results.suggestion(), typed);
      assertEquals(1, results.hits().size(), typed);
      assertEquals(1, searcher.allShown(typed, SearchOptions.first(1), false).size(), typed);
      assertEquals(0, searcher.allShown(typed, SearchOptions.first(1), true).size(), typed);
    }
  }

  @Test
  void aWholeWordIsCorrectedAlsoOneThatIsCutInPieces() throws IOException {
    assertCorrected("데이터베이스", "데이터메이스", "데이ㅓ베이스");
    assertCorrected("컴퓨터", "컴푸터", "컴퓨ㅓ", "검퓨더");
    // These the North writes so, or nearly.
    for (var typed : List.of("데이타베이스", "데이터베이쓰", "컴퓨타", "콤퓨터")) {
      assertEquals("컴퓨터.txt", searcher.search(typed, SearchOptions.first(5)).hits().getFirst().path(), typed);
    }
  }

  @Test
  void particlesOfAMisspelledWordAreSeen() throws IOException {
    assertCorrected("옥류관에서", "옥뉴간에서");
  }

  @Test
  void theKeyboardOfTheOtherLanguageIsTriedFirst() throws IOException {
    assertCorrected("살구", "tkfrn");
    assertCorrected("hello", "ㅗ디ㅣㅐ");
  }

  @Test
  void firstConsonantsAloneFindTitles() throws IOException {
    assertCorrected("셈틀", "ㅅㅌ");
  }

  @Test
  void latinAndHanziHaveTheirOwnDistance() throws IOException {
    assertCorrected("international", "internatoinal", "imternational", "internasional");
    assertCorrected("图书馆", "图收馆", "书图馆");
    assertCorrected("人民共和国", "人民共合国");
  }

  @Test
  void spacesMayBeTooManyOrTooFew() throws IOException {
    for (var typed : List.of("데이터 베이스", "옥류관 국수", "살구 나무")) {
      assertEquals(1, searcher.search(typed, SearchOptions.first(5)).hits().size(), typed);
    }
  }

  @Test
  void whatIsFoundIsNotCorrected() throws IOException {
    for (var typed : List.of("데이터베이스", "컴퓨터에", "살구", "hello", "图书馆", "컴퓨터 계속")) {
      var results = searcher.search(typed, SearchOptions.first(5));
      assertEquals(Optional.empty(), results.corrected(), typed);
      assertEquals(Optional.empty(), results.suggestion(), typed);
    }
  }

  @Test
  void whatIsLikeNothingIsLeftAlone() throws IOException {
    for (var typed : List.of("우주비행사", "뷁뷁뷁", "zyzzyva", "獨立宣言", "\"컴퓨타\"", "title:컴퓨타", "컴퓨타 AND 컴퓨터")) {
      var results = searcher.search(typed, SearchOptions.first(5));
      assertEquals(Optional.empty(), results.corrected(), typed);
    }
  }
}

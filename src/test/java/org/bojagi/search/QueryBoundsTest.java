package org.bojagi.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.index.IndexInVolumes;
import org.bojagi.index.Items;
import org.bojagi.index.OpenIndex;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is typed is an answer. */
class QueryBoundsTest {
  private static final Path ODD = Path.of("src/test/resources/org/bojagi/search/odd-queries");

  private static final List<String> PARTS =
      List.of(
          "(", ")", "（", "）", "\"", "“", "”", "-", "－", "*", "~", ":", "：", "OR", "AND", "NOT", " OR ", " AND ",
          " NOT ", "title:", "creator:", "subject:", "series:", "type:", "language:", "path:", "TITLE：", "가", "역사",
          "력사", "歷史", "历史", "데이타베이스", "데이터 베이스", "ㄱ", "ㅏ", "ㅎㄹ", "이", "의", "the", "a", "radios", "tkfrn",
          "ㅗ디ㅣㅐ", "\ud83d\ude00", "\ud800", "\udc00", "\u0000", "\u200b", "\u00a0", "\u3000", "\n", "\u0301", "ß",
          "İ", "ﬁ", "ｶ", "१", "½", "𠀀", "豈", "ก", "ไทย", "مرحبا", "かな", "カタカナ", "1", "1999-01", "/", "\\", "[a TO z]",
          "^2", "{", "}", "&&", "||", "!", "?", "+", "'", "%", "<b>");

  @TempDir static Path folder;
  private static IndexInVolumes volumes;
  private static OpenIndex index;
  private static Searcher searcher;

  @BeforeAll
  static void open() throws IOException {
    var library =
        List.of(
            Items.titled("하나.txt", "ko", "우리 책", "학교에서 조선의 역사를 배웠다. 데이터베이스와 살구 이야기. 李舜臣."),
            Items.titled("two.txt", "en", "Radio", "She listened to foreign radio at night, under a blanket."),
            Items.titled("三.txt", "zh", "書", "臺灣的歷史很长。我们学习汉语。"),
            Items.titled("四.txt", "ja", "本", "日本の歴史。カタカナとひらがな。"),
            Items.titled("five.txt", "und", "ไทย", "ภาษาไทย مرحبا привет 😀"));
    volumes = new IndexInVolumes(folder, library, 5_000);
    index = volumes.open("bundle");
    searcher = new Searcher(List.of(index), (of, item, file) -> new ByteArrayInputStream(item.locations()));
  }

  @AfterAll
  static void close() throws IOException {
    index.close();
    volumes.close();
  }

  private static void ask(String query) throws IOException {
    var options = SearchOptions.first(3);
    var results = searcher.search(query, options);
    assertEquals(query, results.query());
    assertTrue(results.hits().size() <= 3);
    assertTrue(results.total() >= results.hits().size());
    assertTrue(results.corrected().isEmpty() || !results.hits().isEmpty());
    for (var hit : results.hits()) {
      for (var mark : hit.snippet().marks()) {
        assertTrue(mark.start() < mark.end() && mark.end() <= hit.snippet().text().length());
      }
      searcher.inside(0, hit.document(), query, 2);
    }
  }

  @Test
  void queriesOfAnythingAreAnswered() throws IOException {
    long seed = Trials.seed(QueryBoundsTest.class);
    for (int trial = 0; trial < Trials.of(20_000); trial++) {
      var random = new Random(seed + trial);
      var query = new StringBuilder();
      for (int parts = random.nextInt(random.nextInt(40) + 1) + 1; parts > 0; parts--) {
        switch (random.nextInt(8)) {
          case 0 -> query.append(' ');
          case 1 -> query.append((char) random.nextInt(0x10000));
          case 2 -> query.append((char) (0xac00 + random.nextInt(11_172)));
          default -> query.append(PARTS.get(random.nextInt(PARTS.size())));
        }
      }
      try {
        ask(query.toString());
      } catch (IOException | RuntimeException | AssertionError e) {
        throw new AssertionError("-Dseed=" + (seed + trial) + " in the first trial: " + escaped(query), e);
      }
    }
  }

  private static String escaped(CharSequence query) {
    var text = new StringBuilder();
    query.chars().forEach(c -> text.append(c > 0x20 && c < 0x7f ? "" + (char) c : "\\u%04x".formatted(c)));
    return text.toString();
  }

  @Test
  void oddQueriesAreAnsweredAlsoManyTimesOver() throws IOException {
    var odd = new ArrayList<Path>();
    try (var files = Files.list(ODD)) {
      files.filter(file -> !file.endsWith("README.md")).forEach(odd::add);
    }
    assertFalse(odd.isEmpty());
    for (var file : odd) {
      var query = Files.readString(file);
      ask(query);
      ask((query + " ").repeat(500));
      ask(query.repeat(5_000));
    }
  }

  @Test
  void theClockOfOneThreadIsNotThatOfAnother() throws InterruptedException {
    var clock = new QueryClock();
    clock.start(System.nanoTime() - 3_600_000_000_000L);
    assertTrue(clock.shouldExit());
    var inOther = new ArrayList<Boolean>();
    Thread.ofPlatform().start(() -> inOther.add(clock.shouldExit())).join();
    assertEquals(List.of(false), inOther);
    clock.stop();
    assertFalse(clock.shouldExit());
  }
}

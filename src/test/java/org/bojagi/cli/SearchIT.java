package org.bojagi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bojagi.catalog.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code search}, {@code list} and {@code info}: for people, and in the shape that programs rely on. */
class SearchIT {
  @TempDir Path folder;

  private Bojagi.Outcome search(String... more) throws Exception {
    var arguments = new java.util.ArrayList<>(List.of("search", SmallBundle.get().bundle.toString()));
    arguments.addAll(List.of("--identity", SmallBundle.get().key.toString()));
    arguments.addAll(List.of(more));
    return Bojagi.run(arguments.toArray(String[]::new));
  }

  @Test
  void wordsAreMarkedAndThePlaceIsSaid() throws Exception {
    var found = search("-q", "살구꽃").succeeds();
    assertTrue(found.out().contains("«살구꽃"), found.out());
    assertTrue(found.out().contains("0:16"), found.out());
    assertTrue(found.out().contains("영상/살구나무.mp4"), found.out());
    assertEquals("", found.err());
  }

  @Test
  void jsonHasTheShapeThatProgramsRelyOn() throws Exception {
    var answer = Json.read(search("-q", "snow", "--json").succeeds().out()).asMap();
    assertEquals(
        List.of("query", "total", "took_ms", "hits", "suggestion", "corrected", "facets", "left_out"),
        List.copyOf(answer.keySet()));
    assertEquals("snow", answer.get("query"));
    var hit = (Map<?, ?>) ((List<?>) answer.get("hits")).getFirst();
    assertEquals(
        List.of(
            "rank", "id", "path", "title", "type", "language", "score", "snippet", "at", "bundle", "card", "bridged",
            "passages", "series", "part", "date", "also_in"),
        List.copyOf(hit.keySet()));
    var passage = (Map<?, ?>) ((List<?>) hit.get("passages")).getFirst();
    assertEquals(List.of("snippet", "at", "language", "path"), List.copyOf(passage.keySet()));
    assertEquals(hit.get("snippet"), passage.get("snippet"));
    assertEquals("이야기/다리 우에서/1.en.md", passage.get("path"));
    assertTrue(hit.get("series") instanceof Map<?, ?> series && series.get("title").equals("다리 우에서"), hit.toString());
    assertEquals(
        List.of("type", "language", "series", "subject", "year", "place", "bundle"),
        List.copyOf(((Map<?, ?>) answer.get("facets")).keySet()));
    assertEquals(1, hit.get("rank"));
    assertTrue(hit.get("snippet").toString().contains("first snow fell"));
    assertTrue(hit.get("at") instanceof Map<?, ?> at && Set.of("page", "seconds", "heading").containsAll(at.keySet()));
  }

  @Test
  void wordsAreFoundInEachLanguage() throws Exception {
    for (var query : List.of("력사책", "로동", "첫눈", "할머니", "snow", "rumours", "雪", "脚印")) {
      var answer = Json.read(search("-q", query, "--json").succeeds().out());
      assertTrue(answer.number("total") >= 1, query);
    }
  }

  @Test
  void eachLineOfQueriesIsAnsweredByOneLine() throws Exception {
    var key = SmallBundle.get().key.toString();
    var bundle = SmallBundle.get().bundle.toString();
    var answers =
        Bojagi.runWithInput("snow\n\n첫눈\r\nAND OR (\"\n雪", "search", bundle, "--queries", "-", "--identity", key)
            .succeeds()
            .lines();
    var queries = new java.util.ArrayList<String>();
    for (var answer : answers) {
      queries.add(Json.read(answer).string("query"));
    }
    assertEquals(List.of("snow", "", "첫눈", "AND OR (\"", "雪"), queries);
    var file = Files.writeString(folder.resolve("queries"), "rumour\n");
    assertEquals(1, search("--queries", file.toString()).succeeds().lines().size());
    search("--queries", folder.resolve("none").toString()).fails(2, "none");
  }

  @Test
  void limitTypeAndLanguageNarrow() throws Exception {
    assertEquals(1, hits(search("-q", "눈 OR snow OR rumour", "--limit", "1", "--json")));
    assertEquals(0, hits(search("-q", "rumour", "--type", "film", "--json")));
    assertEquals(1, hits(search("-q", "雪", "--language", "zh", "--json")));
    search("-q", "x", "--limit", "0").fails(2, "--limit");
    search("-q", "x", "--type", "strory").fails(2, "strory", "story, explainer");
  }

  private static int hits(Bojagi.Outcome outcome) throws Exception {
    return ((List<?>) Json.read(outcome.succeeds().out()).asMap().get("hits")).size();
  }

  @Test
  void whatIsChosenIsListedWithoutWordsInTheOrderThatIsAskedFor() throws Exception {
    var found = search("-q", "", "--series", "다리 우에서", "--sort", "title", "--facets").succeeds().out();
    assertTrue(found.indexOf("강 건너") < found.indexOf("On the bridge"), found);
    assertTrue(found.contains("Series: 다리 우에서 2\n"), found);
    assertEquals(1, hits(search("-q", "", "--type", "film", "--json")));
    assertEquals(0, hits(search("-q", "", "--json")));
    assertEquals(0, hits(search("-q", "", "--year", "1999", "--json")));
    search("-q", "x", "--sort", "size").fails(2, "size", "newest");
    search("-q", "x", "--year", "19").fails(2, "--year");
    search("-q", "x", "--passages", "0").fails(2, "--passages");
  }

  @Test
  void itemsLikeOneAreFoundByItsPath() throws Exception {
    var bundle = SmallBundle.get().bundle.toString();
    for (var item : List.of(bundle + "/이야기/다리 우에서/1.ko.md", "이야기/다리 우에서/1.ko.md")) {
      var answer = Json.read(search("--like", item, "--json").succeeds().out());
      assertEquals("이야기/다리 우에서/2.ko.md", answer.objects("hits").getFirst().string("path"));
    }
    search("--like", "이야기/없다.md").fails(2, "이야기/없다.md", "bojagi list");
  }

  @Test
  void whatWasFoundInAnotherSpellingIsSaid() throws Exception {
    assertTrue(search("-q", "역사책").succeeds().out().contains("역사책 → 력사책"));
    var hit = Json.read(search("-q", "역사책", "--json").succeeds().out()).objects("hits").getFirst();
    assertFalse(hit.objects("bridged").isEmpty());
    assertEquals("역사책", hit.objects("bridged").getFirst().string("from"));
  }

  @Test
  void theSouthernWordFindsTheNorthernOne() throws Exception {
    assertTrue(search("-q", "휴대전화").succeeds().out().contains("휴대전화 → 손전화"));
  }

  @Test
  void bundlesAreSearchedAsOneAndWhatIsNoneIsNamed() throws Exception {
    var other = SmallBundle.get().copy(folder.resolve("other")).toString();
    var found = Json.read(search(other, "-q", "rumour", "--json").succeeds().out());
    assertEquals(1, found.objects("hits").size());
    var copy = found.objects("hits").getFirst().objects("also_in").getFirst();
    assertEquals(other, copy.string("bundle"));
    var nothing = Files.createDirectory(folder.resolve("nothing")).toString();
    var partly = search(nothing, "-q", "rumour", "--json");
    partly.fails(3, nothing);
    assertEquals(1, ((List<?>) Json.read(partly.out()).asMap().get("hits")).size());
    assertEquals(List.of(nothing), Json.read(partly.out()).strings("left_out"));
  }

  /** The smallest change that only a query meets: a chunk of an index volume. */
  @Test
  void aBundleWithADamagedIndexIsLeftOutByNameAndTheOthersAnswer() throws Exception {
    var other = SmallBundle.get().copy(folder.resolve("상한것"));
    int leftOut = 0;
    try (var files = Files.list(other)) {
      for (var file : files.toList()) {
        var sound = Files.readAllBytes(file);
        if (sound.length > 20_000 && sound.length < 3_000_000) {
          for (int at = sound.length / 16; at < sound.length; at += sound.length / 8) {
            sound[at] ^= 1;
          }
          Files.write(file, sound);
        }
      }
    }
    for (var query : List.of("rumour", "첫눈")) {
      var run = search(other.toString(), "-q", query, "--json");
      assertEquals(1, ((List<?>) Json.read(run.out()).asMap().get("hits")).size(), run.err());
      if (!Json.read(run.out()).strings("left_out").isEmpty()) {
        run.fails(3, "상한것");
        leftOut++;
      }
    }
    assertTrue(leftOut > 0, "nothing that a search needs was damaged");
  }

  @Test
  void listPrintsItemsAndTheCataloguesOwnLines() throws Exception {
    var bundle = SmallBundle.get().bundle.toString();
    var key = SmallBundle.get().key.toString();
    var items = Bojagi.run("list", bundle, "--identity", key, "--json").succeeds().lines();
    for (var line : items) {
      var item = Json.read(line);
      assertTrue(item.has("id") && item.has("path") && item.has("type") && item.has("sha256"), line);
      assertFalse(item.has("role"), line);
    }
    var all = Bojagi.run("list", bundle, "--identity", key, "--json", "--all").succeeds().lines();
    assertTrue(all.size() > items.size());
    assertEquals(items.size(), Bojagi.run("list", bundle, "--identity", key).succeeds().lines().size());
  }

  @Test
  void infoCountsWhatIsThere() throws Exception {
    var small = SmallBundle.get();
    var info =
        Json.read(
            Bojagi.run("info", small.bundle.toString(), "--identity", small.key.toString(), "--json").succeeds().out());
    assertEquals(1, info.number("edition"));
    assertEquals(1, info.number("passphrase_slots"));
    assertEquals(1, info.number("recipient_slots"));
    assertTrue(info.number("content_volumes") >= 3);
    assertEquals(0, info.number("lost_volumes"));
    assertEquals(1, info.object("types").number("film"));
    assertTrue(info.string("word_source").contains("CC BY-SA 2.0 KR"));
    assertTrue(info.objects("findings").isEmpty());
  }

  @Test
  void whatOpeningFindsGoesToStandardErrorOnly() throws Exception {
    var small = SmallBundle.get();
    var copy = small.copy(folder.resolve("damaged"));
    Files.copy(small.key, copy.resolve("stranger.age"));
    var run = Bojagi.run("search", copy.toString(), "-q", "snow", "--json", "--identity", small.key.toString());
    run.succeeds();
    assertTrue(run.err().startsWith("bojagi: ") && run.err().contains("stranger.age"), run.err());
    assertEquals("snow", Json.read(run.out()).string("query"));
  }
}

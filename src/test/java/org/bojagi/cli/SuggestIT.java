package org.bojagi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bojagi.catalog.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code suggest}: for people, and in the shape that programs rely on. */
class SuggestIT {
  @TempDir Path folder;

  private Bojagi.Outcome suggest(String... more) throws Exception {
    var arguments = new ArrayList<>(List.of("suggest", SmallBundle.get().bundle.toString()));
    arguments.addAll(List.of("--identity", SmallBundle.get().key.toString()));
    arguments.addAll(List.of(more));
    return Bojagi.run(arguments.toArray(String[]::new));
  }

  private static List<String> texts(String answer) throws Exception {
    var texts = new ArrayList<String>();
    for (var suggestion : (List<?>) Json.read(answer).asMap().get("suggestions")) {
      texts.add(((Map<?, ?>) suggestion).get("text").toString());
    }
    return texts;
  }

  @Test
  void namesAreALineEachWithTheirKindAndCount() throws Exception {
    var found = suggest("-q", "다리 우").succeeds();
    assertTrue(found.lines().getFirst().matches("다리 우에서  \\[(title|series), [0-9]+]"), found.out());
    assertEquals("", found.err());
    assertEquals("", suggest("-q", "없는이름").succeeds().out());
  }

  @Test
  void jsonHasTheShapeThatProgramsRelyOn() throws Exception {
    var answer = Json.read(suggest("-q", "노동과", "--json").succeeds().out()).asMap();
    assertEquals(List.of("query", "took_ms", "suggestions"), List.copyOf(answer.keySet()));
    assertEquals("노동과", answer.get("query"));
    var plain = Json.read(suggest("-q", "강", "--json").succeeds().out()).asMap();
    var first = (Map<?, ?>) ((List<?>) plain.get("suggestions")).getFirst();
    assertEquals(List.of("text", "kind", "count", "bridged"), List.copyOf(first.keySet()));
    assertEquals("강 건너", first.get("text"));
    assertEquals("title", first.get("kind"));
    assertEquals(1, first.get("count"));
    assertEquals(null, first.get("bridged"));
    var keys = Json.read(suggest("-q", "rkdrjs", "--json").succeeds().out()).asMap();
    var bridged = (Map<?, ?>) ((Map<?, ?>) ((List<?>) keys.get("suggestions")).getFirst()).get("bridged");
    assertEquals(Map.of("from", "rkdrjs", "to", "강건"), bridged);
  }

  @Test
  void eachLineIsAKeystrokeAnsweredByOneLine() throws Exception {
    var key = SmallBundle.get().key.toString();
    var bundle = SmallBundle.get().bundle.toString();
    var typed = List.of("ㄱ", "가", "강", "", "강ㄱ", "ㄱㄱㄴ", "On th", "二十", "\"(*:");
    var answers =
        Bojagi.runWithInput(String.join("\n", typed) + "\n", "suggest", bundle, "--queries", "-", "--identity", key)
            .succeeds()
            .lines();
    assertEquals(typed.size(), answers.size());
    for (int i = 0; i < typed.size(); i++) {
      assertEquals(typed.get(i), Json.read(answers.get(i)).string("query"));
    }
    for (int i : List.of(0, 1, 2, 4, 5)) {
      assertEquals("강 건너", texts(answers.get(i)).getFirst(), answers.get(i));
    }
    assertEquals(List.of("On the bridge"), texts(answers.get(6)));
    assertEquals(List.of("二十二步"), texts(answers.get(7)));
    assertEquals(List.of(), texts(answers.get(3)));
    assertEquals(List.of(), texts(answers.get(8)));
    suggest("--queries", folder.resolve("none").toString()).fails(2, "none");
  }

  @Test
  void bundlesAreAskedAsOneAndWhatIsNoneIsNamed() throws Exception {
    var other = SmallBundle.get().copy(folder.resolve("other")).toString();
    var found = suggest(other, "-q", "강", "--json").succeeds();
    var first = (Map<?, ?>) ((List<?>) Json.read(found.out()).asMap().get("suggestions")).getFirst();
    assertEquals(2, first.get("count"));
    assertEquals(1, texts(found.out()).stream().filter("강 건너"::equals).count());
    var none = Files.createDirectories(folder.resolve("none")).toString();
    suggest(none, "-q", "강").fails(3, none);
  }

  @Test
  void limitsAndKeysAreAsInSearch() throws Exception {
    assertEquals(1, texts(suggest("-q", "ㅇ", "--limit", "1", "--json").succeeds().out()).size());
    suggest("-q", "x", "--limit", "0").fails(2, "--limit");
    suggest("-q", "x", "--limit", "51").fails(2, "--limit");
    suggest().fails(2, "--queries");
    Bojagi.run("suggest", SmallBundle.get().bundle.toString(), "-q", "x").fails(2, "--passphrase-file");
  }
}

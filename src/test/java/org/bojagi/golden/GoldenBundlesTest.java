package org.bojagi.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bojagi.Trees;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.NewIndex;
import org.bojagi.catalog.Json;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.open.Together;
import org.bojagi.reindex.Reindexing;
import org.bojagi.seal.NorthSouthWords;
import org.bojagi.verify.Verification;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bundles of every version of the format and of the index since format 1 are opened, searched and re-indexed for good, and
 * give back what they gave when they were made. Searched is only what this version's Lucene reads; once it is re-indexed,
 * each.
 */
class GoldenBundlesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/org/bojagi/golden");

  @TempDir Path temp;

  /** Until there is one of a format, and so that there can be one of the next. */
  @Test
  void oneThatIsMadeNowIsSmallAndGivesBackWhatItShould() throws Exception {
    var made = temp.resolve("made");
    GoldenBundle.make(made);
    assertTrue(bytes(made) < 300_000, bytes(made) + " bytes");
    var sets = Json.read(Files.readString(made.resolve(GoldenBundle.EXPECTED))).objects("sets");
    for (var query : List.of("살구", "력사", "휴대전화", "snow", "雪", "구름", "pages", "cloud")) {
      assertFalse(sets.getFirst().object("queries").object(query).isEmpty(), query + " finds nothing");
    }
    assertFalse(sets.getFirst().strings("signers").getFirst().isEmpty(), "not signed");
    assertTrue(sets.get(1).object("queries").object("나중").has("소식/나중.ko.md"));
    assertFalse(sets.get(1).object("files").has("알아두기/rumour.txt"));
    assertIsAsExpected(made);
  }

  @TestFactory
  Stream<DynamicTest> eachOfEveryVersion() throws IOException {
    var folders = new ArrayList<Path>();
    if (Files.isDirectory(GOLDEN)) {
      try (var found = Files.list(GOLDEN)) {
        found.filter(Files::isDirectory).sorted().forEach(folders::add);
      }
    }
    assertTrue(Format.VERSION == 0 || !folders.isEmpty(), "no golden bundle in " + GOLDEN);
    return folders.stream()
        .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> assertIsAsExpected(folder)));
  }

  private void assertIsAsExpected(Path golden) throws Exception {
    var expected = Json.read(Files.readString(golden.resolve(GoldenBundle.EXPECTED)));
    var copy = copy(golden, temp.resolve("copy"));
    for (boolean again : new boolean[] {false, true}) {
      for (var set : expected.objects("sets")) {
        var places = set.strings("places");
        try (var together = GoldenBundle.open(copy, places)) {
          if (again) {
            reindex(together);
          }
        }
        try (var together = GoldenBundle.open(copy, places)) {
          assertSound(together);
          assertEquals(set.strings("signers"), GoldenBundle.signers(together), places + ", again " + again);
          assertEquals(set.object("files").asMap(), GoldenBundle.files(together), places + ", again " + again);
          if (again || together.all().stream().allMatch(open -> open.index().isPresent())) {
            var queries = set.object("queries").asMap();
            var answers = GoldenBundle.answers(together, List.copyOf(queries.keySet()));
            for (Map.Entry<String, Object> query : queries.entrySet()) {
              assertEquals(query.getValue(), answers.get(query.getKey()), query.getKey() + " in " + places);
            }
          }
        }
      }
    }
    Trees.remove(copy);
  }

  private static void reindex(Together together) throws IOException {
    for (var open : together.all()) {
      try (var index = NewIndex.inPlace(open.bundle(), Format.MAX_VOLUME_BYTES, null)) {
        var report =
            Reindexing.run(
                open.bundle(),
                null,
                index,
                NorthSouthWords.read(),
                NorthSouthWords.SOURCE,
                (volume, volumes, items) -> {});
        assertEquals(List.of(), report.findings());
      }
    }
  }

  private static void assertSound(Together together) throws IOException {
    for (var open : together.all()) {
      assertEquals(List.of(), open.bundle().findings());
      if (open.index().isPresent()) {
        var found =
            Verification.run(open.bundle(), (done, total) -> {}).stream()
                .flatMap(result -> result.findings().stream())
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        assertEquals(List.of(), found);
      }
    }
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (var tree = Files.walk(from)) {
      for (var path : tree.toList()) {
        var target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
    return to;
  }

  private static long bytes(Path folder) throws IOException {
    long bytes = 0;
    try (var tree = Files.walk(folder)) {
      for (var file : tree.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }
}

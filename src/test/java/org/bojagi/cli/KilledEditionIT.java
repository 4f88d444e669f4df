package org.bojagi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.bojagi.Trees;
import org.bojagi.Trials;
import org.bojagi.catalog.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process tree of a next edition, or of a delta, killed at any moment: as {@link KilledPackIT}. */
class KilledEditionIT {
  private static final int FILES = 24;
  private static final int TEXTS = 6;

  @TempDir Path folder;
  private final Random random = new Random(Trials.seed(KilledEditionIT.class));
  private Path corpus;
  private Path key;
  private Path base;

  /** Every fourth file changed since the bundle was made, one is gone and three are new. */
  @BeforeEach
  void aBundleAndWhatChangedSince() throws Exception {
    corpus = Files.createDirectories(folder.resolve("corpus"));
    base = folder.resolve("base");
    key = folder.resolve("key");
    for (int i = 0; i < TEXTS; i++) {
      Files.writeString(corpus.resolve("needle-name-" + i + ".md"), "# 이야기 " + i + "\n\n" + KilledPackIT.NEEDLE + ".\n");
    }
    for (int i = 0; i < FILES; i++) {
      write("needle-name-file-" + i + ".bin");
    }
    var recipient = Bojagi.run("key", "new", "-o", key.toString()).succeeds().out().strip();
    Bojagi.run(
            "pack", corpus.toString(), "-o", base.toString(), "--volume-size", "1MiB", "--keep-metadata", "--recipient",
            recipient)
        .succeeds();
    for (int i = 0; i < FILES; i += 4) {
      write("needle-name-file-" + i + ".bin");
    }
    for (int i = 0; i < 3; i++) {
      write("needle-name-new-" + i + ".bin");
    }
    Files.delete(corpus.resolve("needle-name-file-1.bin"));
    Files.writeString(corpus.resolve("needle-name-0.md"), "# 다른 이야기\n\n" + KilledPackIT.NEEDLE + ".\n");
  }

  private void write(String name) throws Exception {
    var bytes = new byte[100_000 + random.nextInt(300_000)];
    random.nextBytes(bytes);
    Files.write(corpus.resolve(name), bytes);
  }

  @Test
  void anUpdateThatIsKilledAtAnyMomentEndsWholeByTheSameCommand() throws Exception {
    var all = new TreeSet<String>();
    try (var files = Files.list(corpus)) {
      files.forEach(file -> all.add(file.getFileName().toString()));
    }
    killed("--update", all);
  }

  @Test
  void aDeltaThatIsKilledAtAnyMomentEndsWholeByTheSameCommand() throws Exception {
    killed("--since", null);
  }

  /** @param all paths; null: those of a run that isn't killed */
  private void killed(String how, Set<String> all) throws Exception {
    var untouched = folder.resolve("untouched");
    long began = System.nanoTime();
    Bojagi.run(pack(how, untouched)).succeeds();
    long wholeMillis = (System.nanoTime() - began) / 1_000_000;
    var expected = all == null ? paths(untouched) : List.copyOf(all);
    int killed = 0;
    int wentOn = 0;
    int trials = Trials.of(60);
    for (int trial = 0; trial < trials; trial++) {
      var target = folder.resolve("b" + trial);
      var partial = folder.resolve("b" + trial + ".partial");
      for (int again = random.nextInt(3); again >= 0 && !Files.exists(target); again--) {
        KilledPackIT.kill(pack(how, target), random.nextLong(wholeMillis));
        KilledPackIT.assertNothingInClear(partial);
        killed++;
      }
      if (!Files.exists(target)) {
        var left = KilledPackIT.left(partial);
        var kept = KilledPackIT.KEPT.matcher(Bojagi.run(pack(how, target)).succeeds().err());
        if (kept.find()) {
          wentOn++;
          KilledPackIT.assertKept(left, KilledPackIT.files(target), Integer.parseInt(kept.group(2)));
        }
        assertFalse(Files.exists(partial));
      }
      assertWhole(target, expected);
      Trees.remove(target);
    }
    System.out.println(how + ": killed " + killed + " times in " + trials + " trials; " + wentOn + " went on");
  }

  private String[] pack(String how, Path target) {
    var arguments = new ArrayList<>(List.of("pack", corpus.toString(), how, base.toString(), "-o", target.toString()));
    arguments.addAll(List.of("--volume-size", "1MiB", "--keep-metadata", "--identity", key.toString()));
    return arguments.toArray(String[]::new);
  }

  private void assertWhole(Path bundle, List<String> expected) throws Exception {
    Bojagi.run("verify", bundle.toString(), "--identity", key.toString()).succeeds();
    assertEquals(expected, paths(bundle));
  }

  private List<String> paths(Path bundle) throws Exception {
    var list = Bojagi.run("list", bundle.toString(), "--json", "--identity", key.toString()).succeeds();
    var paths = new ArrayList<String>();
    for (var line : list.lines()) {
      var fields = Json.read(line);
      if (!fields.has("role")) {
        paths.add(fields.string("path"));
      }
    }
    return paths.stream().sorted().toList();
  }
}

package org.bojagi.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.bojagi.Trees;
import org.bojagi.Trials;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process tree of a pack killed at any moment: nothing whole is lost, nothing in clear is left. */
class KilledPackIT {
  private static final int TEXTS = 8;
  private static final int FILES = 20;
  static final String NEEDLE = "바늘 하나가 글속에 있다";
  static final Pattern KEPT = Pattern.compile("Kept: items ([0-9]+), in ([0-9]+) files");

  @TempDir Path folder;
  private Path corpus;
  private Path key;
  private String recipient;
  private Path words;

  @BeforeEach
  void aFolderOfTextsAndFiles() throws Exception {
    corpus = Files.createDirectories(folder.resolve("corpus"));
    var random = new Random(1);
    for (int i = 0; i < TEXTS; i++) {
      var text = "# 이야기 " + i + "\n\n" + (NEEDLE + " " + i + ".\n\n").repeat(1 + random.nextInt(60));
      Files.writeString(corpus.resolve("needle-name-" + i + ".md"), text);
    }
    for (int i = 0; i < FILES; i++) {
      var bytes = new byte[100_000 + random.nextInt(300_000)];
      random.nextBytes(bytes);
      Files.write(corpus.resolve("needle-name-file-" + i + ".bin"), bytes);
    }
    key = folder.resolve("key");
    recipient = Bojagi.run("key", "new", "-o", key.toString()).succeeds().out().strip();
    words = Files.writeString(folder.resolve("words"), "여섯 낱말 가운데 첫째 낱말\n");
  }

  private String[] pack(Path target, boolean withPassphrase) {
    var arguments =
        new ArrayList<>(List.of("pack", corpus.toString(), "-o", target.toString(), "--volume-size", "1MiB"));
    arguments.add("--keep-metadata");
    arguments.addAll(
        withPassphrase
            ? List.of("--passphrase-file", words.toString(), "--weak-passphrase")
            : List.of("--recipient", recipient, "--identity", key.toString()));
    return arguments.toArray(String[]::new);
  }

  @Test
  void killedAtAnyMomentTheSameCommandEndsWithAWholeBundle() throws Exception {
    long began = System.nanoTime();
    Bojagi.run(pack(folder.resolve("untouched"), false)).succeeds();
    long wholeMillis = (System.nanoTime() - began) / 1_000_000;
    var random = new Random(Trials.seed(KilledPackIT.class));
    int keptItems = 0;
    int killed = 0;
    for (int trial = 0; trial < Trials.of(100); trial++) {
      var target = folder.resolve("b" + trial);
      boolean withPassphrase = random.nextInt(4) == 0;
      for (int again = random.nextInt(3); again >= 0 && !Files.exists(target); again--) {
        kill(pack(target, withPassphrase), random.nextLong(wholeMillis));
        assertNothingInClear(folder.resolve(target.getFileName() + ".partial"));
        killed++;
      }
      if (!Files.exists(target)) {
        var left = left(folder.resolve(target.getFileName() + ".partial"));
        var finished = Bojagi.run(pack(target, withPassphrase)).succeeds();
        var kept = KEPT.matcher(finished.err());
        if (kept.find()) {
          keptItems += Integer.parseInt(kept.group(1));
          assertKept(left, files(target), Integer.parseInt(kept.group(2)));
        }
        assertFalse(Files.exists(folder.resolve(target.getFileName() + ".partial")));
      }
      assertWhole(target, withPassphrase);
      Trees.remove(target);
    }
    System.out.println("killed " + killed + " times; " + keptItems + " items kept of " + (TEXTS + FILES) + " a trial");
  }

  static void kill(String[] arguments, long afterMillis) throws Exception {
    var process = Bojagi.start(Map.of(), arguments);
    process.waitFor(afterMillis, TimeUnit.MILLISECONDS);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  static void assertKept(Map<String, byte[]> left, Map<String, byte[]> bundle, int volumes) {
    int same = 0;
    for (var file : left.entrySet()) {
      if (bundle.containsKey(file.getKey())) {
        assertArrayEquals(file.getValue(), bundle.get(file.getKey()), file.getKey());
        same++;
      }
    }
    assertEquals(volumes, same);
  }

  private void assertWhole(Path bundle, boolean withPassphrase) throws Exception {
    var unlock =
        withPassphrase
            ? new String[] {"--passphrase-file", words.toString()}
            : new String[] {"--identity", key.toString()};
    Bojagi.run("verify", bundle.toString(), unlock[0], unlock[1]).succeeds();
    var list = Bojagi.run("list", bundle.toString(), "--json", unlock[0], unlock[1]).succeeds();
    assertEquals(TEXTS + FILES, list.lines().stream().filter(line -> !line.contains("\"role\"")).count());
  }

  /** Names of files, and what is in them, in the encodings in which a program holds them. */
  static void assertNothingInClear(Path partial) throws IOException {
    var needles = List.of(NEEDLE, "needle-name");
    for (var file : files(partial).entrySet()) {
      for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
        var bytes = new String(file.getValue(), StandardCharsets.ISO_8859_1);
        for (var needle : needles) {
          var wanted = new String(needle.getBytes(charset), StandardCharsets.ISO_8859_1);
          assertFalse(bytes.contains(wanted), file.getKey());
        }
      }
    }
  }

  /** What an interrupted run has left of volumes, also of those that it was just publishing. */
  static Map<String, byte[]> left(Path partial) throws IOException {
    var left = files(partial.resolve("volumes"));
    left.putAll(files(partial.resolve("bundle")));
    return left;
  }

  static Map<String, byte[]> files(Path folder) throws IOException {
    var files = new TreeMap<String, byte[]>();
    if (Files.exists(folder)) {
      try (var tree = Files.walk(folder)) {
        for (var file : tree.filter(Files::isRegularFile).toList()) {
          files.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
      }
    }
    return files;
  }

  @Test
  void whoHasAnotherKeyStartsAnewAndHearsIt() throws Exception {
    var target = folder.resolve("b");
    var partial = folder.resolve("b.partial");
    do {
      Trees.remove(target); // it was faster than it could be interrupted
      var process = Bojagi.start(Map.of(), pack(target, false));
      while (process.isAlive() && !Files.exists(partial.resolve("state/2"))) {
        process.waitFor(5, TimeUnit.MILLISECONDS);
      }
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    } while (Files.exists(target));
    var withoutIdentity = List.of(pack(target, false)).subList(0, pack(target, false).length - 2);
    var packed = Bojagi.run(withoutIdentity.toArray(String[]::new)).succeeds();
    assertTrue(packed.err().contains("doesn't open"), packed.err());
    assertFalse(Files.exists(partial));
    assertWhole(target, false);
  }
}

package org.bojagi.cli.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bojagi.age.X25519Identity;
import org.bojagi.catalog.Json;
import org.bojagi.cli.read.Program;
import org.bojagi.fault.ExitCode;
import org.bojagi.inventory.SmallBundles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken out of a drawer takes one ring of keys, and the worst of it is the end. */
class KeyRingCommandsTest {
  @TempDir Path temp;
  private Path heap;
  private Path keys;

  @BeforeEach
  void makeHeap() throws IOException {
    heap = temp.resolve("heap");
    keys = temp.resolve("keys.txt");
    var lines = new ArrayList<String>();
    for (var name : List.of("a", "b/deep/er/still")) {
      var identity = X25519Identity.generate();
      SmallBundles.make(heap.resolve(name), name.substring(0, 1), 1, List.of(identity.recipient()));
      lines.add(new String(identity.encode(), StandardCharsets.US_ASCII));
    }
    Files.write(keys, lines);
  }

  private int run(Class<?> command, Object... arguments) {
    var all = new ArrayList<String>();
    for (var argument : arguments) {
      all.add(argument.toString());
    }
    all.addAll(List.of("--keys", keys.toString()));
    return Program.run(new Packager(), List.of(command), all.toArray(String[]::new));
  }

  @Test
  void exportTakesBundlesWithDifferentKeysAndSaysWhatNoKeyOpened() throws Exception {
    var out = temp.resolve("out");
    run(ReindexCommand.class, "reindex", heap); // what these were made with is no index
    assertEquals(ExitCode.DONE, run(ExportCommand.class, "export", "--player", "--yes", "-o", out, "--as-they-are", heap));
    try (var files = Files.walk(out)) {
      assertEquals(2, files.filter(file -> file.toString().endsWith(".bin")).count());
    }
    SmallBundles.make(heap.resolve("foreign"), "x", 1, List.of(X25519Identity.generate().recipient()));
    assertEquals(
        ExitCode.WRONG_KEY,
        run(ExportCommand.class, "export", "--player", "--yes", "-o", temp.resolve("again"), "--as-they-are", heap));
    assertTrue(Files.exists(temp.resolve("again")));
  }

  @Test
  void standardInputIsOneKeyAndNoOptionIsPassedOver() {
    var zip = List.of("export", "--zip", temp.resolve("x.zip"), "--yes", heap, "--new-passphrase-file", "-");
    var player = List.of("export", "--player", "--yes", "-o", temp.resolve("x"), heap);
    assertEquals(ExitCode.USAGE, run(ExportCommand.class, with(zip, "--passphrase-file", "-")));
    assertEquals(ExitCode.USAGE, run(ExportCommand.class, with(zip, "--identity", "-")));
    assertEquals(ExitCode.USAGE, run(ExportCommand.class, with(player, "--fs", "exfat")));
    assertEquals(
        ExitCode.USAGE, run(ReindexCommand.class, "reindex", heap, "--identity", "-", "--sign-passphrase-file", "-", "--sign", keys));
    assertFalse(Files.exists(temp.resolve("x")) || Files.exists(temp.resolve("x.zip")));
  }

  private static Object[] with(List<?> arguments, Object... more) {
    return Stream.concat(arguments.stream(), Stream.of(more)).toArray();
  }

  @Test
  void recoveryTellsOfEachBundleOnOnePageAndInTheDryRunNothingElseIsWritten() throws Exception {
    var page = temp.resolve("page.html");
    assertEquals(ExitCode.DONE, run(RecoverCommand.class, "recover", "--dry-run", "--report", page, heap));
    var html = Files.readString(page);
    assertTrue(html.contains("<h2><bdi>a, ") && html.contains("<h2><bdi>b, "), html);
    try (var left = Files.list(temp)) {
      assertEquals(3, left.count());
    }
    var out = temp.resolve("out");
    var report = temp.resolve("report.json");
    assertEquals(ExitCode.DONE, run(RecoverCommand.class, "recover", "-o", out, "--report", report, heap));
    assertEquals(2, Json.read(Files.readString(report)).objects("bundles").size());
    // What is whole of a run that was interrupted is kept.
    assertEquals(ExitCode.DONE, run(RecoverCommand.class, "recover", "-o", out, "--report", report, heap));
    for (var bundle : Json.read(Files.readString(report)).objects("bundles")) {
      assertEquals(1, bundle.number("kept"));
    }
    assertFalse(Files.readString(out.resolve("recovery.txt")).isEmpty());
  }

  @Test
  void whatIsTakenOutDoesNotComeToLieInABundle() {
    var inside = heap.resolve("a/out");
    assertEquals(ExitCode.USAGE, run(RecoverCommand.class, "recover", "-o", inside, heap));
    assertEquals(ExitCode.USAGE, run(ReindexCommand.class, "reindex", "-o", inside, heap.resolve("a")));
    assertFalse(Files.exists(inside));
  }
}

package org.bojagi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bojagi.catalog.Json;
import org.bojagi.verify.Check;
import org.bojagi.verify.Flaw;
import org.bojagi.verify.PackedBundle;
import org.bojagi.verify.PackedBundle.Source;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an archivist sees of sound and damaged bundles. */
class VerifyIT {
  @TempDir Path folder;
  private PackedBundle sound;
  private PackedBundle damaged;
  private Path keys;

  @BeforeEach
  void pack() throws Exception {
    var files =
        Map.of(
            "글/이야기.txt", Source.of("살구꽃 아래에서\n".getBytes(StandardCharsets.UTF_8)),
            "영상.mp4", Source.of(new byte[700_000]));
    sound = new PackedBundle(folder.resolve("drawer/a"), 1 << 20, files, new PackedBundle.Mistakes());
    damaged = new PackedBundle(folder.resolve("drawer/b"), 1 << 20, files, new PackedBundle.Mistakes());
    try (var bundle = damaged.open()) {
      var volume = bundle.file(bundle.root().content().volumes().getFirst().id()).orElseThrow();
      try (var file = new RandomAccessFile(volume.toFile(), "rw")) {
        file.seek(300_000);
        int old = file.read();
        file.seek(300_000);
        file.write(old ^ 1);
      }
    }
    keys = folder.resolve("keys");
    Files.writeString(
        keys,
        new String(sound.reader.encode(), StandardCharsets.US_ASCII)
            + "\n" + new String(damaged.reader.encode(), StandardCharsets.US_ASCII) + "\n");
  }

  @Test
  void aSoundBundleHoldsAndADamagedOneSaysWhatItCostsAndWhatToDo() throws Exception {
    var whole = Bojagi.run("verify", sound.folder.toString(), "--keys", keys.toString()).succeeds();
    for (var check : Check.values()) {
      assertTrue(whole.out().contains("\n" + check.code()) || whole.out().startsWith(check.code()), whole.out());
    }
    assertTrue(whole.out().contains("Everything is as it was sealed."), whole.out());
    var found = Bojagi.run("verify", damaged.folder.toString(), "--keys", keys.toString());
    assertEquals(13, found.code(), found.err());
    assertTrue(found.out().contains("file-damaged: 1 of 1 pieces"), found.out());
    assertTrue(found.out().contains("영상.mp4") && found.out().contains("bojagi recover"), found.out());
  }

  @Test
  void ofADrawerEachIsToldInALineAndTheWorstIsTheExitCode() throws Exception {
    var drawer = folder.resolve("drawer").toString();
    var told = Bojagi.run("verify", drawer, "--keys", keys.toString(), "--json");
    assertEquals(13, told.code(), told.err());
    assertEquals(3, told.lines().size(), told.out());
    int errors = 0;
    for (var line : told.lines().subList(0, 2)) {
      var json = Json.read(line);
      for (var check : json.objects("checks")) {
        for (var finding : check.objects("findings")) {
          assertTrue(!finding.string("cost").isEmpty() && !finding.strings("remedies").isEmpty(), line);
          errors++;
        }
      }
      assertEquals(json.string("bundle").equals(sound.folder.toString()), json.flag("sound"), line);
    }
    assertEquals(2, errors, told.out());
    assertEquals(13, Json.read(told.lines().getLast()).number("exit"));

    var quick = Bojagi.run("verify", "--quick", drawer, "--keys", keys.toString()).succeeds();
    assertTrue(quick.out().contains("was not looked at"), quick.out());
    var dry = Bojagi.run("verify", "--dry-run", drawer, "--keys", keys.toString()).succeeds();
    assertTrue(dry.out().contains("Would read 2 volumes"), dry.out());
  }

  @Test
  void theListHasEveryCheckAndFlaw() throws Exception {
    var list = Bojagi.run("verify", "--list").succeeds().out();
    for (var flaw : Flaw.values()) {
      assertTrue(list.contains(" " + flaw.code() + "\n"), flaw.code());
    }
    Bojagi.run("verify").fails(2, "--list");
  }
}

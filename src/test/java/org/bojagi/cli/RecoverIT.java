package org.bojagi.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code recover} from the launcher: what is sound, and each loss by item and bytes. */
class RecoverIT {
  @TempDir Path folder;

  @Test
  void aLostSectorCostsAFewChunksOfOneFileWhichIsNamedWithItsBytes() throws Exception {
    var small = SmallBundle.get();
    var broken = small.copy(folder.resolve("broken"));
    Path largest;
    try (var volumes = Files.list(broken)) {
      largest = volumes.max(Comparator.comparingLong(file -> file.toFile().length())).orElseThrow();
    }
    try (var file = new RandomAccessFile(largest.toFile(), "rw")) {
      file.seek(400 << 10);
      file.write(new byte[4096]);
    }
    var out = folder.resolve("out");
    var key = small.key.toString();
    var run = Bojagi.run("recover", broken.toString(), "-o", out.toString(), "--identity", key);
    assertEquals(13, run.code(), run.err());
    assertTrue(run.err().contains("in clear"), run.err());
    assertTrue(run.out().contains("살구나무.mp4 → 영상/살구나무.incomplete.mp4"), run.out());
    assertTrue(run.out().contains("(damaged)"), run.out());
    assertFalse(Files.exists(out.resolve("영상/살구나무.mp4")));
    for (var file : small.files.entrySet()) {
      if (!file.getKey().endsWith(".mp4")) {
        assertArrayEquals(file.getValue(), Files.readAllBytes(out.resolve(file.getKey())), file.getKey());
      }
    }
    assertTrue(Files.readString(out.resolve("recovery.json")).contains("\"why\":\"damaged\""));
    assertTrue(Files.readString(out.resolve("recovery.txt")).contains("incomplete"));
    // Together with a sound copy nothing is lost.
    var both = folder.resolve("both");
    Bojagi.run(
            "recover", broken.toString(), small.bundle.toString(), "-o", both.toString(), "--passphrase-file",
            small.words.toString())
        .succeeds();
    assertArrayEquals(small.files.get("영상/살구나무.mp4"), Files.readAllBytes(both.resolve("영상/살구나무.mp4")));
  }

  @Test
  void withoutATargetItSaysWhatToGive() throws Exception {
    var small = SmallBundle.get();
    Bojagi.run("recover", small.bundle.toString(), "--identity", small.key.toString()).fails(2, "-o DIR", "--dry-run");
  }

  @Test
  void whatIsSoundGoesIntoANewBundleAndNothingInClearBesideIt() throws Exception {
    var small = SmallBundle.get();
    var saved = folder.resolve("saved");
    var own = folder.resolve("own.key").toString();
    var age1 = Bojagi.run("key", "new", "-o", own).succeeds().out().strip();
    Bojagi.run(
            "recover", small.bundle.toString(), "--identity", small.key.toString(), "--bundle", saved.toString(),
            "--recipient", age1)
        .succeeds();
    try (var files = Files.list(saved)) {
      assertTrue(files.allMatch(file -> file.toString().endsWith(".age")));
    }
    Bojagi.run("verify", saved.toString(), "--identity", own).succeeds();
  }
}

package org.bojagi.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.bojagi.FailingFileSystem;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.KeyRing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be said of a full card in seconds: a few reads of each file, whatever its size. */
class QuickVerificationTest {
  private static final int MOST_READS = 200;

  @TempDir Path temp;

  @Test
  void aBundleOfSixteenVolumesTakesAtMostTwoHundredReads() throws Exception {
    var files = new LinkedHashMap<String, PackedBundle.Source>();
    for (int i = 0; i < 15; i++) {
      var bytes = new byte[900_000];
      new Random(i).nextBytes(bytes);
      files.put("영상/" + i + ".mp4", PackedBundle.Source.of(bytes));
    }
    files.put("글/이야기.txt", PackedBundle.Source.of("살구꽃 아래에서".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    var packed = new PackedBundle(temp.resolve("b"), 1 << 20, files, new PackedBundle.Mistakes());
    var counting = new FailingFileSystem(0, false, "");
    try (var bundle =
        Bundle.open(counting.of(packed.folder), KeyRing.of(X25519Identity.parse(packed.reader.encode())))) {
      assertTrue(bundle.root().volumes().size() >= 16, bundle.root().volumes().size() + " volumes");
      var results = Verification.quick(bundle);
      assertEquals(
          Arrays.stream(Check.values()).filter(Check::isQuick).toList(),
          results.stream().map(CheckResult::check).toList());
      assertEquals(List.of(), results.stream().flatMap(result -> result.findings().stream()).toList());
      assertTrue(counting.reads() > 16 && counting.reads() <= MOST_READS, counting.reads() + " reads");
      System.out.println("quick: " + counting.reads() + " reads");
    }
  }

  @Test
  void wholeVolumesAreReadInMebibytes() throws Exception {
    var bytes = new byte[30 << 20];
    new Random(1).nextBytes(bytes);
    var files = new LinkedHashMap<String, PackedBundle.Source>();
    files.put("영상.mp4", PackedBundle.Source.of(bytes));
    var packed = new PackedBundle(temp.resolve("b"), 64 << 20, files, new PackedBundle.Mistakes());
    var counting = new FailingFileSystem(0, false, "");
    try (var bundle =
        Bundle.open(counting.of(packed.folder), KeyRing.of(X25519Identity.parse(packed.reader.encode())))) {
      long before = counting.reads();
      Verification.run(bundle, (done, total) -> {});
      long size = bundle.root().volumes().getFirst().fileBytes();
      long mebibytes = Math.ceilDiv(size, 1 << 20);
      long reads = counting.reads() - before;
      assertTrue(reads < mebibytes + 60, reads + " reads of " + mebibytes + " MiB");
    }
  }
}

package org.bojagi.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.bojagi.FailingFileSystem;
import org.bojagi.Trees;
import org.bojagi.Trials;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.KeyRing;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.extract.ExtractionLimits;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.StorageException;
import org.bojagi.seal.Resumption.Outcome;
import org.bojagi.verify.Verification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every write of a pack fails in turn: it is said which storage failed and how, and the same again ends whole. */
class FailingWritesTest {
  private static final int ITEMS = 8;

  @TempDir Path folder;
  private final X25519Identity archive = X25519Identity.generate();
  private Path corpus;
  private int kept;

  @Test
  void aDiskThatIsFullFromAnyMomentOn() throws Exception {
    eachChangeFails(true, "No space left on device", DoesNotFitException.class);
  }

  @Test
  void aMediumThatFailsOnceAtAnyMoment() throws Exception {
    eachChangeFails(false, "Input/output error", StorageException.class);
  }

  private void eachChangeFails(boolean forGood, String reason, Class<? extends Fault> expected) throws Exception {
    corpus = Files.createDirectories(folder.resolve("corpus"));
    var random = new Random(Trials.seed(FailingWritesTest.class));
    for (int i = 0; i < ITEMS; i++) {
      var bytes = new byte[60_000];
      random.nextBytes(bytes);
      Files.write(corpus.resolve("item" + i + ".bin"), bytes);
    }
    var sound = new FailingFileSystem(0, false, "");
    var untouched = folder.resolve("untouched");
    pack(sound.of(untouched));
    int trials = Trials.of((int) Math.min(sound.changes(), 240));
    var which = LongStream.rangeClosed(1, sound.changes()).boxed().collect(java.util.stream.Collectors.toList());
    java.util.Collections.shuffle(which, random);
    for (long change : which.subList(0, trials)) {
      var target = folder.resolve("b" + change);
      try {
        pack(new FailingFileSystem(change, forGood, reason).of(target));
        assertTrue(Files.exists(target), "change " + change + " of " + sound.changes());
      } catch (Fault e) {
        assertEquals(expected, e.getClass(), "change " + change + ": " + e);
        if (!Files.exists(target)) {
          assertFalse(Files.exists(folder.resolve(target.getFileName() + ".partial/bundle/lock")));
          pack(target);
        }
      } catch (IOException | RuntimeException e) {
        fail("change " + change + " of " + sound.changes(), e);
      }
      assertWhole(target);
      Trees.remove(target);
      Trees.remove(folder.resolve(target.getFileName() + ".partial"));
    }
    System.out.println("of " + sound.changes() + " changes " + trials + " failed; " + kept + " times it went on");
  }

  private void pack(Path target) throws IOException {
    var options =
        new PackOptions(200_000, List.of(archive.recipient()), 2, ExtractionLimits.DEFAULT, PackOptions.Traces.REMOVE);
    try (var read = CorpusReader.read(corpus);
        var ring = KeyRing.of(X25519Identity.parse(archive.encode()))) {
      Resumption.Told told = (outcome, volumes, bytes, items) -> kept += outcome == Outcome.KEPT ? 1 : 0;
      Packer.pack(read, target, options, new Resumption(ring, false, "", told), moment -> {});
    }
  }

  private void assertWhole(Path target) throws IOException {
    try (var bundle = Bundle.open(target, KeyRing.of(X25519Identity.parse(archive.encode())))) {
      for (var result : Verification.run(bundle, (bytes, of) -> {})) {
        assertEquals(List.of(), result.findings(), result.toString());
      }
      int[] items = {0};
      bundle.catalogue(line -> items[0]++, fault -> fail(fault));
      assertEquals(ITEMS, items[0]);
    }
  }
}

package org.bojagi.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.age.AgeHeader;
import org.bojagi.age.AgeOutputStream;
import org.bojagi.age.AgePayload;
import org.bojagi.age.X25519Identity;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever somebody puts in a volume's place, with the bundle's recipient string or without, is named and not served. */
class SwappedVolumeTest {
  @TempDir Path temp;
  private SealedBundle sealed;
  private Map<String, List<Path>> kinds;

  @BeforeEach
  void seal() throws IOException {
    sealed = new SealedBundle(temp.resolve("b"), 200_000, SealedBundle.someFiles(5));
    kinds = sealed.byKind();
  }

  @Test
  void aVolumeOfAnotherBundleOfTheSameFilesAndReaderIsForeign() throws Exception {
    var other =
        new SealedBundle(
            temp.resolve("other"), 200_000, sealed.files, new byte[300_000], sealed.reader, List.of());
    var others = other.byKind();
    for (var kind : List.of("content", "index")) {
      for (int i = 0; i < kinds.get(kind).size(); i++) {
        assertNotServed(kinds.get(kind).get(i), Files.readAllBytes(others.get(kind).get(i)));
      }
    }
  }

  @Test
  void twoVolumesOfOneBundleThatChangeNamesAreAllServed() throws Exception {
    var volumes = kinds.get("content");
    var first = Files.readAllBytes(volumes.getFirst());
    Files.write(volumes.getFirst(), Files.readAllBytes(volumes.getLast()));
    Files.write(volumes.getLast(), first);
    try (var bundle = sealed.open()) {
      assertEquals(List.of(), bundle.findings());
      OpeningTest.assertEveryFile(sealed, bundle);
    }
  }

  @Test
  void aVolumeWithTheSameIdsMadeWithTheRecipientIsForeign() throws Exception {
    var forgery = new Forgery(sealed);
    for (var file : kinds.get("content")) {
      byte[] plaintext;
      try (var identity = sealed.identity()) {
        plaintext = SealedBundle.plaintext(file, identity);
      }
      // The best that can be done: the very plaintext, with one story changed, sealed anew to the same recipient.
      plaintext[plaintext.length / 2] ^= 1;
      assertNotServed(file, seal(plaintext, forgery.recipient()));
    }
  }

  @Test
  void trueVolumesBesideAForgedRootTellThatTheBundleWasReplaced() throws Exception {
    var forgery = new Forgery(sealed);
    forgery.replaceRoots(
        forgery.content()
            .replaceFirst("\"bundle\":\"[0-9a-f]+\"", "\"bundle\":\"00\"")
            .replaceFirst("\"volumes\":\\[.*]", "\"volumes\":[]"),
        forgery.index().replaceFirst("\"volumes\":\\[.*?}]", "\"volumes\":[]"));
    try (var bundle = sealed.open()) {
      var expected = kinds.get("content").size() + kinds.get("index").size();
      assertEquals(java.util.Collections.nCopies(expected, "another-bundle"), codes(bundle));
      assertEquals(Finding.Severity.ERROR, bundle.findings().getFirst().severity());
    }
  }

  @Test
  void theTrueHeaderBeforeForgedChunksServesNothing() throws Exception {
    var forgery = new Forgery(sealed);
    for (var file : kinds.get("content")) {
      var whole = Files.readAllBytes(file);
      byte[] plaintext;
      try (var identity = sealed.identity()) {
        plaintext = SealedBundle.plaintext(file, identity);
      }
      var forged = seal(plaintext, forgery.recipient());
      System.arraycopy(whole, 0, forged, 0, AgeHeader.X25519_HEADER_SIZE + 16);
      Files.write(file, forged);
      try (var bundle = sealed.open()) {
        int refused = 0;
        for (var located : sealed.locations.values()) {
          try (var in = bundle.read(located, null)) {
            assertEquals(0, java.util.Arrays.compare(sealed.files.get(located.file().path()), in.readAllBytes()));
          } catch (DamagedBundleException e) {
            refused++;
          }
        }
        assertTrue(refused > 0);
      }
      Files.write(file, whole);
    }
  }

  @Test
  void chunksOfOneVolumeThatChangePlacesServeNothing() throws Exception {
    Path file = null;
    for (var volume : kinds.get("content")) {
      file = file == null || Files.size(volume) > Files.size(file) ? volume : file;
    }
    var whole = Files.readAllBytes(file);
    var swapped = whole.clone();
    int first = AgeHeader.X25519_HEADER_SIZE + 16;
    int chunk = AgePayload.CHUNK_SIZE + 16;
    System.arraycopy(whole, first, swapped, first + chunk, chunk);
    System.arraycopy(whole, first + chunk, swapped, first, chunk);
    Files.write(file, swapped);
    try (var bundle = sealed.open()) {
      for (var volume : bundle.root().content().volumes()) {
        if (bundle.file(volume.id()).orElseThrow().equals(file)) {
          var payload = bundle.payload(volume.id());
          assertThrows(DamagedBundleException.class, () -> payload.chunk(0));
          assertThrows(DamagedBundleException.class, () -> payload.chunk(1));
          payload.chunk(2);
        }
      }
    }
  }

  @Test
  void randomBytesAndVolumesOfAnotherIdentityAreForeign() throws Exception {
    var random = new Random(Trials.seed(SwappedVolumeTest.class));
    try (var stranger = X25519Identity.generate()) {
      for (var file : kinds.get("content")) {
        int size = (int) Files.size(file);
        assertNotServed(file, SealedBundle.bytes(random, size));
        assertNotServed(file, seal(SealedBundle.bytes(random, 150_000), stranger.recipient()));
      }
    }
  }

  @Test
  void volumesOfAnOlderEditionAreNamedAndNotServed() throws Exception {
    // A next edition of the same bundle: its root names one volume fewer, and follows from the first.
    var forgery = new Forgery(sealed);
    var first = sealed.open();
    var dropped = first.root().content().volumes().getLast();
    first.close();
    var older = Files.readAllBytes(kinds.get("root").getFirst());
    var volumes = forgery.edition(2, forgery.contentSha256()).split("\\{\"id\":", -1);
    var kept = new ArrayList<>(List.of(volumes));
    kept.removeIf(volume -> volume.startsWith("\"" + dropped.id()));
    var next = String.join("{\"id\":", kept).replace("},]", "}]").replaceFirst(",?$", "");
    if (!next.endsWith("]}")) {
      next = next + "]}";
    }
    forgery.replaceRoots(next, null);
    try (var bundle = sealed.open()) {
      assertEquals(2, bundle.root().content().edition());
      assertEquals(List.of("volume-foreign"), codes(bundle));
      for (var located : sealed.locations.values()) {
        if (located.extents().stream().anyMatch(extent -> extent.volume().equals(dropped.id()))) {
          assertThrows(DamagedBundleException.class, () -> bundle.read(located, null).readAllBytes());
        }
      }
    }
    Files.write(sealed.folder.resolve("older.age"), older);
    try (var bundle = sealed.open()) {
      assertEquals(2, bundle.root().content().edition());
      assertEquals(List.of("older-edition", "volume-foreign"), codes(bundle));
    }
  }

  @Test
  void aRootThatNamesWhatIsNotSoIsRefusedOrReadWithoutAWrongByte() throws Exception {
    var forgery = new Forgery(sealed);
    var random = new Random(Trials.seed(SwappedVolumeTest.class));
    var whole = forgery.content();
    int trials = Trials.of(2000);
    for (int i = 0; i < trials; i++) {
      var text = new StringBuilder(i % 2 == 0 ? whole : forgery.index());
      int changes = 1 + random.nextInt(3);
      for (int c = 0; c < changes; c++) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
          case 0 -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
          case 1 -> text.deleteCharAt(at);
          case 2 -> text.insert(at, random.nextInt(10));
          default -> text.setCharAt(at, "0123456789-{}[]\",:".charAt(random.nextInt(18)));
        }
      }
      forgery.replaceRoots(i % 2 == 0 ? text.toString() : null, i % 2 == 0 ? null : text.toString());
      try (var bundle = sealed.open()) {
        bundle.catalogue(line -> {}, fault -> {});
        for (var located : sealed.locations.values()) {
          try (var in = bundle.read(located, null)) {
            assertEquals(0, java.util.Arrays.compare(sealed.files.get(located.file().path()), in.readAllBytes()));
          } catch (DamagedBundleException e) {
            // Named.
          }
        }
        for (var file : bundle.root().index().files()) {
          try (var in = new ExtentInputStream(bundle, file.extents(), file.sizeBytes(), null)) {
            in.readAllBytes();
          } catch (DamagedBundleException e) {
            // Named.
          }
        }
      } catch (Fault e) {
        // Refused with a message.
      }
    }
  }

  private void assertNotServed(Path file, byte[] instead) throws IOException {
    var whole = Files.readAllBytes(file);
    Files.write(file, instead, StandardOpenOption.TRUNCATE_EXISTING);
    try (var bundle = sealed.open()) {
      assertEquals(List.of("volume-lost", "volume-foreign"), codes(bundle));
      assertTrue(bundle.findings().stream().anyMatch(f -> f.where().equals(file.getFileName().toString())));
      for (var located : sealed.locations.values()) {
        try (var in = bundle.read(located, null)) {
          assertEquals(0, java.util.Arrays.compare(sealed.files.get(located.file().path()), in.readAllBytes()));
        } catch (DamagedBundleException e) {
          assertTrue(e.where().startsWith("volume "), e.getMessage());
        }
      }
    }
    Files.write(file, whole, StandardOpenOption.TRUNCATE_EXISTING);
  }

  private static List<String> codes(Bundle bundle) {
    return bundle.findings().stream().map(Finding::code).toList();
  }

  private static byte[] seal(byte[] plaintext, org.bojagi.age.Recipient recipient) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var age = new AgeOutputStream(out, List.of(recipient), null)) {
      age.write(plaintext);
    }
    return out.toByteArray();
  }
}

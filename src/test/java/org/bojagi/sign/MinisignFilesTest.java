package org.bojagi.sign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;
import org.bojagi.fault.WrongKeyException;
import org.bojagi.sign.Signer.State;
import org.bojagi.sign.Trust.Origin;
import org.bojagi.sign.Trust.Pinned;
import org.junit.jupiter.api.Test;

class MinisignFilesTest {
  private static final byte[] DOCUMENT = "{\"edition\":1}".getBytes(UTF_8);
  private static final byte[] WORDS = "봄비 강냉이".getBytes(UTF_8);

  @Test
  void aKeyReadBackSignsAsTheSame() throws IOException {
    try (var key = SigningKey.generate()) {
      var file = key.toFile(null);
      try (var again = SigningKey.parse(file, () -> new byte[0], "key")) {
        assertEquals(key.publisher(), again.publisher());
        assertArrayEquals(file, again.toFile(null));
        assertTrue(again.sign(DOCUMENT).holds(DOCUMENT, key.publisher()));
      }
      assertEquals(key.publisher(), PublisherKey.parse(key.publisher().toFile(), "pub"));
    }
  }

  @Test
  void aKeyUnderAPassphraseOpensWithThatAlone() throws IOException {
    try (var key = SigningKey.generate()) {
      var file = key.toFile(WORDS, 10);
      try (var again = SigningKey.parse(file, WORDS::clone, "key")) {
        assertEquals(key.publisher(), again.publisher());
      }
      assertThrows(WrongKeyException.class, () -> SigningKey.parse(file, () -> "봄비".getBytes(UTF_8), "key"));
      assertFalse(new String(file, UTF_8).contains("봄"));
    }
  }

  @Test
  void aSignatureIsOfOneDocumentByOneKey() {
    try (var key = SigningKey.generate();
        var other = SigningKey.generate()) {
      var signature = MinisignSignature.parse(key.sign(DOCUMENT).toFile()).orElseThrow();
      assertTrue(signature.holds(DOCUMENT, key.publisher()));
      assertFalse(signature.holds(DOCUMENT, other.publisher()));
      assertFalse(signature.holds("{\"edition\":2}".getBytes(UTF_8), key.publisher()));
    }
  }

  @Test
  void aSignatureSaysNothingOfTimeAndPlace() {
    try (var key = SigningKey.generate()) {
      assertArrayEquals(key.sign(DOCUMENT).toFile(), key.sign(DOCUMENT).toFile());
      assertTrue(new String(key.sign(DOCUMENT).toFile(), UTF_8).contains("\ntrusted comment: bojagi\n"));
    }
  }

  @Test
  void aGivenKeyComesBeforeOneOfTheMedium() {
    try (var key = SigningKey.generate()) {
      var signature = key.sign(DOCUMENT).toFile();
      var beside = new Pinned(key.publisher(), Origin.SAME_MEDIUM, "a.pub");
      var given = new Pinned(key.publisher(), Origin.GIVEN, "b.pub");
      assertEquals(given, Signer.of(DOCUMENT, signature, new Trust(List.of(beside, given), 0)).pinned());
      assertFalse(Signer.of(DOCUMENT, signature, new Trust(List.of(beside), 0)).isGiven());
      assertEquals(State.SIGNED, Signer.of(DOCUMENT, signature, Trust.NONE).state());
      assertEquals(State.UNSIGNED, Signer.of(DOCUMENT, null, Trust.NONE).state());
    }
  }

  @Test
  void everyFlippedBitOfASignatureIsSeenOrInItsUntrustedComment() {
    long seed = Long.getLong("seed", new Random().nextLong());
    System.out.println("MinisignFilesTest seed " + seed);
    var random = new Random(seed);
    try (var key = SigningKey.generate()) {
      var signature = key.sign(DOCUMENT).toFile();
      int commentEnds = new String(signature, UTF_8).indexOf('\n');
      int trials = Trials.of(4_000);
      for (int trial = 0; trial < trials; trial++) {
        var bad = signature.clone();
        int bit = random.nextInt(bad.length * 8);
        bad[bit / 8] ^= (byte) (1 << bit % 8);
        var trust = new Trust(List.of(new Pinned(key.publisher(), Origin.GIVEN, "")), 0);
        var state = Signer.of(DOCUMENT, bad, trust).state();
        // The last byte is a line feed, without which the line still ends.
        boolean harmless = bit / 8 < commentEnds || bit / 8 == bad.length - 1;
        assertTrue(harmless || state == State.WRONG, "bit " + bit + ": " + state);
      }
    }
  }

  @Test
  void noBytesAtAllMakeReadingFailButWithAFault() {
    long seed = Long.getLong("seed", new Random().nextLong());
    System.out.println("MinisignFilesTest seed " + seed);
    var random = new Random(seed);
    try (var key = SigningKey.generate()) {
      var files = List.of(key.sign(DOCUMENT).toFile(), key.publisher().toFile(), key.toFile(null));
      int trials = Trials.of(20_000);
      for (int trial = 0; trial < trials; trial++) {
        readAll(mutated(files.get(random.nextInt(3)), random));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] mutated(byte[] file, Random random) {
    var bytes = Arrays.copyOf(file, random.nextInt(8) == 0 ? random.nextInt(file.length + 20) : file.length);
    for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = random.nextBoolean() ? (byte) random.nextInt(256) : (byte) '\n';
    }
    return bytes;
  }

  @Test
  void savedOddFilesAreRefused() throws IOException {
    var folder = Path.of("src/test/resources/org/bojagi/sign/odd");
    int count = 0;
    try (var files = Files.list(folder)) {
      for (var file : files.sorted().toList()) {
        var bytes = Files.readAllBytes(file);
        assertFalse(readAll(bytes), file.toString());
        count++;
      }
    }
    assertTrue(count >= 8, "odd files: " + count);
  }

  /** Whether one of the three readers took it. */
  private static boolean readAll(byte[] bytes) {
    boolean taken = MinisignSignature.parse(bytes).isPresent();
    try {
      PublisherKey.parse(bytes, "pub");
      taken = true;
    } catch (UsageException e) {
      assertFalse(e.getMessage().isEmpty());
    }
    try {
      // A mutated key may ask for a passphrase; deriving would cost more than the test is worth.
      SigningKey.parse(bytes, () -> { throw new UsageException("asked", "", ""); }, "key").close();
      taken = true;
    } catch (Fault e) {
      assertFalse(e.getMessage().isEmpty());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return taken;
  }
}

package org.bojagi.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.bojagi.Trials;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.StorageException;
import org.bojagi.fault.WrongKeyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgePayloadTest {
  private static final int CHUNK = AgePayload.CHUNK_SIZE;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, Sealed.THREE_CHUNKS})
  void everySizeIsTheSameFromAnyPositionAndAsAStream(int size) throws IOException {
    var sealed = Sealed.of(size);
    try (var payload = AgePayload.open(new ArrayChannel(sealed.file()), sealed.keys());
        var executor = Executors.newFixedThreadPool(2)) {
      assertEquals(size, payload.plaintextSize());
      assertEquals(Math.max(1, (size + CHUNK - 1) / CHUNK), payload.chunkCount());
      assertArrayEquals(sealed.plaintext(), payload.stream(0, size, null).readAllBytes());
      assertArrayEquals(sealed.plaintext(), payload.stream(0, size, executor).readAllBytes());
      byte[] destination = new byte[CHUNK];
      for (int chunk = 0; chunk < payload.chunkCount(); chunk++) {
        int length = payload.chunk(chunk, destination);
        byte[] expected =
            Arrays.copyOfRange(sealed.plaintext(), chunk * CHUNK, Math.min(size, (chunk + 1) * CHUNK));
        assertArrayEquals(expected, Arrays.copyOf(destination, length));
        assertArrayEquals(expected, payload.chunk(chunk));
      }
      var random = new Random(Trials.seed(AgePayloadTest.class));
      for (int trial = 0; trial < Trials.of(2000); trial++) {
        int from = random.nextInt(size + 1);
        int length = random.nextInt(size - from + 1);
        byte[] expected = Arrays.copyOfRange(sealed.plaintext(), from, from + length);
        var ahead = random.nextBoolean() ? executor : null;
        assertArrayEquals(expected, payload.stream(from, length, ahead).readAllBytes());
        byte[] read = new byte[length];
        assertEquals(from == size && length > 0 ? -1 : length, payload.readAt(from, read, 0, length));
        assertArrayEquals(expected, read);
      }
      assertThrows(IndexOutOfBoundsException.class, () -> payload.chunk(payload.chunkCount()));
      assertThrows(IndexOutOfBoundsException.class, () -> payload.chunk(-1));
      assertThrows(IndexOutOfBoundsException.class, () -> payload.readAt(-1, destination, 0, 1));
      assertThrows(IndexOutOfBoundsException.class, () -> payload.stream(1, size, null));
    }
  }

  @Test
  void oneReadDecryptsOnlyTheChunksThatItTouches() throws IOException {
    var sealed = Sealed.of(Sealed.THREE_CHUNKS);
    try (var payload = AgePayload.open(new ArrayChannel(sealed.file()), sealed.keys())) {
      assertEquals(1, payload.chunksDecrypted(), "opening looks at the last chunk");
      payload.readAt(10, new byte[100], 0, 100);
      assertEquals(2, payload.chunksDecrypted());
      payload.readAt(CHUNK - 1, new byte[2], 0, 2);
      assertEquals(4, payload.chunksDecrypted());
    }
    try (var payload = tolerant(sealed, sealed.file())) {
      assertEquals(0, payload.chunksDecrypted());
    }
  }

  @Test
  void aFileCutAnywhereIsRefusedBeforeOneByteAndNeverGivesAWrongOne() throws IOException {
    var sealed = Sealed.of(Sealed.THREE_CHUNKS);
    var random = new Random(Trials.seed(AgePayloadTest.class));
    var cuts = new ArrayList<Integer>();
    for (int cut = 0; cut <= sealed.header().length + 40; cut++) {
      cuts.add(cut);
    }
    for (int boundary = 1; boundary <= 2; boundary++) {
      int at = sealed.header().length + boundary * (CHUNK + 16);
      for (int cut = at - 32; cut <= at + 32; cut++) {
        cuts.add(cut);
      }
    }
    for (int back = 1; back <= 32; back++) {
      cuts.add(sealed.file().length - back);
    }
    for (int trial = 0; trial < Trials.of(2000); trial++) {
      cuts.add(random.nextInt(sealed.file().length));
    }
    for (int cut : cuts) {
      byte[] file = Arrays.copyOf(sealed.file(), cut);
      if (cut == 0) {
        continue; // HeaderFuzzTest: an empty file is named as one.
      }
      assertThrows(
          DamagedBundleException.class,
          () -> AgePayload.open(new ArrayChannel(file), sealed.keys()),
          "cut " + cut);
      var released = new ByteArrayOutputStream();
      assertThrows(
          DamagedBundleException.class,
          () -> new AgeInputStream(new ByteArrayInputStream(file), sealed.keys()).transferTo(released));
      assertStartsWith(sealed.plaintext(), released.toByteArray());

      // With the kept header and the true length, every chunk before the cut is still there.
      try (var payload = tolerant(sealed, file)) {
        for (int chunk = 0; chunk < 3; chunk++) {
          int number = chunk;
          long end = sealed.header().length + Math.min((chunk + 1L) * (CHUNK + 16), sealed.file().length);
          if (cut >= Math.min(end, sealed.file().length)) {
            assertChunk(sealed, payload, chunk);
          } else {
            var fault = assertThrows(DamagedBundleException.class, () -> payload.chunk(number));
            assertTrue(fault.where().contains("chunk " + chunk + ", byte "), fault.where());
          }
        }
      }
    }
  }

  @Test
  void aFlippedBitAnywhereIsNamedAndCostsOneChunk() throws IOException {
    var sealed = Sealed.of(Sealed.THREE_CHUNKS);
    var random = new Random(Trials.seed(AgePayloadTest.class));
    var bits = new ArrayList<Integer>();
    for (int bit = 0; bit < sealed.header().length * 8; bit++) {
      bits.add(bit);
    }
    for (int trial = 0; trial < Trials.of(2000); trial++) {
      bits.add(random.nextInt(sealed.file().length * 8));
    }
    for (int bit : bits) {
      byte[] file = sealed.file().clone();
      file[bit / 8] ^= (byte) (1 << bit % 8);
      var released = new ByteArrayOutputStream();
      assertThrows(
          Fault.class,
          () -> new AgeInputStream(new ByteArrayInputStream(file), sealed.keys()).transferTo(released),
          "bit " + bit);
      assertStartsWith(sealed.plaintext(), released.toByteArray());

      int inChunks = bit / 8 - sealed.header().length;
      int damagedChunk = inChunks < 0 ? -1 : inChunks / (CHUNK + 16);
      try (var payload = tolerant(sealed, file)) {
        for (int chunk = 0; chunk < 3; chunk++) {
          int number = chunk;
          if (chunk == damagedChunk) {
            var fault = assertThrows(DamagedBundleException.class, () -> payload.chunk(number));
            long offset = sealed.header().length + chunk * (CHUNK + 16L);
            assertEquals("volume, chunk " + chunk + ", byte " + offset, fault.where());
          } else {
            assertChunk(sealed, payload, chunk);
          }
        }
      }
    }
  }

  @Test
  void withoutAnotherSourceForItsLengthACutFileGivesItsWholeChunks() throws IOException {
    var sealed = Sealed.of(3 * CHUNK);
    int header = sealed.header().length;
    for (int rest : new int[] {0, 1, 16, 17, 5000}) {
      byte[] file = Arrays.copyOf(sealed.file(), header + 2 * (CHUNK + 16) + rest);
      var channel = new ArrayChannel(file);
      try (var payload = AgePayload.openTolerant(channel, sealed.keys(), file.length, "volume")) {
        assertChunk(sealed, payload, 0);
        assertChunk(sealed, payload, 1);
        assertEquals(rest <= 16 ? 2 : 3, payload.chunkCount());
      }
    }
  }

  @Test
  void aChannelMayGiveTwoBytesAtATime() throws IOException {
    var sealed = Sealed.of(Sealed.THREE_CHUNKS);
    try (var payload = AgePayload.open(new ArrayChannel(sealed.file(), 2), sealed.keys())) {
      for (int chunk = 2; chunk >= 0; chunk--) {
        assertChunk(sealed, payload, chunk);
      }
    }
  }

  @Test
  void aChunkMovedWithinOrBetweenFilesIsRefused() throws IOException {
    var sealed = Sealed.of(Sealed.THREE_CHUNKS);
    byte[] file = sealed.file().clone();
    int start = sealed.header().length;
    System.arraycopy(sealed.file(), start, file, start + CHUNK + 16, CHUNK + 16);
    try (var payload = AgePayload.open(new ArrayChannel(file), sealed.keys())) {
      assertChunk(sealed, payload, 0);
      assertThrows(DamagedBundleException.class, () -> payload.chunk(1));
    }
  }

  @Test
  void aWrongKeyIsNotDamage() throws IOException {
    var sealed = Sealed.of(10);
    try (var stranger = X25519Identity.generate()) {
      var fault = assertThrows(
          WrongKeyException.class,
          () -> AgePayload.open(new ArrayChannel(sealed.file()), List.of(stranger), "volume"));
      assertEquals("volume", fault.where());
    }
  }

  @Test
  void aFailingMediumIsNotDamageAndNamesThePlace() throws IOException {
    var sealed = Sealed.of(Sealed.THREE_CHUNKS);
    var channel = new ArrayChannel(sealed.file());
    try (var payload = AgePayload.open(channel, sealed.keys(), "volume")) {
      channel.failAfter(0);
      var fault = assertThrows(StorageException.class, () -> payload.chunk(1));
      assertEquals("volume, chunk 1, byte " + (sealed.header().length + CHUNK + 16), fault.where());
    }
  }

  @Test
  void eightThreadsReadOneFileAtOnce() throws Exception {
    var sealed = Sealed.of(12 * CHUNK + 5);
    var file = Files.write(folder.resolve("volume"), sealed.file());
    for (var channel : List.of(FileChannel.open(file), new ArrayChannel(sealed.file(), 10_000))) {
      try (var payload = AgePayload.open(channel, sealed.keys());
          var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var readers = new ArrayList<Callable<Void>>();
        for (int reader = 0; reader < 8; reader++) {
          var random = new Random(reader);
          readers.add(() -> {
            for (int i = 0; i < 100; i++) {
              assertChunk(sealed, payload, random.nextInt((int) payload.chunkCount()));
            }
            return null;
          });
        }
        for (var result : threads.invokeAll(readers)) {
          result.get();
        }
        assertEquals(801, payload.chunksDecrypted());
      }
    }
  }

  @Test
  void anInterruptedReaderClosesTheChannelAndThatIsNotDamage() throws Exception {
    var sealed = Sealed.of(Sealed.THREE_CHUNKS);
    var file = Files.write(folder.resolve("volume"), sealed.file());
    try (var payload = AgePayload.open(FileChannel.open(file), sealed.keys())) {
      Thread.currentThread().interrupt();
      assertThrows(ClosedByInterruptException.class, () -> payload.chunk(0));
      assertTrue(Thread.interrupted());
      assertThrows(ClosedChannelException.class, () -> payload.chunk(0));
    }
  }

  @Test
  void closingWipesTheKeyAndClosesTheChannel() throws IOException {
    var sealed = Sealed.of(Sealed.THREE_CHUNKS);
    var channel = new ArrayChannel(sealed.file());
    var payload = AgePayload.open(channel, sealed.keys());
    assertFalse(Arrays.equals(new byte[32], payload.key()));
    var stream = payload.stream(0, CHUNK, null);
    payload.close();
    assertArrayEquals(new byte[32], payload.key());
    assertFalse(channel.isOpen());
    assertThrows(ClosedChannelException.class, () -> payload.chunk(0));
    assertThrows(ClosedChannelException.class, stream::read);
    assertThrows(ClosedChannelException.class, stream::read, "a stream that failed goes on failing");
  }

  @Test
  void whereOpeningFailsTheChannelStaysTheCallers() throws IOException {
    var sealed = Sealed.of(100);
    var channel = new ArrayChannel(Arrays.copyOf(sealed.file(), sealed.file().length - 1));
    assertThrows(DamagedBundleException.class, () -> AgePayload.open(channel, sealed.keys()));
    assertTrue(channel.isOpen());
  }

  @Test
  void sizesAreKnownBeforehand() throws IOException {
    for (long size : new long[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, Sealed.THREE_CHUNKS}) {
      var sealed = Sealed.of((int) size);
      long payloadBytes = sealed.file().length - AgeHeader.X25519_HEADER_SIZE;
      assertEquals(payloadBytes, AgePayload.ciphertextSize(size));
      assertEquals(size, AgePayload.plaintextSizeOf(payloadBytes));
      assertEquals(size, AgePayload.largestPlaintextWithin(payloadBytes));
    }
    for (long bytes = -20; bytes < 140_000; bytes++) {
      long largest = AgePayload.largestPlaintextWithin(bytes);
      if (largest >= 0) {
        assertTrue(AgePayload.ciphertextSize(largest) <= bytes);
        assertTrue(AgePayload.ciphertextSize(largest + 1) > bytes);
      } else {
        assertTrue(bytes < AgePayload.ciphertextSize(0));
      }
      long exact = AgePayload.plaintextSizeOf(bytes);
      assertTrue(exact < 0 || AgePayload.ciphertextSize(exact) == bytes);
    }
    assertEquals(-1, AgePayload.plaintextSizeOf(16 + CHUNK + 16 + 16), "an empty last chunk");
    assertThrows(IllegalArgumentException.class, () -> AgePayload.ciphertextSize(-1));
    assertThrows(ArithmeticException.class, () -> AgePayload.ciphertextSize(Long.MAX_VALUE));
  }

  private static AgePayload tolerant(Sealed sealed, byte[] file) throws IOException {
    return AgePayload.openTolerant(
        new ArrayChannel(file), sealed.header(), sealed.keys(), sealed.file().length, "volume");
  }

  private static void assertChunk(Sealed sealed, AgePayload payload, int chunk) throws IOException {
    int end = Math.min(sealed.plaintext().length, (chunk + 1) * CHUNK);
    assertArrayEquals(Arrays.copyOfRange(sealed.plaintext(), chunk * CHUNK, end), payload.chunk(chunk));
  }

  private static void assertStartsWith(byte[] plaintext, byte[] released) {
    assertArrayEquals(Arrays.copyOf(plaintext, released.length), released);
    assertTrue(released.length < plaintext.length || plaintext.length == 0, "all of it, and yet a fault");
  }
}

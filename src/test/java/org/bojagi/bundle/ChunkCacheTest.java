package org.bojagi.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.bojagi.age.AgeOutputStream;
import org.bojagi.age.AgePayload;
import org.bojagi.age.X25519Identity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkCacheTest {
  private static final int CHUNKS = 24;
  private static final int LAST_CHUNK_BYTES = 1_000;

  @TempDir Path folder;

  @Test
  void aChunkIsDecryptedOnceWhileThereIsRoom() throws Exception {
    try (var volume = volume()) {
      var chunks = new ChunkCache(CHUNKS * 65_536L).of(volume);
      long before = volume.chunksDecrypted();
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < CHUNKS; i++) {
          assertEquals((byte) i, chunks.get(i)[0]);
        }
      }
      assertEquals(CHUNKS, volume.chunksDecrypted() - before);
    }
  }

  @Test
  void whatIsGivenBackIsReadAgainAndKeptAgain() throws Exception {
    try (var volume = volume()) {
      var cache = new ChunkCache(CHUNKS * 65_536L);
      var chunks = cache.of(volume);
      for (int round = 0; round < 3; round++) {
        long before = volume.chunksDecrypted();
        for (int i = 0; i < 2 * CHUNKS; i++) {
          assertEquals((byte) (i % CHUNKS), chunks.get(i % CHUNKS)[0]);
        }
        assertEquals(CHUNKS, volume.chunksDecrypted() - before);
        cache.clear();
        assertEquals(0, cache.residentBytes());
      }
    }
  }

  @Test
  void bytesAreCountedAsTheyAreAndNeverMoreThanAllowed() throws Exception {
    try (var volume = volume()) {
      var cache = new ChunkCache(4 * 65_536L);
      var chunks = cache.of(volume);
      chunks.get(CHUNKS - 1);
      assertEquals(LAST_CHUNK_BYTES, cache.residentBytes());
      for (int i = 0; i < CHUNKS; i++) {
        chunks.get(i);
        assertTrue(cache.residentBytes() <= 4 * 65_536L);
      }
    }
  }

  @Test
  void aChunkInUseOutlivesOnesThatAreReadOnce() throws Exception {
    try (var volume = volume()) {
      var chunks = new ChunkCache(4 * 65_536L).of(volume);
      var kept = chunks.get(0);
      for (int i = 1; i < CHUNKS; i++) {
        chunks.get(i);
        assertSame(kept, chunks.get(0));
      }
    }
  }

  @Test
  void aForgottenVolumeTakesNoRoomAndIsStillRead() throws Exception {
    try (var one = volume();
        var other = volume()) {
      var cache = new ChunkCache(8 * 65_536L);
      var chunks = cache.of(one);
      assertSame(chunks, cache.of(one));
      chunks.get(0);
      cache.of(other).get(1);
      cache.forget(one);
      cache.forget(one);
      assertEquals(65_536, cache.residentBytes());
      assertEquals((byte) 3, chunks.get(3)[0]);
      assertEquals(65_536, cache.residentBytes());
    }
  }

  @Test
  void manyThreadsReadTheRightBytesWhileChunksComeAndGo() throws Exception {
    long seed = Trials.seed(ChunkCacheTest.class);
    int reads = Trials.of(200_000);
    try (var volume = volume();
        var threads = Executors.newFixedThreadPool(8)) {
      var cache = new ChunkCache(5 * 65_536L);
      var tasks = new ArrayList<Callable<Void>>();
      for (int t = 0; t < 8; t++) {
        var random = new Random(seed + t);
        tasks.add(
            () -> {
              for (int i = 0; i < reads; i++) {
                int index = random.nextInt(CHUNKS);
                if (random.nextInt(500) == 0) {
                  cache.forget(volume);
                }
                var chunk = cache.of(volume).get(index);
                assertEquals(index == CHUNKS - 1 ? LAST_CHUNK_BYTES : 65_536, chunk.length);
                assertEquals((byte) index, chunk[random.nextInt(chunk.length)]);
              }
              return null;
            });
      }
      for (var done : threads.invokeAll(tasks)) {
        done.get();
      }
      assertTrue(cache.residentBytes() <= 5 * 65_536L);
      cache.forget(volume);
      assertEquals(0, cache.residentBytes());
    }
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws Exception {
    try (var volume = volume()) {
      var expected = new byte[65_536];
      Arrays.fill(expected, (byte) 5);
      assertArrayEquals(expected, new ChunkCache(0).of(volume).get(5));
    }
  }

  /** Every byte of a chunk is its number. */
  private AgePayload volume() throws Exception {
    var identity = X25519Identity.generate();
    var file = Files.createTempFile(folder, "volume", "");
    try (var out = new AgeOutputStream(Files.newOutputStream(file), List.of(identity.recipient()), null)) {
      for (int i = 0; i < CHUNKS; i++) {
        var chunk = new byte[i == CHUNKS - 1 ? LAST_CHUNK_BYTES : 65_536];
        Arrays.fill(chunk, (byte) i);
        out.write(chunk);
      }
    }
    return AgePayload.open(FileChannel.open(file), List.of(identity));
  }
}

package org.bojagi.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.RandomAccessInput;
import org.apache.lucene.util.GroupVIntUtil;
import org.bojagi.Trials;
import org.bojagi.age.AgeOutputStream;
import org.bojagi.age.AgePayload;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.fault.DamagedBundleException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against Lucene's own input over the same bytes in one array. */
class BundleIndexInputTest {
  private static final int MAX_CHUNKS = 3;

  @TempDir Path folder;

  private final List<AgePayload> opened = new ArrayList<>();

  @Test
  void everyKindOfReadAgreesWithLucenesOwnInputWhereverTheBytesLie() throws Exception {
    long seed = Trials.seed(BundleIndexInputTest.class);
    int layouts = Trials.of(200);
    for (int i = 0; i < layouts; i++) {
      var random = new Random(seed + i);
      var bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(40) : random.nextInt(MAX_CHUNKS * 65_536)];
      // Small values in between, so that variable-length numbers are of every length.
      for (int k = 0; k < bytes.length; k++) {
        bytes[k] = (byte) (random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(0x80));
      }
      try (var expected = plain(bytes);
          var actual = sealed(bytes, random)) {
        readAtRandom(expected, actual, random, 0);
      } finally {
        closeVolumes();
      }
    }
  }

  private static void readAtRandom(IndexInput expected, IndexInput actual, Random random, int depth)
      throws IOException {
    assertEquals(expected.length(), actual.length());
    int length = (int) expected.length();
    for (int step = 0; step < 400; step++) {
      if (random.nextInt(4) == 0) {
        int to = random.nextInt(length + 1);
        expected.seek(to);
        actual.seek(to);
      }
      int left = length - (int) expected.getFilePointer();
      int count = random.nextInt(Math.max(1, random.nextInt(20) == 0 ? left : Math.min(left, 300)));
      switch (random.nextInt(14)) {
        case 0 -> same(left, 1, () -> assertEquals(expected.readByte(), actual.readByte()));
        case 1 -> same(left, 2, () -> assertEquals(expected.readShort(), actual.readShort()));
        case 2 -> same(left, 4, () -> assertEquals(expected.readInt(), actual.readInt()));
        case 3 -> same(left, 8, () -> assertEquals(expected.readLong(), actual.readLong()));
        case 4 -> assertEquals(outcome(expected::readVInt), outcome(actual::readVInt));
        case 5 -> assertEquals(outcome(expected::readVLong), outcome(actual::readVLong));
        case 6 -> {
          var a = new byte[count + 2];
          var b = new byte[count + 2];
          expected.readBytes(a, 1, count);
          actual.readBytes(b, 1, count);
          assertArrayEquals(a, b);
        }
        case 7 -> {
          var a = new int[count / 4 + 1];
          var b = new int[count / 4 + 1];
          expected.readInts(a, 1, count / 4);
          actual.readInts(b, 1, count / 4);
          assertArrayEquals(a, b);
        }
        case 8 -> {
          var a = new long[count / 8 + 1];
          var b = new long[count / 8 + 1];
          expected.readLongs(a, 1, count / 8);
          actual.readLongs(b, 1, count / 8);
          assertArrayEquals(a, b);
        }
        case 9 -> {
          var a = new float[count / 4 + 1];
          var b = new float[count / 4 + 1];
          expected.readFloats(a, 1, count / 4);
          actual.readFloats(b, 1, count / 4);
          assertArrayEquals(a, b);
        }
        case 10 -> {
          var a = new int[count / 17 + 1];
          var b = new int[count / 17 + 1];
          int ints = count / 17;
          assertEquals(
              outcome(() -> groups(expected, a, ints)), outcome(() -> groups(actual, b, ints)));
          assertArrayEquals(a, b);
        }
        case 11 -> readAnywhere((RandomAccessInput) expected, (RandomAccessInput) actual, length, random);
        case 12 -> {
          int skip = random.nextInt(left + 1);
          expected.skipBytes(skip);
          actual.skipBytes(skip);
        }
        default -> {
          if (depth < 3 && random.nextInt(10) == 0) {
            int from = random.nextInt(length + 1);
            int size = random.nextInt(length - from + 1);
            var slice = expected.slice("slice", from, size);
            readAtRandom(slice, actual.slice("slice", from, size), random, depth + 1);
            var clone = actual.clone();
            assertEquals(actual.getFilePointer(), clone.getFilePointer());
            readAtRandom(expected.clone(), clone, random, depth + 1);
          }
        }
      }
      if (expected.getFilePointer() <= length) {
        assertEquals(expected.getFilePointer(), actual.getFilePointer());
      }
    }
  }

  private static void readAnywhere(
      RandomAccessInput expected, RandomAccessInput actual, int length, Random random)
      throws IOException {
    int at = random.nextInt(length + 1);
    int left = length - at;
    same(left, 1, () -> assertEquals(expected.readByte(at), actual.readByte(at)));
    same(left, 2, () -> assertEquals(expected.readShort(at), actual.readShort(at)));
    same(left, 4, () -> assertEquals(expected.readInt(at), actual.readInt(at)));
    same(left, 8, () -> assertEquals(expected.readLong(at), actual.readLong(at)));
    var a = new byte[left];
    var b = new byte[left];
    expected.readBytes(at, a, 0, left);
    actual.readBytes(at, b, 0, left);
    assertArrayEquals(a, b);
  }

  private interface Step {
    void run() throws IOException;
  }

  private interface Read {
    Object run() throws IOException;
  }

  private static void same(int left, int needed, Step step) throws IOException {
    if (left >= needed) {
      step.run();
    }
  }

  private static Object groups(IndexInput in, int[] ints, int count) throws IOException {
    GroupVIntUtil.readGroupVInts(in, ints, count);
    return count;
  }

  /** What was read, or that it couldn't be: random bytes are not always a number. */
  private static Object outcome(Read read) {
    try {
      return read.run();
    } catch (IOException e) {
      return "no number";
    }
  }

  @Test
  void readingBeyondTheEndIsRefusedAndNamesTheFile() throws Exception {
    try (var in = sealed(new byte[70_000], new Random(1))) {
      in.seek(70_000);
      assertThrows(EOFException.class, in::readByte);
      assertThrows(EOFException.class, () -> in.seek(70_001));
      assertThrows(EOFException.class, () -> in.seek(-1));
      assertThrows(EOFException.class, () -> ((RandomAccessInput) in).readLong(69_993));
      assertThrows(IllegalArgumentException.class, () -> in.slice("slice", 69_999, 2));
      var message = assertThrows(EOFException.class, () -> in.clone().readByte()).getMessage();
      assertEquals("read at 70000 in file, which has 70000 bytes", message);
    } finally {
      closeVolumes();
    }
  }

  @Test
  void aDirectoryOfABundleIsReadOnlyAndKnowsItsFiles() throws Exception {
    var volume = volume(new byte[100]);
    var pieces = List.of(new Piece(volume, 10, 20), new Piece(volume, 0, 0), new Piece(volume, 50, 50));
    try (var directory = new BundleDirectory(Map.of("b", pieces, "a", List.of()), new ChunkCache(1))) {
      assertArrayEquals(new String[] {"a", "b"}, directory.listAll());
      assertEquals(70, directory.fileLength("b"));
      assertEquals(0, directory.fileLength("a"));
      assertThrows(NoSuchFileException.class, () -> directory.openInput("c", IOContext.DEFAULT));
      assertThrows(UnsupportedOperationException.class, () -> directory.createOutput("d", IOContext.DEFAULT));
      assertThrows(UnsupportedOperationException.class, () -> directory.deleteFile("b"));
    }
    var outside = List.of(new Piece(volume, 90, 11));
    assertThrows(
        DamagedBundleException.class, () -> new BundleDirectory(Map.of("b", outside), new ChunkCache(1)));
    closeVolumes();
  }

  private static IndexInput plain(byte[] bytes) throws IOException {
    var directory = new ByteBuffersDirectory();
    try (var out = directory.createOutput("file", IOContext.DEFAULT)) {
      out.writeBytes(bytes, bytes.length);
    }
    return directory.openInput("file", IOContext.DEFAULT);
  }

  /**
   * The bytes in pieces of 1 byte to all of them, strewn over up to three volumes with other bytes between.
   */
  private IndexInput sealed(byte[] bytes, Random random) throws Exception {
    int volumes = 1 + random.nextInt(3);
    var contents = new ArrayList<ByteArrayOutputStream>();
    for (int i = 0; i < volumes; i++) {
      contents.add(new ByteArrayOutputStream());
    }
    int shortest = random.nextInt(3) == 0 ? 1 : 10_000;
    var places = new ArrayList<int[]>();
    for (int from = 0; from < bytes.length; ) {
      var content = contents.get(random.nextInt(volumes));
      content.write(new byte[random.nextInt(10) == 0 ? random.nextInt(70_000) : random.nextInt(50)]);
      boolean small = places.size() < 50 && random.nextInt(3) > 0;
      int wished = small ? shortest + random.nextInt(9) : 1 + random.nextInt(bytes.length);
      int length = Math.min(bytes.length - from, wished);
      places.add(new int[] {contents.indexOf(content), content.size(), length});
      content.write(bytes, from, length);
      from += length;
    }
    for (var content : contents) {
      volume(content.toByteArray());
    }
    var pieces = new ArrayList<Piece>();
    for (var place : places) {
      pieces.add(new Piece(opened.get(opened.size() - volumes + place[0]), place[1], place[2]));
    }
    var cache = new ChunkCache(random.nextInt(4) * 65_536L);
    return new BundleDirectory(Map.of("file", pieces), cache).openInput("file", IOContext.DEFAULT);
  }

  private AgePayload volume(byte[] plaintext) throws Exception {
    var identity = X25519Identity.generate();
    var file = Files.createTempFile(folder, "volume", "");
    try (var out = new AgeOutputStream(Files.newOutputStream(file), List.of(identity.recipient()), null)) {
      out.write(plaintext);
    }
    opened.add(AgePayload.open(FileChannel.open(file), List.of(identity)));
    Files.delete(file);
    return opened.getLast();
  }

  private void closeVolumes() throws IOException {
    for (var volume : opened) {
      volume.close();
    }
    opened.clear();
  }
}

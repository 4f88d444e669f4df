package org.bojagi.zstd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.bojagi.Trials;
import org.junit.jupiter.api.Test;

/** What zstd itself compresses comes out; what nobody compressed is refused, whatever it is. */
class ZstdFrameTest {
  private static final int LIMIT = 4 << 20;

  /** 1,000 contents of seven kinds at levels 1 to 19; full trials: 20,000. */
  @Test
  void whatZstdCompressesComesOut() throws Exception {
    var random = new Random(Trials.seed(ZstdFrameTest.class));
    for (int trial = 0; trial < Trials.of(20_000); trial++) {
      var content = content(random, random.nextInt(8) == 0 ? random.nextInt(500_000) : random.nextInt(4_000));
      var unpacked = new ZstdFrame(compressed(random, content), LIMIT);
      assertEquals(content.length, unpacked.contentBytes());
      int part = random.nextInt(content.length + 1);
      assertArrayEquals(Arrays.copyOf(content, part), Arrays.copyOf(unpacked.unpackTo(part), part));
      assertArrayEquals(content, unpacked.unpackTo(content.length));
    }
  }

  /** 10,000 frames with a few bits or bytes changed, cut or joined; full trials: 200,000. */
  @Test
  void aChangedFrameIsRefusedOrHasItsDeclaredSizeAndNothingElseHappens() throws Exception {
    var random = new Random(Trials.seed(ZstdFrameTest.class));
    var frames = new byte[60][];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = compressed(random, content(random, 1 + random.nextInt(i % 10 == 0 ? 300_000 : 6_000)));
    }
    int refused = 0;
    int trials = Trials.of(200_000);
    for (int trial = 0; trial < trials; trial++) {
      var frame = changed(random, frames[random.nextInt(frames.length)].clone(), frames);
      try {
        var unpacked = new ZstdFrame(frame, LIMIT);
        assertTrue(unpacked.contentBytes() <= LIMIT);
        assertEquals(unpacked.contentBytes(), unpacked.unpackTo(unpacked.contentBytes()).length);
      } catch (MalformedFrameException e) {
        refused++;
      }
    }
    assertTrue(refused > trials / 10, refused + " refused");
  }

  @Test
  void everyFrameOfTheFolderOfOddOnesIsRefused() throws Exception {
    var folder = Path.of("src/test/resources/org/bojagi/zstd/frames");
    try (var files = Files.list(folder)) {
      var odd = files.sorted().toList();
      assertTrue(odd.size() >= 18);
      for (var file : odd) {
        var frame = Files.readAllBytes(file);
        assertThrows(
            MalformedFrameException.class,
            () -> {
              var unpacked = new ZstdFrame(frame, LIMIT);
              unpacked.unpackTo(unpacked.contentBytes());
            },
            file.toString());
      }
    }
  }

  @Test
  void aFrameBeyondTheLimitIsRefusedBeforeItIsUnpacked() throws Exception {
    var frame = Zstd.compress(new byte[100_000], 3);
    assertEquals(100_000, new ZstdFrame(frame, 100_000).contentBytes());
    assertThrows(MalformedFrameException.class, () -> new ZstdFrame(frame, 99_999));
  }

  @Test
  void everyFrameThatIsCutIsRefusedAtTheLatestAtItsEnd() throws Exception {
    var random = new Random(3);
    var content = content(random, 5_000);
    var frame = compressed(random, content);
    for (int length = 0; length < frame.length; length++) {
      var cut = Arrays.copyOf(frame, length);
      assertThrows(MalformedFrameException.class, () -> new ZstdFrame(cut, LIMIT).unpackTo(content.length));
    }
  }

  private static byte[] compressed(Random random, byte[] content) {
    try (var context = new ZstdCompressCtx()) {
      context.setLevel(random.nextInt(1, 20));
      context.setChecksum(random.nextInt(4) == 0);
      return context.compress(content);
    }
  }

  private static byte[] content(Random random, int length) {
    var content = new byte[length];
    var words = new String[50];
    for (int i = 0; i < words.length; i++) {
      words[i] = "말" + Integer.toString(random.nextInt(100_000), 36);
    }
    int kind = random.nextInt(7);
    switch (kind) {
      case 0 -> random.nextBytes(content);
      case 1 -> Arrays.fill(content, (byte) random.nextInt());
      case 2 -> {
        for (int i = 0; i < length; i++) {
          content[i] = (byte) (random.nextGaussian() * 20);
        }
      }
      case 3 -> {
        int period = 1 + random.nextInt(200);
        for (int i = 0; i < length; i++) {
          content[i] = i >= period && random.nextInt(20) > 0 ? content[i - period] : (byte) random.nextInt();
        }
      }
      default -> {
        var text = new StringBuilder();
        while (text.length() < length) {
          text.append(words[Math.min(random.nextInt(50), random.nextInt(50))]).append(kind == 4 ? "<p>" : " ");
        }
        System.arraycopy(text.toString().getBytes(StandardCharsets.UTF_8), 0, content, 0, length);
        for (int i = 0; kind == 6 && i < length / 40; i++) {
          content[random.nextInt(length)] = (byte) random.nextInt();
        }
      }
    }
    return content;
  }

  private static byte[] changed(Random random, byte[] frame, byte[][] others) {
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(random.nextBoolean() ? Math.min(frame.length, 60) : frame.length);
      frame[at] = random.nextBoolean() ? (byte) (frame[at] ^ 1 << random.nextInt(8)) : (byte) random.nextInt();
    }
    switch (random.nextInt(8)) {
      case 0 -> frame = Arrays.copyOf(frame, random.nextInt(frame.length + 1));
      case 1 -> {
        var other = others[random.nextInt(others.length)];
        int at = random.nextInt(Math.min(frame.length, other.length));
        System.arraycopy(other, at, frame, at, Math.min(frame.length, other.length) - at);
      }
      default -> { }
    }
    return frame;
  }
}

package org.bojagi.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.bojagi.fault.DamagedBundleException;
import org.junit.jupiter.api.Test;

class FilledInputStreamTest {
  private static final int SIZE = 4 << 20;

  private final byte[] film = new byte[SIZE];

  FilledInputStreamTest() {
    new Random(3).nextBytes(film);
  }

  /**
   * A stream that fails as soon as a read touches one of these bytes, whatever came before in the same read.
   */
  private Answer.Source damaged(int from, int to) {
    return (offset, length) ->
        new InputStream() {
          private final InputStream in = new ByteArrayInputStream(film, (int) offset, (int) length);
          private long at = offset;

          @Override
          public int read() {
            throw new UnsupportedOperationException();
          }

          @Override
          public int read(byte[] bytes, int start, int count) throws IOException {
            if (at < to && at + count > from) {
              throw new DamagedBundleException("damaged", "here", "");
            }
            at += count;
            return in.read(bytes, start, count);
          }
        };
  }

  @Test
  void whatIsSoundIsAsItWas() throws Exception {
    try (var in = new FilledInputStream(damaged(0, 0), 5, SIZE - 5)) {
      assertArrayEquals(Arrays.copyOfRange(film, 5, SIZE), in.readAllBytes());
    }
  }

  @Test
  void aDamagedStretchIsZerosAndNoByteBeforeOrAfterIt() throws Exception {
    int from = 16 << 12;
    int to = 33 << 12;
    var expected = film.clone();
    Arrays.fill(expected, from, to, (byte) 0);
    for (int begin : new int[] {0, 1, from - 1, from, from + 5_000, to, to + 1}) {
      try (var in = new FilledInputStream(damaged(from, to), begin, SIZE - begin)) {
        assertArrayEquals(Arrays.copyOfRange(expected, begin, SIZE), in.readAllBytes(), "from " + begin);
      }
    }
  }

  @Test
  void noMoreIsMadeUpThanAMebibyte() throws Exception {
    try (var in = new FilledInputStream(damaged(1 << 20, SIZE), 0, SIZE)) {
      var came = new byte[(1 << 20) + FilledInputStream.MAX_FILLED_BYTES];
      assertEquals(came.length, in.readNBytes(came, 0, came.length));
      assertThrows(DamagedBundleException.class, () -> in.readNBytes(1 << 16));
    }
  }
}

package org.bojagi.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.serve.ByteRange.NotSatisfiable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §14, on a file of 10,000 bytes as in its examples. */
class ByteRangeTest {
  private static final long SIZE = 10_000;

  @ParameterizedTest
  @CsvSource({
    "bytes=0-499, 0, 500",
    "bytes=500-999, 500, 500",
    "bytes=-500, 9500, 500",
    "bytes=9500-, 9500, 500",
    "bytes=0-0, 0, 1",
    "bytes=-1, 9999, 1",
    "bytes=9999-9999, 9999, 1",
    "bytes=0-999999, 0, 10000",
    "bytes=-999999, 0, 10000",
    "bytes= 0-499, 0, 500",
  })
  void oneRange(String header, long first, long length) throws Exception {
    assertEquals(new ByteRange(first, length), ByteRange.of(header, SIZE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "items=0-5", "bytes=", "bytes=-", "bytes=abc", "bytes=5-2", "bytes=0x10-20", "bytes=1--2",
    "bytes=99999999999999999999-"})
  void whatIsNoRangeMeansTheWhole(String header) throws Exception {
    assertEquals(new ByteRange(0, SIZE), ByteRange.of(header, SIZE));
  }

  @Test
  void noneMeansTheWhole() throws Exception {
    assertEquals(new ByteRange(0, SIZE), ByteRange.of(null, SIZE));
    assertEquals(new ByteRange(0, 0), ByteRange.of(null, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10000-", "bytes=10000-10001", "bytes=-0", "bytes=0-1,5-6", "bytes=0-,0-,0-,0-"})
  void whatTheFileDoesNotHaveAndSeveralRangesAreRefused(String header) {
    assertThrows(NotSatisfiable.class, () -> ByteRange.of(header, SIZE));
  }

  @Test
  void anEmptyFileHasNoRange() {
    assertThrows(NotSatisfiable.class, () -> ByteRange.of("bytes=0-", 0));
    assertThrows(NotSatisfiable.class, () -> ByteRange.of("bytes=-1", 0));
  }

  @Test
  void nothingThatIsSentLeadsOutsideOfTheFile() {
    var random = new Random(Trials.seed(ByteRangeTest.class));
    var alphabet = "bytes=0123456789-, \tx";
    for (int i = 0; i < Trials.of(200_000); i++) {
      var header = new StringBuilder(random.nextInt(10) == 0 ? "" : "bytes=");
      for (int k = random.nextInt(12); k > 0; k--) {
        header.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      long size = random.nextInt(3) * (long) random.nextInt(5_000);
      try {
        var range = ByteRange.of(header.toString(), size);
        assertTrue(range.first() >= 0 && range.length() >= 0 && range.first() + range.length() <= size, header + " of " + size);
      } catch (NotSatisfiable e) {
        // The other answer.
      }
    }
  }
}

package org.bojagi.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.ibm.icu.text.Normalizer2;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.analysis.icu.ICUNormalizer2CharFilter;
import org.bojagi.Trials;
import org.junit.jupiter.api.Test;

class FoldingCharFilterTest {
  private static final Normalizer2 FOLDING = Normalizer2.getNFKCCasefoldInstance();
  private static final String[] PARTS = {
    "a", "Z", " ", "é", "E\u0301", "ﬁ", "ß", "İ", "한", "\u1112\u1161\u11ab", "\u00ad", "學", "\ud835\udc00", "½", "\n"
  };

  @Test
  void ofAsciiItDoesWhatIcuDoes() throws IOException {
    assertSame(IntStream.range(0, 0x80).mapToObj(Character::toString).collect(Collectors.joining()));
    assertSame("");
    for (int c = 0; c < 0x80; c++) {
      assertSame("x" + (char) c);
    }
  }

  @Test
  void anyTextIsFoldedAndItsOffsetsAreCorrectedAsByIcu() throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (int trial = 0; trial < Trials.of(4_000); trial++) {
      var text = new StringBuilder();
      int ofThese = random.nextBoolean() ? 3 : PARTS.length;
      for (int parts = random.nextInt(40); parts > 0; parts--) {
        text.append(PARTS[random.nextInt(ofThese)]);
      }
      assertSame(text.toString());
    }
  }

  @Test
  void lettersAreChangedAfterTheyAreFolded() throws IOException {
    var text = new StringReader("ＡＢ歷");
    try (var filter = new FoldingCharFilter(text, FOLDING, folded -> folded.replace('歷', '력').replace('b', 'c'))) {
      assertEquals("ac력", filter.readAllAsString());
    }
  }

  private static void assertSame(String text) throws IOException {
    try (var expected = new ICUNormalizer2CharFilter(new StringReader(text), FOLDING);
        var actual = new FoldingCharFilter(new StringReader(text), FOLDING, same -> same)) {
      var folded = readInPieces(expected);
      assertEquals(folded, readInPieces(actual), text);
      for (int offset = 0; offset <= folded.length(); offset++) {
        assertEquals(expected.correctOffset(offset), actual.correctOffset(offset), text + " at " + offset);
      }
    }
  }

  private static String readInPieces(Reader reader) throws IOException {
    var text = new StringBuilder();
    var piece = new char[7];
    for (int count = reader.read(piece, 1, 5); count >= 0; count = reader.read(piece, 1, 5)) {
      text.append(piece, 1, count);
    }
    return text.toString();
  }
}

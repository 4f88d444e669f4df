package org.bojagi.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.apache.lucene.document.Document;
import org.apache.lucene.util.BytesRef;
import org.bojagi.Trials;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.language.WordPair;
import org.junit.jupiter.api.Test;

class WordPairListTest {
  private static final List<WordPair> PAIRS =
      List.of(
          new WordPair("손전화", "휴대전화"),
          new WordPair("손전화", "핸드폰"),
          new WordPair("가계추림법", "가계 선발법"),
          new WordPair("딸라", "달러"),
          new WordPair("갱", "굴"));

  @Test
  void formsAreFoundEitherWayHoweverTheyAreSpaced() throws Exception {
    var list = list(PAIRS);
    assertEquals(List.of("핸드폰", "휴대전화"), list.southernOf("손전화"));
    assertEquals(List.of("손전화"), list.northernOf("핸드폰"));
    assertEquals(List.of("가계추림법"), list.northernOf(WordPair.key("가계선발 법")));
    assertEquals(List.of(), list.southernOf("휴대전화"));
  }

  @Test
  void oneSyllableIsTooLittleToGoBy() throws Exception {
    assertEquals(List.of(), list(PAIRS).southernOf("갱"));
    assertEquals(new HashSet<>(PAIRS.subList(0, 4)), new HashSet<>(list(PAIRS).pairs()));
  }

  @Test
  void linesThatAreNoPairsArePassedOver() throws Exception {
    var list = WordPairList.inflate(deflated("\n\n손전화\n\t휴대전화\n손전화\t\n딸라\t달러\n노트콤\t노트북"));
    assertEquals(List.of(new WordPair("딸라", "달러")), list.pairs());
  }

  /** A list made to keep a reader busy: no line is looked at beyond its end, and of one word a few are given. */
  @Test
  void aListOfEmptyLinesOrOfOneWordIsReadInOneGo() throws Exception {
    assertEquals(List.of(), WordPairList.inflate(deflated("\n".repeat(2_000_000))).pairs());
    var many = WordPairList.inflate(deflated("손전화\t휴대전화\n".repeat(40_000)));
    assertTrue(many.southernOf("손전화").size() < 100);
  }

  /** 500 lists with bytes changed or cut off; full trials: 10,000. */
  @Test
  void whateverStandsThereIsAListOrNamed() throws Exception {
    var random = new Random(Trials.seed(WordPairListTest.class));
    var whole = deflated("손전화\t휴대전화\n딸라\t달러\n".repeat(50));
    int named = 0;
    for (int trial = 0; trial < Trials.of(10_000); trial++) {
      var bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length];
      System.arraycopy(whole.bytes, whole.offset, bytes, 0, bytes.length);
      for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        var list = WordPairList.inflate(new BytesRef(bytes));
        for (var pair : list.pairs()) {
          assertTrue(list.southernOf(WordPair.key(pair.northern())) != null);
        }
      } catch (DamagedBundleException e) {
        named++;
      }
    }
    assertTrue(named > 0);
    assertThrows(DamagedBundleException.class, () -> WordPairList.inflate(new BytesRef()));
  }

  private static WordPairList list(List<WordPair> pairs) throws Exception {
    var document = new Document();
    WordPairList.add(document, pairs);
    return WordPairList.inflate(document.getField(Fields.WORDS).binaryValue());
  }

  private static BytesRef deflated(String lines) {
    var deflater = new Deflater();
    deflater.setInput(lines.getBytes(StandardCharsets.UTF_8));
    deflater.finish();
    var buffer = new byte[1 << 16];
    int length = deflater.deflate(buffer);
    deflater.end();
    return new BytesRef(buffer, 0, length);
  }
}

package org.bojagi.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.lucene.util.BytesRef;
import org.bojagi.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameKeysTest {
  @ParameterizedTest
  @CsvSource({
    "살ㄱ, 살구나무",
    "삵, 살구나무",
    "다리우, 다리 우에서",
    "《다리 우에, 다리 우에서",
    "도ㄱ, 독립",
    "도ㄱ, 도구",
    "On, «on the bridge»",
    "ＯＮ, on the bridge",
    "二, 二十二步",
    "dont, Don’t",
    "7, 7 Days",
  })
  void whatIsTypedSoFarIsAPrefix(String typed, String name) {
    assertTrue(startsWith(NameKeys.letters(name), NameKeys.letters(typed)));
  }

  @ParameterizedTest
  @CsvSource({"살구, 삵", "독ㅎ, 도구", "a, ㅏ", "s, ㅅ"})
  void whatIsTypedOtherwiseIsNone(String typed, String name) {
    assertFalse(startsWith(NameKeys.letters(name), NameKeys.letters(typed)));
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  @Test
  void aNameIsFoundFromEachOfItsFirstWords() {
    var starts = NameKeys.letterStarts("다리 우에서 만난 《사람》 1, 2, 3, 4");
    assertEquals(NameKeys.MAX_WORDS, starts.size());
    assertArrayEquals(NameKeys.letters("만난사람1234"), starts.get(2));
    assertArrayEquals(NameKeys.letters("ㅇㅇㅅㅁㄴㅅㄹ1234"), NameKeys.initialStarts("다리 우에서 만난 《사람》 1, 2, 3, 4").get(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "살구나무", "다리 우에서 만난 사람 3", "《다리 우에서》 3", "On the bridge", "on the bridge 2", "二十二步", "값 없는 닭",
        "두  칸", "ㅋㅋ 웃음", "е́", "A", "이름.pdf", "까\u0301", "😀 웃음",
      })
  void aTermGivesTheNameBack(String name) {
    assertEquals(name, NameKeys.name(NameKeys.term(name)));
    assertEquals(name, NameKeys.name(NameKeys.term(NameKeys.letters("무엇이든"), name)));
  }

  @Test
  void ofAPlainKoreanNameATermHoldsTheLettersAndWhereSpacesAre() {
    var name = "다리 우에서 만난 사람";
    int utf8 = name.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(NameKeys.term(name).length <= utf8, "a term of " + NameKeys.term(name).length);
  }

  @Test
  void anyTextGivesTermsThatGiveItBackAndAnyTermGivesSomeText() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < Trials.of(20_000); i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(40); n > 0; n--) {
        switch (random.nextInt(6)) {
          case 0 -> text.append(' ');
          case 1 -> text.appendCodePoint(random.nextInt(0x110000));
          case 2 -> text.append((char) (0x3131 + random.nextInt(60)));
          default -> text.append((char) ('가' + random.nextInt(11_172)));
        }
      }
      // A lone surrogate has no UTF-8.
      var name = text.toString().replaceAll("\\p{Cs}", "?");
      assertEquals(name, NameKeys.name(NameKeys.term(name)), "seed " + seed);
      var bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      NameKeys.name(new BytesRef(bytes));
      NameKeys.letters(text.toString());
    }
  }

  @Test
  void aLongNameIsCutAtASpace() {
    var cut = NameKeys.cut("가나다 ".repeat(100));
    assertEquals("가나다 ".repeat(30).strip(), cut);
    assertEquals(NameKeys.MAX_NAME_CHARS, NameKeys.cut("가".repeat(500)).length());
    assertEquals(NameKeys.MAX_NAME_CHARS - 1, NameKeys.cut("가" + "😀".repeat(500)).length());
  }

  @Test
  void firstConsonantsAreTwoOrMoreOfThemAlone() {
    assertTrue(NameKeys.isInitials(NameKeys.letters("ㅅㄱ")));
    assertTrue(NameKeys.isInitials(NameKeys.letters("ㄳ ㄴㅁ")));
    for (var other : new String[] {"ㅅ", "", "살ㄱ", "ㅅㅏ", "sr", "ㅏㅏ"}) {
      assertFalse(NameKeys.isInitials(NameKeys.letters(other)), other);
    }
  }
}

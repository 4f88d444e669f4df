package org.bojagi.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.Normalizer;
import java.util.Random;
import org.bojagi.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HangulTest {
  @Test
  void everySyllableIsWhatUnicodeDecomposesItTo() {
    for (char c = '가'; c <= '힣'; c++) {
      var parts = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD);
      assertTrue(Hangul.isSyllable(c));
      assertEquals(parts.charAt(0) - 0x1100, Hangul.initial(c));
      assertEquals(parts.charAt(1) - 0x1161, Hangul.vowel(c));
      assertEquals(parts.length() < 3 ? 0 : parts.charAt(2) - 0x11A7, Hangul.finalConsonant(c));
      assertEquals(c, Hangul.syllable(Hangul.initial(c), Hangul.vowel(c), Hangul.finalConsonant(c)));
      assertEquals(Hangul.letters(Character.toString(c)), Hangul.letters(parts));
    }
    assertFalse(Hangul.isSyllable('가' - 1));
    assertFalse(Hangul.isSyllable('힣' + 1));
  }

  @Test
  void aLetterIsAConsonantOrAVowel() {
    assertTrue(Hangul.isConsonant('ㄱ') && Hangul.isConsonant('ㄳ') && Hangul.isConsonant('ㅎ'));
    assertTrue(Hangul.isVowel('ㅏ') && Hangul.isVowel('ㅘ') && Hangul.isVowel('ㅣ'));
    assertFalse(Hangul.isLetter('ㅤ') || Hangul.isLetter('가') || Hangul.isLetter('a') || Hangul.isVowel('ㄱ'));
  }

  @ParameterizedTest
  @CsvSource({
    "값, ㄱㅏㅂㅅ",
    "왜, ㅇㅗㅐ",
    "의의, ㅇㅡㅣㅇㅡㅣ",
    "빨래, ㅃㅏㄹㄹㅐ",
    "밖 3, ㅂㅏㄲ 3",
    "살ㄱ, ㅅㅏㄹㄱ",
    "삵, ㅅㅏㄹㄱ",
    "ㄳㅘ, ㄱㅅㅗㅏ",
    "雪 a, 雪 a",
  })
  void lettersAreThoseThatAreTyped(String text, String letters) {
    assertEquals(letters, Hangul.letters(text));
  }

  @Test
  void whatIsTypedInSyllablesIsComposedAgain() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < Trials.of(20_000); i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(20); n > 0; n--) {
        text.append(random.nextInt(6) == 0 ? " a7雪".charAt(random.nextInt(4)) : (char) ('가' + random.nextInt(11_172)));
      }
      assertEquals(text.toString(), Hangul.composed(Hangul.letters(text)), "seed " + seed);
    }
  }

  @Test
  void initialsAreTheFirstConsonants() {
    assertEquals("ㅅㄱㄴㅁ", Hangul.initials("살구나무"));
    assertEquals("ㄷㄹ ㅇㅇㅅ 3", Hangul.initials("다리 우에서 3"));
    assertEquals("ㄲㄷ", Hangul.initials("까닭"));
  }
}

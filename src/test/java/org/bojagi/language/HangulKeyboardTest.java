package org.bojagi.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HangulKeyboardTest {
  @ParameterizedTest
  @CsvSource({
    "tkfrn, 살구",
    "dkssudgktpdy, 안녕하세요",
    "rkqt, 값",
    "rkqtdl, 값이",
    "ekfr, 닭",
    "ekfrdl, 닭이",
    "ekfrl, 달기",
    "Qkffo, 빨래",
    "dhksrhd qkRdml snsans, 완공 밖의 눈문",
    "dnjs, 원",
    "dmldml, 의의",
    "rr, ㄱㄱ",
    "k, ㅏ",
  })
  void sameKeysReadInEitherLanguage(String latin, String hangul) {
    assertEquals(hangul, HangulKeyboard.hangul(latin));
    assertEquals(latin, HangulKeyboard.latin(hangul));
    assertEquals(hangul, HangulKeyboard.other(latin));
    assertEquals(latin, HangulKeyboard.other(hangul));
  }

  @Test
  void everySyllableComesBackFromItsKeys() {
    for (char syllable = 0xAC00; syllable <= 0xD7A3; syllable++) {
      var text = String.valueOf(syllable);
      assertEquals(text, HangulKeyboard.hangul(HangulKeyboard.latin(text)));
    }
  }

  @Test
  void capitalsThatShiftDoesNothingToAndWhatIsNoLetterStay() {
    assertEquals("살구 1!", HangulKeyboard.hangul("tKFrn 1!"));
    assertEquals("ㅁ", HangulKeyboard.hangul("A"));
    assertEquals("雪 7", HangulKeyboard.hangul("雪 7"));
  }
}

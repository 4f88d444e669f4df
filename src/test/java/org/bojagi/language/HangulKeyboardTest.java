package org.bojagi.language;

import static org.bojagi.language.HangulKeyboard.NORTHERN;
import static org.bojagi.language.HangulKeyboard.SOUTHERN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.bojagi.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HangulKeyboardTest {
  @Test
  void everyKeyOfTheSouthernLayoutHasItsLetter() {
    assertEquals("ㅂㅈㄷㄱㅅ ㅛㅕㅑㅐㅔ", each(SOUTHERN, "qwert yuiop"));
    assertEquals("ㅁㄴㅇㄹㅎ ㅗㅓㅏㅣ", each(SOUTHERN, "asdfg hjkl"));
    assertEquals("ㅋㅌㅊㅍ ㅠㅜㅡ", each(SOUTHERN, "zxcv bnm"));
    assertEquals("ㅃㅉㄸㄲㅆ ㅛㅕㅑㅒㅖ", each(SOUTHERN, "QWERT YUIOP"));
    assertEquals("ㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", each(SOUTHERN, "ASDFGHJKLZXCVBNM"));
  }

  @Test
  void everyKeyOfTheNorthernLayoutHasItsLetter() {
    assertEquals("ㅂㅁㄷㄹㅎ ㅕㅜㅓㅐㅔ", each(NORTHERN, "qwert yuiop"));
    assertEquals("ㅈㄱㅇㄴㅅ ㅗㅏㅣㅡ", each(NORTHERN, "asdfg hjkl"));
    assertEquals("ㅋㅌㅊㅍ ㅠㅛㅑ", each(NORTHERN, "zxcv bnm"));
    assertEquals("ㅃㅁㄸㄹㅎ ㅕㅜㅓㅒㅖ", each(NORTHERN, "QWERT YUIOP"));
    assertEquals("ㅉㄲㅇㄴㅆㅗㅏㅣㅡㅋㅌㅊㅍㅠㅛㅑ", each(NORTHERN, "ASDFGHJKLZXCVBNM"));
  }

  private static String each(HangulKeyboard layout, String keys) {
    var letters = new StringBuilder();
    keys.chars().forEach(key -> letters.append(layout.hangul(Character.toString(key))));
    return letters.toString();
  }

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
  void theSameKeysReadInEitherLanguageInTheSouth(String latin, String hangul) {
    assertEquals(hangul, SOUTHERN.hangul(latin));
    assertEquals(latin, SOUTHERN.latin(hangul));
  }

  @ParameterizedTest
  @CsvSource({
    "gjrsu, 살구",
    "rysgj, 력사",
    "fygid, 녀성",
    "rhehd, 로동",
    "Qjrro, 빨래",
    "Sjaks, 까직",
    "hj, ㅘ",
    "duid, 웡",
  })
  void theSameKeysReadInEitherLanguageInTheNorth(String latin, String hangul) {
    assertEquals(hangul, NORTHERN.hangul(latin));
    assertEquals(latin, NORTHERN.latin(hangul));
  }

  @ParameterizedTest
  @EnumSource
  void everySyllableComesBackFromItsKeys(HangulKeyboard layout) {
    for (char syllable = 0xAC00; syllable <= 0xD7A3; syllable++) {
      var text = String.valueOf(syllable);
      assertEquals(text, layout.hangul(layout.latin(text)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whateverIsTypedInSyllablesComesBackFromItsKeys(HangulKeyboard layout) {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < Trials.of(20_000); i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(30); n > 0; n--) {
        text.append(random.nextInt(5) == 0 ? ' ' : (char) ('가' + random.nextInt(11_172)));
      }
      var keys = layout.latin(text.toString());
      assertTrue(keys.matches("[A-Za-z ]*"), keys);
      assertEquals(text.toString(), layout.hangul(keys), "seed " + seed);
    }
  }

  @Test
  void capitalsThatShiftDoesNothingToAndWhatIsNoLetterStay() {
    assertEquals("살구 1!", SOUTHERN.hangul("tKFrn 1!"));
    assertEquals("ㅁ", SOUTHERN.hangul("A"));
    assertEquals("雪 7", SOUTHERN.hangul("雪 7"));
  }

  @Test
  void koreanTypedInLatinIsReadInTheLayoutThatMakesSyllables() {
    for (var text : List.of("살구나무", "력사 이야기", "다리 우에서 만난 사람", "첫눈이 내렸다", "알아두기")) {
      assertEquals(text, HangulKeyboard.other(SOUTHERN.latin(text)).getFirst(), text);
      assertEquals(text, HangulKeyboard.other(NORTHERN.latin(text)).getFirst(), text);
    }
  }

  @Test
  void whereBothLayoutsMakeSyllablesBothAreGiven() {
    assertEquals(List.of("고동", "로동"), HangulKeyboard.other(NORTHERN.latin("로동")));
  }

  @Test
  void latinTypedInHangulIsReadInBothLayouts() {
    for (var text : List.of("snow", "rumour", "on the bridge", "apple")) {
      assertTrue(HangulKeyboard.other(SOUTHERN.hangul(text)).contains(text), text);
      assertTrue(HangulKeyboard.other(NORTHERN.hangul(text)).contains(text), text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "1234", "살구", "살구나무 7", "살ㄱ", "력사", "雪", "the bridge", "한글 hangul", "«»"})
  void whatIsPlainlyAWordMeansNothingElse(String word) {
    assertEquals(List.of(), HangulKeyboard.other(word));
  }

  @Test
  void aLastSyllableMayBeUnfinished() {
    var keys = "tkfrnskan";
    for (int end = 2; end <= keys.length(); end++) {
      assertFalse(HangulKeyboard.other(keys.substring(0, end)).isEmpty(), keys.substring(0, end));
    }
    assertEquals("살굼", HangulKeyboard.other("tkfrna").getFirst());
  }

  @Test
  void firstConsonantsAloneAreNoWord() {
    assertEquals(List.of(), HangulKeyboard.other("trsa"));
  }
}

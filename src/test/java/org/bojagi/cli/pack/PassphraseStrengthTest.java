package org.bojagi.cli.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.bundle.WordList;
import org.bojagi.fault.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassphraseStrengthTest {

  private static double bits(String phrase) {
    return Math.log(PassphraseStrength.guesses(phrase.getBytes(StandardCharsets.UTF_8))) / Math.log(2);
  }

  private static boolean passes(String phrase) {
    return Math.pow(2, bits(phrase)) >= PassphraseStrength.LEAST_GUESSES;
  }

  @ParameterizedTest
  @EnumSource(WordList.class)
  void generatedWordsAlwaysPass(WordList list) {
    for (int i = 0; i < Trials.of(2_000); i++) {
      var words = list.offerBytes();
      assertTrue(PassphraseStrength.guesses(words) >= PassphraseStrength.LEAST_GUESSES);
      var typed = new String(words, StandardCharsets.UTF_8);
      assertTrue(passes(typed.replace(" ", "")) && passes(Normalizer.normalize(typed, Normalizer.Form.NFD)), "words");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1234", "password", "letmein2024!", "qwertyuiopasdfghjkl", "zaq12wsxcde34rfv", "P@ssw0rdP@ssw0rdP@ssw0rd",
        "iloveyou forever and ever", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa", "2026-01-01 2026-01-02",
        "사랑해", "안녕하세요", "비밀번호1234", "김일성 만세", "조선민주주의인민공화국", "다리 우에서 만난 사람", "곰 달 새 별 물 꽃",
        "가나다라마바사아자차카타파하", "가나다라마바사아자차카타파하가나다라마바사아자차카타파하", "가가가가가가가가가가가가가가가가가가가가",
        "사랑해 사랑해 사랑해 사랑해 사랑해 사랑해 사랑해 사랑해", "하나둘셋넷다섯", "어머니 아버지 보고싶어요", "一二三四五六七八九十", "床前明月光疑是地上霜",
        "ㅔㅁㄴㄴ재ㄱㅇ", "rkskekfkakqktkdkwkckzkxkvkgk", "dkssudgktpdy dkssudgktpdy", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹ", "🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈", "\uD83D\uDE00"
      })
  void whatPeopleChooseIsRefused(String phrase) {
    assertFalse(passes(phrase), phrase + ": " + bits(phrase) + " bits");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse battery staple violin", "8fK#q2vL!zR9w@Tn", "살구나무 그늘에 앉은 고양이가 편지봉투를 물어뜯었다",
        "열두번째 우산은 기차역 시계탑에서 춤추는 오리에게", "녹슨 자전거 두대와 파란 주전자 그리고 졸린 물고기", "我家門前有一條河後面有山坡山坡上面"
      })
  void longPhrasesOfOnesOwnPass(String phrase) {
    assertTrue(passes(phrase), phrase + ": " + bits(phrase) + " bits");
  }

  @Test
  void fiveWordsOfTheListPassAndFourDoNot() {
    var words = WordList.KOREAN.offer().split(" ");
    assertTrue(bits(words[0] + words[1] + words[2] + words[3]) < 46.5);
    assertTrue(bits((words[0] + " ").repeat(6).strip()) < 46.5, "one word six times");
  }

  @Test
  void theRefusalSaysWhyAndWhatHelpsAndNothingOfThePhrase() {
    var typed = "비밀의화원".getBytes(StandardCharsets.UTF_8);
    var before = typed.clone();
    var refusal = assertThrows(UsageException.class, () -> PassphraseStrength.require(typed, "words.txt"));
    assertTrue(refusal.getMessage().contains("10^14"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("bojagi key words"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("--weak-passphrase"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("(words.txt)"), refusal.getMessage());
    assertFalse(refusal.getMessage().contains("비밀"), refusal.getMessage());
    assertArrayEquals(before, typed);
  }

  @Test
  void anyTextIsJudgedAndLongOnesToo() {
    long seed = Long.getLong("seed", new Random().nextLong());
    System.out.println("PassphraseStrengthTest seed " + seed);
    var random = new Random(seed);
    var characters = "aZ09 !\t가힣ㄱㅏ各é\u0301\u1112\uD83D\uDE00\u200Bあ".toCharArray();
    for (int i = 0; i < Trials.of(2_000); i++) {
      var phrase = new StringBuilder();
      int length = 1 + random.nextInt(i % 50 == 0 ? 300 : 30);
      for (int c = 0; c < length; c++) {
        phrase.append(
            random.nextInt(3) == 0
                ? Character.toString(random.nextInt(0xD800))
                : String.valueOf(characters[random.nextInt(characters.length)]));
      }
      double guesses = PassphraseStrength.guesses(phrase.toString().getBytes(StandardCharsets.UTF_8));
      assertTrue(guesses >= 1 && !Double.isNaN(guesses), "seed " + seed + ", trial " + i);
    }
  }
}

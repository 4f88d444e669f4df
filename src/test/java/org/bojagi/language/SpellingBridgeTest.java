package org.bojagi.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bojagi.Trials;
import org.junit.jupiter.api.Test;

class SpellingBridgeTest {
  private static void assertCrossed(SpellingBridge bridge, String... pairs) {
    for (var pair : pairs) {
      var words = pair.split(" ");
      assertEquals(bridge, SpellingBridge.spellings(words[0]).get(words[1]), pair);
      assertEquals(bridge, SpellingBridge.spellings(words[1]).get(words[0]), pair + ", the other way");
      assertEquals(SpellingFold.fold(words[0]), SpellingFold.fold(words[1]), pair);
    }
  }

  @Test
  void aFirstConsonantIsCrossedBothWays() {
    assertCrossed(
        SpellingBridge.INITIAL_SOUND,
        "력사 역사", "로동 노동", "녀자 여자", "리발 이발", "래일 내일", "량심 양심", "례의 예의", "룡궁 용궁", "류행 유행", "락원 낙원",
        "뢰성 뇌성", "루각 누각", "릉묘 능묘", "년령 연령", "뉴대 유대", "닉명 익명");
  }

  @Test
  void inACompoundAlsoWhereItsSecondWordMayBegin() {
    assertCrossed(
        SpellingBridge.INITIAL_SOUND_INSIDE, "가공라선로 가공나선로", "해외려행 해외여행", "남존녀비 남존여비", "총로선 총노선");
    assertEquals(Set.of(), SpellingBridge.spellings("우리").keySet());
  }

  @Test
  void ryulAndRyeolAreCrossedAfterAVowelAndNieun() {
    assertCrossed(SpellingBridge.RYUL_AND_RYEOL, "비률 비율", "배렬 배열", "건률 건율", "백분률 백분율");
    assertEquals(null, SpellingBridge.spellings("법률").get("법율"));
  }

  @Test
  void theMarkOfACompoundIsCrossedBothWays() {
    assertCrossed(
        SpellingBridge.SAI_SIOT, "기발 깃발", "초불 촛불", "바다가 바닷가", "나무잎 나뭇잎", "뒤일 뒷일", "코물 콧물", "혀바닥소리 혓바닥소리");
  }

  @Test
  void vowelsAreCrossedBothWays() {
    assertCrossed(SpellingBridge.VOWEL_AFTER_I, "되였다 되었다", "피여나다 피어나다", "개였다 개었다");
    assertCrossed(SpellingBridge.VOWEL_E, "페지 폐지", "게시 계시", "개페식 개폐식");
  }

  @Test
  void tenseConsonantsAreCrossedBothWays() {
    assertCrossed(SpellingBridge.TENSE_CONSONANT, "일군 일꾼", "쏘련 소련", "원쑤 원수", "색갈 색깔", "빛갈 빛깔");
  }

  @Test
  void aSyllableThatIsNoReadingOfAHanjaKeepsItsFirstSound() {
    for (var word : List.of("있다", "일본", "우리")) {
      assertTrue(!SpellingBridge.spellings(word).containsValue(SpellingBridge.INITIAL_SOUND), word);
    }
  }

  @Test
  void oneSyllableIsTooLittleAndWhatIsNotHangulIsLeftAlone() {
    for (var word : List.of("력", "", "radio", "리x", "력사x")) {
      assertEquals(Set.of(), SpellingBridge.spellings(word).keySet(), word);
    }
  }

  @Test
  void anyWordHasFewSpellingsOfItsLengthAndNoneIsItself() {
    var random = new Random(Trials.seed(SpellingBridgeTest.class));
    for (int i = 0; i < Trials.of(20_000); i++) {
      var word = word(random);
      var spellings = SpellingBridge.spellings(word);
      assertTrue(spellings.size() <= SpellingBridge.MAX_SPELLINGS, word);
      for (var other : spellings.keySet()) {
        assertEquals(word.length(), other.length(), word);
        assertTrue(!other.equals(word) && other.chars().allMatch(c -> Hangul.isSyllable(c)), word);
      }
      assertEquals(word.length(), SpellingFold.fold(word).length(), word);
      assertEquals(SpellingFold.fold(word), SpellingFold.fold(SpellingFold.fold(word)), word);
    }
  }

  private static String word(Random random) {
    var word = new StringBuilder();
    for (int length = 2 + random.nextInt(9); length > 0; length--) {
      word.append((char) (0xAC00 + random.nextInt(11_172)));
    }
    return word.toString();
  }
}

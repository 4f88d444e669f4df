package org.bojagi.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingBridgeTest {
  @Test
  void aFirstConsonantIsCrossedSouthwards() {
    for (var pair :
        List.of(
            "력사 역사", "로동 노동", "녀자 여자", "리발 이발", "래일 내일", "량심 양심", "례의 예의", "룡궁 용궁", "류행 유행", "락원 낙원",
            "뢰성 뇌성", "루각 누각", "릉묘 능묘", "년령 연령", "뉴대 유대", "닉명 익명")) {
      var words = pair.split(" ");
      assertTrue(SpellingBridge.spellings(words[0]).contains(words[1]), pair);
    }
  }

  @Test
  void andNorthwardsToEachConsonantThatItMayHave() {
    assertEquals(List.of("력사"), SpellingBridge.spellings("역사"));
    assertEquals(List.of("로동"), SpellingBridge.spellings("노동"));
    assertEquals(List.of("려자", "녀자"), SpellingBridge.spellings("여자"));
    assertEquals(List.of("리발", "니발"), SpellingBridge.spellings("이발"));
    assertEquals(List.of("래일"), SpellingBridge.spellings("내일"));
  }

  @Test
  void aSyllableThatIsNoReadingOfAHanjaStays() {
    assertEquals(List.of(), SpellingBridge.spellings("있다"));
    assertEquals(List.of(), SpellingBridge.spellings("일본"));
    assertEquals(List.of(), SpellingBridge.spellings("우리"));
  }

  @Test
  void oneSyllableIsTooLittleAndWhatIsNotHangulIsLeftAlone() {
    assertEquals(List.of(), SpellingBridge.spellings("력"));
    assertEquals(List.of(), SpellingBridge.spellings(""));
    assertEquals(List.of(), SpellingBridge.spellings("radio"));
    assertEquals(List.of(), SpellingBridge.spellings("리x"));
  }
}

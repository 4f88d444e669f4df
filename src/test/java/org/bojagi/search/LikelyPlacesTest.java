package org.bojagi.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.bojagi.Trials;
import org.junit.jupiter.api.Test;

class LikelyPlacesTest {
  private static List<String> found(String text, String... terms) {
    return LikelyPlaces.of(text, List.of(terms), 1).stream()
        .map(window -> text.substring(window.from(), window.to()))
        .toList();
  }

  @Test
  void endingsMayChangeAllButTheBeginningOfAWord() {
    for (var pair :
        List.of("배우 배웠다", "부르 불러", "아름답 아름다운", "오 왔다", "하 했다", "되 됐다", "주 줬다", "쓰 썼다", "지 졌다", "듣 들었다")) {
      var words = pair.split(" ");
      assertEquals(List.of(words[1]), found(words[1], words[0]), pair);
    }
  }

  @Test
  void anotherWordIsNoLikelyPlace() {
    assertEquals(List.of(), found("학생이 노래를 배웠다", "역사"));
    assertEquals(List.of(), found("배를 샀다", "배우"));
    assertEquals(List.of(), found("배", "배우"));
    assertEquals(List.of(), found("", "배우"));
  }

  @Test
  void hanjaMayBeReadAsAnything() {
    assertEquals(List.of("歷史를"), found("歷史를", "역사"));
  }

  @Test
  void lettersAreTakenByTheirFirstTwo() {
    assertEquals(List.of("Radio"), found("Radio", "radio"));
    assertEquals(List.of(), found("rdaio", "radio"));
  }

  @Test
  void theWordsBesideAreCutWithIt() {
    var text = "우리 나라의 력사를 배웠다 오늘";
    var window = LikelyPlaces.of(text, List.of("력사"), 1).getFirst();
    assertEquals("나라의 력사를 배웠다", text.substring(window.start(), window.end()));
    assertEquals("력사를", text.substring(window.from(), window.to()));
  }

  @Test
  void windowsAreInOrderApartInsideAndHoldTheWord() {
    long seed = Trials.seed(LikelyPlacesTest.class);
    var random = new Random(seed);
    for (int trial = Trials.of(2_000); trial > 0; trial--) {
      var text = new StringBuilder();
      for (int n = random.nextInt(400); n > 0; n--) {
        text.append(random.nextInt(4) == 0 ? ' ' : (char) ('가' + random.nextInt(11_172)));
        if (random.nextInt(60) == 0) {
          text.append("두만강");
        }
      }
      var windows = LikelyPlaces.of(text.toString(), List.of("두만강"), 3);
      int before = -1;
      for (var window : windows) {
        assertTrue(window.from() >= before && window.to() > window.from());
        assertTrue(window.start() <= window.from() && window.to() <= window.end());
        assertTrue(window.start() >= 0 && window.end() <= text.length());
        before = window.to();
      }
      for (int at = text.indexOf("두만강"); at >= 0; at = text.indexOf("두만강", at + 1)) {
        int place = at;
        assertTrue(windows.stream().anyMatch(each -> each.from() <= place && each.to() >= place + 3));
      }
    }
  }
}

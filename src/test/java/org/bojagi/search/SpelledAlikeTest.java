package org.bojagi.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.bojagi.language.Analysis;
import org.bojagi.language.SpellingFold;
import org.junit.jupiter.api.Test;

class SpelledAlikeTest {
  /** What is found, and after an arrow what it was typed as where that differs. */
  private static List<String> find(String typed, String text) throws Exception {
    var found = new ArrayList<Marker.Found>();
    SpelledAlike.of(0, typed, new QueryTokens(Analysis.VERSION))
        .orElseThrow()
        .find(text, SpellingFold.fold(text), found);
    return found.stream()
        .map(
            each ->
                text.substring(each.start(), each.end())
                    + (each.bridge() == null ? "" : " < " + each.bridge().typed()))
        .toList();
  }

  @Test
  void aWordIsFoundInTheOtherSpelling() throws Exception {
    assertEquals(List.of("역사 < 력사"), find("력사", "마을의 역사를 적는다"));
    assertEquals(List.of("력사 < 역사"), find("역사를", "당의 력사는 길다"));
    assertEquals(List.of("깃발 < 기발"), find("기발", "붉은 깃발이 날렸다"));
    assertEquals(List.of("되었 < 되였"), find("되였다", "봄이 되었습니다"));
    assertEquals(List.of("여자 < 녀자"), find("녀자가", "그 여자는 웃었다"));
  }

  @Test
  void aShortWordIsFoundWhereAWordBegins() throws Exception {
    assertEquals(List.of(), find("역사", "폭력사건이 났다"));
    assertEquals(List.of("연립주택 < 련립주택"), find("련립주택", "구연립주택이 낡았다"));
  }

  @Test
  void spacesBetweenItsPartsDoNotCount() throws Exception {
    assertEquals(List.of("할 수"), find("할수", "나는 할 수 있다"));
    assertEquals(List.of("국제 요금 < 국제료금"), find("국제료금", "싼 국제 요금이다"));
    assertEquals(List.of(), find("할수", "할  수"));
  }
}

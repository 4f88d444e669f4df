package org.bojagi.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTitleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "The long way round | Joseph's Story: Part 1; Joseph's Story; 1",
        "Joseph's Story: Part 2 | The river; Joseph's Story; 2",
        "Joseph's Story | Part 3; Joseph's Story; 3",
        "Joseph’s Story (Part 2 of 3); Joseph’s Story; 2",
        "Joseph's Story, Part II; Joseph's Story; 2",
        "Joseph's Story - part four; Joseph's Story; 4",
        "Part 2: The river; ''; 2",
        "다리 우에서 2부; 다리 우에서; 2",
        "다리 우에서 제2편; 다리 우에서; 2",
        "다리 우에서 제 12 부 얼음; 다리 우에서; 12",
        "제2편; ''; 2",
        "다리 우에서 <3회>; 다리 우에서; 3",
        "다리 우에서(2); 다리 우에서; 2",
        "다리 우에서（２）; 다리 우에서; 2",
        "자전거 수리공의 수첩 (상); 자전거 수리공의 수첩; 1",
        "자전거 수리공의 수첩(중); 자전거 수리공의 수첩; 2",
        "자전거 수리공의 수첩 [하편]; 자전거 수리공의 수첩; 3",
        "자전거 수리공의 수첩 후편; 자전거 수리공의 수첩; 2",
        "桥上 第二章; 桥上; 2",
        "桥上 第十二回; 桥上; 12",
        "桥上 第二十一回; 桥上; 21",
        "桥上（下）; 桥上; 3",
      })
  void aTitleSaysWhichPartOfWhat(String title, String series, int part) {
    var found = SeriesTitle.in(title).orElseThrow();
    assertEquals(series, found.series());
    assertEquals(part, found.part());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "눈 내리던 날",
        "The party",
        "Partners 2",
        "Part of me",
        "전부 2부작이 아니다",
        "상하이",
        "하늘",
        "Apartment 3",
        "100가지 말",
        "제일 좋은 날",
        "Part 0",
        "우리 중"
      })
  void anotherTitleSaysNothing(String title) {
    assertEquals(Optional.empty(), SeriesTitle.in(title));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "Part ", "제", "| ", "第", "((((((((((", "상편"})
  void aTitleOfNothingButBeginningsIsReadAtOnce(String piece) {
    assertTrue(SeriesTitle.in(piece.repeat(500 / piece.length())).isEmpty());
  }
}

package org.bojagi.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {

  @ParameterizedTest
  @CsvSource({
    "1.ko.md, 1, ko, md",
    "살구나무.zh-Hans.srt, 살구나무, zh-Hans, srt",
    "살구나무.zh_hant.srt, 살구나무, zh-Hant, srt",
    "살구나무.KO.SMI, 살구나무, ko, smi",
    "살구나무.kor.srt, 살구나무, ko, srt",
    "살구나무.kr.srt, 살구나무, ko, srt",
    "살구나무.cn.srt, 살구나무, zh, srt",
    "살구나무.1080p.mp4, 살구나무.1080p, '', mp4",
    "ko.md, ko, '', md",
    "Mr. Kim, Mr. Kim, '', ''",
    "읽어보기, 읽어보기, '', ''",
  })
  void aNameHasAStemALanguageAndAnExtension(
      String name, String stem, String language, String extension) {
    assertEquals(new FileName(name, stem, language, extension), FileName.of(name));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-10-22 시랑송의 밤.md, 2025-10-22, 시랑송의 밤",
    "2025.10.22_시랑송의_밤.md, 2025-10-22, 시랑송의 밤",
    "20251022 시랑송.md, 2025-10-22, 시랑송",
    "2025-10 소식.md, 2025-10, 소식",
    "2025년 3월 9일 소식.md, 2025-03-09, 소식",
    "2025년 3월 소식.md, 2025-03, 소식",
    "2025년 소식.md, 2025, 소식",
    "2025-13-40 소식.md, '', 2025-13-40 소식",
    "2025 소식.md, '', 2025 소식",
    "20251399 소식.md, '', 20251399 소식",
    "1984.md, '', 1984",
    "01_눈_내리던_날.md, '', 눈 내리던 날",
    "3. 봄.md, '', 봄",
    "제2편 얼음.md, '', 얼음",
    "my-first-long-story.html, '', my first long story",
    "self-help.html, '', self-help",
    "100가지 말.md, '', 100가지 말",
    "1.md, '', ''",
  })
  void aLeadingDateIsTheDateAndTheRestIsReadable(String name, String date, String readable) {
    assertEquals(date, FileName.of(name).date());
    assertEquals(readable, FileName.of(name).readable());
  }

  @ParameterizedTest
  @CsvSource({
    "1.md, 1, -1",
    "012 봄.md, 12, -1",
    "2025-10-22 03 봄.md, 3, -1",
    "제3편 봄.md, 3, -1",
    "2부.md, 2, -1",
    "100가지 말.md, -1, -1",
    "1000 말.md, -1, -1",
    "눈 내리던 날 2.md, -1, 2",
    "눈_내리던_날_02.md, -1, 2",
    "1950.md, -1, -1",
  })
  void aNumberStandsAtTheBeginningOrAtTheEnd(String name, int number, int trailing) {
    assertEquals(number, FileName.of(name).number());
    assertEquals(trailing, FileName.of(name).trailingNumber());
  }

  @Test
  void anUnderscoreBeforeALanguageIsOnlyOffered() {
    var name = FileName.of("다리_ko.md");
    assertEquals("다리_ko", name.stem());
    assertEquals(new FileName("다리_ko.md", "다리", "ko", "md"), name.withUnderscoreLanguage());
    var other = FileName.of("다리_xx9.md");
    assertSame(other, other.withUnderscoreLanguage());
  }
}

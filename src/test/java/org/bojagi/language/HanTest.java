package org.bojagi.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.ibm.icu.text.Transliterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.junit.jupiter.api.Test;

class HanTest {
  private static List<String> terms(WordRule rule, String text) throws Exception {
    var terms = new ArrayList<String>();
    try (var stream = rule.analyzer(Analysis.VERSION).tokenStream("", text)) {
      var term = stream.addAttribute(CharTermAttribute.class);
      var offset = stream.addAttribute(OffsetAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        terms.add(term + "<" + text.substring(offset.startOffset(), offset.endOffset()));
      }
      stream.end();
    }
    return terms;
  }

  @Test
  void traditionalCharactersAreCutAsSimplifiedOnes() throws Exception {
    assertEquals(List.of("历史<歷史", "发展<發展"), terms(WordRule.CHINESE, "歷史發展"));
    assertEquals(List.of("历史<历史", "发展<发展"), terms(WordRule.CHINESE, "历史发展"));
    assertEquals(List.of("台<臺", "台湾<臺灣", "湾<灣"), terms(WordRule.ANY, "臺灣"));
  }

  @Test
  void hanjaAreCutAsTheirReadings() throws Exception {
    assertEquals(List.of("역사<歷史", "배우<배우"), terms(WordRule.KOREAN, "歷史를 배우다"));
    assertEquals(List.of("역사<역사", "배우<배우"), terms(WordRule.KOREAN, "역사를 배우다"));
  }

  @Test
  void aWordIsReadAsTheSouthWritesIt() {
    Map.ofEntries(
            Map.entry("歷史", "역사"),
            Map.entry("國歷", "국력"),
            Map.entry("女子", "여자"),
            Map.entry("老人", "노인"),
            Map.entry("勞動", "노동"),
            Map.entry("李舜臣", "이순신"),
            Map.entry("比率", "비율"),
            Map.entry("羅列", "나열"),
            Map.entry("金正恩", "김정은"),
            Map.entry("金剛山", "금강산"),
            Map.entry("金屬", "금속"),
            Map.entry("音樂", "음악"),
            Map.entry("北京", "북경"),
            Map.entry("不動産", "부동산"),
            Map.entry("朝鮮民主主義人民共和國", "조선민주주의인민공화국"),
            Map.entry("제1次 世界大戰과 日本", "제1차 세계대전과 일본"),
            Map.entry("보자기 wrap", "보자기 wrap"))
        .forEach((hanja, hangul) -> assertEquals(hangul, HanjaReadings.hangul(hanja), hanja));
  }

  /** The table was made once: it must say what the library says. */
  @Test
  void everyCharacterIsFoldedAsTheLibraryDoes() {
    var simplified = Transliterator.getInstance("Traditional-Simplified");
    int folded = 0;
    for (int c = 0x3400; c <= 0x9fff; c++) {
      var one = Character.toString(c);
      var other = HanFolding.fold(one);
      assertEquals(other, HanFolding.fold(other));
      var asTheLibrary = simplified.transliterate(one);
      assertTrue(asTheLibrary.length() > 1 || HanFolding.fold(asTheLibrary).equals(other), one);
      folded += other.equals(one) ? 0 : 1;
    }
    assertTrue(folded > 2_500, folded + " folded");
  }

  @Test
  void whatIsNotOneUnitLongStays() {
    assertEquals("𠀀\ud840 가a", HanFolding.fold("𠀀\ud840 가a"));
    assertEquals("𠀀\ud840 가a", HanjaReadings.hangul("𠀀\ud840 가a"));
  }
}

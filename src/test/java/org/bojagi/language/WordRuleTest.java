package org.bojagi.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.junit.jupiter.api.Test;

class WordRuleTest {

  @Test
  void koreanWordsLoseParticlesAndCompoundsComeInParts() throws IOException {
    assertEquals(List.of("대한", "민국", "수도"), terms(WordRule.KOREAN, "대한민국의 수도는"));
  }

  @Test
  void decomposedHangulAndHalfWidthLettersAreTheSameWords() throws IOException {
    var decomposed = Normalizer.normalize("평양냉면 옥류관", Normalizer.Form.NFD);
    for (var rule : WordRule.values()) {
      assertEquals(terms(rule, "평양냉면 옥류관 DVD"), terms(rule, decomposed + " ｄｖｄ"), rule.name());
    }
  }

  @Test
  void hanjaIsReadAsHangul() throws IOException {
    assertEquals(terms(WordRule.KOREAN, "대학"), terms(WordRule.KOREAN, "大學"));
  }

  @Test
  void englishWordsLoseTheirEndingsButNoneIsLeftOut() throws IOException {
    assertEquals(
        List.of("the", "bridge", "of", "madison", "cafe"),
        terms(WordRule.ENGLISH, "The Bridges of Madison’s café"));
  }

  @Test
  void chineseIsCutIntoWords() throws IOException {
    assertTrue(terms(WordRule.CHINESE, "我住在北京大学旁边").contains("北京"));
  }

  @Test
  void withoutALanguageHangulComesInPairsAndHanziAlsoAlone() throws IOException {
    assertEquals(List.of("평양", "양냉", "냉면", "물"), terms(WordRule.ANY, "평양냉면 물"));
    assertEquals(List.of("朝", "朝鲜", "鲜"), terms(WordRule.ANY, "朝鮮"));
    assertEquals(List.of("привет", "cafe"), terms(WordRule.ANY, "Привет Café"));
  }

  @Test
  void aTextIsIndexedByTheRulesOfItsLanguageAndOfTheScriptsInIt() {
    assertEquals(Set.of(WordRule.KOREAN, WordRule.ANY), WordRule.of("ko", "평양"));
    assertEquals(Set.of(WordRule.ENGLISH), WordRule.of("en-GB", "Pyongyang"));
    assertEquals(
        Set.of(WordRule.ENGLISH, WordRule.KOREAN, WordRule.ANY), WordRule.of("en", "Pyongyang (평양)"));
    assertEquals(Set.of(WordRule.CHINESE, WordRule.ANY), WordRule.of("zh-Hant", "平壤"));
    assertEquals(Set.of(WordRule.CHINESE, WordRule.ANY), WordRule.of("und", "平壤"));
    assertEquals(Set.of(WordRule.ENGLISH), WordRule.of("und", "hello"));
    assertEquals(Set.of(WordRule.ANY), WordRule.of("ru", "Пхеньян"));
    assertEquals(Set.of(WordRule.ANY), WordRule.of("ja", "平壌のひと"));
  }

  private static List<String> terms(WordRule rule, String text) throws IOException {
    var terms = new ArrayList<String>();
    try (var stream = rule.analyzer(Analysis.VERSION).tokenStream("", text)) {
      var term = stream.getAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        terms.add(term.toString());
      }
      stream.end();
    }
    return terms;
  }
}

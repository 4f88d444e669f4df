package org.bojagi.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.text.Normalizer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreRulesTest {

  @ParameterizedTest
  @CsvSource({
    "*.psd, a.psd, true",
    "*.psd, 그림/a.psd, true",
    "*.psd, a.psdx, false",
    "초안, 초안, true",
    "초안, 이야기/초안, true",
    "/초안, 초안, true",
    "/초안, 이야기/초안, false",
    "이야기/초안, 이야기/초안, true",
    "이야기/초안, 더/이야기/초안, false",
    "초안/, 초안, false",
    "**/초안, 이야기/더/초안, true",
    "이야기/**, 이야기/더/초안, true",
    "이야기/**, 이야기, false",
    "이야기/**/끝, 이야기/끝, true",
    "이야기/**/끝, 이야기/a/b/끝, true",
    "?.md, 1.md, true",
    "?.md, 12.md, false",
    "[0-9].md, 5.md, true",
    "[!0-9].md, 5.md, false",
    "[가-힣]*, 나라, true",
    "a[, a[, true",
    "'\\*.md', '*.md', true",
    "'\\*.md', 'a.md', false",
    "# a, a, false",
    "'', a, false",
  })
  void aPatternNamesWhatGitWouldName(String pattern, String path, boolean ignored) {
    assertEquals(ignored, new IgnoreRules("", pattern).ignores(path, false, false));
  }

  @ParameterizedTest
  @CsvSource({"초안/, true", "초안, true", "다른것/, false"})
  void aSlashAtTheEndMeansFolders(String pattern, boolean ignored) {
    assertEquals(ignored, new IgnoreRules("", pattern).ignores("초안", true, false));
  }

  @ParameterizedTest
  @CsvSource({"a.md, true", "b.md, false"})
  void theLastRuleHasTheWord(String name, boolean ignored) {
    assertEquals(ignored, new IgnoreRules("", "*.md\n!b.md").ignores(name, false, false));
  }

  @ParameterizedTest
  @CsvSource({"이야기/끝, true", "이야기/더/끝, false"})
  void rulesOfAFolderAreBoundToIt(String path, boolean ignored) {
    assertEquals(ignored, new IgnoreRules("이야기", "/끝").ignores(path, false, false));
  }

  /** Decomposed, as macOS writes it. */
  @ParameterizedTest
  @CsvSource({"초안"})
  void namesAreTheSameInBothForms(String name) {
    var decomposed = Normalizer.normalize(name, Normalizer.Form.NFD);
    assertEquals(true, new IgnoreRules("", decomposed).ignores(name, false, false));
  }

  /** Matching by backtracking would take longer than the world is old. */
  @ParameterizedTest
  @CsvSource({"*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b", "**/a/**/a/**/a/**/a/**/a/**/a/**/b"})
  void noPatternTakesLong(String pattern) {
    var path = pattern.startsWith("**") ? "a/".repeat(500) + "a" : "a".repeat(2_000);
    assertEquals(false, new IgnoreRules("", pattern).ignores(path, false, false));
  }
}

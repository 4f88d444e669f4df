package org.bojagi.stick;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.UsageException;
import org.junit.jupiter.api.Test;

class FatRulesTest {
  private static List<StickFile> files(String... paths) {
    return Stream.of(paths).map(path -> StickFile.of(path, new byte[0])).toList();
  }

  @Test
  void namesOfAnyLanguageAreHeld() {
    for (var name : List.of("보자기", "a b", "a.b.c", "눈", "console", "com", "com10", "x".repeat(255), "~1", "é")) {
      assertTrue(FatRules.holds(name), name);
    }
  }

  @Test
  void whatWindowsTakesForSomethingElseIsNot() {
    for (var name :
        List.of(
            "", ".", "..", "a.", "a ", " a", "a:b", "a?", "a*", "a|b", "a\"", "<a", "a\\b", "a/b", "a\u0001", "CON",
            "nul.txt", "Aux .x", "com1", "LPT9.tar.gz", "x".repeat(256), "\uD800")) {
      assertFalse(FatRules.holds(name), name);
    }
  }

  @Test
  void namesThatDifferInCapitalsOnlyCannotStandBesideEachOther() {
    assertThrows(UsageException.class, () -> FatRules.require(files("a/B", "a/b")));
    assertThrows(UsageException.class, () -> FatRules.require(files("a/b", "A/b/c")));
    assertThrows(UsageException.class, () -> FatRules.require(files("가", "\u1100\u1161")), "one name, composed or not");
    assertDoesNotThrow(() -> FatRules.require(files("a/b", "a/c", "b/b", "b/a/b")));
  }

  @Test
  void aFileOfFourGibibytesIsOneByteTooLarge() {
    var fits = new StickFile("a", (1L << 32) - 1, null);
    assertDoesNotThrow(() -> FatRules.require(List.of(fits)));
    assertThrows(DoesNotFitException.class, () -> FatRules.require(List.of(new StickFile("a", 1L << 32, null))));
  }

  @Test
  void aPathFitsWhatWindowsOpens() {
    assertThrows(UsageException.class, () -> FatRules.require(files("a/".repeat(130) + "b")));
    assertThrows(UsageException.class, () -> FatRules.require(files("/a")));
    assertThrows(UsageException.class, () -> FatRules.require(files("a//b")));
    assertThrows(UsageException.class, () -> FatRules.require(files("a/../b")));
  }
}

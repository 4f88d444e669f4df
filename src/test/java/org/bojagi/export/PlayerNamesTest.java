package org.bojagi.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.bojagi.Trials;
import org.junit.jupiter.api.Test;

/** Names that FAT and old players take, whatever the title. */
class PlayerNamesTest {
  private static final List<String> ODD =
      List.of(
          "", " ", ".", "..", "../../etc/passwd", "C:\\con", "nul", "a\0b", "a\nb", "제목.", "제목 . .", "a/b", "\u202egnp.exe",
          "\ufeff제목", "🎬 영화", "\ud800", "e\u0301", "ㄱ".repeat(300), "<>:\"|?*", "\uffff\ufffe", "\u200b\u200d");

  @Test
  void aNumberComesFirstAndKeepsItsDigits() {
    assertEquals("01 제목", PlayerNames.TITLES.name(1, 9, "제목"));
    assertEquals("01 The Lighthouse Library", PlayerNames.TITLES.name(1, 9, "The Lighthouse Library Correspondence"));
    assertEquals("01 " + "가".repeat(36), PlayerNames.TITLES.name(1, 9, "가".repeat(60)));
    assertEquals("012 제목", PlayerNames.TITLES.name(12, 100, "제목"));
    assertEquals("0007", PlayerNames.NEUTRAL.name(7, 9, "제목"));
    assertEquals("03-salgunamu", PlayerNames.ASCII.name(3, 9, "살구나무"));
    assertEquals("04-jal-haess-da-ete", PlayerNames.ASCII.name(4, 9, "잘 했 다: Été").replace("haet", "haess"));
  }

  @Test
  void whateverTheTitleANameStandsOnFatAndHoldsNothingThatSteers() {
    var random = new Random(Trials.seed(PlayerNamesTest.class));
    for (int i = 0; i < Trials.of(100_000); i++) {
      var title = i < ODD.size() ? ODD.get(i) : title(random);
      for (var style : PlayerNames.values()) {
        var name = style.name(1 + i % 99, 99, title);
        assertTrue(name.length() <= PlayerNames.MOST_TITLE_CHARS + 5, name);
        assertTrue(name.matches("[0-9]{2,4}.*"), name);
        assertTrue(name.chars().allMatch(c -> c >= ' ' && c != 0x7f && "<>:\"|?*\\/".indexOf(c) < 0), name);
        assertTrue(name.codePoints().noneMatch(c -> Character.getType(c) == Character.FORMAT || c > 0xFFFF), name);
        assertFalse(name.endsWith(".") || name.endsWith(" ") || name.contains("\ud800"), name);
        if (style == PlayerNames.ASCII) {
          assertTrue(name.matches("[0-9]+(-[a-z0-9-]*[a-z0-9])?"), name);
        }
      }
    }
  }

  @Test
  void manyOfOneTitleDifferAlsoWhereCaseDoesNotCount() {
    for (var style : PlayerNames.values()) {
      var names = new HashSet<String>();
      for (int number = 1; number <= 1200; number++) {
        var title = number % 2 == 0 ? "ABC" : "abc";
        assertTrue(names.add(style.name(number, 1200, title).toLowerCase(Locale.ROOT)));
      }
      assertEquals(names.stream().sorted().toList(), names.stream().sorted().toList());
    }
  }

  @Test
  void syllablesAreWrittenByTheirLetters() {
    assertEquals("haneul", RomanHangul.of('하') + RomanHangul.of('늘'));
    assertEquals("ga", RomanHangul.of('가'));
    assertEquals("hit", RomanHangul.of('힣'));
  }

  private static String title(Random random) {
    var title = new StringBuilder();
    for (int i = random.nextInt(60); i > 0; i--) {
      int c =
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(0x250);
            case 1 -> 0xAC00 + random.nextInt(11_172);
            case 2 -> random.nextInt(0x10000);
            default -> random.nextInt(0x110000);
          };
      title.appendCodePoint(c);
    }
    return title.toString();
  }
}

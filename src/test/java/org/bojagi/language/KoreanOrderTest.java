package org.bojagi.language;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bojagi.Trials;
import org.junit.jupiter.api.Test;

class KoreanOrderTest {
  private static void assertOrder(KoreanOrder order, String... titles) {
    var sorted = Arrays.asList(titles.clone());
    Collections.shuffle(sorted, new Random(1));
    sorted.sort((a, b) -> Arrays.compareUnsigned(order.key(a), order.key(b)));
    assertEquals(List.of(titles), sorted);
  }

  @Test
  void theSouthSortsDoubleConsonantsAfterTheirSingleOnes() {
    assertOrder(KoreanOrder.SOUTHERN, "가", "까", "나", "다", "따", "사", "싸", "아", "자", "짜", "차", "하");
  }

  @Test
  void theNorthSortsDoubleConsonantsAfterAllAndTheSilentOneLast() {
    assertOrder(KoreanOrder.NORTHERN, "가", "나", "다", "사", "자", "차", "하", "까", "따", "빠", "싸", "짜", "아");
  }

  @Test
  void theNorthSortsCompoundVowelsAfterPlainOnes() {
    assertOrder(
        KoreanOrder.NORTHERN,
        "가", "갸", "거", "겨", "고", "교", "구", "규", "그", "기", "개", "걔", "게", "계", "괴", "귀", "긔", "과", "궈", "괘",
        "궤");
    assertOrder(
        KoreanOrder.SOUTHERN,
        "가", "개", "갸", "걔", "거", "게", "겨", "계", "고", "과", "괘", "괴", "교", "구", "궈", "궤", "귀", "규", "그", "긔",
        "기");
  }

  @Test
  void finalsHaveAnOrderOfTheirOwn() {
    assertOrder(KoreanOrder.NORTHERN, "가", "각", "간", "갈", "갑", "갓", "강", "갖", "갛", "갂", "갔");
    assertOrder(KoreanOrder.SOUTHERN, "가", "각", "갂", "간", "갈", "갑", "갓", "갔", "강", "갖", "갛");
  }

  @Test
  void southernKeysSortAllSyllablesAsUnicodeDoes() {
    byte[] before = {};
    for (char c = '가'; c <= '힣'; c++) {
      var key = KoreanOrder.SOUTHERN.key(String.valueOf(c));
      assertTrue(Arrays.compareUnsigned(before, key) < 0, "at " + c);
      before = key;
    }
  }

  @Test
  void northernKeysAreAllDifferent() {
    long different =
        java.util.stream.IntStream.rangeClosed('가', '힣')
            .mapToObj(c -> Arrays.toString(KoreanOrder.NORTHERN.key(Character.toString(c))))
            .distinct()
            .count();
    assertEquals(11_172, different);
  }

  @Test
  void aSyllableIsComparedBeforeTheNextOne() {
    assertOrder(KoreanOrder.NORTHERN, "가마", "가을", "각", "간");
  }

  @Test
  void hangulThenLatinThenDigitsThenHanjaThenTheRest() {
    for (var order : KoreanOrder.values()) {
      assertOrder(order, "ㄱ 이야기", "가을", "Apple", "zebra", "1 장", "2 장", "冬天", "Привет");
    }
  }

  @Test
  void numbersAreComparedByTheirValue() {
    for (var order : KoreanOrder.values()) {
      assertOrder(order, "영화", "영화관", "영화 1", "영화 2", "영화 2 속편", "영화 10", "영화 010 나", "영화 100");
      assertOrder(order, "Parting", "Part 1", "part 2: the river", "PART 10", "Part 11");
      assertOrder(order, "1-2", "1-10", "2-1", "10-1", "2024.1.15", "2024.2.1", "2024.10.1");
      assertOrder(order, "가 999999", "가 1000000", "가 9999999", "가 99999999999999999999", "가 100000000000000000000");
      assertOrder(order, "제９회", "제10회", "제１１회");
      assertArrayEquals(order.key("제1부"), order.key("제001부"));
    }
  }

  @Test
  void earlierKeysDifferInNumbersOfSeveralDigitsAlone() {
    for (var order : KoreanOrder.values()) {
      assertArrayEquals(order.key("영화 2, 3"), order.keyByDigits("영화 23"));
      assertTrue(Arrays.compareUnsigned(order.keyByDigits("영화 10"), order.keyByDigits("영화 2")) < 0);
    }
  }

  @Test
  void pathsAreInOrderFolderByFolder() {
    var paths =
        List.of("가/2.md", "가/10/가.md", "가/10.md", "가나.md", "영화 2/3.mp4", "영화 2/20.mp4", "영화 10/1.mp4", "A/b", "a/c");
    var sorted = new ArrayList<>(paths);
    Collections.shuffle(sorted, new Random(1));
    KoreanOrder.SOUTHERN.sort(sorted, path -> path);
    assertEquals(paths, sorted);
  }

  @Test
  void whateverIsSortedHasOneOrder() {
    long seed = Trials.seed(KoreanOrderTest.class);
    var random = new Random(seed);
    var signs = "가각영화ㄱ aB é 0011239９٣漢Я《-./\u0301😀".codePoints().toArray();
    for (int i = Trials.of(1_000); i > 0; i--) {
      var names = new ArrayList<String>();
      for (int n = 12; n > 0; n--) {
        var name = new StringBuilder();
        random.ints(random.nextInt(12), 0, signs.length).forEach(sign -> name.appendCodePoint(signs[sign]));
        names.add(name.toString());
      }
      var order = KoreanOrder.values()[random.nextInt(2)];
      var sorted = new ArrayList<>(names);
      order.sort(sorted, name -> name);
      Collections.shuffle(names, random);
      order.sort(names, name -> name);
      assertEquals(sorted, names);
      // Of any two the one that comes first among all comes first alone, too.
      for (int one = 0; one < sorted.size(); one++) {
        for (int other = one + 1; other < sorted.size(); other++) {
          var pair = Arrays.asList(sorted.get(other), sorted.get(one));
          order.sort(pair, name -> name);
          assertEquals(List.of(sorted.get(one), sorted.get(other)), pair);
        }
      }
    }
  }

  @Test
  void quotationMarksSpacesWidthCaseAndAccentsDontCount() {
    for (var order : KoreanOrder.values()) {
      assertArrayEquals(order.key("다리 우에서"), order.key("《다리우에서》"));
      assertArrayEquals(order.key("다리"), order.key("  “다리”…"));
      assertArrayEquals(order.key("café"), order.key("ＣＡＦＥ"));
      assertArrayEquals(order.key("가을"), order.key("\u1100\u1161\u110b\u1173\u11af"));
      assertArrayEquals(new byte[0], order.key("《…》 — ♪"));
    }
  }

  @Test
  void aKeyIsBoundedAndHasNoByteZero() {
    long seed = Trials.seed(KoreanOrderTest.class);
    var random = new Random(seed);
    for (int i = Trials.of(20_000); i > 0; i--) {
      var title = new StringBuilder();
      for (int n = random.nextInt(90); n > 0; n--) {
        title.append(
            random.nextBoolean()
                ? (char) random.nextInt(0x10000)
                : (char) ('가' + random.nextInt(11_172)));
      }
      for (var order : KoreanOrder.values()) {
        var key = order.key(title.toString());
        assertTrue(key.length <= KoreanOrder.MAX_KEY_BYTES);
        for (byte b : key) {
          assertTrue(b != 0);
        }
      }
    }
  }
}

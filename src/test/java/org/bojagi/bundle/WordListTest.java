package org.bojagi.bundle;

import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What the two lists of generated passphrases promise to people who say and hear the words. */
class WordListTest {

  private static final List<String> KOREAN = words("words.ko.txt");
  private static final List<String> ENGLISH = words("words.en.txt");

  @Test
  void eachListHoldsElevenBitsAWord() {
    assertEquals(2048, KOREAN.size());
    assertEquals(2048, ENGLISH.size());
  }

  @Test
  void wordsAreSortedAndDifferent() {
    for (var list : List.of(KOREAN, ENGLISH)) {
      assertEquals(list.stream().sorted().distinct().toList(), list);
    }
  }

  @Test
  void koreanWordsAreTwoToFourPrecomposedSyllables() {
    assertAll(KOREAN, "[가-힣]{2,4}");
    KOREAN.forEach(word -> assertTrue(Normalizer.isNormalized(word, Normalizer.Form.NFC), word));
  }

  @Test
  void englishWordsAreThreeToEightLowerCaseLetters() {
    assertAll(ENGLISH, "[a-z]{3,8}");
  }

  @Test
  void noWordBeginsAnotherSoSpacesMayBeLeftOut() {
    for (var list : List.of(KOREAN, ENGLISH)) {
      var all = new HashSet<>(list);
      for (var word : list) {
        for (int end = 1; end < word.length(); end++) {
          assertTrue(!all.contains(word.substring(0, end)), word + " begins with another word");
        }
      }
    }
  }

  @Test
  void theFirstFourLettersTellEnglishWordsApart() {
    assertUnique(ENGLISH, word -> word.substring(0, Math.min(4, word.length())));
  }

  @Test
  void noTwoKoreanWordsSoundAlikeOnABadLine() {
    assertUnique(KOREAN, WordListTest::sound);
  }

  @Test
  void theSoundOfAWordForgetsWhatABadLineSwallows() {
    for (var pair : List.of("걸음 거름", "국물 궁물", "같이 가치", "신라 실라", "닭고기 닥꼬기", "불 풀 뿔",
        "개미 게미", "거리 고리", "그물 구물", "의자 이자", "전화 저놔", "감 간 강", "입학 이팍")) {
      assertEquals(1, List.of(pair.split(" ")).stream().map(WordListTest::sound).distinct().count(), pair);
    }
    assertTrue(!sound("나무").equals(sound("나비")));
  }

  /** A word as conjoining jamo, sounds that are mistaken for one another written as one of them. */
  private static String sound(String word) {
    var jamo = Normalizer.normalize(word, Normalizer.Form.NFD);
    jamo = jamo.replaceAll("[ᆮᇀ][ᄋᄒ]ᅵ", "\u110C\u1175")              // 같이 is said 가치
        .replaceAll("[ᆺᆻ]ᄒ", "ᄃ")
        .replaceAll("(?<=[\u1161-\u11C2])ᄒ", "ᄋ");           // ㅎ inside a word is weak
    jamo = carryOver(jamo);                                     // 걸음 is said 거름
    jamo = merge(jamo, "ᆨ", "ᆩᆪᆰᆿ");                            // seven finals are heard
    jamo = merge(jamo, "ᆮ", "ᆺᆻᆽᆾᇀᇂ");
    jamo = merge(jamo, "ᆸ", "ᆹᆲᆵᇁ");
    jamo = merge(jamo, "ᆯ", "ᆳᆴᆶ");
    jamo = merge(jamo, "ᆫ", "ᆬᆭ");
    jamo = merge(jamo, "ᆷ", "ᆱ");
    jamo = jamo.replaceAll("ᆯᄂ|ᆫᄅ", "ᆯᄅ")                      // 신라 is said 실라
        .replaceAll("(?<=[ᆨᆮᆸᆷᆼ])ᄅ", "ᄂ")
        .replaceAll("[ᆨᆮᆸ](?=[ᄂᄆ])", "ᆼ");                    // 국물 is said 궁물
    jamo = merge(jamo, "ᆼ", "ᆫᆷ");
    jamo = merge(jamo, "ᆮ", "ᆨᆸ");
    jamo = merge(jamo, "ᄀ", "ᄁᄏ");
    jamo = merge(jamo, "ᄃ", "ᄄᄐ");
    jamo = merge(jamo, "ᄇ", "ᄈᄑ");
    jamo = merge(jamo, "ᄌ", "ᄍᄎ");
    jamo = merge(jamo, "ᄉ", "ᄊ");
    jamo = merge(jamo, "ᄆ", "ᄂ");
    jamo = merge(jamo, "ᅦ", "ᅢ");
    jamo = merge(jamo, "ᅨ", "ᅤ");
    jamo = merge(jamo, "ᅰ", "ᅬᅫ");
    jamo = merge(jamo, "ᅩ", "ᅥ");                              // as a Northern speaker says it
    jamo = merge(jamo, "ᅭ", "ᅧ");
    jamo = merge(jamo, "ᅳ", "ᅮ");
    jamo = merge(jamo, "ᅵ", "ᅴᅱ");
    return jamo.replaceAll("(?<=[ᄀᄃᄆᄇᄉᄌᄒ])ᅨ", "ᅦ")         // 시계 is said 시게
        .replaceAll("(?<=[ᄉᄌ])ᅣ", "ᅡ")
        .replaceAll("(?<=[ᄉᄌ])ᅭ", "ᅩ")
        .replaceAll("(?<=[ᄉᄌ])ᅲ", "ᅳ");
  }

  /** A final before a silent ㅇ is said at the start of the next syllable, of two finals the second. */
  private static String carryOver(String jamo) {
    for (var cluster : "ᆪᆨᆺ ᆬᆫᆽ ᆭᆫ ᆰᆯᆨ ᆱᆯᆷ ᆲᆯᆸ ᆳᆯᆺ ᆴᆯᇀ ᆵᆯᇁ ᆶᆯ ᆹᆸᆺ ᇂ".split(" ")) {
      jamo = jamo.replace(cluster.charAt(0) + "ᄋ", cluster.substring(1) + "ᄋ");
    }
    var finals = "ᆨᆩᆫᆮᆯᆷᆸᆺᆻᆽᆾᆿᇀᇁ";
    var initials = "ᄀᄁᄂᄃᄅᄆᄇᄉᄊᄌᄎᄏᄐᄑ";
    for (int i = 0; i < finals.length(); i++) {
      jamo = jamo.replace(finals.charAt(i) + "ᄋ", initials.substring(i, i + 1));
    }
    return jamo;
  }

  private static String merge(String jamo, String one, String others) {
    return jamo.replaceAll("[" + others + "]", one);
  }

  private static void assertAll(List<String> words, String pattern) {
    assertEquals(List.of(), words.stream().filter(word -> !word.matches(pattern)).toList());
  }

  private static void assertUnique(List<String> words, Function<String, String> key) {
    var alike = words.stream().collect(groupingBy(key)).values().stream().filter(g -> g.size() > 1).toList();
    assertEquals(List.of(), alike);
  }

  private static List<String> words(String name) {
    try (var in = WordListTest.class.getResourceAsStream("/org/bojagi/bundle/" + name)) {
      var text = new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

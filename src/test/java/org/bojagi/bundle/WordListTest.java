package org.bojagi.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** 2,048 words a list, one way to write each and one way to cut a row of them. */
class WordListTest {
  private static final int LONGEST_WORD = 8;

  @Test
  void eachListHas2048WordsInOneSpelling() throws Exception {
    for (var list : WordList.values()) {
      var words = words(list);
      assertEquals(2048, words.size());
      assertEquals(2048, new HashSet<>(words).size());
      for (var word : words) {
        assertTrue(word.matches(list == WordList.KOREAN ? "[가-힣]{2,}" : "[a-z]{3,}"), word);
        assertEquals(word, Normalizer.normalize(word, Normalizer.Form.NFC));
        assertTrue(word.length() <= LONGEST_WORD, word);
      }
    }
  }

  @Test
  void noWordBeginsAnother() throws Exception {
    for (var list : WordList.values()) {
      var sorted = new TreeSet<>(words(list));
      for (var word : sorted) {
        var next = sorted.higher(word);
        assertTrue(next == null || !next.startsWith(word), word + " begins " + next);
      }
    }
  }

  @Test
  void everyWordIsFoundAloneAndBesideAnyOther() throws Exception {
    for (var list : WordList.values()) {
      var words = words(list);
      for (int i = 0; i < words.size(); i++) {
        var two = List.of(words.get(i), words.get((i * 31 + 7) % words.size()));
        assertEquals(Optional.of(two), WordList.words(String.join("", two)));
      }
    }
  }

  @Test
  void offersDiffer() {
    var offers = new HashSet<String>();
    for (int i = 0; i < 1000; i++) {
      offers.add(WordList.KOREAN.offer());
    }
    assertEquals(1000, offers.size());
  }

  @Test
  void anythingElseIsNoRowOfWords() {
    for (var text : List.of("", " ", "abandonx", "hello world!", "봄봄봄봄", "사과 abandon")) {
      assertEquals(Optional.empty(), WordList.words(text), text);
    }
  }

  private static List<String> words(WordList list) throws Exception {
    var resource = list == WordList.KOREAN ? "words.ko.txt" : "words.en.txt";
    try (var in = WordList.class.getResourceAsStream(resource)) {
      return Arrays.asList(new String(in.readAllBytes(), UTF_8).split("\n"));
    }
  }
}

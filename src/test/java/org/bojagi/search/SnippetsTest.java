package org.bojagi.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.bojagi.Trials;
import org.junit.jupiter.api.Test;

class SnippetsTest {

  @Test
  void aShortPassageIsShownWhole() {
    var window = Snippets.cut("하나\n둘", List.of(new Marker.Found(0, 3, 4)));
    assertEquals(new Snippet("하나 둘", List.of(new Snippet.Mark(3, 4))), window.snippet());
    assertEquals(3, window.firstFound());
  }

  @Test
  void withoutAMarkTheBeginningIsShown() {
    var window = Snippets.cut("word ".repeat(100), List.of());
    assertTrue(window.snippet().text().startsWith("word word"));
    assertTrue(window.snippet().text().endsWith("word…"));
    assertEquals(-1, window.firstFound());
  }

  @Test
  void theWindowIsWhereMostDifferentWordsStandTogether() {
    var passage = "alpha " + "x ".repeat(300) + "alpha beta " + "y ".repeat(300) + "beta";
    var found = new ArrayList<Marker.Found>();
    for (int at = passage.indexOf("alpha"); at >= 0; at = passage.indexOf("alpha", at + 1)) {
      found.add(new Marker.Found(0, at, at + 5));
    }
    for (int at = passage.indexOf("beta"); at >= 0; at = passage.indexOf("beta", at + 1)) {
      found.add(new Marker.Found(1, at, at + 4));
    }
    found.sort(Comparator.comparingInt(Marker.Found::start));
    var snippet = Snippets.cut(passage, found).snippet();
    assertEquals(2, snippet.marks().size());
    assertTrue(snippet.text().contains("alpha beta"));
    assertTrue(snippet.text().startsWith("…") && snippet.text().endsWith("…"));
  }

  @Test
  void overlappingMarksAreOne() {
    var found = List.of(new Marker.Found(0, 0, 2), new Marker.Found(1, 1, 4), new Marker.Found(0, 4, 5));
    assertEquals(List.of(new Snippet.Mark(0, 5)), Snippets.cut("abcdefg", found).snippet().marks());
  }

  @Test
  void marksAreAlwaysInsideApartAndOverWhatWasFound() {
    long seed = Trials.seed(SnippetsTest.class);
    int trials = Trials.of(100_000);
    var random = new Random(seed);
    for (int i = 0; i < trials; i++) {
      var passage = new StringBuilder();
      int length = random.nextInt(600);
      while (passage.length() < length) {
        passage.append(random.nextInt(6) == 0 ? " " : random.nextInt(20) == 0 ? "\ud83d\ude00" : "가");
      }
      var found = new ArrayList<Marker.Found>();
      for (int n = random.nextInt(12); n > 0 && !passage.isEmpty(); n--) {
        int start = random.nextInt(passage.length());
        int end = Math.min(passage.length(), start + 1 + random.nextInt(200));
        found.add(new Marker.Found(n % 3, start, end));
      }
      found.sort(Comparator.comparingInt(Marker.Found::start).thenComparingInt(Marker.Found::end));
      var snippet = Snippets.cut(passage.toString(), found).snippet();
      assertTrue(snippet.text().length() <= Snippets.WINDOW_CHARS + 3);
      int last = -1;
      for (var mark : snippet.marks()) {
        assertTrue(mark.start() > last && mark.end() > mark.start() && mark.end() <= snippet.text().length());
        last = mark.end();
      }
    }
  }
}

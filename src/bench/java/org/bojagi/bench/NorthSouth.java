package org.bojagi.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bojagi.language.WordPair;

/** What North and South write differently: pairs of words, and lines of news written twice. */
final class NorthSouth {
  private static final Pattern WORD = Pattern.compile("[가-힣A-Za-z0-9]+");

  /** @param category as in the list: {@code lexical} is another word, the others are other spellings */
  record Pair(String category, String northern, String southern) {}

  private NorthSouth() {}

  /** {@code nk-sk/nikl-pairs.tsv}. */
  static List<Pair> pairs(Path folder) throws IOException {
    var pairs = new ArrayList<Pair>();
    for (var line : lines(folder.resolve("nk-sk/nikl-pairs.tsv"))) {
      var columns = line.split("\t");
      if (!columns[0].equals("category")) {
        pairs.add(new Pair(columns[0], columns[1], columns[2]));
      }
    }
    return pairs;
  }

  static List<WordPair> words(Path folder) throws IOException {
    return pairs(folder).stream().map(pair -> new WordPair(pair.northern(), pair.southern())).toList();
  }

  static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file);
  }

  /** Of each line that differs in more than spacing, the words that the other one hasn't. */
  static List<TestSets.Question> differences(List<String> from, List<String> to) {
    var questions = new ArrayList<TestSets.Question>();
    for (int i = 0; i < from.size(); i++) {
      var other = to.get(i).replace(" ", "");
      if (!from.get(i).replace(" ", "").equals(other)) {
        var words = new ArrayList<String>();
        WORD.matcher(from.get(i)).results().map(word -> word.group()).filter(word -> !other.contains(word)).forEach(words::add);
        if (!words.isEmpty()) {
          questions.add(new TestSets.Question(String.join(" ", words), i));
        }
      }
    }
    return questions;
  }

  /** Of words that are only spelled otherwise, and of two syllables or more. */
  static Map<String, String> northernSpellings(List<Pair> pairs) {
    var northern = new HashMap<String, String>();
    for (var pair : pairs) {
      if (!pair.category().equals("lexical")
          && !pair.category().equals("one-syllable-spelling")
          && pair.southern().length() > 1
          && !pair.southern().contains(" ")) {
        northern.putIfAbsent(pair.southern(), pair.northern());
      }
    }
    return northern;
  }

  /** Each word that begins with a Southern form, the longest there is, begins with the Northern one. */
  static String respelled(String question, Map<String, String> northern) {
    return WORD.matcher(question)
        .replaceAll(
            word -> {
              for (int end = word.group().length(); end > 1; end--) {
                var other = northern.get(word.group().substring(0, end));
                if (other != null) {
                  return other + word.group().substring(end);
                }
              }
              return word.group();
            });
  }
}

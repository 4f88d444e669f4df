package org.bojagi.seal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.language.WordPair;

/**
 * The words that North and South have for the same. They go into each index and with it into the encrypted bundle: a
 * reader's own files hold none of them.
 */
public final class NorthSouthWords {
  /** Travels with them; the first file says more. */
  public static final String SOURCE =
      "표준국어대사전 (국립국어원, stdict.korean.go.kr), github.com/hdsceokevin/NKNLP, CC BY-SA 2.0 KR";

  private static final List<String> FILES = List.of("north-south.tsv", "north-south-own.tsv");

  private NorthSouthWords() {}

  public static List<WordPair> read() throws IOException {
    var pairs = new ArrayList<WordPair>();
    for (var file : FILES) {
      try (var lines =
          new BufferedReader(
              new InputStreamReader(NorthSouthWords.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
          if (!line.startsWith("#")) {
            int tab = line.indexOf('\t');
            pairs.add(new WordPair(line.substring(0, tab), line.substring(tab + 1)));
          }
        }
      }
    }
    return pairs;
  }
}

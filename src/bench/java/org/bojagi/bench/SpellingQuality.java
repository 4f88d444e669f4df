package org.bojagi.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.index.BundleDirectory;
import org.bojagi.index.IndexBuilder;
import org.bojagi.index.OpenIndex;
import org.bojagi.language.Hangul;
import org.bojagi.search.SearchOptions;
import org.bojagi.search.Searcher;

/**
 * How often a misspelled word is corrected to what was meant: words of three syllables or more, in each one letter at
 * random replaced (half of the time by one on a neighbouring key), left out, added or swapped with the next. An error
 * that makes a word which is written somewhere is none that can be seen, and counted apart.
 *
 * <p>Arguments: the project's {@code corpus}; if there is one, the folder that holds {@code korquad/}.
 */
public final class SpellingQuality {
  private static final List<String> KINDS = List.of("replaced", "left out", "added", "swapped");
  private static final int ERRORS = 1_000;
  private static final Pattern WORD = Pattern.compile("(?<![\\p{L}\\p{N}])[가-힣]{3,8}(?![\\p{L}\\p{N}])");
  private static final String CONSONANTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
  private static final String VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ";
  private static final List<String> KEYS = List.of("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "ㅋㅌㅊㅍㅠㅜㅡ");

  private SpellingQuality() {}

  public static void main(String[] arguments) throws Exception {
    var texts = new ArrayList<String>();
    try (var files = Files.walk(Path.of(arguments[0]))) {
      for (var file : files.filter(each -> each.toString().endsWith(".md")).sorted().toList()) {
        texts.addAll(Arrays.asList(Files.readString(file).split("\n\n+")));
      }
    }
    measure("corpus", texts, texts.stream().map(text -> "").toList(), words(texts));
    if (arguments.length > 1) {
      var korquad = TestSets.korquad(Path.of(arguments[1]));
      measure("KorQuAD titles", korquad.paragraphs(), korquad.titles(), words(korquad.titles()));
      measure("KorQuAD texts", korquad.paragraphs(), korquad.titles(), words(korquad.paragraphs()));
    }
  }

  private static List<String> words(List<String> texts) {
    var words = new LinkedHashSet<String>();
    for (var text : texts) {
      WORD.matcher(text).results().forEach(found -> words.add(found.group()));
    }
    return List.copyOf(words);
  }

  private static void measure(String name, List<String> texts, List<String> titles, List<String> words)
      throws Exception {
    var scratch = Files.createTempDirectory("bojagi-bench-");
    var volume = scratch.resolve("volume");
    var key = scratch.resolve("key");
    try (var executor = Executors.newFixedThreadPool(2);
        var builder = new IndexBuilder(scratch, 32 << 20, executor)) {
      for (int i = 0; i < texts.size(); i++) {
        builder.add(BenchIndex.item(i, "ko", titles.get(i), texts.get(i)));
      }
      BenchIndex.seal(builder.finish(), volume, key);
      var directory = new BundleDirectory(BenchIndex.open(volume, key), new ChunkCache(24 << 20));
      try (var index = OpenIndex.open(directory, name)) {
        measure(name, new Searcher(List.of(index), BenchIndex.source(texts)), words);
      }
    } finally {
      Files.deleteIfExists(volume);
      Files.deleteIfExists(key);
      Files.deleteIfExists(scratch);
    }
  }

  private static void measure(String name, Searcher searcher, List<String> words) throws IOException {
    var random = new Random(4);
    int first = 0;
    int unseen = 0;
    int silent = 0;
    long cpu = 0;
    long longest = 0;
    var wrong = new ArrayList<String>();
    var kinds = new HashMap<String, int[]>();
    for (int i = 0; i < ERRORS; i++) {
      var word = words.get(random.nextInt(words.size()));
      int kind = random.nextInt(4);
      var typed = misspelled(word, kind, random);
      long start = Cpu.ofThisThread();
      var results = searcher.search(typed, SearchOptions.first(1));
      long took = Cpu.ofThisThread() - start;
      if (results.suggestion().isEmpty() && !results.hits().isEmpty()) {
        unseen++;
        continue;
      }
      cpu += took;
      longest = Math.max(longest, took);
      var counted = kinds.computeIfAbsent(KINDS.get(kind), none -> new int[2]);
      counted[1]++;
      if (results.suggestion().equals(Optional.of(word))) {
        first++;
        counted[0]++;
      } else {
        silent += results.suggestion().isEmpty() ? 1 : 0;
        wrong.add(word + ">" + typed + ">" + results.suggestion().orElse("-"));
      }
    }
    int seen = ERRORS - unseen;
    System.out.printf(
        "%-15s %,d words, %d errors (%d more make another word that is written): first suggestion right %.1f %%, none"
            + " %.1f %%, %.1f ms CPU, at most %.1f%n",
        name, words.size(), seen, unseen, 100.0 * first / seen, 100.0 * silent / seen, cpu / 1e6 / seen, longest / 1e6);
    for (Map.Entry<String, int[]> each : kinds.entrySet()) {
      System.out.printf("  %-9s %.1f %%%n", each.getKey(), 100.0 * each.getValue()[0] / each.getValue()[1]);
    }
    System.out.println("  for example " + wrong.subList(0, Math.min(30, wrong.size())));
  }

  private static String misspelled(String word, int kind, Random random) {
    while (true) {
      var letters = new StringBuilder(Hangul.letters(word));
      int at = random.nextInt(letters.length());
      switch (kind) {
        case 0 -> letters.setCharAt(at, other(letters.charAt(at), random));
        case 1 -> letters.deleteCharAt(at);
        case 2 -> letters.insert(at, other(letters.charAt(at), random));
        default -> {
          char next = letters.charAt(Math.min(at + 1, letters.length() - 1));
          letters.setCharAt(Math.min(at + 1, letters.length() - 1), letters.charAt(at));
          letters.setCharAt(at, next);
        }
      }
      var typed = Hangul.composed(letters);
      if (!typed.equals(word)) {
        return typed;
      }
    }
  }

  /** Half of the time from a neighbouring key. */
  private static char other(char letter, Random random) {
    for (var row : KEYS) {
      int at = row.indexOf(letter);
      if (at >= 0 && random.nextBoolean()) {
        return row.charAt(at == 0 ? 1 : at == row.length() - 1 || random.nextBoolean() ? at - 1 : at + 1);
      }
    }
    var all = Hangul.isVowel(letter) ? VOWELS : CONSONANTS;
    return all.charAt(random.nextInt(all.length()));
  }
}

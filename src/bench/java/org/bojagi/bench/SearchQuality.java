package org.bojagi.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.index.BundleDirectory;
import org.bojagi.index.IndexBuilder;
import org.bojagi.index.OpenIndex;
import org.bojagi.language.WordPair;
import org.bojagi.search.Results;
import org.bojagi.search.SearchOptions;
import org.bojagi.search.Searcher;

/**
 * How well search finds and ranks, over public sets (docs/search.md has the table).
 *
 * <p>MRR: the mean of 1/rank of the paragraph that a question was asked of, among the first ten hits. Hit@10: how
 * often it is there at all. Precision@10: of what the first ten hold, how much has the word sought, in its Southern
 * spelling. "With words": the index holds the pairs of words of North and South.
 *
 * <p>{@code -Dmisses=N} names the first N pairs of each category that weren't found, {@code -Dsample=N} asks one
 * pair in N.
 *
 * <p>Arguments: the folder that holds {@code korquad/}, {@code xquad/}, {@code nk-news/} and {@code nk-sk/}; then
 * the names of the sets, all without any.
 */
public final class SearchQuality {
  private static final SearchOptions FIRST_TEN = SearchOptions.first(10);

  private SearchQuality() {}

  public static void main(String[] arguments) throws Exception {
    var folder = Path.of(arguments[0]);
    var sets = Set.of(arguments);
    boolean all = arguments.length == 1;
    if (all || sets.contains("korquad")) {
      var korquad = TestSets.korquad(folder);
      print("KorQuAD", korquad.paragraphs(), List.of(), korquad.language(), korquad.questions());
      print("  with words", korquad.paragraphs(), NorthSouth.words(folder), korquad.language(), korquad.questions());
    }
    if (all || sets.contains("respelled")) {
      respelled(folder);
    }
    for (var language : List.of("en", "zh")) {
      if (all || sets.contains(language)) {
        var xquad = TestSets.xquad(folder, language);
        print("XQuAD " + language, xquad.paragraphs(), List.of(), xquad.language(), xquad.questions());
      }
    }
    if (all || sets.contains("nk-news")) {
      var southern = NorthSouth.lines(folder.resolve("nk-news/korean-english-park.dev.ko"));
      var northern = NorthSouth.lines(folder.resolve("nk-news/northkorean-english.dev.nk"));
      print("nk-news N->S", southern, List.of(), "ko", NorthSouth.differences(northern, southern));
      print("nk-news S->N", northern, List.of(), "ko", NorthSouth.differences(southern, northern));
    }
    if (all || sets.contains("nk-sk")) {
      pairs(folder, "nk-sk", List.of());
      pairs(folder, "  with words", NorthSouth.words(folder));
    }
  }

  private static void print(
      String name,
      List<String> paragraphs,
      List<WordPair> words,
      String language,
      List<TestSets.Question> questions)
      throws Exception {
    ask(
        paragraphs,
        words,
        language,
        searcher -> {
          double sum = 0;
          int missed = 0;
          long cpu = Cpu.ofThisThread();
          for (var question : questions) {
            int rank = rank(searcher.search(question.text(), FIRST_TEN), question.answer());
            sum += rank == 0 ? 0 : 1.0 / rank;
            missed += rank == 0 ? 1 : 0;
          }
          int count = questions.size();
          System.out.printf(
              "%-14s %,6d queries  MRR@10 %.4f  hit@10 %.4f  %.2f ms CPU a query, snippets included%n",
              name,
              count,
              sum / count,
              1 - (double) missed / count,
              (Cpu.ofThisThread() - cpu) / 1e6 / count);
        });
  }

  /** Questions that hold one of the pairs' Southern words, as they are and with the word spelled as in the North. */
  private static void respelled(Path folder) throws Exception {
    var korquad = TestSets.korquad(folder);
    var northern = NorthSouth.northernSpellings(NorthSouth.pairs(folder));
    var original = new ArrayList<TestSets.Question>();
    var changed = new ArrayList<TestSets.Question>();
    for (var question : korquad.questions()) {
      var respelled = NorthSouth.respelled(question.text(), northern);
      if (!respelled.equals(question.text())) {
        original.add(question);
        changed.add(new TestSets.Question(respelled, question.answer()));
      }
    }
    print("as asked", korquad.paragraphs(), List.of(), "ko", original);
    print("respelled", korquad.paragraphs(), List.of(), "ko", changed);
    print("  with words", korquad.paragraphs(), NorthSouth.words(folder), "ko", changed);
  }

  /** Each pair's Northern form asked of sentences that hold one pair's Southern form each, among paragraphs. */
  private static void pairs(Path folder, String name, List<WordPair> words) throws Exception {
    var texts = new ArrayList<>(TestSets.korquad(folder).paragraphs());
    var sentences = new LinkedHashMap<String, Integer>();
    var pairs = NorthSouth.pairs(folder);
    for (var pair : pairs) {
      if (sentences.putIfAbsent(pair.southern(), texts.size()) == null) {
        texts.add("사람들은 " + pair.southern() + "에 대하여 이야기하였다.");
      }
    }
    ask(
        texts,
        words,
        "ko",
        searcher -> {
          var tallies = new TreeMap<String, Tally>();
          int sample = Integer.getInteger("sample", 1);
          for (int i = 0; i < pairs.size(); i += sample) {
            var pair = pairs.get(i);
            var results = searcher.search(pair.northern(), FIRST_TEN);
            var tally = tallies.computeIfAbsent(pair.category(), none -> new Tally());
            int rank = rank(results, sentences.get(pair.southern()));
            tally.add(rank, precision(results, pair.southern(), texts));
            if (rank == 0 && tally.count - tally.found <= Integer.getInteger("misses", 0)) {
              System.out.println("  " + pair + ", hits " + results.total());
            }
          }
          var all = new Tally();
          var spelling = new Tally();
          for (var each : tallies.entrySet()) {
            each.getValue().print(name, each.getKey());
            all.add(each.getValue());
            if (!each.getKey().equals("lexical")) {
              spelling.add(each.getValue());
            }
          }
          spelling.print(name, "non-lexical");
          all.print(name, "all");
        });
  }

  private static final class Tally {
    int count;
    int found;
    double precisions;

    void add(int rank, double precision) {
      count++;
      found += rank > 0 ? 1 : 0;
      precisions += precision;
    }

    void add(Tally other) {
      count += other.count;
      found += other.found;
      precisions += other.precisions;
    }

    void print(String set, String name) {
      System.out.printf(
          "%-12s %-22s %,6d  hit@10 %.4f  precision@10 %.3f%n",
          set, name, count, (double) found / count, precisions / count);
    }
  }

  private static double precision(Results results, String word, List<String> texts) {
    long having =
        results.hits().stream().filter(hit -> texts.get(Integer.parseInt(hit.id())).contains(word)).count();
    return results.hits().isEmpty() ? 1 : (double) having / results.hits().size();
  }

  private static int rank(Results results, int answer) {
    for (var hit : results.hits()) {
      if (hit.id().equals(Integer.toString(answer))) {
        return hit.rank();
      }
    }
    return 0;
  }

  private interface Asking {
    void of(Searcher searcher) throws Exception;
  }

  private static void ask(List<String> paragraphs, List<WordPair> words, String language, Asking asking) throws Exception {
    var scratch = Files.createTempDirectory("bojagi-bench-");
    var volume = scratch.resolve("volume");
    var key = scratch.resolve("key");
    try (var executor = Executors.newFixedThreadPool(2);
        var builder = new IndexBuilder(scratch, 32 << 20, executor)) {
      if (!words.isEmpty()) {
        builder.addWordPairs(words, "");
      }
      for (int i = 0; i < paragraphs.size(); i++) {
        builder.add(BenchIndex.item(i, language, "", paragraphs.get(i)));
      }
      BenchIndex.seal(builder.finish(), volume, key);
      System.out.printf("%,d bytes%n", Files.size(volume));
      var directory = new BundleDirectory(BenchIndex.open(volume, key), new ChunkCache(64 << 20));
      try (var index = OpenIndex.open(directory, "bench")) {
        asking.of(new Searcher(List.of(index), BenchIndex.source(paragraphs)));
      }
    } finally {
      Files.deleteIfExists(volume);
      Files.deleteIfExists(key);
      Files.deleteIfExists(scratch);
    }
  }
}

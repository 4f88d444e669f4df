package org.bojagi.bench;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.bundle.KeyRing;
import org.bojagi.open.OpenBundle;
import org.bojagi.search.PassageSource;
import org.bojagi.search.SearchOptions;
import org.bojagi.search.Searcher;

/**
 * CPU time of a warm query by what is asked, with and without the text that its hits show.
 *
 * <p>Arguments: the folder that holds {@code korquad/}; a bundle that {@link ReaderBench} made; hits a page
 * (20); megabytes of decrypted chunks (24, as the reader's pages have). Each class of queries is asked three
 * ways by turns: without text, so that nothing is marked; with text out of memory; as a reader asks. The
 * differences are what marking costs and what reading costs.
 */
public final class QueryBench {
  private static final int QUERIES = 150;
  private static final int WARM_UP_ROUNDS = 3;
  private static final int ROUNDS = 2;
  private static final int RARE_UP_TO = 3;
  private static final int FREQUENT = 400;

  private QueryBench() {}

  public static void main(String[] arguments) throws Exception {
    var queries = queries(TestSets.korquad(Path.of(arguments[0])));
    int hits = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20;
    long cacheBytes = (arguments.length > 3 ? Long.parseLong(arguments[3]) : 24) << 20;
    try (var keys = KeyRing.of(ReaderBench.WORDS.getBytes(StandardCharsets.UTF_8));
        var bundle = OpenBundle.open(Path.of(arguments[1]), keys, new ChunkCache(cacheBytes))) {
      var kept = new HashMap<String, byte[]>();
      var ways = new LinkedHashMap<String, PassageSource>();
      ways.put("no text", (index, item, file) -> {
        throw new FileNotFoundException();
      });
      ways.put("text in memory", (index, item, file) -> new ByteArrayInputStream(kept(kept, bundle, item, file)));
      ways.put("text read", (index, item, file) -> bundle.read(item, file));
      var searchers = new LinkedHashMap<String, Searcher>();
      for (var way : ways.entrySet()) {
        searchers.put(way.getKey(), new Searcher(List.of(bundle.requireIndex()), way.getValue()));
      }
      System.out.printf("%,d items, pages of %d hits, ms CPU%n", bundle.requireIndex().itemCount(), hits);
      measure(queries, searchers, SearchOptions.first(hits));
    }
  }

  private static byte[] kept(
      Map<String, byte[]> kept, OpenBundle bundle, org.bojagi.index.StoredItem item, int file) throws IOException {
    var bytes = kept.get(item.id());
    if (bytes == null) {
      try (var in = bundle.read(item, file)) {
        bytes = in.readAllBytes();
      }
      kept.put(item.id(), bytes);
    }
    return bytes;
  }

  private static void measure(
      Map<String, List<String>> queries, Map<String, Searcher> searchers, SearchOptions options) throws IOException {
    var all = new LinkedHashMap<String, List<Double>>();
    for (var each : queries.entrySet()) {
      var millis = new LinkedHashMap<String, List<Double>>();
      long matches = 0;
      for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
        for (var query : each.getValue()) {
          for (var searcher : searchers.entrySet()) {
            long begin = Cpu.ofThisThread();
            var results = searcher.getValue().search(query, options);
            double took = (Cpu.ofThisThread() - begin) / 1e6;
            if (round >= 0) {
              millis.computeIfAbsent(searcher.getKey(), none -> new ArrayList<>()).add(took);
              matches += results.total();
            }
          }
        }
      }
      print(each.getKey(), millis, matches / (ROUNDS * each.getValue().size() * searchers.size()));
      millis.forEach((way, times) -> all.computeIfAbsent(way, none -> new ArrayList<>()).addAll(times));
    }
    print("all", all, 0);
  }

  private static void print(String name, Map<String, List<Double>> millis, long matches) {
    var line = new StringBuilder("%-12s %,8d matches".formatted(name, matches));
    millis.forEach(
        (way, times) -> {
          Collections.sort(times);
          double mean = times.stream().mapToDouble(each -> each).average().orElse(0);
          line.append(
              "   %s p50 %6.2f p99 %6.2f mean %6.2f"
                  .formatted(way, times.get(times.size() / 2), times.get(times.size() * 99 / 100), mean));
        });
    System.out.println(line);
  }

  /** By seed, from sentences and questions of the set. */
  private static Map<String, List<String>> queries(TestSets set) {
    var random = new Random(11);
    var sentences = new ArrayList<List<String>>();
    var counts = new HashMap<String, Integer>();
    for (var paragraph : set.paragraphs()) {
      for (var sentence : paragraph.split("(?<=[.])\\s+")) {
        var words = Arrays.stream(sentence.split("[^\\p{L}\\p{N}]+")).filter(word -> word.length() > 1).toList();
        sentences.add(words);
        words.forEach(word -> counts.merge(word, 1, Integer::sum));
      }
    }
    sentences.removeIf(words -> words.size() < 4);
    var words = counts.keySet().stream().sorted((a, b) -> {
      int more = counts.get(b) - counts.get(a);
      return more != 0 ? more : a.compareTo(b);
    }).toList();
    var frequent = words.subList(0, FREQUENT);
    var rare = words.stream().filter(word -> counts.get(word) <= RARE_UP_TO).toList();
    var queries = new LinkedHashMap<String, List<String>>();
    queries.put("rare word", many(() -> one(rare, random)));
    queries.put("frequent", many(() -> one(frequent, random)));
    queries.put("two words", many(() -> String.join(" ", inARow(sentences, 2, random))));
    queries.put("three words", many(() -> {
      var sentence = one(sentences, random);
      return one(sentence, random) + " " + one(sentence, random) + " " + one(sentence, random);
    }));
    queries.put("question", many(() -> one(set.questions(), random).text()));
    queries.put("phrase", many(() -> '"' + String.join(" ", inARow(sentences, 2, random)) + '"'));
    queries.put("prefix", many(() -> one(words, random).substring(0, 2) + "*"));
    return queries;
  }

  private interface Making {
    String query();
  }

  private static List<String> many(Making making) {
    var queries = new ArrayList<String>();
    while (queries.size() < QUERIES) {
      queries.add(making.query());
    }
    return queries;
  }

  private static <T> T one(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  private static List<String> inARow(List<List<String>> sentences, int count, Random random) {
    var sentence = one(sentences, random);
    int first = random.nextInt(sentence.size() - count + 1);
    return sentence.subList(first, first + count);
  }
}

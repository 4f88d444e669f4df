package org.bojagi.bench;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.index.BundleDirectory;
import org.bojagi.index.IndexBuilder;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.OpenIndex;
import org.bojagi.language.KoreanOrder;
import org.bojagi.search.Facet;
import org.bojagi.search.SearchOptions;
import org.bojagi.search.SearchOptions.Sort;
import org.bojagi.search.Searcher;
import org.bojagi.search.Shelves;

/**
 * What a reader's pages cost, CPU time on a warm index: a search of a few words with twenty snippets and
 * facets, and pages of lists.
 *
 * <p>Arguments: the folder that holds {@code korquad/}; a folder for the index, kept and used again; how many
 * documents to search in (29000); how many to list (300000).
 */
public final class ShelvesBench {
  private static final int QUERIES = 1_000;
  private static final int LISTS = 60;
  private static final int SUBJECTS = 500;
  private static final int PLACES = 40;

  private ShelvesBench() {}

  public static void main(String[] arguments) throws Exception {
    var sentences = new ArrayList<String>();
    for (var paragraph : TestSets.korquad(Path.of(arguments[0])).paragraphs()) {
      sentences.addAll(Arrays.asList(paragraph.split("(?<=[.])\\s+")));
    }
    var folder = Path.of(arguments[1]);
    int searched = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 29_000;
    int listed = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 300_000;
    search(open(folder, sentences, searched, 12), sentences, searched);
    list(open(folder, sentences, listed, 0));
  }

  private static String text(List<String> sentences, int number, int length) {
    var random = new Random(number);
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(sentences.get(random.nextInt(sentences.size()))).append(' ');
    }
    return text.toString();
  }

  private static OpenIndex open(Path folder, List<String> sentences, int documents, int length) throws Exception {
    var volume = folder.resolve("shelves-" + documents);
    var key = folder.resolve("shelves-" + documents + ".key");
    if (!Files.exists(key)) {
      Files.createDirectories(folder);
      try (var executor = Executors.newFixedThreadPool(2);
          var builder = new IndexBuilder(folder, 48 << 20, executor)) {
        for (int i = 0; i < documents; i++) {
          builder.add(item(i, sentences, text(sentences, i, length)));
        }
        BenchIndex.seal(builder.finish(), volume, key);
      }
      System.out.printf("made %,d items, %,d bytes%n", documents, Files.size(volume));
    }
    return OpenIndex.open(new BundleDirectory(BenchIndex.open(volume, key), new ChunkCache(64 << 20)), "bench");
  }

  /** Of eleven types, a third in series of five, in eight years. */
  private static IndexedItem item(int number, List<String> sentences, String text) {
    var random = new Random(-number);
    var sentence = sentences.get(random.nextInt(sentences.size()));
    var title = sentence.substring(0, Math.min(sentence.length(), 8 + random.nextInt(30))) + " " + number;
    var plain = BenchIndex.item(number, "ko", title, text);
    var date = 2018 + random.nextInt(8) + "-" + (10 + random.nextInt(3));
    var subjects = new ArrayList<String>();
    for (int i = random.nextInt(4); i > 0; i--) {
      subjects.add(sentences.get(random.nextInt(SUBJECTS)).split("\\s+")[0]);
    }
    var place = sentences.get(random.nextInt(PLACES)).split("\\s+")[0];
    var description =
        new DublinCore(Map.of("ko", title), List.of(), List.of(), sentence, date, subjects, "", "", "", place, "");
    var series = number % 15 < 5 ? new Item.Series("series/" + number / 15, title.substring(0, 5)) : null;
    var item =
        new Item(
            plain.item().id(),
            plain.item().path(),
            ItemType.values()[random.nextInt(ItemType.values().length)],
            "ko",
            description,
            series,
            series == null ? 0 : 1 + number % 15,
            0,
            List.of(),
            false,
            false);
    return new IndexedItem(item, plain.files(), text.isEmpty() ? List.of() : plain.texts(), plain.locations());
  }

  private static void search(OpenIndex index, List<String> sentences, int documents) throws Exception {
    var texts = new ArrayList<String>();
    for (int i = 0; i < documents; i++) {
      texts.add(text(sentences, i, 12));
    }
    var searcher = new Searcher(List.of(index), BenchIndex.source(texts));
    var random = new Random(11);
    var queries = new ArrayList<String>();
    while (queries.size() < QUERIES) {
      var words = sentences.get(random.nextInt(sentences.size())).strip().split("[^가-힣]+");
      if (words.length == 0) {
        continue;
      }
      int count = 1 + (random.nextInt(20) + 1) / 11 + random.nextInt(8) / 7;
      int from = random.nextInt(words.length);
      var query = String.join(" ", Arrays.asList(words).subList(from, Math.min(words.length, from + count))).strip();
      if (query.length() > 1) {
        queries.add(query);
      }
    }
    var blind = new Searcher(List.of(index), (from, item, file) -> InputStream.nullInputStream());
    for (int round = 0; round < 3; round++) {
      var options = SearchOptions.first(20);
      time("search without texts", blind, queries, options);
      time("search without texts or facets", blind, queries, options.counting(Set.of()));
      time("search without texts, two facets", blind, queries, options.counting(Set.of(Facet.TYPE, Facet.LANGUAGE)));
      time("search without texts, in films", blind, queries, options.only(Facet.TYPE, Set.of("film")));
      time("search without texts, newest first", blind, queries, options.sorted(Sort.NEWEST, KoreanOrder.SOUTHERN));
      time("search", searcher, queries, options);
      time("search, three passages", searcher, queries, options.passages(3));
      like(searcher, index);
    }
  }

  private static void like(Searcher searcher, OpenIndex index) throws Exception {
    var random = new Random(5);
    var nanos = new long[LISTS];
    for (int i = 0; i < nanos.length; i++) {
      int item = index.documentById(Integer.toString(random.nextInt(index.itemCount()))).orElseThrow();
      long start = Cpu.ofThisThread();
      searcher.moreLikeThis(0, item, 5);
      nanos[i] = Cpu.ofThisThread() - start;
    }
    print("more like this", nanos);
  }

  private static void time(String what, Searcher searcher, List<String> queries, SearchOptions options)
      throws Exception {
    var nanos = new long[queries.size()];
    long hits = 0;
    long total = 0;
    for (int i = 0; i < nanos.length; i++) {
      long start = Cpu.ofThisThread();
      var results = searcher.search(queries.get(i), options);
      nanos[i] = Cpu.ofThisThread() - start;
      hits += results.hits().size();
      total += results.total();
    }
    print(what + ", " + hits / nanos.length + " hits of " + total / nanos.length, nanos);
  }

  private static void list(OpenIndex index) throws Exception {
    var shelves = new Shelves(List.of(index));
    for (int round = 0; round < 2; round++) {
      for (var order : Shelves.Order.values()) {
        for (Set<String> types : List.of(Set.<String>of(), Set.of("film", "story"))) {
          var random = new Random(3);
          var nanos = new long[LISTS];
          for (int i = 0; i < LISTS; i++) {
            int from = random.nextInt((int) shelves.count(types));
            long start = Cpu.ofThisThread();
            shelves.list(types, order, from, 50);
            nanos[i] = Cpu.ofThisThread() - start;
          }
          print("list " + order + " " + types, nanos);
        }
        var nanos = new long[LISTS];
        for (int i = 0; i < LISTS; i++) {
          long start = Cpu.ofThisThread();
          shelves.series(Set.of(), order, i * 100, 20);
          nanos[i] = Cpu.ofThisThread() - start;
        }
        print("series " + order, nanos);
      }
    }
    System.out.printf("%,d items, %,d series%n", shelves.count(Set.of()), shelves.seriesCount(Set.of()));
  }

  private static void print(String what, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        "%-40s p50 %6.2f ms  p90 %6.2f ms  p99 %6.2f ms%n",
        what, nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 9 / 10] / 1e6, nanos[nanos.length * 99 / 100] / 1e6);
  }
}

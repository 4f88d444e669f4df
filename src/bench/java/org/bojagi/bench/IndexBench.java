package org.bojagi.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;
import org.bojagi.age.AgePayload;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.index.BundleDirectory;
import org.bojagi.index.Fields;
import org.bojagi.index.IndexBuilder;
import org.bojagi.index.OpenIndex;
import org.bojagi.language.WordRule;
import org.bojagi.search.SearchOptions;
import org.bojagi.search.Searcher;

/**
 * Queries on an index inside encrypted volumes against the same bytes as plain files under {@code
 * MMapDirectory}.
 *
 * <p>Arguments: the folder that holds {@code korquad/} and {@code xquad/}; a folder for about 1 GB of index,
 * kept and used again; how many documents (300000). Prints CPU time by class of query as a ratio, taken by
 * turns in one run.
 */
public final class IndexBench {
  private static final int ROUNDS = 7;

  /** Until both ways are compiled: looking for phrases has warmed the plain one. */
  private static final int WARM_UP_ROUNDS = 15;

  private static final int HITS = 20;

  private IndexBench() {}

  public static void main(String[] arguments) throws Exception {
    var folder = Path.of(arguments[1]);
    int documents = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 300_000;
    var made = folder.resolve("made-" + documents);
    if (!Files.exists(made)) {
      make(Path.of(arguments[0]), folder, documents);
      Files.createFile(made);
    }
    var plain = new MMapDirectory(folder.resolve("plain"));
    var queries = queries(plain);
    printFirstHits(folder, queries);
    for (int cacheMegabytes : new int[] {64, 16}) {
      var pieces = BenchIndex.open(folder.resolve("volume"), folder.resolve("key"));
      var sealed = new BundleDirectory(pieces, new ChunkCache((long) cacheMegabytes << 20));
      compare(plain, sealed, pieces.values().iterator().next().getFirst().volume(), queries, cacheMegabytes);
    }
  }

  private static void make(Path sets, Path folder, int documents) throws Exception {
    Files.createDirectories(folder.resolve("plain"));
    long started = System.nanoTime();
    var random = new Random(20);
    var korean = sentences(TestSets.korquad(sets));
    var english = sentences(TestSets.xquad(sets, "en"));
    var chinese = sentences(TestSets.xquad(sets, "zh"));
    try (var executor = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        var builder = new IndexBuilder(folder, 48 << 20, executor)) {
      for (int i = 0; i < documents; i++) {
        int kind = random.nextInt(10);
        var language = kind < 7 ? "ko" : kind < 9 ? "en" : "zh";
        var from = kind < 7 ? korean : kind < 9 ? english : chinese;
        var text = new StringBuilder();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
          text.append(vary(from.get(random.nextInt(from.size())), random)).append(' ');
        }
        var title = from.get(random.nextInt(from.size()));
        builder.add(
            BenchIndex.item(i, language, title.substring(0, Math.min(20, title.length())), text.toString()));
      }
      var files = builder.finish();
      long bytes = 0;
      for (var file : files) {
        bytes += file.length();
        try (var in = file.open()) {
          Files.copy(in, folder.resolve("plain").resolve(file.name()));
        }
      }
      BenchIndex.seal(files, folder.resolve("volume"), folder.resolve("key"));
      System.out.printf(
          "made %,d items in %d s, %,d bytes, peak heap %,d MB%n",
          documents,
          (System.nanoTime() - started) / 1_000_000_000,
          bytes,
          ManagementFactory.getMemoryPoolMXBeans().stream()
                  .filter(pool -> pool.getType() == MemoryType.HEAP)
                  .mapToLong(pool -> pool.getPeakUsage().getUsed())
                  .sum()
              >> 20);
    }
  }

  private static List<String> sentences(TestSets set) {
    var sentences = new ArrayList<String>();
    for (var paragraph : set.paragraphs()) {
      for (var sentence : paragraph.split("(?<=[.。])\\s*")) {
        if (sentence.length() > 8) {
          sentences.add(sentence);
        }
      }
    }
    return sentences;
  }

  /** A name or number of its own now and then, so that the dictionary of terms grows as real ones do. */
  private static String vary(String sentence, Random random) {
    return random.nextInt(3) > 0
        ? sentence
        : sentence + " " + Long.toString(Math.abs(random.nextLong()) % 400_000, 36) + "x";
  }

  /** 700 of six classes, from terms of the index of all frequencies, by seed. */
  private static Map<String, List<Query>> queries(Directory directory) throws IOException {
    var byClass = new LinkedHashMap<String, List<Query>>();
    var random = new Random(7);
    try (var reader = DirectoryReader.open(directory)) {
      var terms = new ArrayList<Term>();
      for (var rule : WordRule.values()) {
        var field = Fields.text(rule);
        var all = MultiTerms.getTerms(reader, field).iterator();
        for (var term = all.next(); term != null; term = all.next()) {
          int frequency = all.docFreq();
          if (frequency >= 20 && random.nextInt(4) == 0) {
            terms.add(new Term(field, BytesRef.deepCopyOf(term)));
          }
        }
      }
      var phrases = phrases(reader, terms, random);
      byClass.put("term", repeat(150, () -> new TermQuery(any(terms, random))));
      byClass.put("and", repeat(150, () -> both(terms, random, Occur.MUST)));
      byClass.put("or", repeat(150, () -> both(terms, random, Occur.SHOULD)));
      byClass.put("phrase", phrases);
      byClass.put("prefix", repeat(75, () -> prefix(any(terms, random))));
      byClass.put("fuzzy", repeat(75, () -> fuzzy(any(terms, random))));
    }
    return byClass;
  }

  private interface Making {
    Query make() throws IOException;
  }

  private static List<Query> repeat(int count, Making making) throws IOException {
    var queries = new ArrayList<Query>();
    for (int i = 0; i < count; i++) {
      queries.add(making.make());
    }
    return queries;
  }

  private static Term any(List<Term> terms, Random random) {
    return terms.get(random.nextInt(terms.size()));
  }

  private static Query both(List<Term> terms, Random random, Occur occur) {
    var first = any(terms, random);
    var second = any(terms, random);
    while (!second.field().equals(first.field())) {
      second = any(terms, random);
    }
    return new BooleanQuery.Builder()
        .add(new TermQuery(first), occur)
        .add(new TermQuery(second), occur)
        .build();
  }

  private static Query prefix(Term term) {
    var text = term.text();
    return new PrefixQuery(new Term(term.field(), text.substring(0, Math.min(text.length(), 3))));
  }

  private static Query fuzzy(Term term) {
    return new FuzzyQuery(term, 1, 1, 50, true);
  }

  /** Pairs of terms that do follow each other somewhere: found by trying. */
  private static List<Query> phrases(IndexReader reader, List<Term> terms, Random random)
      throws IOException {
    var searcher = new IndexSearcher(reader);
    var phrases = new ArrayList<Query>();
    for (int tries = 0; phrases.size() < 100 && tries < 200_000; tries++) {
      var first = any(terms, random);
      var second = any(terms, random);
      if (first.field().equals(second.field())) {
        var phrase = new PhraseQuery(first.field(), first.bytes(), second.bytes());
        if (tries > 100_000 || searcher.count(phrase) > 0) {
          phrases.add(phrase);
        }
      }
    }
    return phrases;
  }

  /**
   * From opening to hits with their stored fields: a word, two words, and two words as a reader asks for
   * them.
   */
  private static void printFirstHits(Path folder, Map<String, List<Query>> queries) throws Exception {
    for (int hits : new int[] {1, HITS}) {
      for (var name : List.of("term", "or", "search")) {
        var pieces = BenchIndex.open(folder.resolve("volume"), folder.resolve("key"));
        var volume = pieces.values().iterator().next().getFirst().volume();
        var index = OpenIndex.open(new BundleDirectory(pieces, new ChunkCache(64 << 20)), "bench");
        if (name.equals("search")) {
          var searcher = new Searcher(List.of(index), (from, item, file) -> InputStream.nullInputStream());
          searcher.search("수도 서울", SearchOptions.first(hits));
        } else {
          run(searcher(index.reader()), queries.get(name).getFirst(), hits);
        }
        System.out.printf(
            "%-6s chunks decrypted to the first %2d hits: %d of %,d%n",
            name, hits, volume.chunksDecrypted(), volume.chunkCount());
      }
    }
  }

  private static void compare(
      Directory plain,
      Directory sealed,
      AgePayload volume,
      Map<String, List<Query>> queries,
      int cacheMegabytes)
      throws IOException {
    try (var plainReader = DirectoryReader.open(plain);
        var sealedReader = DirectoryReader.open(sealed)) {
      var plainSearcher = searcher(plainReader);
      var sealedSearcher = searcher(sealedReader);
      var plainNanos = new LinkedHashMap<String, Long>();
      var sealedNanos = new LinkedHashMap<String, Long>();
      var chunks = new LinkedHashMap<String, Long>();
      for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
        for (var each : queries.entrySet()) {
          long plainCpu = 0;
          long sealedCpu = 0;
          long chunksBefore = volume.chunksDecrypted();
          for (var query : each.getValue()) {
            long start = Cpu.ofThisThread();
            long plainHits = run(plainSearcher, query, HITS);
            long middle = Cpu.ofThisThread();
            long sealedHits = run(sealedSearcher, query, HITS);
            sealedCpu += Cpu.ofThisThread() - middle;
            plainCpu += middle - start;
            if (plainHits != sealedHits) {
              throw new IllegalStateException("different hits for " + query);
            }
          }
          if (round >= 0) {
            plainNanos.merge(each.getKey(), plainCpu, Long::sum);
            sealedNanos.merge(each.getKey(), sealedCpu, Long::sum);
            chunks.merge(each.getKey(), volume.chunksDecrypted() - chunksBefore, Long::sum);
          }
        }
      }
      System.out.printf("%d MiB of chunks, %d rounds of CPU time%n", cacheMegabytes, ROUNDS);
      long plainAll = 0;
      long sealedAll = 0;
      for (var name : queries.keySet()) {
        print(name, queries.get(name).size(), plainNanos.get(name), sealedNanos.get(name), chunks.get(name));
        plainAll += plainNanos.get(name);
        sealedAll += sealedNanos.get(name);
      }
      int count = queries.values().stream().mapToInt(List::size).sum();
      print("all", count, plainAll, sealedAll, chunks.values().stream().mapToLong(n -> n).sum());
    }
  }

  private static void print(String name, int queries, long plain, long sealed, long chunks) {
    double count = (double) queries * ROUNDS * 1000;
    System.out.printf(
        "  %-7s %4d  plain %8.1f us  sealed %8.1f us  ratio %.3f  chunks decrypted %.2f%n",
        name, queries, plain / count, sealed / count, sealed / (double) plain, chunks * 1000 / count);
  }

  private static IndexSearcher searcher(IndexReader reader) {
    var searcher = new IndexSearcher(reader);
    searcher.setQueryCache(null);
    return searcher;
  }

  /** A number that depends on what was found, so that nothing can be left out. */
  private static long run(IndexSearcher searcher, Query query, int hits) throws IOException {
    var top = searcher.search(query, hits);
    var stored = searcher.storedFields();
    long sum = top.totalHits.value();
    for (var hit : top.scoreDocs) {
      for (var field : stored.document(hit.doc).getFields()) {
        sum = 31 * sum + hit.doc + field.name().length();
      }
    }
    return sum;
  }
}

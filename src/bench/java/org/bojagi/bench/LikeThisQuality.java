package org.bojagi.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.index.BundleDirectory;
import org.bojagi.index.IndexBuilder;
import org.bojagi.index.OpenIndex;
import org.bojagi.search.Searcher;

/**
 * How well items like one are found by its text alone: each of KorQuAD's paragraphs is an item without a title, and of
 * the five most like it the share counts that is of the same article. Articles of six paragraphs or more.
 *
 * <p>Argument: the folder that holds {@code korquad/}.
 */
public final class LikeThisQuality {
  private static final int LIKE = 5;

  private LikeThisQuality() {}

  public static void main(String[] arguments) throws Exception {
    var set = TestSets.korquad(Path.of(arguments[0]));
    var scratch = Files.createTempDirectory("bojagi-bench-");
    var volume = scratch.resolve("volume");
    var key = scratch.resolve("key");
    try (var executor = Executors.newFixedThreadPool(2);
        var builder = new IndexBuilder(scratch, 32 << 20, executor)) {
      for (int i = 0; i < set.paragraphs().size(); i++) {
        builder.add(BenchIndex.item(i, "ko", "", set.paragraphs().get(i)));
      }
      BenchIndex.seal(builder.finish(), volume, key);
      try (var index = OpenIndex.open(new BundleDirectory(BenchIndex.open(volume, key), new ChunkCache(64 << 20)), "bench")) {
        measure(set, index);
      }
    } finally {
      Files.deleteIfExists(volume);
      Files.deleteIfExists(key);
      Files.deleteIfExists(scratch);
    }
  }

  private static void measure(TestSets set, OpenIndex index) throws Exception {
    var searcher = new Searcher(List.of(index), BenchIndex.source(set.paragraphs()));
    int asked = 0;
    int same = 0;
    int first = 0;
    long most = 0;
    long cpu = Cpu.ofThisThread();
    for (int i = 0; i < set.paragraphs().size(); i++) {
      var title = set.titles().get(i);
      if (Collections.frequency(set.titles(), title) <= LIKE) {
        continue;
      }
      long start = Cpu.ofThisThread();
      var hits = searcher.moreLikeThis(0, index.documentById(Integer.toString(i)).orElseThrow(), LIKE).hits();
      most = asked > 100 ? Math.max(most, Cpu.ofThisThread() - start) : 0;
      asked++;
      for (var hit : hits) {
        boolean ofSame = set.titles().get(Integer.parseInt(hit.id())).equals(title);
        same += ofSame ? 1 : 0;
        first += ofSame && hit.rank() == 1 ? 1 : 0;
      }
    }
    System.out.printf(
        "%,d paragraphs: first of the same article %.3f, of five %.3f; %.1f ms CPU, at most %.1f%n",
        asked, first / (double) asked, same / (double) asked / LIKE, (Cpu.ofThisThread() - cpu) / 1e6 / asked, most / 1e6);
  }
}

package org.bojagi.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.index.BundleDirectory;
import org.bojagi.index.IndexBuilder;
import org.bojagi.index.OpenIndex;
import org.bojagi.search.SearchOptions;
import org.bojagi.search.Searcher;

/**
 * How well search ranks: the mean of 1/rank of the paragraph that a question was asked of, among the first
 * ten hits.
 *
 * <p>Argument: the folder that holds {@code korquad/} and {@code xquad/}.
 */
public final class SearchQuality {
  private SearchQuality() {}

  public static void main(String[] arguments) throws Exception {
    var folder = Path.of(arguments[0]);
    print("KorQuAD", TestSets.korquad(folder));
    print("XQuAD en", TestSets.xquad(folder, "en"));
    print("XQuAD zh", TestSets.xquad(folder, "zh"));
  }

  private static void print(String name, TestSets set) throws Exception {
    var scratch = Files.createTempDirectory("bojagi-bench-");
    var volume = scratch.resolve("volume");
    var key = scratch.resolve("key");
    try (var executor = Executors.newFixedThreadPool(2);
        var builder = new IndexBuilder(scratch, 32 << 20, executor)) {
      for (int i = 0; i < set.paragraphs().size(); i++) {
        builder.add(BenchIndex.item(i, set.language(), "", set.paragraphs().get(i)));
      }
      var files = builder.finish();
      BenchIndex.seal(files, volume, key);
      var directory = new BundleDirectory(BenchIndex.open(volume, key), new ChunkCache(64 << 20));
      try (var index = OpenIndex.open(directory, name)) {
        var searcher = new Searcher(List.of(index), BenchIndex.source(set.paragraphs()));
        double sum = 0;
        int missed = 0;
        long cpu = Cpu.ofThisThread();
        for (var question : set.questions()) {
          int rank = 0;
          for (var hit : searcher.search(question.text(), SearchOptions.first(10)).hits()) {
            if (hit.id().equals(Integer.toString(question.answer()))) {
              rank = hit.rank();
            }
          }
          sum += rank == 0 ? 0 : 1.0 / rank;
          missed += rank == 0 ? 1 : 0;
        }
        int count = set.questions().size();
        System.out.printf(
            "%-10s %,5d questions  MRR@10 %.4f  not among ten %d  %.2f ms CPU a query, snippets included%n",
            name, count, sum / count, missed, (Cpu.ofThisThread() - cpu) / 1e6 / count);
      }
    } finally {
      Files.deleteIfExists(volume);
      Files.deleteIfExists(key);
      Files.deleteIfExists(scratch);
    }
  }
}

package org.bojagi.bench;

import com.sun.management.ThreadMXBean;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.index.BundleDirectory;
import org.bojagi.index.OpenIndex;
import org.bojagi.search.SearchOptions;
import org.bojagi.search.Searcher;

/**
 * The worst that can be asked of a large index, with the reader's chunk cache: how long each form takes, cold and again,
 * and what it allocates.
 *
 * <p>Argument: the folder that {@link IndexBench} made its index in. To be run with the reader's heap, {@code -Xmx76m}.
 */
public final class QueryBoundsBench {
  private static final long CACHE_BYTES = 24L << 20;

  private QueryBoundsBench() {}

  public static void main(String[] arguments) throws Exception {
    var folder = Path.of(arguments[0]);
    var pieces = BenchIndex.open(folder.resolve("volume"), folder.resolve("key"));
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (var index = OpenIndex.open(new BundleDirectory(pieces, new ChunkCache(CACHE_BYTES)), "bench")) {
      var searcher = new Searcher(List.of(index), (of, item, file) -> InputStream.nullInputStream());
      System.out.printf("%,d documents%n", index.reader().maxDoc());
      double longest = 0;
      for (var query : queries()) {
        var line = new StringBuilder();
        for (int again = 0; again < 3; again++) {
          long allocated = threads.getCurrentThreadAllocatedBytes();
          long cpu = Cpu.ofThisThread();
          var results = searcher.search(query, SearchOptions.first(20));
          double millis = (Cpu.ofThisThread() - cpu) / 1e6;
          longest = Math.max(longest, millis);
          line.append(
              "%8.1f ms %6.1f MB".formatted(millis, (threads.getCurrentThreadAllocatedBytes() - allocated) / 1e6));
          if (again == 2) {
            line.append("  %s%,d".formatted(results.totalIsExact() ? "" : "at least ", results.total()));
          }
        }
        System.out.println(line + "  " + query.substring(0, Math.min(60, query.length())));
      }
      System.out.printf("longest CPU time of a query: %.0f ms%n", longest);
    }
  }

  private static List<String> queries() {
    var random = new Random(9);
    var queries =
        new ArrayList<>(
            List.of("가*", "a*", "s*", "1*", "th*", "co*", "사*", "中*", "-a", "-the", "-가", "NOT 이", "이", "의", "a", "1", "的", "the"));
    queries.addAll(
        List.of("title:*", "title:a*", "title:이*", "path:*", "path:1*", "type:d*", "language:*", "*", "**", "?", "the*", "title:the"));
    queries.addAll(List.of("supercalifragilisticexpialidocious~", "internationalization~", "the~", "데이타베이스구축~", "이다~"));
    queries.addAll(List.of("\"the the the the\"", "\"of the\"", "\"다 이 의 을\"", "\"的 的\"", "\"1 1\"", "\"이다\" \"하는\" \"으로\""));
    queries.addAll(List.of("데이타베이스", "콤피타", "ㅁㄴㅇㄹㅁㄴㅇㄹ", "internatoinalisaton", "tkfrnskan", "中國人民共和囻", "뷁뷁뷁뷁뷁뷁뷁뷁"));
    queries.add("the ".repeat(500));
    queries.add("a OR ".repeat(400) + "b");
    queries.add("(".repeat(900) + "a" + ")".repeat(900));
    queries.add("-a ".repeat(600));
    queries.add("가* ".repeat(60));
    queries.add("the* a* s* ".repeat(20));
    queries.add("in~ on~ at~ information~ ".repeat(15));
    queries.add("\"of the\" ".repeat(60));
    queries.add("이".repeat(2_000));
    queries.add("a".repeat(100_000));
    var mixed = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      mixed.appendCodePoint(0xac00 + random.nextInt(11_172)).append(random.nextInt(4) == 0 ? " " : "");
    }
    queries.add(mixed.toString());
    return queries;
  }
}

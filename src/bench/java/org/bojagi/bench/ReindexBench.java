package org.bojagi.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bojagi.Trees;

/**
 * Re-indexing a bundle of pages with {@code ./bojagi reindex} against packing them, as processes of their own.
 *
 * <pre>
 * ReindexBench FOLDER [FILES [SCRATCH [ROUNDS]]]
 * </pre>
 *
 * <p>Started in the project's folder, with the launcher built. FILES (2,000) HTML files of the folder are copied and
 * packed for a recipient alone; then the index is made anew. Each figure is the median of the rounds (1).
 */
public final class ReindexBench {
  private static final Set<Integer> DONE = Set.of(0, 3);

  private ReindexBench() {}

  public static void main(String[] arguments) throws Exception {
    var folder = Path.of(arguments[0]);
    int files = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2_000;
    var parent = Path.of(arguments.length > 2 ? arguments[2] : System.getProperty("java.io.tmpdir"));
    int rounds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1;
    var scratch = Files.createTempDirectory(parent, "reindex-bench");
    try {
      var corpus = scratch.resolve("corpus");
      long bytes = copy(folder, corpus, files);
      var key = scratch.resolve("key");
      var made = new ProcessBuilder("./bojagi", "key", "new", "-o", key.toString()).start();
      var recipient = new String(made.getInputStream().readAllBytes()).strip();
      var packing = new ArrayList<MeasuredProcess>();
      var indexing = new ArrayList<MeasuredProcess>();
      var bundle = scratch.resolve("bundle");
      for (int round = 0; round < rounds; round++) {
        Trees.remove(bundle);
        packing.add(
            MeasuredProcess.run(
                scratch,
                DONE,
                List.of(
                    "./bojagi", "pack", corpus.toString(), "-o", bundle.toString(), "--yes", "--recipient", recipient)));
        indexing.add(
            MeasuredProcess.run(
                scratch, DONE, List.of("./bojagi", "reindex", bundle.toString(), "--identity", key.toString())));
      }
      System.out.printf(Locale.ROOT, "%d files, %.1f MB%n", files, bytes / 1e6);
      print("bojagi pack", packing);
      print("bojagi reindex", indexing);
      System.out.printf(
          Locale.ROOT,
          "reindex against pack: CPU %.2f, wall clock %.2f%n",
          cpu(indexing) / cpu(packing),
          wall(indexing) / wall(packing));
    } finally {
      Trees.remove(scratch);
    }
  }

  private static long copy(Path from, Path to, int count) throws IOException {
    List<Path> files;
    try (var tree = Files.walk(from)) {
      files =
          tree.filter(path -> path.toString().endsWith(".html") && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
              .sorted()
              .toList();
    }
    long bytes = 0;
    for (int i = 0; i < Math.min(count, files.size()); i++) {
      // Spread over the folder, so that no manual alone is measured.
      var file = files.get((int) ((long) i * files.size() / Math.min(count, files.size())));
      var copy = to.resolve(from.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
      bytes += Files.size(file);
    }
    return bytes;
  }

  private static void print(String what, List<MeasuredProcess> runs) {
    System.out.printf(Locale.ROOT, "%s: CPU %.2f s, wall clock %.2f s%n", what, cpu(runs), wall(runs));
  }

  private static double cpu(List<MeasuredProcess> runs) {
    return runs.stream().mapToDouble(MeasuredProcess::cpuSeconds).sorted().toArray()[runs.size() / 2];
  }

  private static double wall(List<MeasuredProcess> runs) {
    return runs.stream().mapToDouble(MeasuredProcess::wallSeconds).sorted().toArray()[runs.size() / 2];
  }
}

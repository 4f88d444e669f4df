package org.bojagi.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.bojagi.age.X25519Identity;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.seal.PackOptions;
import org.bojagi.seal.Packer;

/**
 * Memory that packing needs at some number of documents and at ten times as many: it should be the same.
 *
 * <p>{@code PackMemoryBench [documents [folder]]}, 3,000 documents of some 6 KB each, the folder for temporary files.
 * Each run is a JVM of its own with a heap of 192 MiB. Printed are the largest resident size of that process and of its
 * largest worker (Linux: {@code VmHWM}), and CPU time.
 */
public final class PackMemoryBench {
  private static final String SYLLABLES = "가나다라마바사아자차카타파하고노도로모보소오조초코토포호구누두루무부수우주추쿠투푸후";

  private PackMemoryBench() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 3 && arguments[0].equals("pack")) {
      pack(Path.of(arguments[1]), Path.of(arguments[2]));
      return;
    }
    int documents = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3_000;
    var parent = Path.of(arguments.length > 1 ? arguments[1] : System.getProperty("java.io.tmpdir"));
    for (int factor : new int[] {1, 10}) {
      var folder = Files.createTempDirectory(parent, "pack-memory");
      try {
        write(folder.resolve("corpus"), documents * factor);
        run(folder, documents * factor);
      } finally {
        try (var tree = Files.walk(folder)) {
          for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
    }
  }

  private static void run(Path folder, int documents) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(PackMemoryBench.class.getName(), "pack"));
    command.addAll(List.of(folder.resolve("corpus").toString(), folder.resolve("bundle").toString()));
    var process = new ProcessBuilder(command).inheritIO().start();
    long packer = 0;
    long worker = 0;
    while (process.isAlive()) {
      packer = Math.max(packer, largestResidentKibibytes(process.pid()));
      for (var child : process.descendants().toList()) {
        worker = Math.max(worker, largestResidentKibibytes(child.pid()));
      }
      process.waitFor(java.time.Duration.ofMillis(50));
    }
    if (process.exitValue() != 0) {
      throw new IOException("packing failed");
    }
    System.out.printf(
        Locale.ROOT, "%d documents: packer %d MiB, largest worker %d MiB%n", documents, packer >> 10, worker >> 10);
  }

  /** 0 where the process has just ended. */
  private static long largestResidentKibibytes(long pid) {
    try {
      for (var line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    } catch (IOException e) {
      // It ended.
    }
    return 0;
  }

  private static void pack(Path corpus, Path bundle) throws Exception {
    try (var read = CorpusReader.read(corpus);
        var identity = X25519Identity.generate()) {
      var report =
          Packer.pack(read, bundle, PackOptions.to(List.of(identity.recipient())), moment -> {});
      var system =
          (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      System.out.printf(
          Locale.ROOT,
          "%d items, %.1f MB in, %.1f MB out, %.1f s CPU without workers%n",
          report.items(),
          report.sourceBytes() / 1e6,
          report.bundleBytes() / 1e6,
          system.getProcessCpuTime() / 1e9);
    }
  }

  private static void write(Path corpus, int documents) throws IOException {
    var random = new Random(3);
    for (int i = 0; i < documents; i++) {
      var folder = Files.createDirectories(corpus.resolve("folder " + i / 500));
      var text = new StringBuilder("<title>Document " + i + "</title>\n");
      for (int paragraph = 0; paragraph < 10; paragraph++) {
        text.append("<p>");
        for (int word = 0; word < 60; word++) {
          for (int syllable = random.nextInt(1, 5); syllable > 0; syllable--) {
            text.append(SYLLABLES.charAt(random.nextInt(SYLLABLES.length())));
          }
          text.append(' ');
        }
        text.append("</p>\n");
      }
      Files.writeString(folder.resolve("document " + i + ".html"), text);
    }
  }
}

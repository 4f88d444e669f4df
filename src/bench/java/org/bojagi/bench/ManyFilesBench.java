package org.bojagi.bench;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * {@code ./bojagi pack} of very many tiny texts, at some number and at ten times as many: memory should be the
 * same, and time grow no faster than the files.
 *
 * <p>{@code ManyFilesBench [files [folder]]}, 10,000 and then 100,000, the folder for temporary files. The packer
 * has a heap of 192 MiB. Printed are seconds on the wall, and what was resident (Linux: {@code VmHWM} of the packer
 * and of its largest worker; all processes together at the moment when that was most).
 */
public final class ManyFilesBench {
  private static final List<Charset> CHARSETS =
      List.of(Charset.forName("UTF-8"), Charset.forName("x-windows-949"), Charset.forName("UTF-16"));

  private ManyFilesBench() {}

  public static void main(String[] arguments) throws Exception {
    int files = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    var parent = Path.of(arguments.length > 1 ? arguments[1] : System.getProperty("java.io.tmpdir"));
    for (int factor : new int[] {1, 10}) {
      var folder = Files.createTempDirectory(parent, "many-files");
      try {
        write(folder.resolve("corpus"), files * factor);
        pack(folder, files * factor);
      } finally {
        try (var tree = Files.walk(folder)) {
          for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
    }
  }

  private static void write(Path corpus, int files) throws IOException {
    for (int i = 0; i < files; i++) {
      var file = corpus.resolve("모음" + i / 500).resolve("글 " + i + ".txt");
      if (i % 500 == 0) {
        Files.createDirectories(file.getParent());
      }
      var text = "살구나무에 꽃이 피였다. 아이들은 우물가에 모여서 꽃잎을 세였다. 번호" + i + "\n";
      Files.write(file, text.getBytes(CHARSETS.get(i % CHARSETS.size())));
    }
  }

  private static void pack(Path folder, int files) throws Exception {
    var key = folder.resolve("key").toString();
    var making = new ProcessBuilder("./bojagi", "key", "new", "-o", key);
    var made = making.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var recipient = new String(made.getInputStream().readAllBytes()).strip();
    var builder =
        new ProcessBuilder(
            "./bojagi", "pack", folder.resolve("corpus").toString(), "-o", folder.resolve("bundle").toString(),
            "--recipient", recipient, "--yes");
    builder.environment().put("BOJAGI_JAVA", "-Xms64m -XX:NewSize=32m -Xmx192m");
    long began = System.nanoTime();
    var packer = builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    long most = 0;
    long largestWorker = 0;
    long together = 0;
    do {
      most = Math.max(most, kibibytes(packer.pid(), "VmHWM:"));
      long now = kibibytes(packer.pid(), "VmRSS:");
      for (var worker : packer.descendants().toList()) {
        largestWorker = Math.max(largestWorker, kibibytes(worker.pid(), "VmHWM:"));
        now += kibibytes(worker.pid(), "VmRSS:");
      }
      together = Math.max(together, now);
    } while (!packer.waitFor(Duration.ofMillis(100)));
    if (packer.exitValue() != 0) {
      throw new IOException("packing failed");
    }
    System.out.printf(
        Locale.ROOT,
        "%d files: %.0f s, packer %d MiB, largest worker %d MiB, all together %d MiB%n",
        files,
        (System.nanoTime() - began) / 1e9,
        most >> 10,
        largestWorker >> 10,
        together >> 10);
  }

  /** 0 where the process has just ended. */
  private static long kibibytes(long pid, String figure) {
    try {
      for (var line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith(figure)) {
          return Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    } catch (IOException e) {
      // It ended.
    }
    return 0;
  }
}

package org.bojagi.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a command took with all processes that it started (Linux, bash).
 *
 * @param cpuSeconds user and system time, also of processes that nobody waited for
 * @param peakBytes largest sum of proportional set sizes (each shared page counted once) seen in samples
 */
record MeasuredProcess(double cpuSeconds, double wallSeconds, long peakBytes) {
  private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(200);

  /** {@code sysconf(_SC_CLK_TCK)} on every Linux that runs Java. */
  private static final double TICKS_PER_SECOND = 100;

  /** {@code utime} and {@code stime} in {@code /proc/PID/stat}, counted behind the name in parentheses. */
  private static final int USER_TICKS = 11;

  private static final int SYSTEM_TICKS = 12;

  /**
   * Runs it to its end. What it says is kept in {@code folder/output}, and shown where it fails.
   *
   * @param exitCodes that mean that it did its work
   */
  static MeasuredProcess run(Path folder, Set<Integer> exitCodes, List<String> command)
      throws IOException, InterruptedException {
    var figures = folder.resolve("figures");
    var output = folder.resolve("output");
    var timed =
        new ArrayList<>(
            List.of(
                "bash",
                "-c",
                "TIMEFORMAT='%U %S %R'; { time \"$@\" 2>&3; } 3>&2 2>\"$0\"",
                figures.toString()));
    timed.addAll(command);
    var process =
        new ProcessBuilder(timed).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    process.getOutputStream().close();
    var ticks = new HashMap<Long, Long>();
    long peak = 0;
    try {
      while (!process.waitFor(BETWEEN_SAMPLES)) {
        peak = Math.max(peak, sample(process.toHandle(), ticks));
      }
    } finally {
      // Nothing goes on behind a bench that was interrupted.
      process.descendants().forEach(ProcessHandle::destroy);
    }
    if (!exitCodes.contains(process.exitValue())) {
      throw new IOException(
          command.getFirst() + " ended with " + process.exitValue() + ":\n" + Files.readString(output));
    }
    // Whatever bash itself had to say stands before its figures.
    var lines = Files.readString(figures, StandardCharsets.US_ASCII).strip().lines().toList();
    double[] times = Arrays.stream(lines.getLast().split(" ")).mapToDouble(Double::parseDouble).toArray();
    // bash counts processes that somebody waited for; samples count all but their last moments.
    double sampled = ticks.values().stream().mapToLong(Long::longValue).sum() / TICKS_PER_SECOND;
    Files.delete(figures);
    Files.delete(output);
    return new MeasuredProcess(Math.max(times[0] + times[1], sampled), times[2], peak);
  }

  /** Notes the CPU time of each process of the tree so far, and returns their memory, bytes. */
  private static long sample(ProcessHandle root, Map<Long, Long> ticks) {
    long bytes = 0;
    for (var process : Stream.concat(Stream.of(root), root.descendants()).toList()) {
      var proc = Path.of("/proc", Long.toString(process.pid()));
      try {
        for (var line : Files.readAllLines(proc.resolve("smaps_rollup"))) {
          if (line.startsWith("Pss:")) {
            bytes += Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
          }
        }
        var stat = Files.readString(proc.resolve("stat"), StandardCharsets.ISO_8859_1);
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        ticks.put(
            process.pid(), Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]));
      } catch (IOException | RuntimeException e) {
        // It has just ended.
      }
    }
    return bytes;
  }
}

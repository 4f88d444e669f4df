package org.bojagi.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import org.bojagi.age.AgePayload;
import org.bojagi.age.X25519Identity;
import org.bojagi.age.X25519Recipient;
import org.bojagi.bundle.About;
import org.bojagi.bundle.BundleWriter;
import org.bojagi.bundle.Format;

/**
 * Sealing a large film into a bundle (hashed, in a ZIP, encrypted) and reading an age file of it it back in order, against the age program in the
 * same run.
 *
 * <p>{@code SealingBench [MiB [rounds [folder]]]}, 2048 MiB, 5 rounds, the folder for temporary files. The
 * two take turns, and medians are compared. Ours is a JVM that does the same job twice: the first, counted
 * from the start of the process, is a program started for this one file; the second is a program that is
 * already running. CPU is user and system time.
 */
public final class SealingBench {
  private static final int MIB = 1024 * 1024;

  private interface Job {
    void run() throws Exception;
  }

  private SealingBench() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments.length == 0 ? "" : arguments[0]) {
      case "seal" -> twice(
          Path.of(arguments[1]),
          () -> seal(Path.of(arguments[2]), Path.of(arguments[3]), arguments[4]),
          () -> deleteBundle(Path.of(arguments[3])));
      case "read" -> twice(
          Path.of(arguments[1]), () -> read(Path.of(arguments[2]), Path.of(arguments[3])), () -> {});
      default -> compare(arguments);
    }
  }

  /**
   * Writes CPU and wall clock of the first time (from the start of the process) and of the second, in
   * seconds.
   */
  private static void twice(Path figures, Job job, Job between) throws Exception {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    job.run();
    double cpu = system.getProcessCpuTime() / 1e9;
    double wall = (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()) / 1e3;
    between.run();
    long startCpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    job.run();
    double warmWall = (System.nanoTime() - start) / 1e9;
    double warmCpu = (system.getProcessCpuTime() - startCpu) / 1e9;
    Files.writeString(figures, cpu + " " + wall + " " + warmCpu + " " + warmWall);
  }

  /** Makes a bundle of one film: what packing does to it, up to the last byte on the medium. */
  private static void seal(Path film, Path bundle, String recipient) throws Exception {
    try (var executor = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        var in = Files.newInputStream(film);
        var writer = new BundleWriter(bundle, Format.MAX_VOLUME_BYTES, executor)) {
      writer.add("film.mp4", in, Files.size(film), false);
      writer.finish(
          new About(Map.of(), "und", "", "", List.of()), 1, List.of(X25519Recipient.parse(recipient)));
    }
  }

  private static void deleteBundle(Path bundle) throws IOException {
    if (Files.exists(bundle)) {
      try (var files = Files.list(bundle)) {
        for (var file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(bundle);
    }
  }

  private static void read(Path identityFile, Path sealed) throws Exception {
    try (var executor = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        var identity = X25519Identity.parseFile(Files.readAllBytes(identityFile)).getFirst();
        var payload = AgePayload.open(FileChannel.open(sealed), List.of(identity));
        var in = payload.stream(0, payload.plaintextSize(), executor)) {
      in.transferTo(new FileOutputStream(FileDescriptor.out));
    }
  }

  private static void compare(String[] arguments) throws Exception {
    int mebibytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2048;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    var parent = Path.of(arguments.length > 2 ? arguments[2] : System.getProperty("java.io.tmpdir"));
    var folder = Files.createTempDirectory(parent, "sealing-bench");
    var film = folder.resolve("film");
    var sealed = folder.resolve("sealed");
    var bundle = folder.resolve("bundle");
    var identityFile = folder.resolve("identity");
    try {
      write(film, mebibytes);
      var identity = X25519Identity.generate();
      Files.write(identityFile, identity.encode());
      var recipient = identity.recipient().encode();
      var us = new ArrayList<String>();
      us.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      us.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
      us.addAll(List.of("-cp", System.getProperty("java.class.path"), SealingBench.class.getName()));
      var figures = folder.resolve("figures");
      report(
          "sealing " + mebibytes + " MiB",
          rounds,
          figures,
          List.of("age", "-r", recipient, "-o", sealed.toString(), film.toString()),
          command(us, "seal", figures.toString(), film.toString(), bundle.toString(), recipient),
          bundle);
      report(
          "reading " + mebibytes + " MiB",
          rounds,
          figures,
          List.of("age", "-d", "-i", identityFile.toString(), sealed.toString()),
          command(us, "read", figures.toString(), identityFile.toString(), sealed.toString()),
          null);
    } finally {
      deleteBundle(bundle);
      for (var file : List.of(film, sealed, identityFile, folder.resolve("figures"), folder)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static void report(
      String what, int rounds, Path figures, List<String> age, List<String> ours, Path writtenAnew)
      throws Exception {
    double[][] byFigure = new double[6][rounds];
    for (int round = 0; round < rounds; round++) {
      var timed = command(
          List.of("bash", "-c", "TIMEFORMAT='%U %S %R'; { time \"$@\" >/dev/null 2>&3; } 3>&2 2>\"$0\""),
          figures.toString());
      timed.addAll(age);
      double[] times = figures(figures, timed);
      byFigure[0][round] = times[0] + times[1];
      byFigure[1][round] = times[2];
      if (writtenAnew != null) {
        deleteBundle(writtenAnew);
      }
      times = figures(figures, ours);
      for (int i = 0; i < 4; i++) {
        byFigure[2 + i][round] = times[i];
      }
    }
    double[] medians = Arrays.stream(byFigure).mapToDouble(SealingBench::median).toArray();
    for (int i = 2; i < 6; i += 2) {
      System.out.printf(
          Locale.ROOT,
          "%s, %s: CPU %.2f s against %.2f s of age: %.2f; wall clock %.2f s against %.2f s: %.2f%n",
          what,
          i == 2 ? "from the start of the process" : "in a running program",
          medians[i], medians[0], medians[i] / medians[0],
          medians[i + 1], medians[1], medians[i + 1] / medians[1]);
    }
  }

  /** Runs a command and returns the numbers that it left in the file. */
  private static double[] figures(Path figures, List<String> command)
      throws IOException, InterruptedException {
    var process = new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    if (process.waitFor() != 0) {
      throw new IOException(command.getFirst() + " failed");
    }
    var numbers = Files.readString(figures, StandardCharsets.US_ASCII).strip().split(" ");
    return Arrays.stream(numbers).mapToDouble(Double::parseDouble).toArray();
  }

  private static List<String> command(List<String> start, String... more) {
    var command = new ArrayList<>(start);
    command.addAll(List.of(more));
    return command;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Bytes that don't compress, as a film's. */
  private static void write(Path film, int mebibytes) throws IOException {
    var random = new Random(2);
    byte[] buffer = new byte[MIB];
    try (var out = Files.newOutputStream(film)) {
      for (int i = 0; i < mebibytes; i++) {
        random.nextBytes(buffer);
        out.write(buffer);
      }
    }
  }
}

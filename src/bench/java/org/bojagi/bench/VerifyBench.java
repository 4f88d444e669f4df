package org.bojagi.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.About;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.BundleWriter;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.Locations;
import org.bojagi.bundle.SealedContent;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Passage;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.index.IndexBuilder;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.IndexedText;
import org.bojagi.verify.Verification;

/**
 * Checking a bundle of films and texts to the last byte, against {@code age -d} and {@code sha256sum} of the same
 * volumes in the same run.
 *
 * <p>{@code VerifyBench [MiB of films [texts [rounds [folder]]]]}, 2048, 3000, 5 rounds, the folder for temporary files.
 * The two take turns, and medians are compared. Ours is a JVM that does it twice: the first is counted from the start of
 * the process, the second is a program that is already running. CPU is user and system time.
 */
public final class VerifyBench {
  private static final int MIB = 1 << 20;
  private static final int FILM_MEBIBYTES = 256;
  private static final long VOLUME_BYTES = 1L << 30;

  private VerifyBench() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0 && arguments[0].equals("verify")) {
      verifyTwice(Path.of(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3]));
      return;
    }
    int mebibytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2048;
    int texts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3000;
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
    var parent = Path.of(arguments.length > 3 ? arguments[3] : System.getProperty("java.io.tmpdir"));
    var folder = Files.createTempDirectory(parent, "verify-bench");
    try {
      compare(folder, mebibytes, texts, rounds);
    } finally {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void compare(Path folder, int mebibytes, int texts, int rounds) throws Exception {
    var bundle = folder.resolve("bundle");
    var slotKey = folder.resolve("slot-key");
    var identity = folder.resolve("identity");
    pack(bundle, slotKey, mebibytes, texts);
    var volumes = volumes(bundle, slotKey, identity);
    var figures = folder.resolve("figures");
    var theirs = new ArrayList<>(
        List.of(
            "bash", "-c",
            "TIMEFORMAT='%U %S %R'; figures=$0; key=$1; shift;"
                + " { time { for v; do age -d -i \"$key\" \"$v\" || exit; done; sha256sum \"$@\"; }"
                + " >/dev/null 2>&3; } 3>&2 2>\"$figures\"",
            figures.toString(), identity.toString()));
    volumes.forEach(volume -> theirs.add(volume.toString()));
    var ours = new ArrayList<String>();
    ours.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ours.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    ours.addAll(
        List.of(
            "-cp", System.getProperty("java.class.path"), VerifyBench.class.getName(), "verify", figures.toString(),
            bundle.toString(), slotKey.toString()));
    double[][] byFigure = new double[6][rounds];
    for (int round = 0; round < rounds; round++) {
      double[] times = figures(figures, theirs);
      byFigure[0][round] = times[0] + times[1];
      byFigure[1][round] = times[2];
      times = figures(figures, ours);
      for (int i = 0; i < 4; i++) {
        byFigure[2 + i][round] = times[i];
      }
    }
    double[] medians = Arrays.stream(byFigure).mapToDouble(VerifyBench::median).toArray();
    for (int i = 2; i < 6; i += 2) {
      System.out.printf(
          Locale.ROOT,
          "verifying %d MiB and %d texts, %s: CPU %.2f s against %.2f s of age -d and sha256sum: %.2f;"
              + " wall clock %.2f s against %.2f s: %.2f%n",
          mebibytes, texts,
          i == 2 ? "from the start of the process" : "in a running program",
          medians[i], medians[0], medians[i] / medians[0],
          medians[i + 1], medians[1], medians[i + 1] / medians[1]);
    }
  }

  /** Writes CPU and wall clock of the first time (from the start of the process) and of the second, in seconds. */
  private static void verifyTwice(Path figures, Path bundle, Path slotKey) throws IOException {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    verify(bundle, slotKey);
    double cpu = system.getProcessCpuTime() / 1e9;
    double wall = (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()) / 1e3;
    long startCpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    verify(bundle, slotKey);
    double warmWall = (System.nanoTime() - start) / 1e9;
    double warmCpu = (system.getProcessCpuTime() - startCpu) / 1e9;
    Files.writeString(figures, cpu + " " + wall + " " + warmCpu + " " + warmWall);
  }

  private static void verify(Path folder, Path slotKey) throws IOException {
    try (var bundle = Bundle.open(folder, KeyRing.of(X25519Identity.parseFile(Files.readAllBytes(slotKey)).getFirst()))) {
      for (var result : Verification.run(bundle, (done, total) -> {})) {
        if (!result.findings().isEmpty()) {
          throw new IOException(result.findings().toString());
        }
      }
    }
  }

  /** The volumes' files; also writes the bundle's own identity, which age needs. */
  private static List<Path> volumes(Path folder, Path slotKey, Path identity) throws Exception {
    var volumes = new ArrayList<Path>();
    try (var bundle = Bundle.open(folder, KeyRing.of(X25519Identity.parseFile(Files.readAllBytes(slotKey)).getFirst()))) {
      for (var volume : bundle.root().volumes()) {
        volumes.add(bundle.file(volume.id()).orElseThrow());
      }
      var opened =
          new ProcessBuilder("age", "-d", "-i", slotKey.toString(), "-o", identity.toString(),
                  bundle.slotFiles().getFirst().toString())
              .inheritIO()
              .start();
      if (opened.waitFor() != 0) {
        throw new IOException("age can't open the slot");
      }
    }
    return volumes;
  }

  private static void pack(Path folder, Path slotKey, int mebibytes, int texts) throws IOException {
    var identity = X25519Identity.generate();
    Files.write(slotKey, identity.encode());
    try (var executor = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        var writer = new BundleWriter(folder, VOLUME_BYTES, executor);
        var index = new IndexBuilder(writer.scratch(), 32 << 20, executor)) {
      var random = new Random(7);
      var waiting = new LinkedHashMap<String, SealedContent>();
      for (int i = 0; i < texts; i++) {
        var path = "글/" + i + ".html";
        waiting.put(path, writer.shelve(path, text(random).getBytes(StandardCharsets.UTF_8)));
        addPlaced(writer, index, waiting);
      }
      writer.closeShelf();
      addPlaced(writer, index, waiting);
      for (int left = mebibytes; left > 0; left -= FILM_MEBIBYTES) {
        long size = (long) Math.min(left, FILM_MEBIBYTES) * MIB;
        var path = "영상/" + left + ".mp4";
        waiting.put(path, writer.add(path, film(left, size), size, false));
        addPlaced(writer, index, waiting);
      }
      for (var file : index.finish()) {
        try (var in = file.open()) {
          writer.addLuceneFile(file.name(), file.length(), in);
        }
      }
      writer.finish(new About(Map.of(), "ko", "", "", List.of()), 1, List.of(identity.recipient()));
    }
  }

  private static void addPlaced(BundleWriter writer, IndexBuilder index, Map<String, SealedContent> waiting)
      throws IOException {
    for (var next = waiting.entrySet().iterator(); next.hasNext(); ) {
      var file = next.next();
      var sealed = file.getValue();
      if (!sealed.isPlaced()) {
        continue;
      }
      next.remove();
      var path = file.getKey();
      boolean text = path.endsWith(".html");
      var id = Item.idOf(path);
      var packed =
          new PackedFile(
              id, path, id, Role.ITEM, "", text ? "text/html" : "video/mp4", "ko", text ? TextFormat.PLAIN : null, "",
              sealed.sizeBytes(), null, Map.of(), sealed.segmentHashes(), sealed.sha256());
      var item = new Item(id, path, ItemType.STORY, "ko", DublinCore.NOTHING, null, 0, 0, List.of(), false, false);
      writer.addLine(new CatalogueLine(packed, Optional.of(item)));
      var passages = List.of(new Passage(new Place.Start(), 0, 10, "살구꽃 아래에서 이"));
      index.add(
          new IndexedItem(
              item,
              List.of(packed),
              text ? List.of(new IndexedText(0, "ko", TextFormat.PLAIN, "", passages)) : List.of(),
              new Locations(List.of(new Locations.Located(packed, sealed.extents()))).encode()));
    }
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (int word = 0; word < 2000; word++) {
      text.append((char) ('가' + random.nextInt(400) * 28)).append((char) ('가' + random.nextInt(11_000))).append(' ');
    }
    return text.toString();
  }

  /** Bytes that don't compress, as a film's. */
  private static InputStream film(long seed, long sizeBytes) {
    var random = new Random(seed);
    return new InputStream() {
      private long left = sizeBytes;
      private ByteArrayInputStream mebibyte = new ByteArrayInputStream(new byte[0]);

      @Override
      public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        if (mebibyte.available() == 0 && left > 0) {
          var next = new byte[MIB];
          random.nextBytes(next);
          mebibyte = new ByteArrayInputStream(next);
          left -= next.length;
        }
        return mebibyte.read(bytes, offset, length);
      }
    };
  }

  /** Runs a command and returns the numbers that it left in the file. */
  private static double[] figures(Path figures, List<String> command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(command.getFirst() + " failed");
    }
    var numbers = Files.readString(figures, StandardCharsets.US_ASCII).strip().split(" ");
    return Arrays.stream(numbers).mapToDouble(Double::parseDouble).toArray();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}

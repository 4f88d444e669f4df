package org.bojagi.bench;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;

/**
 * Packing whole folders with {@code ./bojagi pack} against other programs that do some of it, all as
 * processes of their own.
 *
 * <pre>
 * PackBench html FOLDER [SCRATCH [ROUNDS]]     a bundle of pages against a ZIM with its index (zimwriterfs)
 * PackBench growth FOLDER [SCRATCH [ROUNDS]]   1/8, 1/4, 1/2 and all of the files
 * PackBench again FOLDER [SCRATCH [ROUNDS]]    the next edition after 1 % changed, and the same with --reread,
 *                                              against packing anew
 * PackBench media FOLDER [SCRATCH [ROUNDS [MiB]]]   films, pictures against cp, sha256sum and age
 * </pre>
 *
 * <p>Started in the project's folder. For media, FOLDER may be {@code generate}: ffmpeg makes one. SCRATCH
 * holds copies and bundles, which are deleted at the end; it should be on the disk that is to be measured.
 * Programs take turns; each figure is the median of the rounds (1). Everything that is read was read before.
 * CPU is user and system time of all processes of a program; memory the sum of their proportional set sizes,
 * sampled. A bundle is for a recipient alone, so that no passphrase is derived.
 */
public final class PackBench {
  /** Done, and done with something left out or named. */
  private static final Set<Integer> PACKED = Set.of(0, 3);

  private static final Set<Integer> DONE = Set.of(0);
  private static final int GENERATED_MEBIBYTES = 2048;

  /** Of these files one is changed. */
  private static final int PER_CHANGED = 100;

  /** @param script of bash: the folder is $1, a file or folder to make $2, a recipient $3 */
  private record Peer(String name, String script) {}

  private static final List<Peer> PEERS_OF_MEDIA =
      List.of(
          new Peer("cp -r", "cp -r \"$1\" \"$2\""),
          new Peer("sha256sum", "find \"$1\" -type f -print0 | xargs -0 sha256sum >\"$2\""),
          new Peer(
              "age -r",
              """
              mkdir "$2"
              number=0
              find "$1" -type f -print0 | while IFS= read -r -d '' file; do
                age -r "$3" -o "$2/$number" "$file"
                number=$((number + 1))
              done
              """));

  private final Path scratch;
  private final Path identity;
  private final String recipient;

  private PackBench(Path scratch, Path identity, String recipient) {
    this.scratch = scratch;
    this.identity = identity;
    this.recipient = recipient;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 2 || !Set.of("html", "growth", "again", "media").contains(arguments[0])) {
      System.err.println("PackBench html|growth|again|media FOLDER [SCRATCH [ROUNDS [MiB]]]");
      System.exit(2);
    }
    var parent = Path.of(arguments.length > 2 ? arguments[2] : System.getProperty("java.io.tmpdir"));
    int rounds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1;
    int mebibytes = arguments.length > 4 ? Integer.parseInt(arguments[4]) : GENERATED_MEBIBYTES;
    var scratch = Files.createTempDirectory(parent, "pack-bench");
    try {
      System.out.printf(
          "%d cores, %s %s, %s%n",
          Runtime.getRuntime().availableProcessors(),
          System.getProperty("os.name"),
          System.getProperty("os.version"),
          Runtime.version());
      var key = scratch.resolve("key");
      var bench = new PackBench(scratch, key, output("./bojagi", "key", "new", "-o", key.toString()));
      var folder = Path.of(arguments[1]);
      switch (arguments[0]) {
        case "html" -> bench.html(folder, rounds);
        case "growth" -> bench.growth(folder, rounds);
        case "again" -> bench.again(folder, rounds);
        default -> bench.media(folder, rounds, mebibytes);
      }
    } finally {
      delete(scratch);
    }
  }

  private void html(Path folder, int rounds) throws Exception {
    var corpus = folder;
    if (!Files.exists(folder.resolve("index.html")) || !Files.exists(folder.resolve("illustration.png"))) {
      corpus = scratch.resolve("corpus");
      copy(folder, corpus, 1);
      addWhatZimNeeds(corpus);
    }
    read(corpus);
    var ours = new ArrayList<MeasuredProcess>();
    var theirs = new ArrayList<MeasuredProcess>();
    var bundle = scratch.resolve("bundle");
    var zim = scratch.resolve("docs.zim");
    long bundleBytes = 0;
    long zimBytes = 0;
    for (int round = 0; round < rounds; round++) {
      theirs.add(
          MeasuredProcess.run(
              scratch,
              DONE,
              List.of(
                  "zimwriterfs", "-w", "index.html", "-I", "illustration.png", "-l", "eng", "-t", "Docs",
                  "-d", "Docs", "-c", "Debian", "-p", "Debian", "-n", "docs", "-J", "2",
                  corpus.toString(), zim.toString())));
      zimBytes = Files.size(zim);
      Files.delete(zim);
      ours.add(pack(corpus, bundle));
      bundleBytes = bytes(bundle);
      delete(bundle);
    }
    print("zimwriterfs -J 2", corpus, theirs);
    print("bojagi pack", corpus, ours);
    printRatios("bojagi pack against zimwriterfs -J 2", ours, theirs);
    System.out.printf(
        Locale.ROOT,
        "size: bundle %.1f MB, ZIM %.1f MB: %.2f%n",
        bundleBytes / 1e6, zimBytes / 1e6, (double) bundleBytes / zimBytes);
  }

  private void growth(Path folder, int rounds) throws Exception {
    var smallest = new ArrayList<MeasuredProcess>();
    int filesOfSmallest = 0;
    long bytesOfSmallest = 0;
    for (int stride = 8; stride >= 1; stride /= 2) {
      var corpus = scratch.resolve("corpus");
      copy(folder, corpus, stride);
      read(corpus);
      var runs = new ArrayList<MeasuredProcess>();
      for (int round = 0; round < rounds; round++) {
        var bundle = scratch.resolve("bundle");
        runs.add(pack(corpus, bundle));
        delete(bundle);
      }
      int files = files(corpus).size();
      long bytes = bytes(corpus);
      if (stride == 8) {
        smallest.addAll(runs);
        filesOfSmallest = files;
        bytesOfSmallest = bytes;
      }
      var all = median(runs);
      var first = median(smallest);
      print("1/" + stride, corpus, runs);
      System.out.printf(
          Locale.ROOT,
          "a file: CPU %.2f ms, wall clock %.2f ms; files %.2f times as many, bytes %.2f, CPU %.2f, "
              + "wall clock %.2f, memory %.2f%n",
          all.cpuSeconds() / files * 1e3,
          all.wallSeconds() / files * 1e3,
          (double) files / filesOfSmallest,
          (double) bytes / bytesOfSmallest,
          all.cpuSeconds() / first.cpuSeconds(),
          all.wallSeconds() / first.wallSeconds(),
          (double) all.peakBytes() / first.peakBytes());
      delete(corpus);
    }
  }

  private void again(Path folder, int rounds) throws Exception {
    var corpus = scratch.resolve("corpus");
    var first = scratch.resolve("first");
    var next = scratch.resolve("next");
    copy(folder, corpus, 1);
    read(corpus);
    pack(corpus, first);
    var files = files(corpus);
    int changed = 0;
    for (int i = 0; i < files.size(); i += PER_CHANGED) {
      Files.writeString(
          files.get(i),
          "\n<p>This sentence was added for number " + i + ".</p>\n",
          StandardOpenOption.APPEND);
      changed++;
    }
    var anew = new ArrayList<MeasuredProcess>();
    var again = new ArrayList<MeasuredProcess>();
    var rereading = new ArrayList<MeasuredProcess>();
    for (int round = 0; round < rounds; round++) {
      anew.add(pack(corpus, next));
      delete(next);
      rereading.add(update(corpus, first, next, "--reread"));
      delete(next);
      again.add(update(corpus, first, next));
      System.out.printf(
          Locale.ROOT,
          "%d files changed; first edition %.1f MB, next %.1f MB%n",
          changed, bytes(first) / 1e6, bytes(next) / 1e6);
      delete(next);
    }
    print("packing anew", corpus, anew);
    print("pack --update --reread", corpus, rereading);
    print("pack --update", corpus, again);
    printRatios("pack --update --reread against packing anew", rereading, anew);
    printRatios("pack --update against packing anew", again, anew);
  }

  private MeasuredProcess update(Path corpus, Path first, Path next, String... options) throws Exception {
    var command = ours("pack", corpus.toString(), "-o", next.toString(), "--yes");
    command.addAll(List.of("--update", first.toString(), "--identity", identity.toString()));
    command.addAll(List.of(options));
    return MeasuredProcess.run(scratch, PACKED, command);
  }

  /** What it remembers comes to an end with the bench. */
  private List<String> ours(String... arguments) {
    var command = new ArrayList<>(List.of("env", "-u", "XDG_CACHE_HOME", "HOME=" + scratch, "./bojagi"));
    command.addAll(List.of(arguments));
    return command;
  }

  private void media(Path folder, int rounds, int mebibytes) throws Exception {
    var corpus = folder;
    if (folder.toString().equals("generate")) {
      corpus = Files.createDirectory(scratch.resolve("corpus"));
      SampleMedia.write(corpus, (long) mebibytes << 20);
    }
    read(corpus);
    var ours = new ArrayList<MeasuredProcess>();
    var theirs = new ArrayList<MeasuredProcess>();
    for (int round = 0; round < rounds; round++) {
      double cpu = 0;
      double wall = 0;
      long memory = 0;
      for (var peer : PEERS_OF_MEDIA) {
        var copy = scratch.resolve("copy");
        var command = new ArrayList<>(List.of("bash", "-euc", "set -o pipefail\n" + peer.script(), "bash"));
        command.addAll(List.of(corpus.toString(), copy.toString(), recipient));
        var run = MeasuredProcess.run(scratch, DONE, command);
        print(peer.name(), corpus, List.of(run));
        cpu += run.cpuSeconds();
        wall += run.wallSeconds();
        memory = Math.max(memory, run.peakBytes());
        delete(copy);
      }
      theirs.add(new MeasuredProcess(cpu, wall, memory));
      var bundle = scratch.resolve("bundle");
      ours.add(pack(corpus, bundle));
      delete(bundle);
    }
    print("cp, sha256sum, age", corpus, theirs);
    print("bojagi pack", corpus, ours);
    printRatios("bojagi pack against cp, sha256sum and age one after the other", ours, theirs);
  }

  private MeasuredProcess pack(Path corpus, Path bundle) throws Exception {
    return MeasuredProcess.run(
        scratch, PACKED, ours("pack", corpus.toString(), "-o", bundle.toString(), "--yes", "--recipient", recipient));
  }

  private static void print(String what, Path corpus, List<MeasuredProcess> runs) throws IOException {
    var run = median(runs);
    System.out.printf(
        Locale.ROOT,
        "%s: %d files, %.1f MB: CPU %.2f s, wall clock %.2f s, memory %.0f MB%n",
        what, files(corpus).size(), bytes(corpus) / 1e6,
        run.cpuSeconds(), run.wallSeconds(), run.peakBytes() / 1e6);
  }

  private static void printRatios(String what, List<MeasuredProcess> ours, List<MeasuredProcess> theirs) {
    var our = median(ours);
    var their = median(theirs);
    System.out.printf(
        Locale.ROOT,
        "%s: CPU %.2f, wall clock %.2f, memory %.2f%n",
        what,
        our.cpuSeconds() / their.cpuSeconds(),
        our.wallSeconds() / their.wallSeconds(),
        (double) our.peakBytes() / their.peakBytes());
  }

  /** Each figure by itself; memory's is the largest. */
  private static MeasuredProcess median(List<MeasuredProcess> runs) {
    return new MeasuredProcess(
        runs.stream().mapToDouble(MeasuredProcess::cpuSeconds).sorted().toArray()[runs.size() / 2],
        runs.stream().mapToDouble(MeasuredProcess::wallSeconds).sorted().toArray()[runs.size() / 2],
        runs.stream().mapToLong(MeasuredProcess::peakBytes).max().getAsLong());
  }

  private static String output(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException(command[0] + " failed");
    }
    return text;
  }

  /** Sorted, so that every nth is the same ones each time. */
  private static List<Path> files(Path folder) throws IOException {
    try (var tree = Files.walk(folder)) {
      return tree.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
    }
  }

  private static long bytes(Path folder) throws IOException {
    long bytes = 0;
    for (var file : files(folder)) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  private static void copy(Path from, Path to, int stride) throws IOException {
    var files = files(from);
    for (int i = 0; i < files.size(); i += stride) {
      var copy = to.resolve(from.relativize(files.get(i)));
      Files.createDirectories(copy.getParent());
      Files.copy(files.get(i), copy);
    }
  }

  private static void addWhatZimNeeds(Path corpus) throws IOException {
    Files.writeString(corpus.resolve("index.html"), "<html><title>Docs</title><body>Docs</body></html>\n");
    ImageIO.write(
        new BufferedImage(48, 48, BufferedImage.TYPE_INT_RGB),
        "png",
        corpus.resolve("illustration.png").toFile());
  }

  /** Brings it into the page cache. */
  private static void read(Path folder) throws IOException {
    for (var file : files(folder)) {
      try (var in = Files.newInputStream(file)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  private static void delete(Path path) throws IOException {
    if (Files.exists(path)) {
      try (var tree = Files.walk(path)) {
        for (var each : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}

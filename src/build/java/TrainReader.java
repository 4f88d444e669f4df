import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The build's last step: makes the reader's jar small ({@link ReaderJar}), the Java image that it runs on ({@link
 * ReaderRuntime}), and with that image {@code target/bojagi-reader.aot} from a run over a small bundle of the sample, so
 * that later runs find their classes loaded and linked (JEP 483, 514). Packing that bundle makes {@code
 * target/bojagi.aot}, the same for the packager, which stays here.
 *
 * <p>The reader works without image and cache, only slower: whatever fails there is said and the build goes on.
 * Argument: the project's folder. At the end {@code target/built} is new, by which the launcher knows that all is made.
 */
public final class TrainReader {
  /** Folders of the sample that make the bundle: text in three languages, subtitles, and little else to read. */
  private static final List<String> FOLDERS = List.of("이야기", "알아두기", "말", "영상");

  /** What most people type. Rarer kinds of query load a little later, and the cache has a bar. */
  private static final String QUERIES =
      """
      력사
      역사 이야기
      "첫눈"
      snow
      "the bridge"
      雪
      桥上的故事
      없는낱말
      """;

  /** Each of these runs ends before Java's second compiler pays; what it makes goes into no cache. */
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  private final Path project;
  private final Path target;
  private final String jdk = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private TrainReader(Path project) {
    this.project = project;
    this.target = project.resolve("target");
  }

  public static void main(String[] arguments) throws Exception {
    new TrainReader(Path.of(arguments[0])).run();
  }

  private void run() throws Exception {
    var scratch = Files.createDirectories(target.resolve("training"));
    removeTree(scratch);
    Files.createDirectories(scratch);
    Files.deleteIfExists(cache());
    Files.deleteIfExists(packagersCache());
    dropSignature(target.resolve("lib"));
    // Each takes seconds of one core and waits for no other, but the reader's rehearsal for the bundle.
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var packed = threads.submit(() -> pack(scratch));
      var cached = threads.submit(() -> makePackagersCache(scratch, packed));
      ReaderJar.shrink(target.resolve("bojagi-reader.jar"));
      try {
        var image = ReaderRuntime.make(target);
        rehearse(scratch, image.resolve("bin").resolve(isWindows() ? "java.exe" : "java").toString(), result(packed));
        result(cached);
      } catch (IOException | IllegalArgumentException e) {
        System.err.println("bojagi: no runtime or no start cache, the reader starts slower: " + e.getMessage());
        Files.deleteIfExists(cache());
      }
    } finally {
      removeTree(scratch);
    }
    Files.writeString(target.resolve("built"), "");
  }

  /**
   * Bouncy Castle's. It names thousands of entries, which are read and summed up at each start of the packager, for a key
   * that nobody is asked about; and what is signed goes into no start cache.
   */
  private static void dropSignature(Path libraries) throws IOException {
    try (var jars = Files.newDirectoryStream(libraries, "bcprov-*.jar")) {
      for (var jar : jars) {
        try (var files = FileSystems.newFileSystem(jar)) {
          var about = files.getPath("META-INF");
          boolean signed = false;
          try (var signatures = Files.newDirectoryStream(about, "*.{SF,RSA,DSA,EC}")) {
            for (var signature : signatures) {
              Files.delete(signature);
              signed = true;
            }
          }
          if (signed) {
            Files.writeString(about.resolve("MANIFEST.MF"), "Manifest-Version: 1.0\nMulti-Release: true\n");
          }
        }
      }
    }
  }

  /** What a task came to, or the fault that it ended with. */
  private static <T> T result(Future<T> task) throws Exception {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception fault ? fault : e;
    }
  }

  /** Packs the sample, and writes down what its start cache needs. @return the bundle */
  private Path pack(Path scratch) throws Exception {
    var bundle = scratch.resolve("bundle");
    copySample(scratch.resolve("corpus"));
    java(jdk, packager("key", "new", "-o", key(scratch).toString()), scratch.resolve("recipient"), false);
    var recipient = Files.readString(scratch.resolve("recipient")).strip();
    var words = Files.writeString(words(scratch), "살구나무 그늘에 앉은 고양이가 편지봉투를 물어뜯었다", StandardCharsets.UTF_8);
    java(
        jdk,
        training(
            List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + scratch.resolve("packagers")),
            packager("pack", scratch.resolve("corpus").toString(), "-o", bundle.toString(), "--recipient", recipient,
                "--passphrase-file", words.toString(), "--yes")),
        scratch.resolve("packed"),
        true);
    return bundle;
  }

  private Path makePackagersCache(Path scratch, Future<Path> packed) throws Exception {
    result(packed);
    java(
        jdk,
        training(
            List.of(
                "-XX:AOTMode=create", "-XX:AOTConfiguration=" + scratch.resolve("packagers"),
                "-XX:AOTCache=" + packagersCache()),
            packager()),
        scratch.resolve("made"),
        false);
    return packagersCache();
  }

  private static Path key(Path scratch) {
    return scratch.resolve("key");
  }

  private static Path words(Path scratch) {
    return scratch.resolve("words");
  }

  /** @param image the {@code java} of the reader's image: a cache serves the virtual machine that made it and no other */
  private void rehearse(Path scratch, String image, Path bundle) throws Exception {
    var queries = Files.writeString(scratch.resolve("queries"), QUERIES, StandardCharsets.UTF_8);
    var opened = bundle + "\t--identity\t" + key(scratch);
    var commands =
        List.of(
            "search\t" + opened + "\t--queries\t" + queries,
            "search\t" + opened + "\t-q\t이야기",
            "pages\t" + bundle + "\t" + words(scratch));
    java(
        image,
        training(
            List.of("-XX:AOTCacheOutput=" + cache()),
            List.of(
                "-cp", target.resolve("bojagi-reader.jar").toString(), "org.bojagi.cli.read.Rehearsal",
                Files.write(scratch.resolve("commands"), commands).toString())),
        scratch.resolve("answers"),
        false);
    if (!Files.exists(cache())) {
      throw new IOException("Java made none");
    }
  }

  private Path cache() {
    return target.resolve("bojagi-reader.aot");
  }

  private Path packagersCache() {
    return target.resolve("bojagi.aot");
  }

  /** Profiles of methods are left out: a tenth of the cache, and no start was faster with them. */
  private static List<String> training(List<String> step, List<String> run) {
    var options = new ArrayList<>(step);
    options.addAll(
        List.of(
            "-XX:+UseSerialGC", "-Xlog:aot=off,cds=off", "-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining",
            "-XX:-AOTReplayTraining", "-XX:-AOTAdapterCaching", "-XX:-AOTStubCaching"));
    options.addAll(run);
    return options;
  }

  private List<String> packager(String... arguments) {
    var command = new ArrayList<>(List.of("-jar", target.resolve("bojagi.jar").toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private void copySample(Path corpus) throws IOException {
    Files.createDirectories(corpus);
    for (var folder : FOLDERS) {
      var from = project.resolve("corpus").resolve(folder);
      if (!Files.isDirectory(from)) {
        throw new IOException("there is no sample in corpus/" + folder);
      }
      try (var files = Files.walk(from)) {
        for (var file : files.toList()) {
          Files.copy(file, corpus.resolve(project.resolve("corpus").relativize(file)));
        }
      }
    }
  }

  /** @param mayEndWith3 whether something left out is no failure */
  private void java(String java, List<String> arguments, Path output, boolean mayEndWith3) throws Exception {
    var command = new ArrayList<>(List.of(java, "-XX:-UsePerfData", QUICK_START, "-Dbojagi.terminal="));
    command.addAll(arguments);
    var errors = output.resolveSibling(output.getFileName() + ".errors");
    var builder =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of(isWindows() ? "NUL" : "/dev/null").toFile()))
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    // What a pack remembers for the next one stays out of the home of whoever builds.
    var home = output.toAbsolutePath().getParent().toString();
    List.of("HOME", "LOCALAPPDATA", "XDG_CACHE_HOME").forEach(name -> builder.environment().put(name, home));
    builder
        .environment()
        .keySet()
        .removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "JDK_AOT_VM_OPTIONS"));
    var process = builder.start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("a run of the training took more than five minutes");
    }
    int code = process.exitValue();
    if (code != 0 && !(code == 3 && mayEndWith3)) {
      throw new IOException("a run of the training ended with " + code + ": " + Files.readString(errors).strip());
    }
  }

  private static boolean isWindows() {
    return System.getProperty("os.name").startsWith("Windows");
  }

  static void removeTree(Path root) throws IOException {
    if (Files.exists(root)) {
      try (var tree = Files.walk(root)) {
        tree.sorted(Comparator.reverseOrder())
            .forEach(
                path -> {
                  try {
                    Files.delete(path);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
      }
    }
  }
}

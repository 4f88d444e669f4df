package org.bojagi.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.bojagi.Trials;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.KeyRing;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.Role;
import org.bojagi.corpus.Corpus;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.corpus.Leftover;
import org.bojagi.extract.ExtractionLimits;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.open.Library;
import org.bojagi.open.OpenBundle;
import org.bojagi.search.SearchOptions;
import org.bojagi.verify.Verification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder of hostile, broken and odd files through the whole of packing: it ends, every sound text among them
 * goes in unblamed and is found, every other file goes in or is named, and the bundle is whole.
 */
class HostileCorpusTest {
  private static final Path SAVED = Path.of("src/test/resources/org/bojagi/seal/hostile");

  private static final boolean IS_LONG = Trials.of(20) == 20;

  /** What a file may take is less than the default: many of these take all of it. */
  private static final ExtractionLimits LIMITS =
      new ExtractionLimits(
          ExtractionLimits.DEFAULT.documentBytes(),
          ExtractionLimits.DEFAULT.textBytes(),
          ExtractionLimits.DEFAULT.renditionChars(),
          ExtractionLimits.DEFAULT.pictures(),
          ExtractionLimits.DEFAULT.pictureBytes(),
          20,
          8 << 20,
          Duration.ofSeconds(IS_LONG ? 15 : 6),
          Duration.ofMinutes(5),
          192,
          10_000);

  /** Left in memory when all is closed: the report with its findings, and what Java keeps of classes. */
  private static final long LEFT_BYTES = 64 << 20;

  @TempDir Path folder;
  private final X25519Identity archive = X25519Identity.generate();
  private final List<String> problems = new ArrayList<>();

  /** The deepest of these folders have paths that are too long for Java. */
  @AfterEach
  void removeDeepFolders() throws Exception {
    new ProcessBuilder("rm", "-rf", folder.resolve("corpus").toString()).start().waitFor();
  }

  @Test
  @Timeout(value = 3, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void everySoundFileGoesInAndEveryOtherIsPackedOrNamed() throws Exception {
    long seed = Trials.seed(HostileCorpusTest.class);
    var corpus = Files.createDirectories(folder.resolve("corpus"));
    int count = Trials.of(1_000);
    var files = new HostileFiles(corpus, new Random(seed), IS_LONG);
    files.write(count);
    packAndJudge(corpus, files.neighbours(), files::kindsIn);
    assertEquals(List.of(), problems);
  }

  /** Whatever of these ever did harm. */
  @Test
  void savedHostileFilesArePackedOrNamed() throws Exception {
    var corpus = Files.createDirectories(folder.resolve("corpus"));
    try (var saved = Files.list(SAVED)) {
      var files = saved.sorted().toList();
      assertFalse(files.isEmpty());
      for (var file : files) {
        Files.copy(file, corpus.resolve(file.getFileName().toString()));
      }
    }
    Files.writeString(corpus.resolve("이웃.txt"), "찾을 말은 갸꼐냬댜럅 하나뿐이다.\n");
    packAndJudge(corpus, Map.of("이웃.txt", "갸꼐냬댜럅"), path -> "");
    assertEquals(List.of(), problems);
  }

  private interface Kinds {
    String of(String path);
  }

  /** How long sealing waited for which item: what comes near to a hang is to be seen. */
  private static final class Waits implements PackProgress {
    private final Map<String, Long> milliseconds = new HashMap<>();
    private long since = System.nanoTime();

    @Override
    public void at(Moment moment) {
      long now = System.nanoTime();
      if (moment.stage() == Stage.SEALING) {
        milliseconds.merge(moment.path(), (now - since) / 1_000_000, Long::sum);
      }
      since = now;
    }

    List<String> longest(Kinds kinds) {
      return milliseconds.entrySet().stream()
          .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
          .limit(8)
          .map(wait -> wait.getKey() + " " + wait.getValue() + " ms" + kinds.of(wait.getKey()))
          .toList();
    }
  }

  private void packAndJudge(Path source, Map<String, String> neighbours, Kinds kinds) throws Exception {
    var sources = sources(source);
    var waits = new Waits();
    long usedBefore = usedBytes();
    long began = System.nanoTime();
    PackReport report;
    Corpus read;
    try (var corpus = CorpusReader.read(source)) {
      read = corpus;
      var options =
          new PackOptions(Format.MAX_VOLUME_BYTES, List.of(archive.recipient()), 2, LIMITS, PackOptions.Traces.REMOVE);
      report = Packer.pack(corpus, folder.resolve("bundle"), options, waits);
    }
    long seconds = (System.nanoTime() - began) / 1_000_000_000;
    long left = usedBytes() - usedBefore;
    System.out.printf(
        "HostileCorpusTest: %d files, %d packed, %d findings, %d s, %d MiB left%n",
        sources.size(), report.files(), report.findings().size(), seconds, left >> 20);
    var codes = new TreeMap<String, Integer>();
    report.findings().forEach(finding -> codes.merge(finding.severity() + " " + finding.code(), 1, Integer::sum));
    System.out.println(codes);
    System.out.println("longest waits: " + waits.longest(kinds));
    check(left < LEFT_BYTES, "memory that stays: " + left);
    for (var finding : report.findings()) {
      check(!finding.code().equals("extraction-crashed"), finding.sentence() + kinds.of(finding.where()));
      check(!finding.what().isBlank() && !finding.where().isBlank(), "says nothing: " + finding);
      if (finding.severity() != Severity.NOTE) {
        neighbours.keySet().stream()
            .filter(path -> speaksOf(finding, path))
            .forEach(path -> problems.add("a neighbour is blamed: " + finding + kinds.of(path)));
      }
    }
    for (var revealing : report.revealing()) {
      check(!neighbours.containsKey(revealing.path()), "a neighbour is blamed: " + revealing);
    }
    var lines = readBack(sources, report, neighbours, kinds);
    for (var path : sources.keySet()) {
      check(lines.contains(path) || isNamed(path, read, report), "neither packed nor named: " + path + kinds.of(path));
    }
  }

  private void check(boolean holds, String problem) {
    if (!holds) {
      problems.add(problem);
    }
  }

  /** All that isn't a folder by its path in the bundle, and folders that can't be looked into. Follows no link. */
  private static Map<String, Path> sources(Path corpus) throws IOException {
    var sources = new TreeMap<String, Path>();
    Files.walkFileTree(
        corpus,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sources.put(Normalizer.normalize(corpus.relativize(file).toString(), Normalizer.Form.NFC), file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return visitFile(file, null);
          }
        });
    return sources;
  }

  private static boolean isNamed(String path, Corpus corpus, PackReport report) {
    for (var leftover : corpus.leftovers()) {
      if (leftover.path().equals(path) || path.startsWith(leftover.path() + "/")) {
        return leftover.reason() != Leftover.Reason.REFUSED
            || report.findings().stream().anyMatch(finding -> speaksOf(finding, leftover.path()));
      }
    }
    return report.findings().stream().anyMatch(f -> f.severity() == Severity.ERROR && speaksOf(f, path));
  }

  private static boolean speaksOf(Finding finding, String path) {
    for (var said : List.of(path, printable(path))) {
      if (finding.where().equals(said) || finding.where().startsWith(said + ":")) {
        return true;
      }
    }
    return false;
  }

  /** What moves a cursor or turns letters round is said by number. */
  private static String printable(String path) {
    var out = new StringBuilder();
    path.codePoints()
        .forEach(
            c -> {
              boolean unseen =
                  switch (Character.getType(c)) {
                    case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE -> true;
                    case Character.FORMAT -> c != 0x200D;
                    default -> false;
                  };
              out.append(unseen ? String.format("\\u%04x", c) : Character.toString(c));
            });
    return out.toString();
  }

  /** Paths of the corpus that are in the bundle, each of which reads as it should. */
  private Set<String> readBack(
      Map<String, Path> sources, PackReport report, Map<String, String> neighbours, Kinds kinds) throws Exception {
    var cleaned = new HashSet<String>();
    report.details().scrubbed().stream().filter(f -> !f.removed().isEmpty()).forEach(f -> cleaned.add(f.path()));
    var lines = new HashMap<String, CatalogueLine>();
    try (var open = OpenBundle.open(folder.resolve("bundle"), KeyRing.of(archive), OpenBundle.newCache())) {
      var bundle = open.bundle();
      assertEquals(List.of(), bundle.findings());
      for (var result : Verification.run(bundle, (bytes, ofBytes) -> {})) {
        assertEquals(List.of(), result.findings(), result.check().code());
      }
      bundle.catalogue(
          line -> lines.put(line.file().path(), line),
          fault -> {
            throw new AssertionError(fault);
          });
      for (var line : lines.values()) {
        var file = line.file();
        if (file.derivedFrom().isEmpty()) {
          var item = open.requireIndex().byId(file.of()).orElseThrow(() -> new AssertionError(file.path()));
          var located = OpenBundle.locations(item).byId(file.id()).orElseThrow();
          try (var in = bundle.read(located, null)) {
            var packed = hash(in, 0);
            var source = sources.get(file.path());
            long withheld = source == null ? 0 : Files.size(source) - file.sizeBytes();
            check(source != null, "nobody's file: " + file.path());
            if (source != null && !cleaned.contains(file.path())) {
              try (var original = Files.newInputStream(source)) {
                check(
                    withheld >= 0 && packed.equals(hash(original, withheld)),
                    "other bytes: " + file.path() + kinds.of(file.path()));
              }
            }
          }
        }
      }
      var searcher = new Library(List.of(open)).searcher();
      for (var neighbour : neighbours.entrySet()) {
        check(lines.containsKey(neighbour.getKey()), "a neighbour is missing: " + neighbour.getKey());
        check(!cleaned.contains(neighbour.getKey()), "a neighbour was cleaned: " + neighbour.getKey());
        var hits = searcher.search(neighbour.getValue(), SearchOptions.first(3)).hits();
        check(
            !hits.isEmpty() && hits.getFirst().path().equals(neighbour.getKey()),
            "a neighbour isn't found: " + neighbour + kinds.of(neighbour.getKey()));
      }
    }
    lines.values().removeIf(line -> !line.file().derivedFrom().isEmpty());
    assertTrue(lines.values().stream().allMatch(line -> line.file().role() != Role.PAGE));
    return lines.keySet();
  }

  private static String hash(InputStream in, long skipped) throws Exception {
    in.skipNBytes(skipped);
    var digest = MessageDigest.getInstance("SHA-256");
    var buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
      digest.update(buffer, 0, n);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static long usedBytes() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

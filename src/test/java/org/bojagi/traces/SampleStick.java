package org.bojagi.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import org.bojagi.age.AgePayload;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.open.FileFinder;
import org.bojagi.open.OpenBundle;

/** The sample corpus on a stick, packed and put there by the launcher, once for all tests of a run. */
final class SampleStick {
  static final Path PROJECT = Path.of("").toAbsolutePath();
  static final String WORDS = "부엉이우체통 열두번째 우표";

  static final String OTHER_WORDS = "둘째 열쇠 말";

  static final String FILM = "영상/살구나무.mp4";
  static final String OTHER_FILM = "영상/값의 저울.webm";
  static final String STORY = "이야기/다리 우에서/1.ko.md";

  /** From {@link #STORY}, where no other program has it from. */
  static final String IN_STORY = "스물일곱걸음이면 건느는";

  private static final Path ROOT = PROJECT.resolve("target/sample-stick");
  private static Path made;

  private SampleStick() {}

  /** To be left as it is: what changes it takes a {@link #copy}. */
  static synchronized Path folder() throws Exception {
    if (made == null) {
      remove(ROOT);
      var stick = Files.createDirectories(ROOT.resolve("stick"));
      var bundle = ROOT.resolve("bundle").toString();
      var words = Files.writeString(ROOT.resolve("words"), WORDS + "\n").toString();
      var corpus = PROJECT.resolve("corpus").toString();
      run("pack", corpus, "-o", bundle, "--volume-size", "1MiB", "--passphrase-file", words, "--yes");
      run("stick", stick.toString(), bundle);
      made = stick;
    }
    return made;
  }

  /** A bundle of one text, for {@link #OTHER_WORDS}. */
  static Path other(String title, String text) throws Exception {
    var root = Files.createTempDirectory(folder().getParent(), "other");
    Files.writeString(Files.createDirectory(root.resolve("corpus")).resolve(title + ".md"), "# " + title
        + "\n\n" + text + "\n");
    var words = Files.writeString(root.resolve("words"), OTHER_WORDS + "\n").toString();
    run("pack", root.resolve("corpus").toString(), "-o", root.resolve("b").toString(), "--passphrase-file",
        words, "--yes");
    return root.resolve("b");
  }

  private static void run(String... arguments) throws IOException, InterruptedException {
    var command = new java.util.ArrayList<>(List.of(PROJECT.resolve("bojagi").toString()));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  static Path bundle(Path stick) {
    return stick.resolve("bojagi/bundle");
  }

  /**
   * @param linked the runtime and the reader's jar aren't copied: for tests that change the bundle or
   * options alone
   */
  static Path copy(Path to, boolean linked) throws Exception {
    var from = folder();
    try (var tree = Files.walk(from)) {
      for (var path : tree.toList()) {
        var target = to.resolve(from.relativize(path));
        boolean large = path.startsWith(from.resolve("bojagi")) && Files.size(path) > 1 << 20;
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else if (linked && large && !path.startsWith(bundle(from))) {
          Files.createLink(target, path);
        } else {
          Files.copy(path, target);
        }
      }
    }
    return to;
  }

  /** Adds an option of Java's to those of a copy. */
  static void javaOption(Path stick, String option) throws IOException {
    Files.writeString(stick.resolve("bojagi/java.options"), option + "\n", StandardOpenOption.APPEND);
  }

  /** Turns one bit of a packed file's bytes over, so that the 64 KiB around it can't be decrypted. */
  static void damage(Path bundleFolder, String path, long offset) throws IOException {
    try (var open = open(bundleFolder)) {
      var bundle = open.bundle();
      long at = offset;
      for (var extent : located(open, path).extents()) {
        if (at < extent.length()) {
          flip(bundle, extent, at);
          return;
        }
        at -= extent.length();
      }
    }
    throw new IllegalArgumentException(path + " is shorter");
  }

  private static void flip(Bundle bundle, Extent extent, long at) throws IOException {
    long plaintextOffset = extent.plaintextOffset() + at;
    var facts = bundle.root().content().volumes().stream().filter(each -> each.id().equals(extent.volume()))
        .findFirst();
    long chunk = plaintextOffset / AgePayload.CHUNK_SIZE;
    long ciphertextOffset = facts.orElseThrow().header().length + plaintextOffset + 16 * chunk;
    try (var file = new RandomAccessFile(bundle.file(extent.volume()).orElseThrow().toFile(), "rw")) {
      file.seek(ciphertextOffset);
      int old = file.read();
      file.seek(ciphertextOffset);
      file.write(old ^ 4);
    }
  }

  static Located located(OpenBundle open, String path) throws IOException {
    return new FileFinder(open, fault -> {}, () -> {}).find(path).orElseThrow();
  }

  static OpenBundle open(Path bundle) throws IOException {
    return OpenBundle.openToRead(bundle, KeyRing.of(WORDS.getBytes(StandardCharsets.UTF_8)),
        OpenBundle.newCache());
  }

  static void remove(Path root) throws IOException {
    if (Files.exists(root)) {
      try (var tree = Files.walk(root)) {
        for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}

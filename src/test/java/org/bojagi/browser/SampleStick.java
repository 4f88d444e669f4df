package org.bojagi.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.bojagi.cli.Bojagi;

/**
 * Sticks as {@code bojagi stick} makes them, of corpora packed by the launcher: the finished jars, no class
 * of ours.
 */
final class SampleStick {
  private static SampleStick sample;

  /** The stick; its launcher is {@code read.sh}. */
  final Path folder;

  /** Its one bundle. */
  final Path bundle;

  /** Generated ones, Korean, as they are passed on. */
  final String words;

  private SampleStick(Path folder, Path bundle, String words) {
    this.folder = folder;
    this.bundle = bundle;
    this.words = words;
  }

  /** Of the sample; made once for all tests, which leave it as it is. */
  static synchronized SampleStick get() throws Exception {
    if (sample == null) {
      sample = of(Bojagi.PROJECT.resolve("corpus"), Bojagi.PROJECT.resolve("target/sample-stick"));
    }
    return sample;
  }

  /** @param made a folder for what is made; what lies there is removed */
  static SampleStick of(Path corpus, Path made) throws Exception {
    removeTree(made);
    var stick = Files.createDirectories(made.resolve("막대 기억기"));
    var words = Bojagi.run("key", "words").succeeds().out().strip();
    var file = Files.writeString(made.resolve("words"), words + "\n");
    var packed = made.resolve("packed");
    var outcome = Bojagi.run("pack", corpus.toString(), "-o", packed.toString(), "--passphrase-file",
        file.toString(), "--yes");
    if (outcome.code() != 0 && outcome.code() != 3) { // 3: some things were left out, and named
      throw new AssertionError(outcome.err());
    }
    Bojagi.run("stick", stick.toString(), packed.toString()).succeeds();
    return new SampleStick(stick, stick.resolve("bojagi/packed"), words);
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

package org.bojagi;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.bojagi.age.AgePayload;
import org.bojagi.age.ScryptRecipient;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.bundle.Slots;
import org.bojagi.cli.Bojagi;
import org.bojagi.open.FileFinder;
import org.bojagi.open.OpenBundle;

/**
 * Sticks as {@code bojagi stick} makes them, of corpora packed by the launcher: the finished jars, no class
 * of ours.
 */
public final class SampleStick {
  public static final String OTHER_WORDS = "둘째 열쇠 말";

  public static final String FILM = "영상/살구나무.mp4";
  public static final String OTHER_FILM = "영상/값의 저울.webm";
  public static final String STORY = "이야기/다리 우에서/1.ko.md";

  /** From {@link #STORY}, where no other program has it from. */
  public static final String IN_STORY = "스물일곱걸음이면 건느는";

  /** A thousandth of the usual work and memory. */
  private static final int QUICK_LOG_N = 8;

  private static SampleStick sample;
  private static SampleStick quick;

  /** The stick; its launcher is {@code read.sh}. */
  public final Path folder;

  /** Its one bundle, in volumes of 1 MiB. */
  public final Path bundle;

  /** Generated ones, Korean, as they are passed on. */
  public final String words;

  private SampleStick(Path made) throws IOException {
    folder = made.resolve("막대 기억기");
    bundle = bundle(folder);
    words = Files.readString(made.resolve("words")).strip();
  }

  /** Of the sample; made once for all tests, to be left as it is: what changes it takes a {@link #copy}. */
  public static synchronized SampleStick get() throws Exception {
    if (sample == null) {
      var corpus = Bojagi.PROJECT.resolve("corpus");
      var from = List.of(corpus, MadeOnce.BUILT, MadeOnce.compiled(SampleStick.class));
      sample = new SampleStick(MadeOnce.folder("sample-stick", from, made -> make(corpus, made)));
    }
    return sample;
  }

  /**
   * The same, with a key that is derived at once and without Java's second compiler, which would work longer than a
   * test reads: for what comes after the words.
   */
  public static synchronized SampleStick quick() throws Exception {
    if (quick == null) {
      var slow = get();
      var from = List.of(slow.folder, MadeOnce.compiled(SampleStick.class));
      quick = new SampleStick(MadeOnce.folder("quick-stick", from, made -> {
        Files.writeString(made.resolve("words"), slow.words);
        makeQuick(slow.copy(made.resolve("막대 기억기"), true), slow.words);
      }));
    }
    return quick;
  }

  private static void makeQuick(Path stick, String words) throws Exception {
    exchangeSlot(bundle(stick), words);
    javaOption(stick, "-XX:TieredStopAtLevel=1");
  }

  private static void exchangeSlot(Path bundleFolder, String words) throws Exception {
    var dear = Slots.list(bundleFolder);
    try (var open = open(bundleFolder, words)) {
      Slots.add(open.bundle(), new ScryptRecipient(words.getBytes(StandardCharsets.UTF_8), QUICK_LOG_N));
    }
    for (var slot : dear) {
      for (var file : slot.files()) {
        Files.delete(file);
      }
    }
  }

  /** As {@link #quick}, of another corpus. @param made a folder for what is made; what lies there is removed */
  public static SampleStick of(Path corpus, Path made) throws Exception {
    Trees.remove(made);
    make(corpus, Files.createDirectories(made));
    var stick = new SampleStick(made);
    makeQuick(stick.folder, stick.words);
    return stick;
  }

  private static void make(Path corpus, Path made) throws Exception {
    var words = Bojagi.run("key", "words").succeeds().out();
    var bundle = pack(corpus, made.resolve("packed"), Files.writeString(made.resolve("words"), words));
    var stick = Files.createDirectories(made.resolve("막대 기억기"));
    Bojagi.run("stick", stick.toString(), bundle.toString()).succeeds();
  }

  private static Path pack(Path corpus, Path bundle, Path words) throws Exception {
    var outcome = Bojagi.run("pack", corpus.toString(), "-o", bundle.toString(), "--volume-size", "1MiB",
        "--passphrase-file", words.toString(), "--weak-passphrase", "--yes");
    if (outcome.code() != 0 && outcome.code() != 3) { // 3: some things were left out, and named
      throw new AssertionError(outcome.err());
    }
    return bundle;
  }

  /** A bundle of one text, for {@link #OTHER_WORDS}. @param root an empty folder */
  public static Path other(Path root, String title, String text) throws Exception {
    var corpus = Files.createDirectories(root.resolve("corpus"));
    Files.writeString(corpus.resolve(title + ".md"), "# " + title + "\n\n" + text + "\n");
    return pack(corpus, root.resolve("b"), Files.writeString(root.resolve("words"), OTHER_WORDS + "\n"));
  }

  public static Path bundle(Path stick) {
    return stick.resolve("bojagi/packed");
  }

  /**
   * @param linked the runtime and the reader's jar aren't copied: for tests that change the bundle or
   * options alone
   */
  public Path copy(Path to, boolean linked) throws IOException {
    var from = folder;
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
  public static void javaOption(Path stick, String option) throws IOException {
    Files.writeString(stick.resolve("bojagi/java.options"), option + "\n", StandardOpenOption.APPEND);
  }

  /** Turns one bit of a packed file's bytes over, so that the 64 KiB around it can't be decrypted. */
  public static void damage(Path bundleFolder, String path, long offset) throws Exception {
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

  public static Located located(OpenBundle open, String path) throws IOException {
    return new FileFinder(open, fault -> {}, () -> {}).find(path).orElseThrow();
  }

  /** @param bundle of the sample */
  public static OpenBundle open(Path bundle) throws Exception {
    return open(bundle, get().words);
  }

  private static OpenBundle open(Path bundle, String words) throws Exception {
    return OpenBundle.openToRead(bundle, KeyRing.of(words.getBytes(StandardCharsets.UTF_8)), OpenBundle.newCache());
  }
}

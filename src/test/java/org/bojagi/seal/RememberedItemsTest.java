package org.bojagi.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bojagi.Trials;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.MemoryFolder;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.extract.ExtractionLimits;
import org.bojagi.extract.ExtractionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An update with what the pack before remembered: spared is reading, and nothing else. */
class RememberedItemsTest {
  private static ExtractionPool pool;

  @TempDir Path temp;
  private final X25519Identity reader = X25519Identity.generate();
  private Random random = new Random(1);
  private int made;

  @BeforeAll
  static void startWorkers() {
    pool = new ExtractionPool(1, ExtractionLimits.DEFAULT);
  }

  @AfterAll
  static void endWorkers() {
    pool.close();
  }

  @Test
  void anUpdateWithAMemoryIsTheUpdateWithoutIt() throws Exception {
    random = new Random(Trials.seed(getClass()));
    for (int trial = 0; trial < Trials.of(40); trial++) {
      var corpus = Files.createDirectories(temp.resolve("corpus-" + trial));
      for (int i = random.nextInt(4, 10); i > 0; i--) {
        add(corpus);
      }
      var memory = memory("memory-" + trial, afterAllThatIsThere());
      var newest = anew(corpus, memory);
      for (int edition = 2; edition <= 4; edition++) {
        for (int edits = random.nextInt(0, 5); edits > 0; edits--) {
          edit(corpus);
        }
        var without = updated(newest, corpus, null);
        var with = updated(newest, corpus, memory);
        assertEquals(catalogue(without.bundle), catalogue(with.bundle), "edition " + edition + " of " + trial);
        assertEquals(0, without.summary.filesNotRead());
        assertEquals(without.summary.unchangedItems(), with.summary.unchangedItems());
        assertEquals(without.summary.withdrawnItems(), with.summary.withdrawnItems());
        newest = with.bundle;
      }
      int files = files(corpus).size();
      assertEquals(files, updated(newest, corpus, memory).summary.filesNotRead());
    }
  }

  @Test
  void aFileOfTheSameSizeAndTimeIsReadWhereItsFileSystemSaysThatSomethingChanged() throws Exception {
    var corpus = corpus("사과나무", "강물");
    var memory = memory("memory", afterAllThatIsThere());
    var first = anew(corpus, memory);
    var file = corpus.resolve("0.txt");
    var time = Files.getLastModifiedTime(file);
    Files.writeString(file, "배나나무");
    Files.setLastModifiedTime(file, time);
    var second = updated(first, corpus, memory);
    assertEquals(1, second.summary.filesNotRead());
    assertEquals(1, second.summary.unchangedItems());
    assertEquals(catalogue(anew(corpus, null)), catalogue(second.bundle));
  }

  @Test
  void whatWasWrittenAboutWhenThePackBeganIsNotRemembered() throws Exception {
    var corpus = corpus("사과나무", "강물");
    var last = lastChange(corpus);
    for (var after : List.of(Duration.ofMillis(1_900), Duration.ofMillis(-500))) {
      var memory = memory("young" + after, last.plus(after));
      assertEquals(0, updated(anew(corpus, memory), corpus, memory).summary.filesNotRead(), after.toString());
    }
    var memory = memory("old", last.plusMillis(2_100));
    assertEquals(2, updated(anew(corpus, memory), corpus, memory).summary.filesNotRead());
  }

  @Test
  void whatWasReadForAnUpdateIsRememberedByIt() throws Exception {
    var corpus = corpus("사과나무", "강물", "첫눈");
    var memory = memory("memory", afterAllThatIsThere());
    var first = anew(corpus, null);
    Files.writeString(corpus.resolve("1.txt"), "다른 강물");
    var second = updated(first, corpus, memory);
    assertEquals(0, second.summary.filesNotRead());
    assertEquals(3, updated(second.bundle, corpus, memory).summary.filesNotRead());
    assertEquals(0, updated(second.bundle, corpus, rereading(memory)).summary.filesNotRead());
  }

  @Test
  void aDeltaIsGoneOnFromAsAnEditionIs() throws Exception {
    var corpus = corpus("사과나무", "강물");
    var memory = memory("memory", afterAllThatIsThere());
    var first = anew(corpus, memory);
    Files.writeString(corpus.resolve("2.txt"), "첫눈");
    var second = packed(List.of(first), false, corpus, options(memory));
    assertEquals(2, second.summary.filesNotRead());
    Files.writeString(corpus.resolve("3.txt"), "겨울");
    var third = packed(List.of(first, second.bundle), false, corpus, options(memory));
    assertEquals(3, third.summary.filesNotRead());
    assertEquals(3, third.summary.unchangedItems());
  }

  @Test
  void otherOptionsRememberNothing() throws Exception {
    var corpus = corpus("사과나무");
    var memory = memory("memory", afterAllThatIsThere());
    var first = anew(corpus, memory);
    var others =
        new PackOptions(1 << 20, List.of(), 1, ExtractionLimits.DEFAULT, PackOptions.Traces.KEEP).remembering(memory);
    assertEquals(0, packed(List.of(first), true, corpus, others).summary.filesNotRead());
  }

  @Test
  void aFileThatCouldNotBeCleanedIsLookedAtEachTime() throws Exception {
    var corpus = corpus("사과나무");
    Files.write(corpus.resolve("odd.bin"), new byte[] {1, 2, 3, 4});
    var memory = memory("memory", afterAllThatIsThere());
    var second = updated(anew(corpus, memory), corpus, memory);
    assertEquals(1, second.summary.filesNotRead());
    assertEquals(2, second.summary.unchangedItems());
    assertEquals(1, updated(second.bundle, corpus, memory).summary.filesNotRead());
  }

  @Test
  void aMemoryThatIsDamagedOrOfAnotherBundleIsPassedOver() throws Exception {
    var corpus = corpus("사과나무", "강물");
    var memory = memory("memory", afterAllThatIsThere());
    var first = anew(corpus, memory);
    var file = onlyFile(temp.resolve("memory"));
    var whole = Files.readAllBytes(file);
    for (int cut : List.of(0, 100, whole.length - 1)) {
      Files.write(file, Arrays.copyOf(whole, cut));
      assertEquals(0, updated(first, corpus, memory).summary.filesNotRead(), "cut at " + cut);
    }
    var other = memory("other", afterAllThatIsThere());
    new RememberedItemsTest().anotherBundle(corpus, other);
    Files.copy(onlyFile(temp.resolve("other")), file, StandardCopyOption.REPLACE_EXISTING);
    assertEquals(0, updated(first, corpus, memory).summary.filesNotRead());
    Files.write(file, whole);
    assertEquals(2, updated(first, corpus, memory).summary.filesNotRead());
  }

  private void anotherBundle(Path corpus, Memory memory) throws Exception {
    temp = corpus.resolveSibling("another");
    anew(corpus, memory);
  }

  @Test
  void aFolderThatCannotBeMadeStopsNothing() throws Exception {
    var corpus = corpus("사과나무");
    Files.writeString(temp.resolve("file"), "");
    var memory = memory("file/memory", afterAllThatIsThere());
    assertEquals(0, updated(anew(corpus, memory), corpus, memory).summary.filesNotRead());
  }

  @Test
  void filesInAZipAreReadEachTime() throws Exception {
    var zip = temp.resolve("corpus.zip");
    try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("a.txt"));
      out.write("사과나무".getBytes(StandardCharsets.UTF_8));
    }
    var memory = memory("memory", afterAllThatIsThere());
    assertEquals(0, updated(anew(zip, memory), zip, memory).summary.filesNotRead());
  }

  @Test
  void aMemoryIsSealedAndForItsOwnerAlone() throws Exception {
    var corpus = corpus("사과나무");
    anew(corpus, memory("cache/memory", afterAllThatIsThere()));
    var file = onlyFile(temp.resolve("cache/memory"));
    assertTrue(file.getFileName().toString().matches("[0-9a-f]{32}"), file.toString());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
    var bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    assertTrue(bytes.startsWith("age-encryption.org/v1"), bytes.substring(0, 21));
  }

  @Test
  void memoriesThatNobodyUsedForAYearAreForgottenAndNeverAreThereMoreThanFifty() throws Exception {
    var folder = Files.createDirectories(temp.resolve("memory"));
    var old = folder.resolve("0".repeat(32));
    Files.writeString(old, "");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(366))));
    var left = folder.resolve("1".repeat(32) + ".new");
    Files.writeString(left, "");
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    var others = folder.resolve("somebody's.txt");
    Files.writeString(others, "");
    Files.setLastModifiedTime(others, FileTime.from(Instant.now().minus(Duration.ofDays(999))));
    for (int i = 0; i < 60; i++) {
      var file = folder.resolve(HexFormat.of().toHexDigits(i, 8).repeat(4));
      Files.writeString(file, "");
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(60 - i))));
    }
    anew(corpus("사과나무"), memory("memory", afterAllThatIsThere()));
    try (var files = Files.list(folder)) {
      assertEquals(51, files.count());
    }
    assertFalse(Files.exists(old));
    assertFalse(Files.exists(left));
    assertTrue(Files.exists(others));
    assertFalse(Files.exists(folder.resolve("0000000a".repeat(4))));
    assertTrue(Files.exists(folder.resolve("0000000b".repeat(4))));
  }

  private Path corpus(String... texts) throws IOException {
    var corpus = Files.createDirectories(temp.resolve("corpus"));
    for (int i = 0; i < texts.length; i++) {
      Files.writeString(corpus.resolve(i + ".txt"), texts[i]);
    }
    return corpus;
  }

  /** As of a pack that begins long after the files were written. */
  private static Instant afterAllThatIsThere() {
    return Instant.now().plus(Duration.ofHours(1));
  }

  private static Instant lastChange(Path corpus) throws IOException {
    var last = Instant.MIN;
    for (var file : files(corpus)) {
      var changed = ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
      last = changed.isAfter(last) ? changed : last;
    }
    return last;
  }

  private Memory memory(String folder, Instant begun) {
    return new Memory(new MemoryFolder(temp.resolve(folder)), begun, false);
  }

  private static Memory rereading(Memory memory) {
    return new Memory(memory.folder(), memory.begun(), true);
  }

  private static Path onlyFile(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.reduce((one, other) -> one.toString().equals(other.toString()) ? one : null).orElseThrow();
    }
  }

  private void edit(Path corpus) throws IOException {
    var files = files(corpus);
    if (files.size() < 3 || random.nextInt(6) == 0) {
      add(corpus);
      return;
    }
    var file = files.get(random.nextInt(files.size()));
    switch (random.nextInt(8)) {
      case 0 -> Files.delete(file);
      case 1 -> Files.writeString(file, text());
      case 2 -> Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(random.nextInt(99_999))));
      case 3 -> Files.move(file, file.resolveSibling("m" + made++ + ".txt"));
      case 4 -> swap(file, files.get(random.nextInt(files.size())));
      case 5 -> Files.writeString(corpus.resolve("bojagi.yaml"), "publisher: " + word() + "\n");
      case 6 -> changeUnseen(file);
      default -> {
        var copy = file.resolveSibling("copy");
        Files.writeString(copy, text());
        Files.setLastModifiedTime(copy, Files.getLastModifiedTime(file));
        Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private void swap(Path one, Path other) throws IOException {
    if (!one.equals(other)) {
      var aside = one.resolveSibling("aside");
      Files.move(one, aside);
      Files.move(other, one);
      Files.move(aside, other);
    }
  }

  /** Other letters, as many, and the time of before. */
  private void changeUnseen(Path file) throws IOException {
    var time = Files.getLastModifiedTime(file);
    var bytes = Files.readAllBytes(file);
    bytes[bytes.length - 2] = (byte) ('a' + random.nextInt(26));
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, time);
  }

  /** Of one size and one time, many of them: only what else is known of them tells them apart. */
  private void add(Path corpus) throws IOException {
    var folder = Files.createDirectories(corpus.resolve("글" + random.nextInt(2)));
    var file = folder.resolve("t" + made++ + ".txt");
    Files.writeString(file, text());
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000)));
  }

  private String word() {
    return "" + (char) ('가' + random.nextInt(11_000));
  }

  private String text() {
    var text = new StringBuilder();
    for (int words = random.nextInt(2) == 0 ? 20 : 40; words > 0; words--) {
      text.append(word()).append(' ');
    }
    return text.append("ab\n").toString();
  }

  private static List<Path> files(Path corpus) throws IOException {
    try (var files = Files.walk(corpus)) {
      return files.filter(Files::isRegularFile).filter(f -> !f.endsWith("bojagi.yaml")).sorted().toList();
    }
  }

  private record Made(Path bundle, Edition.Summary summary) {}

  private Path anew(Path corpus, Memory memory) throws Exception {
    var target = temp.resolve("bundle-" + made++);
    try (var read = CorpusReader.read(corpus)) {
      Packer.pack(read, target, options(memory), null, Resumption.none(), pool, moment -> {});
    }
    return target;
  }

  private Made updated(Path before, Path corpus, Memory memory) throws Exception {
    return packed(List.of(before), true, corpus, options(memory));
  }

  private Made packed(List<Path> before, boolean update, Path corpus, PackOptions options) throws Exception {
    var target = temp.resolve("bundle-" + made++);
    var bundles = new ArrayList<Bundle>();
    try {
      for (var folder : before) {
        bundles.add(open(folder));
      }
      try (var edition = update ? Edition.update(bundles.getFirst()) : Edition.delta(bundles);
          var read = CorpusReader.read(corpus)) {
        Packer.pack(read, target, options, edition, Resumption.none(), pool, moment -> {});
        return new Made(target, edition.summary());
      }
    } finally {
      for (var bundle : bundles) {
        bundle.close();
      }
    }
  }

  private PackOptions options(Memory memory) {
    return new PackOptions(
            1 << 20, List.of(reader.recipient()), 1, ExtractionLimits.DEFAULT, PackOptions.Traces.REMOVE)
        .remembering(memory);
  }

  private Bundle open(Path folder) throws IOException {
    try (var keys = KeyRing.of(X25519Identity.parse(reader.encode()))) {
      return Bundle.open(folder, keys);
    }
  }

  /** Each line of it, by path. */
  private Map<String, String> catalogue(Path folder) throws IOException {
    var lines = new TreeMap<String, String>();
    try (var bundle = open(folder)) {
      bundle.catalogue(
          line -> lines.put(line.file().path(), line.toStoredJson()),
          lost -> {
            throw new AssertionError(lost);
          });
    }
    return lines;
  }
}

package org.bojagi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bojagi.Trials;
import org.bojagi.catalog.Json;
import org.bojagi.extract.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pack} of very many files, of a very large one, of a medium that can't be written to; none changes. */
class ManyFilesIT {
  /** Less than packing ordinarily has. */
  private static final Map<String, String> SMALL_HEAP = Map.of("BOJAGI_JAVA", "-Xms64m -XX:NewSize=32m -Xmx192m");

  private static final String[] CHARSETS = {"UTF-8", "x-windows-949", "UTF-16", "GB18030", "Big5", "UTF-8"};
  private static final int MIB = 1 << 20;
  private static final boolean IS_LONG = Trials.of(20) == 20;

  @TempDir Path folder;
  private Path corpus;
  private Path key;
  private String recipient;

  @BeforeEach
  void aKey() throws Exception {
    corpus = Files.createDirectories(folder.resolve("corpus"));
    key = folder.resolve("key");
    recipient = Bojagi.run("key", "new", "-o", key.toString()).succeeds().out().strip();
  }

  @Test
  void veryManyTinyFilesInManyCharsetsGoInWithASmallHeap() throws Exception {
    int count = IS_LONG ? 100_000 : 2_000;
    writeTiny(corpus, count);
    var before = tree(corpus);
    var report = pack(corpus);
    assertEquals(count, report.number("items"));
    assertEquals(before, tree(corpus), "the source changed");
    var lines = Bojagi.run("list", bundle(), "--identity", key.toString(), "--json").succeeds().lines();
    assertEquals(count, lines.size());
    Bojagi.run("verify", bundle(), "--identity", key.toString()).succeeds();
    var random = new Random(Trials.seed(ManyFilesIT.class));
    for (int i = 0; i < (IS_LONG ? 20 : 1); i++) {
      int number = random.nextInt(count);
      var cat = Bojagi.run("cat", bundle(), path(number), "--identity", key.toString()).succeeds();
      assertEquals(HexFormat.of().formatHex(content(number)), HexFormat.of().formatHex(cat.outBytes()));
      var found = Bojagi.run("search", bundle(), "-q", "번호" + number, "--identity", key.toString(), "--json");
      if (number % CHARSETS.length < 3) {
        assertTrue(found.succeeds().out().contains("글 " + number + "."), number + ": " + found.out());
      }
    }
  }

  /** A film of 6 GB; a small one in small volumes where trials are few. */
  @Test
  void aFilmOfManyVolumesIsCleanedAndComesOutOtherwiseBitForBit() throws Exception {
    long sampleBytes = IS_LONG ? 6_000_000_000L : 64L * MIB;
    var head = Samples.mp4(0, true);
    int media = new String(head, StandardCharsets.ISO_8859_1).indexOf("mdat") - 4;
    ByteBuffer.wrap(head).putLong(media + 8, 16 + sampleBytes);
    var film = corpus.resolve("긴 영화.mp4");
    var random = new Random(Trials.seed(ManyFilesIT.class));
    try (var out = new RandomAccessFile(film.toFile(), "rw")) {
      out.write(head, 0, media + 16);
      var noise = new byte[MIB];
      for (long at = 0; at < sampleBytes; at += 4 * MIB) {
        random.nextBytes(noise);
        out.seek(media + 16 + at);
        out.write(noise, 0, (int) Math.min(MIB, sampleBytes - at));
      }
      out.seek(media + 16 + sampleBytes);
      out.write(head, media + 16, head.length - media - 16);
    }
    var before = tree(corpus);
    long volumeBytes = IS_LONG ? 1L << 30 : 10 * MIB;
    pack(corpus, "--volume-size", Long.toString(volumeBytes));
    assertEquals(before, tree(corpus), "the source changed");
    try (var volumes = Files.list(Path.of(bundle()))) {
      var sizes = new ArrayList<Long>();
      for (var volume : volumes.toList()) {
        sizes.add(Files.size(volume));
      }
      assertTrue(sizes.stream().allMatch(size -> size <= volumeBytes), sizes.toString());
      long large = sizes.stream().filter(size -> size > volumeBytes / 2).count();
      assertTrue(large >= sampleBytes / volumeBytes, sizes.toString());
    }
    var cat = Bojagi.start(Map.of(), "cat", bundle(), "긴 영화.mp4", "--identity", key.toString());
    try (var packed = cat.getInputStream();
        var original = Files.newInputStream(film)) {
      assertEquals(hash(original, media + 16 + sampleBytes), hash(packed, media + 16 + sampleBytes));
      var rest = new String(packed.readAllBytes(), StandardCharsets.ISO_8859_1);
      assertTrue(rest.contains("moov") && !rest.contains("+39.0000"), rest);
    }
    assertEquals(0, cat.waitFor());
  }

  @Test
  void aMediumThatCannotBeWrittenToIsPackedAsItIs() throws Exception {
    try (var medium = SmallDisk.mount(folder.resolve("medium"), 8 * MIB)) {
      var source = Files.createDirectories(medium.folder().resolve("모음"));
      writeTiny(source, 60);
      for (var sample : Samples.documents().entrySet()) {
        Files.write(source.resolve(sample.getKey()), sample.getValue());
      }
      medium.makeReadOnly();
      var before = tree(medium.folder());
      var report = pack(source);
      assertTrue(report.number("items") > 60);
      assertEquals(before, tree(medium.folder()));
      Bojagi.run("plan", source.toString(), "--card", "16GB").succeeds();
    }
    Bojagi.run("verify", bundle(), "--identity", key.toString()).succeeds();
  }

  private String bundle() {
    return folder.resolve("bundle").toString();
  }

  private Json.Fields pack(Path source, String... more) throws Exception {
    var arguments = new ArrayList<>(List.of("pack", source.toString(), "-o", bundle(), "--yes", "--json"));
    arguments.addAll(List.of("--recipient", recipient));
    arguments.addAll(List.of(more));
    var outcome = Bojagi.run(SMALL_HEAP, new byte[0], arguments.toArray(String[]::new)).succeeds();
    return Json.read(outcome.lines().getLast());
  }

  /** Five hundred in a folder, half of their names as macOS hands them out. */
  private static void writeTiny(Path corpus, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      var path = path(i);
      var file = corpus.resolve(i % 2 == 0 ? path : Normalizer.normalize(path, Normalizer.Form.NFD));
      if (i % 500 < 2) {
        Files.createDirectories(file.getParent());
      }
      Files.write(file, content(i));
    }
  }

  private static String path(int number) {
    return "모음" + number / 500 + "/글 " + number + ".txt";
  }

  private static byte[] content(int number) {
    var text =
        switch (number % CHARSETS.length) {
          case 3 -> "春天来了，杏花开了。孩子们都到井边去看花，大家都很高兴。第" + number + "号\n";
          case 4 -> "春天來了，杏花開了。孩子們都到井邊去看花，大家都很高興。第" + number + "號\n";
          case 5 -> "The apricot tree is in bloom, and the children count its petals, number" + number + ".\n";
          default -> "살구나무에 꽃이 피였다. 아이들은 우물가에 모여서 꽃잎을 세였다. 번호" + number + "\n";
        };
    return text.getBytes(Charset.forName(CHARSETS[number % CHARSETS.length]));
  }

  /** All that is known of each file and folder but when it was read last. */
  private static Map<String, String> tree(Path root) throws IOException {
    var tree = new TreeMap<String, String>();
    try (var paths = Files.walk(root)) {
      for (var path : paths.toList()) {
        var attributes = new TreeMap<>(Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS));
        attributes.remove("lastAccessTime");
        tree.put(root.relativize(path).toString(), attributes.toString());
      }
    }
    return tree;
  }

  private static String hash(InputStream in, long bytes) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    var buffer = new byte[MIB];
    for (long left = bytes; left > 0; ) {
      int n = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
      assertTrue(n > 0, left + " bytes are missing");
      digest.update(buffer, 0, n);
      left -= n;
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}

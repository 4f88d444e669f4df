package org.bojagi.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bojagi.Trials;
import org.bojagi.age.ScryptRecipient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything comes back by {@code age}, {@code unzip} and {@code tar} alone, by the lines of docs/format.md §10. */
class AgeAndUnzipTest {
  private static final String PASSPHRASE = "봄비 강냉이 수박";
  private static final Set<String> OURS = Set.of("bojagi.json", "catalogue.jsonl", "padding");

  @TempDir Path temp;
  private Programs programs;

  @BeforeEach
  void programs() {
    programs = new Programs(temp);
  }

  @Test
  void everyFileComesBackFromVolumesOfOneMebibyte() throws Exception {
    var random = new Random(Trials.seed(AgeAndUnzipTest.class));
    var files = new LinkedHashMap<String, byte[]>();
    files.put("글/봄비 내리는 날.txt", "가나다\n".repeat(3000).getBytes(StandardCharsets.UTF_8));
    files.put("with spaces/  two  .bin", SealedBundle.bytes(random, 1000));
    files.put("🎬🌱/👩‍👩‍👧.mp4", SealedBundle.bytes(random, 2_600_000));
    files.put("가".repeat(83) + "a", SealedBundle.bytes(random, 100));
    files.put("b".repeat(246) + ".txt", "text".getBytes(StandardCharsets.UTF_8));
    files.put("with\\backslash\\", SealedBundle.bytes(random, 10));
    files.put("-d", SealedBundle.bytes(random, 11));
    files.put("[a]*?.bin", SealedBundle.bytes(random, 12));
    files.put("빈 것", new byte[0]);
    files.put("padding", SealedBundle.bytes(random, 13));
    files.put("_padding", SealedBundle.bytes(random, 14));
    files.put("__padding", SealedBundle.bytes(random, 15));
    files.put("bojagi.json", SealedBundle.bytes(random, 16));
    files.put("catalogue.jsonl", SealedBundle.bytes(random, 17));
    files.put("renditions/x", SealedBundle.bytes(random, 18));
    files.put("lucene/x", SealedBundle.bytes(random, 19));
    files.put("content.json", SealedBundle.bytes(random, 20));
    files.put("🎬🌱/👩‍👩‍👧.mp4.001", SealedBundle.bytes(random, 21));
    // On shelves.
    files.put("shelves/0001.tar.zst", SealedBundle.bytes(random, 22));
    for (int i = 0; i < 120; i++) {
      files.put("글/이야기 " + i + ".html", ("<p>이야기 " + i + "의 글\n").repeat(random.nextInt(900)).getBytes(StandardCharsets.UTF_8));
      files.put("plain/" + i + ".html", SealedBundle.bytes(random, random.nextInt(3000)));
    }
    files.put("-x.html", SealedBundle.bytes(random, 600));
    files.put("[a]*?\"'\\ \t$(x).html", SealedBundle.bytes(random, 601));
    files.put("가".repeat(80) + "/" + "나".repeat(80) + "/" + "다".repeat(80) + ".html", SealedBundle.bytes(random, 602));
    files.put("c".repeat(95) + ".html", SealedBundle.bytes(random, 512));
    files.put("c".repeat(96) + ".html", SealedBundle.bytes(random, 513));
    files.put("빈.html", new byte[0]);
    files.put("__.html", SealedBundle.bytes(random, 1));
    var index = SealedBundle.bytes(random, 5_500_000);
    try (var reader = org.bojagi.age.X25519Identity.generate()) {
      var sealed = new SealedBundle(temp.resolve("b"), 1 << 20, files, index, reader, List.of());
      assertTrue(sealed.byKind().get("index").size() >= 6);
      var me = Files.write(temp.resolve("me.txt"), reader.encode()).toString();
      var slot = sealed.byKind().get("slot").getLast().toString();
      var identity = programs.run(new byte[0], "age", "-d", "-i", me, slot);
      assertComesBack(sealed, volume -> programs.run(identity, "age", "-d", "-i", "-", volume.toString()));
    }
  }

  @Test
  void everyFileComesBackWithAPassphrase() throws Exception {
    try (var words = new ScryptRecipient(Passphrase.forWriting(PASSPHRASE.getBytes(StandardCharsets.UTF_8)), 10)) {
      var sealed = new SealedBundle(temp.resolve("b"), 400_000, SealedBundle.someFiles(3), List.of(words));
      Path slot = null;
      for (var file : sealed.byKind().get("slot")) {
        slot = Files.readString(file, StandardCharsets.ISO_8859_1).contains("-> scrypt") ? file : slot;
      }
      var slotName = slot.toString();
      assertComesBack(
          sealed,
          volume -> {
            var opened = temp.resolve("opened");
            programs.type(PASSPHRASE, "age", "-d", "-i", slotName, "-o", opened.toString(), volume.toString());
            return Files.readAllBytes(opened);
          });
    }
  }

  @Test
  void aDamagedHeaderIsRepairedByHandWithTheRootsCopy() throws Exception {
    var sealed = new SealedBundle(temp.resolve("b"), 400_000, SealedBundle.someFiles(3));
    var header = new Forgery(sealed).content().replaceFirst("(?s).*?\"header\":\"([^\"]+)\".*", "$1");
    Path damaged = null;
    for (var volume : sealed.byKind().get("content")) {
      var head = java.util.Arrays.copyOf(Files.readAllBytes(volume), 184);
      damaged = java.util.Arrays.equals(head, java.util.Base64.getDecoder().decode(header)) ? volume : damaged;
    }
    var whole = Files.readAllBytes(damaged);
    SealedBundle.flipBit(damaged, 8 * 50);
    var line = "(echo " + header + "== | base64 -d; tail -c +185 " + damaged + ") > " + temp.resolve("repaired.age");
    programs.run(new byte[0], "sh", "-c", line);
    assertArrayEquals(whole, Files.readAllBytes(temp.resolve("repaired.age")));
  }

  @FunctionalInterface
  private interface Decryption {
    byte[] of(Path volume) throws Exception;
  }

  private void assertComesBack(SealedBundle sealed, Decryption decryption) throws Exception {
    var entries = new HashMap<String, Map<String, byte[]>>();
    var kinds = sealed.byKind();
    for (var kind : List.of("content", "index", "root")) {
      for (var volume : kinds.get(kind)) {
        var zip = Files.write(temp.resolve("volume.zip"), decryption.of(volume));
        var said = new String(programs.run(new byte[0], "unzip", "-t", zip.toString()), StandardCharsets.UTF_8);
        assertTrue(said.contains("No errors detected"), said);
        var unpacked = new LinkedHashMap<String, byte[]>();
        for (var name : names(zip)) {
          unpacked.put(name, programs.run(new byte[0], "unzip", "-p", zip.toString(), escaped(name)));
        }
        var into = temp.resolve("into-" + volume.getFileName());
        programs.run(new byte[0], "unzip", "-q", "-d", into.toString(), zip.toString());
        assertReadableByItsOwner(into);
        var about = new String(unpacked.get("bojagi.json"), StandardCharsets.UTF_8);
        entries.put(about.replaceFirst(".*\"volume\":\"([0-9a-f]+)\".*", "$1"), unpacked);
        for (var name : List.copyOf(unpacked.keySet())) {
          if (name.startsWith("shelves/")) {
            unpacked.putAll(onShelf(into, name));
            unpacked.remove(name);
          }
        }
        if (!kind.equals("root")) {
          var name = kind.equals("content") ? "catalogue.jsonl" : null;
          assertTrue(name == null || unpacked.containsKey(name));
        }
      }
    }
    for (var file : sealed.files.entrySet()) {
      var joined = new ByteArrayOutputStream();
      for (var extent : sealed.locations.get(file.getKey()).extents()) {
        var name = extent.encoding() == Extent.Encoding.ZSTD ? file.getKey() : extent.entry();
        joined.writeBytes(entries.get(extent.volume()).remove(name));
      }
      assertArrayEquals(file.getValue(), joined.toByteArray(), file.getKey());
    }
    try (var bundle = sealed.open()) {
      for (var file : bundle.root().index().files()) {
        var joined = new ByteArrayOutputStream();
        for (var extent : file.extents()) {
          assertTrue(extent.entry().matches("lucene/" + file.name() + "(\\.[0-9]{3})?"), extent.entry());
          joined.writeBytes(entries.get(extent.volume()).remove(extent.entry()));
        }
        assertArrayEquals(sealed.lucene.get(file.name()), joined.toByteArray(), file.name());
      }
    }
    for (var left : entries.values()) {
      left.keySet().removeAll(OURS);
      left.keySet().removeAll(Set.of("content.json", "index.json"));
      assertEquals(Set.of(), left.keySet(), "entries that belong to no file");
    }
  }

  /** What the real tar and zstd unpack of a shelf, in a folder of its own, by path. */
  private Map<String, byte[]> onShelf(Path volume, String shelf) throws Exception {
    var into = Files.createDirectories(temp.resolve("shelf-" + volume.getFileName() + shelf.replace('/', '-')));
    programs.run(
        new byte[0], "tar", "--zstd", "-xf", volume.resolve(shelf).toString(), "-C", into.toString());
    var files = new HashMap<String, byte[]>();
    try (var tree = Files.walk(into)) {
      for (var file : tree.filter(Files::isRegularFile).toList()) {
        assertEquals(
            "2000-01-01T00:00:00Z", Files.getLastModifiedTime(file).toString(), "the time of a file on a shelf");
        files.put(into.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  /** In what unzip lists; it can't print every name, so names come from our own reading of the same bytes. */
  private List<String> names(Path zip) throws IOException {
    var bytes = Files.readAllBytes(zip);
    try (var identity = org.bojagi.age.X25519Identity.generate()) {
      var sealed = temp.resolve("again.age");
      try (var age =
          new org.bojagi.age.AgeOutputStream(Files.newOutputStream(sealed), List.of(identity.recipient()), null)) {
        age.write(bytes);
      }
      try (var payload =
          org.bojagi.age.AgePayload.open(java.nio.channels.FileChannel.open(sealed), List.of(identity))) {
        return CentralDirectory.read(payload, "zip").stream().map(CentralDirectory.Entry::name).toList();
      }
    }
  }

  /** unzip takes names as patterns. */
  private static String escaped(String name) {
    var escaped = name.replaceAll("([\\\\\\[\\]*?])", "\\\\$1");
    return escaped.startsWith("-") ? "[-]" + escaped.substring(1) : escaped;
  }

  private static void assertReadableByItsOwner(Path folder) throws IOException {
    try (var tree = Files.walk(folder)) {
      for (var file : tree.toList()) {
        var allowed = Files.getPosixFilePermissions(file);
        assertTrue(
            allowed.contains(java.nio.file.attribute.PosixFilePermission.OWNER_READ), file + " " + allowed);
      }
    }
  }
}

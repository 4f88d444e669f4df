package org.bojagi.bag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bojagi.fault.Finding;
import org.bojagi.fault.InputException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bags of somebody who means harm. Each is refused by name, nothing outside of it is opened, and what it names many
 * times over is not kept in memory.
 */
class HostileBagsTest {
  private static final long LEFT_BYTES = 32 << 20;

  @TempDir Path temp;
  private final Map<String, Change> cases = new LinkedHashMap<>();

  private interface Change {
    void of(TestBag bag) throws Exception;
  }

  /** @param code that it is refused with, then what is wrong */
  private void hostile(String code, Change change) {
    cases.put(
        code,
        bag -> {
          change.of(bag);
          bag.tagManifest();
        });
  }

  /** A line more in a manifest, whose checksum is that of a file outside. */
  private void path(String what, String path) {
    hostile(
        "bag-path, " + what,
        bag -> {
          var secret = TestBag.hex("SHA-256", Files.readAllBytes(bag.root.resolveSibling("secret.txt")));
          bag.text("manifest-sha256.txt", bag.text("manifest-sha256.txt") + secret + "  " + path + "\n");
        });
  }

  private static void symlink(TestBag bag, String from, String to) throws IOException {
    var link = bag.root.resolve(from);
    Files.createDirectories(link.getParent());
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(to));
  }

  private void cases() {
    path("out of the bag", "data/../../secret.txt");
    path("out of data", "data/../bagit.txt");
    path("out at once", "../secret.txt");
    path("out and in again", "data/../data/알아두기/rumour.txt");
    path("absolute", "/etc/passwd");
    path("absolute behind data", "data//etc/passwd");
    path("a home", "~/secret.txt");
    path("somebody's home", "~root/secret.txt");
    path("a drive", "C:/Windows/win.ini");
    path("a drive's own folder", "c:secret.txt");
    path("backslashes", "data\\..\\..\\secret.txt");
    path("a share", "\\\\server\\share\\secret.txt");
    path("a share in data", "data/\\\\server\\share");
    path("a tag file as payload", "bag-info.txt");
    path("a dot", "data/./알아두기/rumour.txt");
    path("the folder itself", "data/");
    path("escaped line end that hides a way out", "data/a%0A/../../secret.txt");
    path("another case of data", "DATA/알아두기/rumour.txt");
    path("a NUL", "data/a\0.txt");
    path("a NUL that cuts", "data/알아두기/rumour.txt\0.exe");
    path("a bell and an escape", "data/\u0007\u001b[2J.txt");
    path("longer than any path", "data/" + "가/".repeat(4_000) + "a");
    hostile("bag-manifest-line, a line without end", bag -> {
      try (Writer out = Files.newBufferedWriter(bag.root.resolve("manifest-sha256.txt"))) {
        for (int i = 0; i < 8; i++) {
          out.write("0".repeat(1 << 20));
        }
      }
    });
    hostile("bag-manifest-line, a hole of gigabytes", bag -> sparse(bag.root.resolve("manifest-sha256.txt")));
    hostile("bag-info, a hole of gigabytes", bag -> sparse(bag.root.resolve("bag-info.txt")));
    hostile("bag-declaration, a hole of gigabytes", bag -> sparse(bag.root.resolve("bagit.txt")));
    hostile("bag-info, a value that goes on without end", bag -> {
      try (Writer out = Files.newBufferedWriter(bag.root.resolve("bag-info.txt"))) {
        out.write("A: b\n");
        for (int i = 0; i < 20_000; i++) {
          out.write(" and so on, " + "x".repeat(1_000) + "\n");
        }
      }
    });
    hostile("bag-info, labels without end", bag -> {
      try (Writer out = Files.newBufferedWriter(bag.root.resolve("bag-info.txt"))) {
        for (int i = 0; i < 100_000; i++) {
          out.write("A: b\n");
        }
      }
    });
    hostile("bag-file-missing, files without end", bag -> {
      try (Writer out = Files.newBufferedWriter(bag.root.resolve("manifest-sha256.txt"), StandardOpenOption.APPEND)) {
        for (int i = 0; i < 100_000; i++) {
          out.write("0".repeat(64) + "  data/" + i + "x".repeat(300) + "\n");
        }
      }
    });
    hostile("bag-link, a file", bag -> symlink(bag, "data/secret.txt", "../../secret.txt"));
    hostile("bag-link, a file in place of a listed one", bag ->
        symlink(bag, "data/알아두기/rumour.txt", "../../../secret.txt"));
    hostile("bag-link, a folder", bag -> symlink(bag, "data/all", "/"));
    hostile("bag-link, in a circle", bag -> symlink(bag, "data/again", "."));
    hostile("bag-link, that leads nowhere", bag -> symlink(bag, "data/nothing", "/no/such/file"));
    hostile("bag-link, a tag file", bag -> symlink(bag, "notes.txt", "../secret.txt"));
    hostile("bag-link, the manifest", bag -> {
      Files.move(bag.root.resolve("manifest-sha256.txt"), bag.root.resolveSibling("manifest"));
      symlink(bag, "manifest-sha256.txt", "../manifest");
    });
    hostile("bag-link, data itself", bag -> {
      Files.move(bag.root.resolve("data"), bag.root.resolveSibling("elsewhere"));
      Files.createSymbolicLink(bag.root.resolve("data"), Path.of("../elsewhere"));
    });
    hostile("bag-declaration, it is a link", bag -> {
      Files.move(bag.root.resolve("bagit.txt"), bag.root.resolveSibling("bagit"));
      symlink(bag, "bagit.txt", "../bagit");
    });
    hostile("bag-not-a-file, a pipe that nobody writes to", bag ->
        assertEquals(0, new ProcessBuilder("mkfifo", bag.root.resolve("data/pipe").toString()).start().waitFor()));
    hostile("bag-path, fetch.txt leads out", bag ->
        bag.text("fetch.txt", "file:///etc/passwd 1 data/../../secret.txt\n"));
    hostile("bag-path, fetch.txt writes tag files", bag ->
        bag.text("fetch.txt", "http://127.0.0.1:1/ - bagit.txt\n"));
    hostile("bag-path, fetch.txt without a path", bag -> bag.text("fetch.txt", "http://127.0.0.1:1/\n"));
    hostile("bag-incomplete, fetch.txt asks a machine on this network", bag ->
        bag.text("fetch.txt", "http://127.0.0.1:1/a - data/a\nftp://127.0.0.1:1/b 99999999999999999999 data/b\n"));
    hostile("bag-path, a tag manifest that names the payload", bag -> {
      var checksum = TestBag.hex("SHA-512", new byte[0]);
      bag.text("tagmanifest-sha512.txt", checksum + "  data/알아두기/rumour.txt\n");
    });
    hostile("bag-path, a tag manifest that names itself", bag -> {
      var checksum = TestBag.hex("SHA-512", new byte[0]);
      bag.text("tagmanifest-sha512.txt", checksum + "  tagmanifest-sha512.txt\n");
    });
    hostile("bag-oxum, more than there can be", bag ->
        bag.replace("bag-info.txt", bag.oxum(), "999999999999999999.999999999"));
    hostile("bag-info, an Oxum that overflows", bag ->
        bag.replace("bag-info.txt", bag.oxum(), "99999999999999999999999.4"));
    hostile("bag-listed-twice, in another form of its name", bag ->
        bag.text(
            "manifest-sha256.txt",
            "0".repeat(64) + "  data/" + java.text.Normalizer.normalize("알아두기", java.text.Normalizer.Form.NFD)
                + "/rumour.txt\n" + bag.text("manifest-sha256.txt")));
    hostile("bag-file-missing, in another case of its name", bag ->
        bag.text(
            "manifest-sha256.txt", bag.text("manifest-sha256.txt") + "0".repeat(64) + "  data/알아두기/RUMOUR.txt\n"));
    hostile("bag-too-deep, folders without end", bag ->
        Files.createDirectories(bag.root.resolve("data/" + "a/".repeat(100))));
  }

  private static void sparse(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.truncate(0);
      channel.position(40L << 20).write(java.nio.ByteBuffer.allocate(1));
    }
  }

  @TestFactory
  Stream<DynamicTest> eachIsRefusedByNameAndNothingOutsideIsTaken() {
    cases();
    assertTrue(cases.size() >= 40, cases.size() + " cases");
    return cases.entrySet().stream()
        .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> refuse(one.getKey(), one.getValue())));
  }

  private void refuse(String name, Change change) throws Exception {
    var folder = Files.createTempDirectory(temp, "hostile");
    Files.writeString(folder.resolve("secret.txt"), "nobody's business");
    var bag = new TestBag(folder.resolve("bag"));
    change.of(bag);
    var refusals = new ArrayList<Finding>();
    long before = usedBytes();
    var refused =
        assertThrows(
            InputException.class,
            () -> BaggedCorpus.read(bag.root, 2, (files, ofFiles, bytes, ofBytes, path) -> {}, refusals::add));
    long kept = usedBytes() - before;
    assertTrue(kept < LEFT_BYTES, kept + " bytes kept");
    assertEquals(bag.root.toString(), refused.where());
    var code = name.split(",")[0];
    assertTrue(refusals.stream().anyMatch(finding -> finding.code().equals(code)), refusals.toString());
    for (var finding : refusals) {
      assertTrue(finding.where().length() < 400, "a name without end: " + finding.where().length());
      assertTrue(finding.sentence().chars().noneMatch(c -> c < 0x20), "steers a terminal: " + finding);
    }
    assertEquals("nobody's business", Files.readString(folder.resolve("secret.txt")));
    assertEquals(List.of(), refusals.stream().filter(f -> f.sentence().contains("nobody's")).toList());
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}

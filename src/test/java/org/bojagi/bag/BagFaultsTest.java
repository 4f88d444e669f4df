package org.bojagi.bag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.bojagi.Trials;
import org.bojagi.fault.Finding.Severity;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Bags with one fault each, and those that only look as if they had one. */
class BagFaultsTest {
  private static final String STORY = "data/이야기/다리/1.ko.md";
  private static final String RUMOUR = "data/알아두기/rumour.txt";

  @TempDir Path temp;

  private interface Change {
    void of(TestBag bag) throws Exception;
  }

  private final Map<String, Change> faults = new LinkedHashMap<>();

  /** Changes tag files too, so that their own manifest says nothing of it. */
  private void fault(String expected, Change change) {
    faults.put(
        expected,
        bag -> {
          change.of(bag);
          bag.tagManifest();
        });
  }

  private void declaration(String expected, String text) {
    fault(expected, bag -> bag.text("bagit.txt", text));
  }

  private static void remanifest(TestBag bag, Change change) throws Exception {
    for (var code : List.of("sha256", "sha512")) {
      Files.deleteIfExists(bag.root.resolve("manifest-" + code + ".txt"));
    }
    change.of(bag);
  }

  private void faults() {
    declaration("bag-declaration bagit.txt", "");
    declaration("bag-declaration bagit.txt ", "BagIt-Version: 1.0\n");
    declaration("bag-declaration bagit.txt  ", "Tag-File-Character-Encoding: UTF-8\nBagIt-Version: 1.0\n");
    declaration("bag-declaration bagit.txt   ", "\uFEFFBagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    declaration("bag-version bagit.txt", "BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n");
    declaration("bag-encoding bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: EBCDIC-CP-FR\n");
    fault("bag-file-changed " + STORY, bag -> bag.replace(STORY, "첫눈", "찬비"));
    fault("bag-file-missing " + RUMOUR, bag -> {
      Files.delete(bag.root.resolve(RUMOUR));
      bag.replace("bag-info.txt", "Payload-Oxum", "X-Oxum");
      Files.delete(bag.root.resolve("manifest-sha512.txt"));
    });
    fault("bag-file-unlisted data/more.txt", bag -> {
      bag.text("data/more.txt", "nobody names this\n");
      bag.replace("bag-info.txt", "Payload-Oxum", "X-Oxum");
    });
    fault("bag-file-unlisted " + RUMOUR, bag -> {
      var manifest = bag.text("manifest-sha512.txt");
      bag.text("manifest-sha512.txt", manifest.lines().filter(l -> !l.endsWith(RUMOUR)).reduce("", (a, b) -> a + b + "\n"));
    });
    fault("bag-oxum bag-info.txt", bag -> bag.replace("bag-info.txt", "Payload-Oxum: ", "Payload-Oxum: 1"));
    fault("bag-info bag-info.txt", bag -> bag.replace("bag-info.txt", bag.oxum(), "much"));
    fault("bag-info bag-info.txt ", bag -> bag.replace("bag-info.txt", "Contact-Name: Somebody", "Somebody"));
    fault("bag-info bag-info.txt  ", bag ->
        bag.text("bag-info.txt", bag.text("bag-info.txt") + "payload-oxum: " + bag.oxum() + "\n"));
    fault("bag-manifest-missing ", bag -> remanifest(bag, b -> {}));
    fault("bag-manifest-missing  ", bag -> remanifest(bag, b -> b.text("manifest-blake9.txt", "00  " + STORY + "\n")));
    fault("bag-manifest-line manifest-sha256.txt:2", bag -> {
      var lines = new ArrayList<>(bag.text("manifest-sha256.txt").lines().toList());
      lines.set(1, lines.get(1).substring(4));
      bag.text("manifest-sha256.txt", String.join("\n", lines) + "\n");
      bag.replace("bagit.txt", "1.0", "0.97");
    });
    faults.put("bag-path tagmanifest-sha256.txt:1", bag -> {
      var zeros = "0".repeat(64);
      bag.text("tagmanifest-sha256.txt", zeros + "   \n" + bag.text("tagmanifest-sha256.txt"));
    });
    fault("bag-listed-twice " + RUMOUR, bag -> {
      var zeros = "0".repeat(64);
      bag.text("manifest-sha256.txt", zeros + "  " + RUMOUR + "\n" + bag.text("manifest-sha256.txt"));
    });
    fault("bag-incomplete data/far.bin", bag ->
        bag.text("fetch.txt", "http://127.0.0.1:1/far.bin 10 data/far.bin\n"));
    faults.put("bag-file-changed bag-info.txt", bag -> bag.replace("bag-info.txt", "An Archive", "A Stranger"));
    faults.put("bag-file-missing bag-info.txt", bag -> Files.delete(bag.root.resolve("bag-info.txt")));
    fault("bag-manifest-unreadable manifest-sha256.txt", bag -> {
      Files.write(bag.root.resolve("manifest-sha256.txt"), new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', '\n'});
      Files.delete(bag.root.resolve("manifest-sha512.txt"));
      bag.text("manifest-sha1.txt", manifest(bag, "SHA-1"));
      bag.replace("bagit.txt", "1.0", "0.97");
    });
  }

  /** In the order of paths. */
  private static String manifest(TestBag bag, String algorithm) throws Exception {
    var lines = new StringBuilder();
    try (var files = Files.walk(bag.root.resolve("data"))) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        var path = bag.root.relativize(file).toString();
        lines.append(TestBag.hex(algorithm, Files.readAllBytes(file))).append("  ").append(path).append('\n');
      }
    }
    return lines.toString();
  }

  @TestFactory
  Stream<DynamicTest> aBagWithOneFaultIsRefusedForIt() {
    faults();
    assertTrue(faults.size() >= 20);
    return faults.entrySet().stream()
        .map(
            fault ->
                DynamicTest.dynamicTest(
                    fault.getKey(),
                    () -> {
                      var bag = new TestBag(Files.createTempDirectory(temp, "bag"));
                      fault.getValue().of(bag);
                      var expected = fault.getKey().strip();
                      var errors = bag.errors();
                      assertEquals(1, errors.size(), errors.toString());
                      assertTrue(errors.getFirst().startsWith(expected), errors + " for " + expected);
                    }));
  }

  private void assertSound(TestBag bag, String... warnings) {
    var result = bag.validated();
    assertEquals(
        List.of(warnings),
        result.findings().stream().map(finding -> finding.severity() + " " + finding.code()).distinct().sorted().toList());
    assertTrue(result.isValid());
  }

  @Test
  void aSoundBagIsValid() throws Exception {
    var bag = new TestBag(temp.resolve("bag"));
    assertSound(bag);
    assertEquals("sha512, sha256", bag.validated().checksums());
    assertEquals(4, bag.validated().payloadFiles());
    assertEquals(List.of("Stories of a bridge, in two languages"), bag.validated().info().values("external-description"));
  }

  @Test
  void olderBagsAndOtherChecksumsAreRead() throws Exception {
    var bag = new TestBag(temp.resolve("bag"));
    bag.text("bagit.txt", "BagIt-Version: 0.97\r\nTag-File-Character-Encoding: UTF-8\r\n");
    bag.text("manifest-md5.txt", manifest(bag, "MD5").replace("  ", " *").replace("\n", "\r\n"));
    // What two manifests name together is enough before 1.0.
    var sha = bag.text("manifest-sha256.txt").lines().toList();
    bag.text("manifest-sha256.txt", sha.getFirst() + "\n");
    Files.delete(bag.root.resolve("manifest-sha512.txt"));
    bag.tagManifest();
    assertSound(bag);
    assertEquals("sha256, md5", bag.validated().checksums());
  }

  @Test
  void tagFilesInAnotherEncodingAreRead() throws Exception {
    var bag = new TestBag(temp.resolve("bag"));
    bag.text("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-16\n");
    for (var name : List.of("manifest-sha256.txt", "manifest-sha512.txt", "bag-info.txt", "tagmanifest-sha256.txt")) {
      var text = bag.text(name);
      if (!name.startsWith("tag")) {
        Files.write(bag.root.resolve(name), text.getBytes(StandardCharsets.UTF_16));
      }
    }
    Files.delete(bag.root.resolve("tagmanifest-sha256.txt"));
    assertSound(bag);
  }

  @Test
  void namesComposedInAnotherWayAreTheSame() throws Exception {
    var bag = new TestBag(temp.resolve("bag"));
    for (var name : List.of("manifest-sha256.txt", "manifest-sha512.txt")) {
      bag.text(name, Normalizer.normalize(bag.text(name), Normalizer.Form.NFD));
    }
    bag.tagManifest();
    assertSound(bag, "NOTE bag-name-normalization");
    var other = new TestBag(temp.resolve("other"));
    var decomposed = other.root.resolve(Normalizer.normalize(STORY, Normalizer.Form.NFD));
    Files.createDirectories(decomposed.getParent());
    Files.move(other.root.resolve(STORY), decomposed);
    assertSound(other, "NOTE bag-name-normalization");
  }

  @Test
  void lineEndsAndPercentSignsInNamesAreRead() throws Exception {
    var bag = new TestBag(temp.resolve("bag"));
    bag.text("data/a\nb.txt", "one");
    bag.text("data/50%25.txt", "two");
    bag.text("data/60%.txt", "three");
    for (var name : List.of("manifest-sha256.txt", "manifest-sha512.txt")) {
      var algorithm = name.contains("256") ? "SHA-256" : "SHA-512";
      bag.text(
          name,
          bag.text(name)
              + TestBag.hex(algorithm, "one".getBytes(StandardCharsets.UTF_8)) + "  data/a%0Ab.txt\n"
              + TestBag.hex(algorithm, "two".getBytes(StandardCharsets.UTF_8)) + "  data/50%25.txt\n" // not escaped
              + TestBag.hex(algorithm, "three".getBytes(StandardCharsets.UTF_8)) + "  data/60%25.txt\n");
    }
    bag.replace("bag-info.txt", "Payload-Oxum", "X-Oxum");
    bag.tagManifest();
    assertSound(bag);
  }

  @Test
  void whatIsOddAndHarmlessIsNamedAndTolerated() throws Exception {
    var bag = new TestBag(temp.resolve("bag"));
    var manifest = bag.text("manifest-sha256.txt");
    bag.text("manifest-sha256.txt", manifest.replace("  data/", "\t./data/") + manifest.lines().findFirst().get());
    bag.text("manifest-sha3512.txt", "00  " + STORY + "\n");
    bag.text("fetch.txt", "http://127.0.0.1:1/r 41 " + RUMOUR + "\n");
    bag.text("notes/of the archive.txt", "a tag file that no manifest names");
    bag.tagManifest();
    assertSound(bag, "WARNING bag-checksum-unknown", "WARNING bag-listed-twice", "WARNING bag-path-odd");
  }

  @Test
  void aThousandFaultsAreNamedAndTheRestCounted() throws Exception {
    var bag = new TestBag(temp.resolve("bag"));
    var lines = new StringBuilder(bag.text("manifest-sha256.txt"));
    for (int i = 0; i < 3_000; i++) {
      lines.append("0".repeat(64)).append("  data/missing ").append(i).append('\n');
    }
    bag.text("manifest-sha256.txt", lines.toString());
    bag.tagManifest();
    var result = bag.validated();
    assertEquals(3_000, result.errors());
    assertEquals(BagFindings.MAX_KEPT, result.findings().size());
    assertEquals(2_000, result.passedOver());
  }

  @Test
  void anyBytesInATagFileAreReadOrRefusedAndNothingElse() throws Exception {
    var random = new Random(Trials.seed(BagFaultsTest.class));
    var bag = new TestBag(temp.resolve("bag"));
    bag.text("fetch.txt", "http://127.0.0.1:1/r 41 " + RUMOUR + "\n");
    var names =
        List.of("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", "fetch.txt");
    var sound = new LinkedHashMap<String, byte[]>();
    for (var name : names) {
      sound.put(name, Files.readAllBytes(bag.root.resolve(name)));
    }
    int refused = 0;
    for (int trial = 0; trial < Trials.of(4_000); trial++) {
      var name = names.get(random.nextInt(names.size()));
      var bytes = sound.get(name).clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        byte[] odd = {0, '\n', '\r', '%', '/', '.', '\\', '~', (byte) 0xFF, ' ', ':', (byte) random.nextInt()};
        bytes[random.nextInt(bytes.length)] = odd[random.nextInt(odd.length)];
      }
      Files.write(
          bag.root.resolve(name),
          random.nextInt(10) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes);
      var result = bag.validated();
      refused += result.isValid() ? 0 : 1;
      assertEquals(
          result.errors() > 0, result.findings().stream().anyMatch(f -> f.severity() == Severity.ERROR));
      for (var finding : result.findings()) {
        assertFalse(finding.where().isBlank() || finding.what().isBlank());
      }
      Files.write(bag.root.resolve(name), sound.get(name));
    }
    assertTrue(refused > 0);
    assertTrue(bag.validated().isValid());
  }
}

package org.bojagi.bag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bojagi.age.X25519Identity;
import org.bojagi.corpus.Corpus;
import org.bojagi.fault.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a valid bag brings into a corpus, and what it doesn't. */
class BagImportTest {
  @TempDir Path temp;

  private static Corpus read(Path folder) throws Exception {
    return BaggedCorpus.read(
        folder, 2, (files, ofFiles, bytes, ofBytes, path) -> {}, finding -> {
          throw new AssertionError(finding);
        });
  }

  @Test
  void dataIsTheCorpusAndNothingElse() throws Exception {
    var bag = new TestBag(temp.resolve("bag"));
    bag.text("interviews.txt", "a tag file");
    try (var corpus = read(bag.root)) {
      assertEquals(
          List.of("알아두기/rumour.txt", "이야기/다리/1.en.md", "이야기/다리/2.ko.md"),
          corpus.items().stream().map(item -> item.item().path()).toList());
    }
  }

  @Test
  void whoHandedItOverStaysOutAndIsNotRepeated() throws Exception {
    var bag = new TestBag(temp.resolve("bag"));
    bag.text("bag-info.txt", bag.text("bag-info.txt") + "DC-Title: 다리 이야기\nDC-Rights: CC0-1.0\n");
    bag.tagManifest();
    try (var corpus = read(bag.root)) {
      assertEquals(Map.of("und", "다리 이야기"), corpus.info().title());
      assertEquals("Stories of a bridge, in two languages", corpus.info().description());
      assertEquals("CC0-1.0", corpus.info().rights());
      assertEquals("", corpus.info().publisher());
      var said = corpus.findings().toString() + corpus.info() + corpus.items();
      for (var secret : List.of("An Archive", "Somebody", "somebody@", "555", "2026-03-09")) {
        assertFalse(said.contains(secret), secret);
      }
      var left = corpus.findings().stream().filter(f -> f.code().equals("bag-info-left")).findFirst().orElseThrow();
      for (var label : List.of("Source-Organization", "Contact-Name", "Contact-Email", "Contact-Phone", "Bagging-Date")) {
        assertTrue(left.what().contains(label), left.what());
      }
    }
  }

  @Test
  void whatTheTeamWroteInDataGoesBeforeBagInfo() throws Exception {
    var bag = bagThatSays("title: {ko: 우리 제목}\nlanguage: ko\n");
    try (var corpus = read(bag.root)) {
      assertEquals(Map.of("ko", "우리 제목"), corpus.info().title());
    }
  }

  @Test
  void aZipOfABagIsRefusedWithAHintAndAFolderWithoutBagitIsNoBag() throws Exception {
    var bag = new TestBag(temp.resolve("bag"));
    var zip = temp.resolve("bag.zip");
    try (var out = new ZipOutputStream(Files.newOutputStream(zip));
        var files = Files.walk(bag.root)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry("bag/" + bag.root.relativize(file)));
        Files.copy(file, out);
      }
    }
    var refused = assertThrows(InputException.class, () -> read(zip));
    assertTrue(refused.hint().contains("Unpack"), refused.getMessage());
    Files.delete(bag.root.resolve("bagit.txt"));
    try (var corpus = read(bag.root)) {
      assertTrue(corpus.items().stream().anyMatch(item -> item.item().path().equals("data/알아두기/rumour.txt")));
    }
  }

  @Test
  void whoeverSentTheBagNamesNobodyWhoOpensTheBundle() throws Exception {
    var theirs = X25519Identity.generate().recipient().encode();
    var bag = bagThatSays("title: {ko: 우리 제목}\nrecipients: [" + theirs + "]\n");
    try (var corpus = read(bag.root)) {
      assertEquals(List.of(), corpus.info().recipients());
      var left = corpus.findings().stream().filter(f -> f.code().equals("bag-recipients")).findFirst().orElseThrow();
      assertTrue(left.what().contains(theirs) && left.hint().contains("--recipient"), left.sentence());
    }
  }

  /** A sound bag with another title in its {@code bag-info.txt}. */
  private TestBag bagThatSays(String yaml) throws Exception {
    var bag = new TestBag(temp.resolve("bag"));
    bag.text("data/bojagi.yaml", yaml);
    var checksum = TestBag.hex("SHA-256", Files.readAllBytes(bag.root.resolve("data/bojagi.yaml")));
    bag.text("manifest-sha256.txt", bag.text("manifest-sha256.txt") + checksum + "  data/bojagi.yaml\n");
    Files.delete(bag.root.resolve("manifest-sha512.txt"));
    bag.replace("bag-info.txt", "Payload-Oxum: " + bag.oxum(), "Title: Theirs");
    bag.tagManifest();
    return bag;
  }
}

package org.bojagi.cli.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.age.X25519Identity;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files with many keys: what a person's editor makes of them is read, and what is no key is named without showing it. */
class KeyFilesTest {
  private static final Path SAVED = Path.of("src/test/resources/org/bojagi/cli/read/keyfiles");

  @TempDir Path temp;
  private final List<Finding> passedOver = new ArrayList<>();

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(temp.resolve(name), bytes);
  }

  private Path file(String name, String text) throws IOException {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String key() {
    return new String(X25519Identity.generate().encode(), StandardCharsets.US_ASCII);
  }

  private List<X25519Identity> identities(Path place) throws IOException {
    var into = new ArrayList<X25519Identity>();
    KeyFiles.identities(place, into, passedOver::add);
    return into;
  }

  private List<byte[]> passphrases(Path file) throws IOException {
    var into = new ArrayList<byte[]>();
    KeyFiles.passphrases(file, into, passedOver::add);
    return into;
  }

  private List<String> where() {
    return passedOver.stream().map(Finding::where).toList();
  }

  @Test
  void identitiesStandOneALineWithCommentsAndEmptyLinesAndAnyLineEnd() throws Exception {
    var text = "\uFEFF# archive\r\n" + key() + "\r\n\r\n   \n#" + key() + "\n" + key();
    assertEquals(2, identities(file("ring", text)).size());
    assertEquals(List.of(), passedOver);
  }

  @Test
  void aLineThatIsNoKeyIsNamedByItsNumberAlone() throws Exception {
    var file = file("ring", key() + "\n" + "AGE-SECRET-KEY-1QQQQSECRETSECRET\n" + "my words\n" + key() + "\n");
    assertEquals(2, identities(file).size());
    assertEquals(List.of(file + ", line 2", file + ", line 3"), where());
    for (var finding : passedOver) {
      assertFalse(finding.sentence().contains("QQQQ") || finding.sentence().contains("my words"), finding.sentence());
    }
  }

  @Test
  void aFolderGivesTheKeysOfItsFilesAndNamesWhatIsNone() throws Exception {
    Files.createDirectories(temp.resolve("keys/below"));
    Files.writeString(temp.resolve("keys/a"), key());
    Files.writeString(temp.resolve("keys/b"), key() + "\n" + key());
    Files.writeString(temp.resolve("keys/readme"), "# nothing\n");
    Files.writeString(temp.resolve("keys/below/c"), key());
    assertEquals(3, identities(temp.resolve("keys")).size());
    assertEquals(List.of(temp.resolve("keys/readme").toString()), where());
  }

  @Test
  void passphrasesStandOneALineAsTheyAreAndEachOnce() throws Exception {
    var file = file("words", "\uFEFF#first\r\n\r\n two words \n다리 우에서\n#first\nx\n");
    var read = passphrases(file).stream().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).toList();
    assertEquals(List.of("#first", " two words ", "다리 우에서", "x"), read);
    assertEquals(List.of(), passedOver);
  }

  @Test
  void aLineThatIsNoTextOrTooLongOrAnIdentityIsNoPassphrase() throws Exception {
    var bytes = new ByteArrayOutputStream();
    bytes.write("good\n".getBytes(StandardCharsets.UTF_8));
    bytes.write(new byte[] {(byte) 0xFF, (byte) 0xFE, '\n'});
    bytes.write(("a".repeat(1025) + "\n" + key() + "\nta\u0000b\n").getBytes(StandardCharsets.UTF_8));
    var file = file("words", bytes.toByteArray());
    assertEquals(1, passphrases(file).size());
    assertEquals(List.of(2, 3, 4, 5).stream().map(n -> file + ", line " + n).toList(), where());
  }

  @Test
  void filesWithoutAKeyTooLongEncryptedOrNotThereAreRefused() throws Exception {
    for (var file :
        List.of(
            file("empty", ""),
            file("comments", "# one\n"),
            file("long", new byte[KeyFiles.MAX_FILE_BYTES + 1]),
            file("age", "age-encryption.org/v1\n"),
            file("armored", "-----BEGIN AGE ENCRYPTED FILE-----\n"),
            temp.resolve("nowhere"))) {
      var thrown = assertThrows(UsageException.class, () -> identities(file), file.toString());
      assertEquals(file.toString(), thrown.where());
    }
    assertThrows(UsageException.class, () -> passphrases(temp.resolve("empty")));
    assertThrows(UsageException.class, () -> passphrases(temp.resolve("nowhere")));
  }

  @Test
  void moreKeysThanAreTriedAreRefused() throws Exception {
    var words = new StringBuilder();
    for (int i = 0; i <= KeyFiles.MAX_PASSPHRASES; i++) {
      words.append("word ").append(i).append('\n');
    }
    var thrown = assertThrows(UsageException.class, () -> passphrases(file("words", words.toString())));
    assertTrue(thrown.hint().contains("1000"), thrown.hint());
    var key = key() + "\n";
    var into = new ArrayList<X25519Identity>();
    for (int i = 0; i < KeyFiles.MAX_IDENTITIES; i++) {
      into.add(null);
    }
    assertThrows(UsageException.class, () -> KeyFiles.identities(file("ring", key), into, passedOver::add));
  }

  @Test
  void whateverBytesAFileHasItIsReadOrRefusedByNameAndNumber() throws Exception {
    var random = new Random(Trials.seed(getClass()));
    var pieces = List.of(key(), "#", "\r\n", "\n", "\r", "\uFEFF", "words", "\u0000", " ", "AGE-SECRET-KEY-1", "AGE-PLUGIN-X");
    for (int trial = 0; trial < Trials.of(4000); trial++) {
      var bytes = new ByteArrayOutputStream();
      for (int i = random.nextInt(12); i > 0; i--) {
        if (random.nextInt(5) == 0) {
          var noise = new byte[random.nextInt(40)];
          random.nextBytes(noise);
          bytes.write(noise);
        } else {
          bytes.write(pieces.get(random.nextInt(pieces.size())).getBytes(StandardCharsets.UTF_8));
        }
      }
      assertReadOrRefused(file("fuzz", bytes.toByteArray()));
    }
  }

  @Test
  void oddFilesOfOldAreReadOrRefused() throws Exception {
    try (var files = Files.list(SAVED)) {
      var all = files.toList();
      assertFalse(all.isEmpty());
      for (var file : all) {
        assertReadOrRefused(file);
      }
    }
  }

  private void assertReadOrRefused(Path file) throws IOException {
    passedOver.clear();
    for (boolean words : new boolean[] {false, true}) {
      try {
        int keys = words ? passphrases(file).size() : identities(file).size();
        assertTrue(keys > 0);
      } catch (UsageException e) {
        assertEquals(file.toString(), e.where());
        assertHarmless(e);
      }
    }
    for (var finding : passedOver) {
      assertTrue(finding.where().matches("(?s).*, line \\d+"), finding.where());
      assertFalse(finding.sentence().matches("(?s).*AGE-SECRET-KEY-1[A-Z0-9]{2}.*"), finding.sentence());
    }
  }

  private static void assertHarmless(Fault fault) {
    assertFalse(fault.getMessage().matches("(?s).*AGE-SECRET-KEY-1[A-Z0-9]{2}.*"), fault.getMessage());
  }
}

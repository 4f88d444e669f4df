package org.bojagi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys: given in files or a pipe, refused with a reason of their own, never repeated. */
class UnlockIT {
  @TempDir Path folder;

  private String bundle() throws Exception {
    return SmallBundle.get().bundle.toString();
  }

  @Test
  void passphrasesComeFromFilesAndStandardInputHoweverTheyAreSpaced() throws Exception {
    var words = SmallBundle.get().words.toString();
    Bojagi.run("list", bundle(), "--passphrase-file", words).succeeds();
    Bojagi.runWithInput("\uFEFF다리 우에서 만난 사람\r\n", "list", bundle(), "--passphrase-file", "-").succeeds();
  }

  @Test
  void identitiesComeFromFilesAndStandardInput() throws Exception {
    var key = SmallBundle.get().key;
    Bojagi.run("list", bundle(), "--identity", key.toString()).succeeds();
    Bojagi.runWithInput(Files.readString(key), "list", bundle(), "--identity", "-").succeeds();
  }

  @Test
  void withoutAKeyAndATerminalItEndsWith2AndAHint() throws Exception {
    Bojagi.run("list", bundle()).fails(2, "no terminal", "--passphrase-file", "--identity");
  }

  @Test
  void aWrongKeyEndsWith12() throws Exception {
    Bojagi.runWithInput("not these\n", "list", bundle(), "--passphrase-file", "-").fails(12, "opens nothing");
    var other = folder.resolve("other.key");
    Bojagi.run("key", "new", "-o", other.toString()).succeeds();
    Bojagi.run("search", bundle(), "-q", "x", "--identity", other.toString()).fails(12, "opens nothing");
  }

  @Test
  void whatIsNoPassphraseEndsWith2() throws Exception {
    Bojagi.runWithInput("", "list", bundle(), "--passphrase-file", "-").fails(2, "empty");
    Bojagi.runWithInput("\n", "list", bundle(), "--passphrase-file", "-").fails(2, "empty");
    var two = Bojagi.runWithInput("first secret\nsecond\n", "list", bundle(), "--passphrase-file", "-");
    two.fails(2, "more than one line");
    assertFalse(two.err().contains("secret"));
    var missing = folder.resolve("없는 파일").toString();
    Bojagi.run("list", bundle(), "--passphrase-file", missing).fails(2, "없는 파일");
  }

  @Test
  void anIdentityThatIsEncryptedOrNoneIsSaidSo() throws Exception {
    var encrypted = folder.resolve("encrypted.key");
    Files.writeString(encrypted, "age-encryption.org/v1\n-> scrypt x 18\n");
    Bojagi.run("list", bundle(), "--identity", encrypted.toString()).fails(2, "encrypted", "--identity -");
    Files.writeString(encrypted, "-----BEGIN AGE ENCRYPTED FILE-----\n");
    Bojagi.run("list", bundle(), "--identity", encrypted.toString()).fails(2, "encrypted");
    var none = Files.writeString(folder.resolve("none.key"), "# nothing\n");
    Bojagi.run("list", bundle(), "--identity", none.toString()).fails(2, "none.key");
  }

  @Test
  void standardInputHoldsOneThingOnly() throws Exception {
    Bojagi.run("list", bundle(), "--passphrase-file", "-", "--identity", "-").fails(2, "one key");
    Bojagi.run("search", bundle(), "--queries", "-", "--identity", "-").fails(2, "both queries and a key");
  }

  @Test
  void whatIsNoBundleEndsWith10() throws Exception {
    var key = SmallBundle.get().key.toString();
    Bojagi.run("list", folder.toString(), "--identity", key).fails(10, "empty");
    Bojagi.run("list", folder.resolve("nothing").toString(), "--identity", key).fails(10, "no such folder");
    Bojagi.run("list", key, "--identity", key).fails(10, "bundle is a folder");
  }

  @Test
  void javaIsToldNothingByTheEnvironment() throws Exception {
    var environment =
        java.util.Map.of("JAVA_TOOL_OPTIONS", "-Dx=y", "_JAVA_OPTIONS", "-Dx=y", "JDK_JAVA_OPTIONS", "-Dx=y");
    var run = Bojagi.run(environment, new byte[0], "key", "list", bundle()).succeeds();
    assertEquals("", run.err());
    assertTrue(run.lines().size() == 2, run.out());
  }
}

package org.bojagi.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bojagi.sign.MinisignSignature;
import org.bojagi.sign.PublisherKey;
import org.bojagi.sign.SigningKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and signatures go both ways between us and {@code minisign}, by the lines of docs/format.md §10. */
class MinisignTest {
  @TempDir Path temp;
  private Programs programs;

  @BeforeEach
  void programs() {
    var there =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "minisign")));
    if (!there) {
      System.out.println("MinisignTest is skipped: minisign is not installed");
    }
    assumeTrue(there);
    programs = new Programs(temp);
  }

  @Test
  void aRootTakenOutByAgeAndUnzipIsCheckedByMinisign() throws Exception {
    var sealed = new SealedBundle(temp.resolve("b"), 2_000_000, SealedBundle.someFiles(3));
    try (var key = SigningKey.generate()) {
      Roots.replace(sealed.folder, sealed.reader, documents -> documents.signedBy(key));
      var me = Files.write(temp.resolve("me.txt"), sealed.reader.encode()).toString();
      var kinds = sealed.byKind();
      var identity = run("age", "-d", "-i", me, kinds.get("slot").getFirst().toString());
      var zip = Files.write(
          temp.resolve("root.zip"),
          programs.run(identity, "age", "-d", "-i", "-", kinds.get("root").getFirst().toString()));
      var out = Files.createDirectory(temp.resolve("root")).toString();
      run("unzip", "-q", "-d", out, zip.toString());
      var publicFile = Files.write(temp.resolve("publisher.pub"), key.publisher().toFile()).toString();
      for (var document : List.of("content.json", "index.json")) {
        var said = new String(run("minisign", "-V", "-p", publicFile, "-m", out + "/" + document), UTF_8);
        assertTrue(said.contains("Trusted comment: bojagi"), said);
        run("minisign", "-V", "-P", key.publisher().encode(), "-m", out + "/" + document);
      }
    }
  }

  @Test
  void minisignSignsWithOurKeys() throws Exception {
    var document = Files.write(temp.resolve("content.json"), "{}".getBytes(UTF_8));
    try (var key = SigningKey.generate()) {
      var file = Files.write(temp.resolve("our.key"), key.toFile(null)).toString();
      run("minisign", "-S", "-s", file, "-m", document.toString());
      assertTrue(signature().holds("{}".getBytes(UTF_8), key.publisher()));
      assertTrue(signature().named().isEmpty());
      assertArrayEquals(
          key.publisher().encode().getBytes(UTF_8),
          secondLine(run("minisign", "-R", "-s", file, "-p", temp.resolve("again.pub").toString()), "again.pub"));
    }
  }

  private byte[] secondLine(byte[] said, String file) throws IOException {
    assertTrue(said.length < 1000);
    return Files.readAllLines(temp.resolve(file)).get(1).getBytes(UTF_8);
  }

  @Test
  void weSignWithMinisignsKeys() throws Exception {
    var secret = temp.resolve("minisign.key");
    var publicFile = temp.resolve("minisign.pub");
    run("minisign", "-G", "-W", "-s", secret.toString(), "-p", publicFile.toString());
    var document = Files.write(temp.resolve("content.json"), "{}".getBytes(UTF_8));
    try (var key = SigningKey.parse(Files.readAllBytes(secret), () -> new byte[0], "key")) {
      assertEquals(PublisherKey.parse(Files.readAllBytes(publicFile), "pub"), key.publisher());
      assertArrayEquals(
          Files.readAllLines(publicFile).get(1).getBytes(UTF_8), key.publisher().encode().getBytes(UTF_8));
      Files.write(temp.resolve("content.json.minisig"), key.sign("{}".getBytes(UTF_8)).toFile());
      run("minisign", "-V", "-p", publicFile.toString(), "-m", document.toString());
    }
  }

  @Test
  void minisignOpensOurKeysWithThePassphrase() throws Exception {
    var words = "봄비 강냉이".getBytes(UTF_8);
    var document = Files.write(temp.resolve("content.json"), "{}".getBytes(UTF_8));
    try (var key = SigningKey.generate()) {
      var file = Files.write(temp.resolve("our.key"), key.toFile(words, 12)).toString();
      programs.run("봄비 강냉이\n".getBytes(UTF_8), "minisign", "-S", "-s", file, "-m", document.toString());
      assertTrue(signature().holds("{}".getBytes(UTF_8), key.publisher()));
    }
  }

  private MinisignSignature signature() throws IOException {
    return MinisignSignature.parse(Files.readAllBytes(temp.resolve("content.json.minisig"))).orElseThrow();
  }

  private byte[] run(String... command) throws IOException, InterruptedException {
    return programs.run(new byte[0], command);
  }
}

package org.bojagi.age;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The age program reads what we write, and we read what it writes. */
class InteropTest {
  private static final int LOG_N = 10;

  /** age asks for a passphrase on a terminal only: python's pty types it, once a prompt. */
  private static final String TYPE_PASSPHRASE =
      """
      import os, pty, sys
      passphrase = sys.stdin.buffer.readline()
      pid, terminal = pty.fork()
      if pid == 0:
          os.execvp(sys.argv[1], sys.argv[1:])
      said = b''
      typed = 0
      try:
          while True:
              more = os.read(terminal, 1000)
              if not more:
                  break
              said += more
              if said.count(b'passphrase') > typed and said.rstrip().endswith(b':'):
                  typed = said.count(b'passphrase')
                  os.write(terminal, passphrase)
      except OSError:
          pass
      status = os.waitpid(pid, 0)[1]
      if status != 0:
          sys.stderr.write(said.decode('utf-8', 'replace'))
      sys.exit(1 if status != 0 else 0)
      """;

  @TempDir Path folder;

  @BeforeAll
  static void theProgramsAreThere() {
    for (var program : List.of("age", "age-keygen", "python3")) {
      try {
        new ProcessBuilder(program, program.equals("python3") ? "--version" : "-version").start().waitFor();
      } catch (IOException | InterruptedException e) {
        fail(program + " is not installed: apt install age python3");
      }
    }
  }

  /** Around every edge of a chunk. */
  static Stream<Integer> sizes() {
    return Stream.of(0, 1, 65_535, 65_536, 65_537, 131_072, 1_048_576, 1_048_577, 3_000_000);
  }

  static Stream<String> passphrases() {
    return Stream.of("password", "봄비 강냉이 수박 나루터", "naïve пароль 密码 🌱", " leading and trailing ");
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void ageReadsWhatWeWriteToSeveralRecipients(int size) throws Exception {
    try (var first = X25519Identity.generate();
        var second = X25519Identity.generate()) {
      byte[] plaintext = plaintext(size);
      var file = folder.resolve("file.age");
      try (var out = new AgeOutputStream(
          Files.newOutputStream(file), List.of(first.recipient(), second.recipient()), null)) {
        out.write(plaintext);
      }
      for (var identity : List.of(first, second)) {
        assertArrayEquals(plaintext, run(null, "age", "-d", "-i", identityFile(identity), file.toString()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void weReadWhatAgeWritesToSeveralRecipients(int size) throws Exception {
    try (var first = X25519Identity.generate();
        var second = X25519Identity.generate();
        var stranger = X25519Identity.generate()) {
      byte[] plaintext = plaintext(size);
      var file = folder.resolve("file.age");
      var one = first.recipient().encode();
      var other = second.recipient().encode();
      run(plaintext, "age", "-r", one, "-r", other, "-o", file.toString());
      for (var identity : List.of(first, second)) {
        assertReads(plaintext, file, List.of(stranger, identity));
      }
    }
  }

  @Test
  void weReadAnIdentityThatAgeGenerated() throws Exception {
    byte[] identityFile = run(null, "age-keygen");
    var identity = X25519Identity.parseFile(identityFile).getFirst();
    var comment = new String(identityFile, US_ASCII);
    assertTrue(comment.contains("# public key: " + identity.recipient().encode()), "another public key");
    assertTrue(comment.contains(new String(identity.encode(), US_ASCII)), "encoded otherwise");
    assertEquals(identity.recipient(), X25519Recipient.parse(identity.recipient().encode()));
  }

  @ParameterizedTest
  @MethodSource("passphrases")
  void agePassesAPassphraseToWhatWeWrite(String passphrase) throws Exception {
    byte[] plaintext = plaintext(70_000);
    var file = folder.resolve("file.age");
    try (var recipient = new ScryptRecipient(passphrase.getBytes(UTF_8), LOG_N);
        var out = new AgeOutputStream(Files.newOutputStream(file), List.of(recipient), null)) {
      out.write(plaintext);
    }
    var opened = folder.resolve("opened");
    type(passphrase, "age", "-d", "-o", opened.toString(), file.toString());
    assertArrayEquals(plaintext, Files.readAllBytes(opened));
  }

  @ParameterizedTest
  @MethodSource("passphrases")
  void weReadWhatAgeWroteForAPassphrase(String passphrase) throws Exception {
    byte[] plaintext = plaintext(70_000);
    var source = Files.write(folder.resolve("source"), plaintext);
    var file = folder.resolve("file.age");
    type(passphrase, "age", "-p", "-o", file.toString(), source.toString());
    try (var identity = new ScryptIdentity(passphrase.getBytes(UTF_8), ScryptIdentity.defaultMaxLogN())) {
      try (var in = new AgeInputStream(Files.newInputStream(file), List.of(identity))) {
        assertArrayEquals(plaintext, in.readAllBytes());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 47, 48, 49, 70_000})
  void armorGoesBothWays(int size) throws Exception {
    try (var identity = X25519Identity.generate()) {
      byte[] plaintext = plaintext(size);
      var ours = new ByteArrayOutputStream();
      try (var out = new AgeOutputStream(ours, List.of(identity.recipient()), null)) {
        out.write(plaintext);
      }
      byte[] armored = Armor.encode(ours.toByteArray());
      assertArrayEquals(plaintext, run(armored, "age", "-d", "-i", identityFile(identity)));

      byte[] theirs = run(plaintext, "age", "-a", "-r", identity.recipient().encode());
      assertTrue(Armor.isArmored(theirs), "not recognised");
      byte[] file = Armor.decode(new ByteArrayInputStream(theirs), "armored").readAllBytes();
      var in = new AgeInputStream(new ByteArrayInputStream(file), List.of(identity));
      assertArrayEquals(plaintext, in.readAllBytes());
      assertArrayEquals(theirs, Armor.encode(file));
    }
  }

  @ParameterizedTest
  @MethodSource("passphrases")
  void ageOpensAVolumeByAPassphraseSlot(String passphrase) throws Exception {
    byte[] plaintext = plaintext(200_000);
    try (var bundleIdentity = X25519Identity.generate();
        var recipient = new ScryptRecipient(passphrase.getBytes(UTF_8), LOG_N)) {
      var slot = write("slot.age", bundleIdentity.encode(), recipient);
      var volume = write("volume.age", plaintext, bundleIdentity.recipient());
      var opened = folder.resolve("opened");
      type(passphrase, "age", "-d", "-i", slot, "-o", opened.toString(), volume);
      assertArrayEquals(plaintext, Files.readAllBytes(opened));
    }
  }

  @Test
  void ageOpensAVolumeByARecipientSlot() throws Exception {
    byte[] plaintext = plaintext(200_000);
    try (var bundleIdentity = X25519Identity.generate();
        var me = X25519Identity.generate()) {
      var slot = write("slot.age", bundleIdentity.encode(), me.recipient());
      var volume = write("volume.age", plaintext, bundleIdentity.recipient());
      byte[] bundleIdentityFile = run(null, "age", "-d", "-i", identityFile(me), slot);
      assertArrayEquals(plaintext, run(bundleIdentityFile, "age", "-d", "-i", "-", volume));
    }
  }

  private String write(String name, byte[] plaintext, Recipient recipient) throws IOException {
    var file = folder.resolve(name);
    try (var out = new AgeOutputStream(Files.newOutputStream(file), List.of(recipient), null)) {
      out.write(plaintext);
    }
    return file.toString();
  }

  private void assertReads(byte[] plaintext, Path file, List<X25519Identity> identities) throws IOException {
    try (var in = new AgeInputStream(Files.newInputStream(file), identities)) {
      assertArrayEquals(plaintext, in.readAllBytes());
    }
    try (var payload = AgePayload.open(FileChannel.open(file), identities)) {
      assertEquals(plaintext.length, payload.plaintextSize());
      byte[] read = new byte[plaintext.length + 1];
      int length = payload.readAt(0, read, 0, read.length);
      assertEquals(plaintext.length == 0 ? -1 : plaintext.length, length);
      assertArrayEquals(plaintext, Arrays.copyOf(read, plaintext.length));
    }
  }

  private String identityFile(X25519Identity identity) throws IOException {
    return Files.write(folder.resolve("identity.txt"), identity.encode()).toString();
  }

  private void type(String passphrase, String... command) throws Exception {
    var typing = new ArrayList<>(List.of("python3", "-c", TYPE_PASSPHRASE));
    typing.addAll(List.of(command));
    run((passphrase + "\n").getBytes(UTF_8), typing.toArray(String[]::new));
  }

  private byte[] run(byte[] input, String... command) throws Exception {
    var in = Files.write(folder.resolve("standard-input"), input == null ? new byte[0] : input);
    var error = folder.resolve("standard-error");
    var process =
        new ProcessBuilder(command).redirectInput(in.toFile()).redirectError(error.toFile()).start();
    byte[] output = process.getInputStream().readAllBytes();
    assertEquals(0, process.waitFor(), () -> {
      try {
        return Files.readString(error);
      } catch (IOException e) {
        return "no standard error";
      }
    });
    return output;
  }

  private static byte[] plaintext(int size) {
    byte[] plaintext = new byte[size];
    new Random(size).nextBytes(plaintext);
    return plaintext;
  }
}

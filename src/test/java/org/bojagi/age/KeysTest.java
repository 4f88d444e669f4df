package org.bojagi.age;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;
import org.bojagi.fault.WrongKeyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  /** From the specification. */
  private static final String SECRET =
      "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";

  private static final String PUBLIC = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

  @Test
  void theSpecificationsIdentityHasItsRecipient() throws Fault {
    try (var identity = X25519Identity.parse(SECRET.getBytes(US_ASCII))) {
      assertEquals(PUBLIC, identity.recipient().encode());
      assertEquals(X25519Recipient.parse(PUBLIC), identity.recipient());
      assertEquals(X25519Recipient.parse(PUBLIC).hashCode(), identity.recipient().hashCode());
      assertArrayEquals(SECRET.getBytes(US_ASCII), identity.encode());
      assertNotEquals(X25519Identity.generate().recipient(), identity.recipient());
    }
  }

  @Test
  void everyChangedCharacterOfAnIdentityIsNoticedAndNeverRepeated() {
    for (int at = 0; at < SECRET.length(); at++) {
      for (char other : "Q1A\n ~".toCharArray()) {
        byte[] changed = SECRET.getBytes(US_ASCII);
        if (changed[at] != other) {
          changed[at] = (byte) other;
          var fault = assertThrows(UsageException.class, () -> X25519Identity.parse(changed));
          assertFalse(fault.getMessage().contains("GFPYYSJ"), "repeats the secret");
        }
      }
    }
    for (var wrong : List.of("", "AGE-SECRET-KEY-1", SECRET + "Q", SECRET.toLowerCase(Locale.ROOT), PUBLIC)) {
      assertThrows(UsageException.class, () -> X25519Identity.parse(wrong.getBytes(US_ASCII)));
    }
  }

  @Test
  void anIdentityFileMayHaveCommentsEmptyLinesAndWindowsLineEnds() throws Fault {
    var file = "# created: 2026\r\n\r\n" + SECRET + "\r\n\n# 보자기\n" + SECRET;
    assertEquals(2, X25519Identity.parseFile(file.getBytes(UTF_8)).size());
    var fault = assertThrows(
        UsageException.class,
        () -> X25519Identity.parseFile(("#\n" + SECRET + "\nnonsense\n").getBytes(UTF_8)));
    assertEquals("identity file, line 3", fault.where());
    assertThrows(UsageException.class, () -> X25519Identity.parseFile("# nothing\n".getBytes(UTF_8)));
    assertThrows(UsageException.class, () -> X25519Identity.parseFile(new byte[0]));
  }

  @ParameterizedTest
  @CsvSource({
    "age1pq1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq, post-quantum",
    "age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t, age1yubikey",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ2W, SSH",
    "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX, secret identity",
    "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwk, This is no recipient",
    "AGE1ZVKYG2LQZRAA2LNJVQEJ32NKUU0UES2S82HZRYE869XEEXVN73EQUNUJWJ, This is no recipient",
    "보자기, This is no recipient"
  })
  void otherRecipientsAreRefusedByName(String text, String named) {
    var fault = assertThrows(UsageException.class, () -> X25519Recipient.parse(text));
    assertTrue(fault.what().contains(named), fault.what());
    assertFalse(fault.getMessage().contains("GFPYYSJ"), "repeats the secret");
  }

  @ParameterizedTest
  @CsvSource({"AGE-PLUGIN-YUBIKEY-1QQQQQQ, plugin", "AGE-SECRET-KEY-PQ-1QQQQQQ, post-quantum"})
  void otherIdentitiesAreRefusedByName(String text, String named) {
    var fault = assertThrows(UsageException.class, () -> X25519Identity.parse(text.getBytes(US_ASCII)));
    assertTrue(fault.what().contains(named), fault.what());
  }

  @Test
  void aRecipientOfLowOrderIsRefused() throws Fault {
    var zero = X25519Recipient.parse(new String(Bech32.encode("age", new byte[32]), US_ASCII));
    try (var fileKey = FileKey.generate()) {
      assertThrows(UsageException.class, () -> zero.wrap(fileKey));
    }
  }

  @Test
  void bech32GivesBytesOfAnyLengthBackAndAcceptsOneTextForThem() {
    var random = new Random(Trials.seed(KeysTest.class));
    for (int trial = 0; trial < Trials.of(20_000); trial++) {
      byte[] bytes = new byte[random.nextInt(100)];
      random.nextBytes(bytes);
      byte[] text = Bech32.encode("age", bytes);
      assertArrayEquals(bytes, Bech32.decode("age", text));
      text[random.nextInt(text.length)] ^= (byte) (1 << random.nextInt(8));
      assertNull(Bech32.decode("age", text));
    }
    assertNull(Bech32.decode("age", "age1".getBytes(US_ASCII)));
  }

  @Test
  void closingWipesWhatIsSecret() {
    var identity = X25519Identity.generate();
    identity.close();
    assertArrayEquals(new byte[32], identity.secret());
    assertThrows(IllegalStateException.class, identity::encode);
    byte[] typed = "password".getBytes(US_ASCII);
    var passphrase = new ScryptIdentity(typed, 10);
    passphrase.close();
    assertArrayEquals(new byte[8], passphrase.passphrase());
    assertEquals("password", new String(typed, US_ASCII), "the caller's own is the caller's");
    var recipient = new ScryptRecipient(typed, 10);
    recipient.close();
    assertThrows(IllegalStateException.class, () -> recipient.wrap(FileKey.generate()));
  }

  @Test
  void moreWorkThanAllowedIsRefusedWithTheOptionThatAllowsIt() throws IOException {
    byte[] file = forPassphrase("봄비", 8);
    try (var careful = new ScryptIdentity("봄비".getBytes(UTF_8), 7);
        var enough = new ScryptIdentity("봄비".getBytes(UTF_8), 8);
        var wrong = new ScryptIdentity("봄바람".getBytes(UTF_8), 8);
        var none = X25519Identity.generate()) {
      var fault = assertThrows(UsageException.class, () -> open(file, careful));
      assertTrue(fault.hint().contains("--allow-work"), fault.hint());
      assertEquals(3, open(file, enough).readAllBytes().length);
      assertThrows(WrongKeyException.class, () -> open(file, wrong));
      assertTrue(assertThrows(WrongKeyException.class, () -> open(file, none)).what().contains("passphrase"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 31})
  void aWorkFactorThatNobodyCanComputeIsNotWritten(int logN) {
    assertThrows(IllegalArgumentException.class, () -> new ScryptRecipient(new byte[] {'a'}, logN));
  }

  @Test
  void workThatJavaHasNoMemoryForIsRefusedBeforeItIsTried() throws IOException {
    // 1 TiB: no machine that runs this test gives Java so much.
    var fault = assertThrows(
        UsageException.class,
        () -> new ScryptRecipient(new byte[] {'a'}, ScryptRecipient.LARGEST_LOG_N).wrap(FileKey.generate()));
    assertTrue(fault.what().contains("1048576 MiB"), fault.what());
  }

  @Test
  void whatWeWriteIsAlwaysWithinWhatIsDoneUnasked() {
    assertTrue(ScryptIdentity.defaultMaxLogN() >= ScryptRecipient.DEFAULT_LOG_N);
    assertTrue(ScryptIdentity.defaultMaxLogN() <= 20, "1 GiB at most");
  }

  private static byte[] forPassphrase(String passphrase, int logN) throws IOException {
    var file = new ByteArrayOutputStream();
    try (var recipient = new ScryptRecipient(passphrase.getBytes(UTF_8), logN);
        var out = new AgeOutputStream(file, List.of(recipient), null)) {
      out.write(new byte[3]);
    }
    return file.toByteArray();
  }

  private static AgeInputStream open(byte[] file, Identity identity) throws IOException {
    return new AgeInputStream(new ByteArrayInputStream(file), List.of(identity));
  }
}

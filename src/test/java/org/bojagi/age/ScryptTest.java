package org.bojagi.age;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.Random;
import org.bojagi.Trials;
import org.bouncycastle.crypto.generators.SCrypt;
import org.junit.jupiter.api.Test;

/** Against RFC 7914 and against Bouncy Castle's, which has r and p of any size. */
class ScryptTest {
  /** The first 32 bytes of the vector of §12 that has r = 8 and p = 1. */
  @Test
  void theVectorOfTheRfc() {
    assertEquals(
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2",
        HexFormat.of().formatHex(Scrypt.derive("pleaseletmein".getBytes(UTF_8), "SodiumChloride".getBytes(UTF_8), 14)));
  }

  @Test
  void whatBouncyCastleDerives() {
    var random = new Random(Trials.seed(ScryptTest.class));
    for (int i = 0; i < Trials.of(400); i++) {
      var passphrase = new byte[1 + random.nextInt(80)];
      var salt = new byte[random.nextInt(60)];
      random.nextBytes(passphrase);
      random.nextBytes(salt);
      int logN = 1 + random.nextInt(9);
      assertArrayEquals(
          SCrypt.generate(passphrase, salt, 1 << logN, 8, 1, 32), Scrypt.derive(passphrase, salt, logN));
    }
  }
}

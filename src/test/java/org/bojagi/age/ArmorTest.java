package org.bojagi.age;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.NotABundleException;
import org.junit.jupiter.api.Test;

/** Beside the vectors and the age program: cuts, limits, any length. */
class ArmorTest {

  @Test
  void everyLengthComesBack() throws IOException {
    for (int length = 0; length < 200; length++) {
      byte[] bytes = bytes(length);
      assertArrayEquals(bytes, decode(Armor.encode(bytes)));
    }
  }

  @Test
  void armorCutAnywhereIsRefused() {
    byte[] armored = Armor.encode(bytes(150));
    // Only the last line feed may be missing.
    for (int cut = 0; cut < armored.length - 1; cut++) {
      byte[] file = Arrays.copyOf(armored, cut);
      assertThrows(Fault.class, () -> decode(file), "cut " + cut);
    }
  }

  @Test
  void aChangedByteNeverGivesOtherBytes() throws IOException {
    var random = new Random(Trials.seed(ArmorTest.class));
    byte[] bytes = bytes(150);
    byte[] armored = Armor.encode(bytes);
    int body = new String(armored, US_ASCII).indexOf('\n') + 1;
    for (int trial = 0; trial < Trials.of(20_000); trial++) {
      byte[] file = armored.clone();
      int at = random.nextInt(file.length);
      file[at] = (byte) random.nextInt(128);
      // Base64 has no check of its own: a letter changed to another is for the age file inside to notice.
      if (at < body || !Character.isLetterOrDigit(file[at]) && file[at] != '+' && file[at] != '/') {
        try {
          assertArrayEquals(bytes, decode(file));
        } catch (Fault expected) {
          assertTrue(expected.where().startsWith("armored, line "), expected.where());
        }
      }
    }
  }

  @Test
  void whiteSpaceAroundAndLinesAreBounded() throws IOException {
    byte[] bytes = bytes(10);
    var armored = new String(Armor.encode(bytes), US_ASCII);
    assertArrayEquals(bytes, decode(("\n".repeat(1000) + armored + " ".repeat(1000)).getBytes(US_ASCII)));
    assertThrows(NotABundleException.class, () -> decode(("\n".repeat(2000) + armored).getBytes(US_ASCII)));
    assertThrows(NotABundleException.class, () -> decode("x".repeat(5000).getBytes(US_ASCII)));
    assertThrows(DamagedBundleException.class, () -> decode((armored + " ".repeat(2000)).getBytes(US_ASCII)));
    var begin = armored.substring(0, armored.indexOf('\n') + 1);
    assertThrows(DamagedBundleException.class, () -> decode((begin + "A".repeat(5000)).getBytes(US_ASCII)));
  }

  @Test
  void armorIsRecognisedByItsFirstBytes() {
    assertTrue(Armor.isArmored("\r\n -----BEGIN AGE ENCRYPTED FILE-----".getBytes(US_ASCII)));
    assertFalse(Armor.isArmored("age-encryption.org/v1".getBytes(US_ASCII)));
    assertFalse(Armor.isArmored(new byte[0]));
  }

  private static byte[] decode(byte[] armored) throws IOException {
    try (var in = Armor.decode(new ByteArrayInputStream(armored), "armored")) {
      return in.readAllBytes();
    }
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}

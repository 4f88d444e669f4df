package org.bojagi.age;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Locale;

/**
 * Bech32 of BIP 173 without its length limit (age specification, "Conventions"), on byte arrays, since what
 * is encoded may be a secret: nothing here makes a String of it, and every scratch array is wiped.
 */
final class Bech32 {
  private static final byte[] ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l".getBytes(US_ASCII);
  private static final int CHECKSUM_LENGTH = 6;
  private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};

  private Bech32() {}

  /** Lower-case ASCII; the caller wipes it where {@code bytes} is a secret. */
  static byte[] encode(String lowerCasePrefix, byte[] bytes) {
    byte[] prefix = lowerCasePrefix.getBytes(US_ASCII);
    int dataLength = (bytes.length * 8 + 4) / 5;
    byte[] groups = new byte[dataLength + CHECKSUM_LENGTH];
    int held = 0;
    int heldBits = 0;
    int next = 0;
    for (byte b : bytes) {
      held = (held << 8 | b & 0xff) & 0xfff;
      heldBits += 8;
      while (heldBits >= 5) {
        heldBits -= 5;
        groups[next++] = (byte) (held >> heldBits & 31);
      }
    }
    if (heldBits > 0) {
      groups[next] = (byte) (held << (5 - heldBits) & 31);
    }
    int checksum = checksum(prefix, groups) ^ 1;
    for (int i = 0; i < CHECKSUM_LENGTH; i++) {
      groups[dataLength + i] = (byte) (checksum >> 5 * (5 - i) & 31);
    }
    byte[] ascii = Arrays.copyOf(prefix, prefix.length + 1 + groups.length);
    ascii[prefix.length] = '1';
    for (int i = 0; i < groups.length; i++) {
      ascii[prefix.length + 1 + i] = ALPHABET[groups[i]];
    }
    Arrays.fill(groups, (byte) 0);
    return ascii;
  }

  /**
   * The bytes behind {@code prefix}, which stands in the text as given: the case of the prefix is that of the
   * whole.
   *
   * @return null where this is no Bech32 with this prefix
   */
  static byte[] decode(String prefix, byte[] ascii) {
    int dataStart = prefix.length() + 1;
    byte[] head = (prefix + "1").getBytes(US_ASCII);
    if (ascii.length < dataStart + CHECKSUM_LENGTH
        || !Arrays.equals(head, 0, dataStart, ascii, 0, dataStart)) {
      return null;
    }
    boolean upperCase = Character.isUpperCase(prefix.charAt(0));
    byte[] groups = new byte[ascii.length - dataStart];
    byte[] bytes = new byte[(groups.length - CHECKSUM_LENGTH) * 5 / 8];
    boolean valid = false;
    try {
      for (int i = 0; i < groups.length; i++) {
        int group = group(ascii[dataStart + i], upperCase);
        if (group < 0) {
          return null;
        }
        groups[i] = (byte) group;
      }
      byte[] lowerCasePrefix = prefix.toLowerCase(Locale.ROOT).getBytes(US_ASCII);
      valid = checksum(lowerCasePrefix, groups) == 1 && regroup(groups, bytes);
      return valid ? bytes : null;
    } finally {
      Arrays.fill(groups, (byte) 0);
      if (!valid) {
        Arrays.fill(bytes, (byte) 0);
      }
    }
  }

  /**
   * False where the bits left over are a whole group or not zero: such text has a twin with the same bytes.
   */
  private static boolean regroup(byte[] groups, byte[] bytes) {
    int held = 0;
    int heldBits = 0;
    int next = 0;
    for (int i = 0; i < groups.length - CHECKSUM_LENGTH; i++) {
      held = (held << 5 | groups[i]) & 0xfff;
      heldBits += 5;
      if (heldBits >= 8) {
        heldBits -= 8;
        bytes[next++] = (byte) (held >> heldBits);
      }
    }
    return heldBits < 5 && (held & (1 << heldBits) - 1) == 0;
  }

  private static int group(byte character, boolean upperCase) {
    if (upperCase ? character >= 'a' && character <= 'z' : character >= 'A' && character <= 'Z') {
      return -1;
    }
    int lower = upperCase && character >= 'A' && character <= 'Z' ? character + 32 : character;
    for (int i = 0; i < ALPHABET.length; i++) {
      if (ALPHABET[i] == lower) {
        return i;
      }
    }
    return -1;
  }

  /** BIP 173's polymod over prefix and groups, the six of the checksum included: 1 where they are right. */
  private static int checksum(byte[] lowerCasePrefix, byte[] groups) {
    int sum = 1;
    for (byte character : lowerCasePrefix) {
      sum = step(sum, character >> 5);
    }
    sum = step(sum, 0);
    for (byte character : lowerCasePrefix) {
      sum = step(sum, character & 31);
    }
    for (byte group : groups) {
      sum = step(sum, group);
    }
    return sum;
  }

  private static int step(int sum, int value) {
    int top = sum >> 25;
    int next = (sum & 0x1ffffff) << 5 ^ value;
    for (int i = 0; i < GENERATOR.length; i++) {
      next ^= (top >> i & 1) == 1 ? GENERATOR[i] : 0;
    }
    return next;
  }
}

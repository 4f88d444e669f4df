package org.bojagi.open;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.bojagi.fault.DamagedBundleException;
import org.junit.jupiter.api.Test;

/** A byte passes only with a segment whose hash is the catalogue's. */
class SegmentCheckTest {
  private static final int SEGMENT = PackedFile.SEGMENT_BYTES;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final byte[] bytes = new byte[2 * SEGMENT + 10];

  SegmentCheckTest() {
    new Random(1).nextBytes(bytes);
  }

  @Test
  void theFileOfTheCataloguePasses() throws Exception {
    for (int size : new int[] {0, 1, SEGMENT, 2 * SEGMENT, bytes.length}) {
      out.reset();
      var file = Arrays.copyOf(bytes, size);
      SegmentCheck.copy(catalogued(file), new ByteArrayInputStream(file), out);
      assertArrayEquals(file, out.toByteArray());
    }
  }

  @Test
  void nothingOfASegmentThatDiffersPasses() throws Exception {
    var changed = bytes.clone();
    changed[SEGMENT + 7] ^= 1;
    assertEquals("a.txt, byte " + SEGMENT, refused(changed).where());
    assertArrayEquals(Arrays.copyOf(bytes, SEGMENT), out.toByteArray());
    var other = new byte[bytes.length];
    assertEquals("a.txt, byte 0", refused(other).where());
    assertEquals(0, out.size());
  }

  @Test
  void whatIsCutOrGoesOnIsRefused() throws Exception {
    refused(Arrays.copyOf(bytes, bytes.length - 1));
    refused(Arrays.copyOf(bytes, 2 * SEGMENT));
    refused(Arrays.copyOf(bytes, bytes.length + 1));
    refused(new byte[0]);
  }

  private DamagedBundleException refused(byte[] served) throws Exception {
    out.reset();
    var file = catalogued(bytes);
    return assertThrows(
        DamagedBundleException.class, () -> SegmentCheck.copy(file, new ByteArrayInputStream(served), out));
  }

  private static PackedFile catalogued(byte[] bytes) throws Exception {
    var sha256 = MessageDigest.getInstance("SHA-256");
    var hashes = new ByteArrayOutputStream();
    for (int from = 0; from < bytes.length; from += SEGMENT) {
      hashes.write(sha256.digest(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + SEGMENT))));
    }
    var all = hashes.toByteArray();
    return new PackedFile(
        "1", "a.txt", "1", Role.ITEM, "", "text/plain", "und", null, "", bytes.length, null, Map.of(), all,
        sha256.digest(all));
  }
}

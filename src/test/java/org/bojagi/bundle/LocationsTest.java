package org.bojagi.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.bundle.Extent.Encoding;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.junit.jupiter.api.Test;

class LocationsTest {
  private static final String VOLUME = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
  private static final List<Extent> EXTENTS =
      List.of(
          new Extent(VOLUME, "영상.mp4.001", 0, Format.MAX_VOLUME_BYTES, Encoding.STORED),
          new Extent(VOLUME, "영상.mp4.002", 127, 128, Encoding.DEFLATED),
          new Extent(VOLUME, "shelves/0001.tar.zst", 1L << 31, 300_000, Encoding.ZSTD, 16_384, Format.MAX_SHELF_BYTES));

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    var sha256 = new byte[32];
    sha256[31] = -1;
    var read = Locations.decode(new Locations(List.of(located(sha256), located(new byte[0]))).encode()).files();
    assertEquals(EXTENTS, read.getFirst().extents());
    assertArrayEquals(sha256, read.getFirst().sha256());
    assertEquals(Item.idOf("영상.mp4"), read.getFirst().file().id());
    assertArrayEquals(new byte[0], read.getLast().sha256());
    assertEquals(List.of(), Locations.decode(new Locations(List.of()).encode()).files());
  }

  @Test
  void whatANewerWriterPutsBehindIsPassedOver() throws Exception {
    var known = new Locations(List.of(located(new byte[32]))).encode();
    var more = Arrays.copyOf(known, known.length + 5);
    assertEquals(EXTENTS, Locations.decode(more).files().getFirst().extents());
  }

  @Test
  void aRecordThatIsCutOffIsMalformed() {
    var whole = new Locations(List.of(located(new byte[32]))).encode();
    for (int length = 0; length < whole.length; length++) {
      var cut = Arrays.copyOf(whole, length);
      assertThrows(Json.Malformed.class, () -> Locations.decode(cut));
    }
  }

  /** 1,000 records with bytes changed; full trials: 20,000. */
  @Test
  void whateverIsRecordedIsReadOrMalformed() {
    var random = new Random(Trials.seed(LocationsTest.class));
    var whole = new Locations(List.of(located(new byte[32]), located(new byte[32]))).encode();
    int malformed = 0;
    for (int trial = 0; trial < Trials.of(20_000); trial++) {
      var bytes = whole.clone();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        for (var file : Locations.decode(bytes).files()) {
          for (var extent : file.extents()) {
            assertTrue(extent.plaintextOffset() >= 0 && extent.plaintextOffset() <= Format.MAX_VOLUME_BYTES);
            assertTrue(extent.length() >= 0 && extent.length() <= Format.MAX_VOLUME_BYTES);
            assertTrue(extent.sizeBytes() >= 0 && extent.sizeBytes() <= Format.MAX_SHELF_BYTES);
          }
        }
      } catch (Json.Malformed e) {
        malformed++;
      }
    }
    assertTrue(malformed > 0);
  }

  private static Located located(byte[] sha256) {
    var id = Item.idOf("영상.mp4");
    var file =
        new PackedFile(
            id, "영상.mp4", id, Role.ITEM, "", "video/mp4", "ko", TextFormat.PLAIN, "", 5, null, Map.of(), new byte[0],
            new byte[0]);
    return new Located(file, EXTENTS, sha256);
  }
}

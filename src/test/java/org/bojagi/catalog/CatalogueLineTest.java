package org.bojagi.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogueLineTest {
  private static final String PATH = "이야기/첫눈.html";

  @Test
  void aStoredLineHasNothingThatFollowsFromItsOtherFields() throws Exception {
    var line = line(Item.idOf(PATH), 3 * PackedFile.SEGMENT_BYTES - 1);
    var stored = line.toStoredJson();
    assertFalse(Json.read(stored).has("id"), stored);
    assertFalse(Json.read(stored).has("sha256"), stored);
    assertSame(line, CatalogueLine.fromJson(stored));
  }

  @Test
  void anEmptyFileHasItsHashAgain() throws Exception {
    var line = line(Item.idOf(PATH), 0);
    assertSame(line, CatalogueLine.fromJson(line.toStoredJson()));
  }

  @Test
  void whatOtherProgramsReadHasAllAndIsReadToo() throws Exception {
    var line = line(Item.idOf(PATH), 1);
    var json = Json.read(line.toJson());
    assertEquals(Item.idOf(PATH), json.string("id"));
    assertArrayEquals(line.file().sha256(), json.hex("sha256"));
    assertSame(line, CatalogueLine.fromJson(line.toJson()));
  }

  @Test
  void anIdOfTheTeamsStays() throws Exception {
    var line = line("first-snow", 1);
    assertTrue(Json.read(line.toStoredJson()).has("id"));
    assertSame(line, CatalogueLine.fromJson(line.toStoredJson()));
  }

  @Test
  void aHashThatIsNotOfItsSegmentsStaysAsItIs() throws Exception {
    var file = file("first-snow", 1, new byte[32]);
    var read = CatalogueLine.fromJson(new CatalogueLine(file, Optional.of(item(file))).toStoredJson()).file();
    assertArrayEquals(new byte[32], read.sha256());
    assertFalse(read.hasItsHashes());
  }

  @Test
  void aLineWithoutAPathIsRefused() {
    assertThrows(Json.Malformed.class, () -> CatalogueLine.fromJson("{\"language\":\"ko\",\"type\":\"story\"}"));
  }

  private static CatalogueLine line(String id, long sizeBytes) {
    var file = file(id, sizeBytes, null);
    return new CatalogueLine(file, Optional.of(item(file)), "0123456789abcdef");
  }

  private static PackedFile file(String id, long sizeBytes, byte[] sha256) {
    var segments = new byte[32 * (int) PackedFile.segmentCount(sizeBytes)];
    for (int i = 0; i < segments.length; i++) {
      segments[i] = (byte) (7 * i);
    }
    return new PackedFile(
        id, PATH, id, Role.ITEM, "", "text/html", "ko", TextFormat.HTML, "", sizeBytes, null, Map.of(), segments,
        sha256 == null ? Sha256.of(segments) : sha256);
  }

  private static Item item(PackedFile file) {
    return new Item(
        file.id(), file.path(), ItemType.STORY, file.language(), DublinCore.NOTHING, null, 0, 0, List.of(),
        false, false);
  }

  private static void assertSame(CatalogueLine expected, CatalogueLine read) {
    assertEquals(expected.toJson(), read.toJson());
    assertEquals(expected.item(), read.item());
    assertTrue(read.file().hasItsHashes());
  }
}

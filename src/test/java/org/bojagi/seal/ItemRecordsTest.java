package org.bojagi.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bojagi.Trials;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.MediaFacts;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Passage;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.fault.Finding;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.IndexedText;
import org.bojagi.index.RecordInput;
import org.bojagi.scrub.Sensitive;
import org.junit.jupiter.api.Test;

/** What a checkpoint keeps of items: comes back as it was, and is read with limits. */
class ItemRecordsTest {
  private static final Path ODD = Path.of("src/test/resources/org/bojagi/seal/records");

  @Test
  void recordsComeBackAsTheyWere() throws Exception {
    var random = new Random(Trials.seed(ItemRecordsTest.class));
    for (int trial = 0; trial < Trials.of(2_000); trial++) {
      var written = new ArrayList<ItemRecord>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        written.add(record(random));
      }
      var read = read(bytes(written));
      assertEquals(written.size(), read.size());
      for (int i = 0; i < read.size(); i++) {
        assertSame(written.get(i), read.get(i));
      }
    }
  }

  @Test
  void unchangedItemsComeBackAndAreNoRecordsOfSealedOnes() throws Exception {
    var out = new ByteArrayOutputStream();
    ItemRecords.write(out, new ItemRecord.Unchanged(new byte[] {1, 2}, "이야기/하나.md"));
    ItemRecords.write(out, new ItemRecord.Unchanged(new byte[] {3}, "둘.md"));
    try (var reader = new ItemRecords.Reader(new ByteArrayInputStream(out.toByteArray()))) {
      assertEquals("이야기/하나.md", reader.nextUnchanged().orElseThrow().path());
      assertArrayEquals(new byte[] {3}, reader.nextUnchanged().orElseThrow().fingerprint());
      assertTrue(reader.nextUnchanged().isEmpty());
    }
    assertTrue(isRefused(out.toByteArray()));
  }

  @Test
  void whatIsSaidToBeIncompleteIsRefused() throws Exception {
    var out = new ByteArrayOutputStream();
    ItemRecords.write(out, record(new Random(1)));
    ItemRecords.writeIncomplete(out);
    assertThrows(RecordInput.Malformed.class, () -> read(out.toByteArray()));
  }

  /** Changed and cut records are read, or refused with an exception of input: nothing else, and in little memory. */
  @Test
  void whateverTheBytesAreNothingButARefusalComesOut() throws Exception {
    var random = new Random(Trials.seed(ItemRecordsTest.class));
    int refused = 0;
    for (int trial = 0; trial < Trials.of(40_000); trial++) {
      var bytes = bytes(List.of(record(random), record(random)));
      switch (random.nextInt(4)) {
        case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        case 1 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        case 2 -> ByteBuffer.wrap(bytes).putInt(random.nextInt(bytes.length - 4), random.nextInt());
        default -> random.nextBytes(bytes);
      }
      refused += isRefused(bytes) ? 1 : 0;
    }
    assertTrue(refused > 0);
  }

  /** Lengths that nothing follows, and what once was taken for something else. */
  @Test
  void oddRecordsAreRefused() throws Exception {
    try (var files = Files.list(ODD)) {
      var all = files.toList();
      assertTrue(all.size() >= 4, all.size() + " files");
      for (var file : all) {
        var hex = String.join("", Files.readString(file).lines().filter(line -> !line.startsWith("#")).toList());
        assertTrue(isRefused(HexFormat.of().parseHex(hex.replace(" ", ""))), file.toString());
      }
    }
  }

  private static boolean isRefused(byte[] bytes) {
    try {
      read(bytes);
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static byte[] bytes(List<ItemRecord> records) throws IOException {
    var out = new ByteArrayOutputStream();
    for (var record : records) {
      ItemRecords.write(out, record);
    }
    return out.toByteArray();
  }

  private static List<ItemRecord> read(byte[] bytes) throws IOException {
    var records = new ArrayList<ItemRecord>();
    try (var reader = new ItemRecords.Reader(new ByteArrayInputStream(bytes))) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        records.add(next.get());
      }
    }
    return records;
  }

  private static void assertSame(ItemRecord expected, ItemRecord actual) {
    assertArrayEquals(expected.fingerprint(), actual.fingerprint());
    assertEquals(expected.volumes(), actual.volumes());
    assertEquals(expected.sealedBytes(), actual.sealedBytes());
    assertEquals(expected.notes(), actual.notes());
    assertEquals(expected.moved(), actual.moved());
    assertEquals(expected.item().item(), actual.item().item());
    assertEquals(expected.item().texts(), actual.item().texts());
    assertArrayEquals(expected.item().locations(), actual.item().locations());
    assertEquals(expected.item().files().size(), actual.item().files().size());
    for (int i = 0; i < expected.item().files().size(); i++) {
      var file = expected.item().files().get(i);
      assertEquals(file.toJson(), actual.item().files().get(i).toJson());
      assertArrayEquals(file.sha256(), actual.item().files().get(i).sha256());
    }
  }

  private static ItemRecord record(Random random) {
    var title = "살구 \"" + "가\n𓀀".repeat(random.nextInt(3)) + random.nextInt();
    var path = "이야기/" + random.nextInt() + ".md";
    var id = Item.idOf(path);
    var description = DublinCore.NOTHING.withTitle(Map.of("ko-KP", title));
    var series = random.nextBoolean() ? null : new Item.Series("s", "련재");
    var item =
        new Item(
            id, path, ItemType.STORY, "ko-KP", description, series, random.nextInt(3), 0, List.of("n"), true, false);
    var hash = new byte[32];
    random.nextBytes(hash);
    var media = random.nextBoolean() ? null : new MediaFacts(1.5, 640, 480, 1, List.of("avc1"));
    var own =
        new PackedFile(
            id, path, id, Role.ITEM, "", "text/markdown", "ko", TextFormat.MARKDOWN, "", 5, media,
            Map.of("../b", "c"), hash, hash);
    var passages = new ArrayList<Passage>();
    var places = List.of(new Place.Start(), new Place.Page(3), new Place.Second(1.25), new Place.Heading(title));
    for (int i = random.nextInt(5); i > 0; i--) {
      passages.add(new Passage(places.get(random.nextInt(4)), i, random.nextInt(2_000), title.repeat(i)));
    }
    var texts = List.of(new IndexedText(0, "ko", TextFormat.MARKDOWN, "euc-kr", passages));
    var notes =
        new ItemRecord.Notes(
            List.of(new Finding(Finding.Severity.WARNING, "code", path, "what", "")),
            List.of(
                new PackReport.Scrubbed(
                    path, List.of(new Sensitive(Sensitive.Kind.PLACE, "GPS")), List.of(), List.of())),
            List.of(new PackReport.Duplicate(path, "other", random.nextLong())));
    var indexed = new IndexedItem(item, List.of(own), texts, title.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return new ItemRecord(hash, Set.of("v" + random.nextInt()), random.nextLong(), indexed, notes, random.nextBoolean());
  }
}

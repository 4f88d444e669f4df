package org.bojagi.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.MediaFacts;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.fault.DamagedBundleException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JSON of a bundle: what is written is read again, and whatever else stands there is a plain complaint. */
class DocumentsTest {
  @TempDir Path temp;

  @Test
  void locationsAndLinesAreReadAsTheyWereWritten() throws Exception {
    var line = line(3 << 20);
    assertEquals(line.toJson(), CatalogueLine.fromJson(line.toJson()).toJson());
    assertEquals(line.file().media(), CatalogueLine.fromJson(line.toJson()).file().media());
    assertEquals(line.file().links(), CatalogueLine.fromJson(line.toJson()).file().links());
    assertEquals(line.item(), CatalogueLine.fromJson(line.toJson()).item());
    var locations = new Locations(List.of(new Locations.Located(line.file(), extents())));
    var again = Locations.decode(locations.encode());
    assertEquals(extents(), again.files().getFirst().extents());
    assertEquals(line.file().media(), again.files().getFirst().file().media());
    assertEquals(0, again.files().getFirst().file().segmentHashes().length);
    assertEquals(line.file().id(), again.byId(line.file().id()).orElseThrow().file().id());
  }

  @Test
  void anyChangeOfAnyDocumentIsReadOrMalformed() throws Exception {
    var random = new Random(Trials.seed(DocumentsTest.class));
    var forgery = new Forgery(new SealedBundle(temp.resolve("b"), 100_000, SealedBundle.someFiles(1)));
    var line = line(3 << 20).toJson();
    var locations =
        new String(
            new Locations(List.of(new Locations.Located(line(10).file(), extents()))).encode(),
            StandardCharsets.UTF_8);
    int trials = Trials.of(40_000);
    for (int i = 0; i < trials; i++) {
      switch (i % 4) {
        case 0 -> readOrMalformed(changed(line, random), text -> CatalogueLine.fromJson(text));
        case 1 -> readOrMalformed(changed(locations, random), text -> Locations.decode(text.getBytes(StandardCharsets.UTF_8)));
        case 2 -> readOrMalformed(changed(forgery.content(), random), text -> Root.fromJson(text, forgery.index()));
        default -> readOrMalformed(changed(forgery.index(), random), text -> Root.fromJson(forgery.content(), text));
      }
    }
  }

  @Test
  void odditiesOfJsonAreMalformed() {
    for (var text :
        List.of(
            "", " ", "null", "[]", "1", "\"a\"", "{", "{}", "{\"id\":null}", "[".repeat(100_000), "{\"a\":".repeat(100_000),
            "{\"id\":1e999999999}", "{\"id\":\"\\ud800\"", "\u0000", "{\"a\":1,\"a\":2}")) {
      assertThrows(Json.Malformed.class, () -> CatalogueLine.fromJson(text), text.substring(0, Math.min(20, text.length())));
      assertThrows(Json.Malformed.class, () -> Root.fromJson(text, text));
    }
  }

  @Test
  void aLinkMeansAPathFromItsFileOrTheFileThatPackingFound() {
    var file = line(10).file(); // 글/a.mp4
    for (var pair :
        List.of(
            "b.md=글/b.md", "../말/b%20c.md#둘=말/b c.md", "/말/b.md=말/b.md", ".\\b.md?x=글/b.md", "a.png=그림/a.png",
            "%EA%B8%80.md=글/글.md", "%zz%e.md=글/%zz%e.md", "\u1100\u1173\u11af.md=글/글.md",
            "x/../../../b.md=", "#둘=", "http://example.org/b.md=", "//example.org/b.md=", "javascript:b=",
            "../말/=", "=")) {
      var targetAndPath = pair.split("=", 2);
      assertEquals(targetAndPath[1], file.pathOf(targetAndPath[0]), pair);
    }
  }

  @Test
  void ofMediaOnlyWhatIsKnownIsWrittenAndWhatCannotBeIsNotKnown() throws Exception {
    var picture = line(10, new MediaFacts(0, 4, 3, 1, List.of())).toJson();
    assertTrue(picture.contains("\"media\":{\"width\":4,\"height\":3},"), picture);
    var nothing = line(10, new MediaFacts(-1, 0, 0, 9, List.of()));
    assertNull(nothing.file().media());
    assertFalse(nothing.toJson().contains("media\":"));
    var width = "\"width\":4";
    var odd =
        picture.replace(
            width,
            "\"width\":99999999999,\"millis\":-5,\"orientation\":4294967297,\"codecs\":[\""
                + "x".repeat(41) + "\",\"vp9\"]");
    assertEquals(new MediaFacts(0, 0, 3, 1, List.of("vp9")), CatalogueLine.fromJson(odd).file().media());
    var text = picture.replace(width, "\"width\":\"4\"");
    assertThrows(Json.Malformed.class, () -> CatalogueLine.fromJson(text));
  }

  @Test
  void numbersThatNoBundleHasAreMalformed() throws Exception {
    var forgery = new Forgery(new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", new byte[10])));
    for (var change :
        List.of(
            "\"edition\":1=\"edition\":0", "\"edition\":1=\"edition\":4294967297", "\"edition\":1=\"edition\":1.5",
            "\"file\":[0-9]+=\"file\":-1", "\"file\":[0-9]+=\"file\":4294967296", "\"card\":1=\"card\":0",
            "\"offset\":[0-9]+=\"offset\":-1", "\"length\":[0-9]+=\"length\":99999999999",
            "\"size\":[0-9]+=\"size\":-1", "\"catalogue\"=\"other\"", "\"header\":\"...=\"header\":\"!!!")) {
      var parts = change.split("=", 2);
      var text = forgery.content().replaceFirst(parts[0], parts[1]);
      assertTrue(!text.equals(forgery.content()), change);
      assertThrows(Json.Malformed.class, () -> Root.fromJson(text, forgery.index()), change);
    }
    var negative = line(10).toJson().replace("\"size\":10", "\"size\":-1");
    assertThrows(Json.Malformed.class, () -> CatalogueLine.fromJson(negative));
    var must = line(10).toJson().replace("{\"id\"", "{\"must\":true,\"role\":\"delta\",\"id\"");
    assertThrows(Json.TooNew.class, () -> CatalogueLine.fromJson(must));
    CatalogueLine.fromJson(must.replace("\"must\":true,", ""));
  }

  @Test
  void locationsOutsideOfAnyVolumeServeNothing() throws Exception {
    var sealed = new SealedBundle(temp.resolve("b"), 100_000, SealedBundle.someFiles(1));
    try (var bundle = sealed.open()) {
      var random = new Random(Trials.seed(DocumentsTest.class));
      for (int i = 0; i < 500; i++) {
        for (var located : sealed.locations.values()) {
          var extents =
              located.extents().stream()
                  .map(
                      extent ->
                          new Extent(
                              random.nextInt(5) == 0 ? "0" : extent.volume(),
                              extent.entry(),
                              random.nextLong(1 + (1L << random.nextInt(1, 33))),
                              random.nextLong(1 + (1L << random.nextInt(1, 33))),
                              Extent.Encoding.values()[random.nextInt(2)]))
                  .toList();
          try (var in = bundle.read(new Locations.Located(located.file(), extents), null)) {
            assertTrue(in.readAllBytes().length <= located.file().sizeBytes());
          } catch (DamagedBundleException e) {
            // Named.
          }
        }
      }
    }
  }

  @FunctionalInterface
  private interface Reading {
    Object of(String text) throws Json.Malformed;
  }

  private static void readOrMalformed(String text, Reading reading) throws Exception {
    try {
      reading.of(text);
    } catch (Json.Malformed e) {
      assertTrue(e.getMessage().length() < 200, "no message repeats what it was given");
    } catch (RuntimeException e) {
      var saved = Files.writeString(Path.of("target", "odd-document-" + text.hashCode()), text);
      throw new AssertionError("saved as " + saved, e);
    }
  }

  private static String changed(String text, Random random) {
    var changed = new StringBuilder(text);
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      int at = random.nextInt(changed.length());
      int end = Math.min(changed.length(), at + random.nextInt(1, 12));
      var odd = List.of("null", "{}", "[]", "-1", "1e400", "99999999999999999999", "\"", "\\", "{", "]", "true", "\u0000", "[[[[");
      switch (random.nextInt(4)) {
        case 0 -> changed.delete(at, end);
        case 1 -> changed.insert(at, odd.get(random.nextInt(odd.size())));
        case 2 -> {
          // A whole value becomes another.
          int colon = changed.indexOf(":", at);
          int comma = colon < 0 ? -1 : changed.indexOf(",", colon);
          if (comma > 0) {
            changed.replace(colon + 1, comma, odd.get(random.nextInt(odd.size())));
          }
        }
        default -> changed.setCharAt(at, (char) random.nextInt(32, 127));
      }
    }
    return changed.toString();
  }

  private static List<Extent> extents() {
    return List.of(
        new Extent("00ff", "글/a.mp4.001", 70, 1 << 20, Extent.Encoding.STORED),
        new Extent("00fe", "글/a.mp4.002", 71, 5, Extent.Encoding.DEFLATED));
  }

  private static CatalogueLine line(long size) {
    return line(size, new MediaFacts(61.25, 1280, 720, 6, List.of("avc1", "mp4a")));
  }

  private static CatalogueLine line(long size, MediaFacts media) {
    var id = Item.idOf("글/a.mp4");
    var file =
        new PackedFile(
            id, "글/a.mp4", id, Role.ITEM, "", "video/mp4", "ko", TextFormat.values()[0], "EUC-KR", size,
            media, Map.of("a.png", "그림/a.png"),
            new byte[32 * (int) PackedFile.segmentCount(size)], new byte[32]);
    var dublinCore =
        new DublinCore(
            Map.of("ko", "제목"), List.of("가"), List.of(), "설명", "2025", List.of("주제"), "", "CC0", "", "서울", "x");
    return new CatalogueLine(
        file,
        Optional.of(
            new Item(
                id, "글/a.mp4", ItemType.FILM, "ko", dublinCore, new Item.Series("s", "연속"), 2, 1,
                List.of("주의"), true, true)));
  }
}

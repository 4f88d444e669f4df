package org.bojagi.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.MediaFacts;
import org.bojagi.catalog.Role;
import org.bojagi.media.FilmInput;
import org.bojagi.media.Films;
import org.bojagi.media.PlayerConversion;
import org.bojagi.fault.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Films, sounds and pictures as ffmpeg makes them for players. */
class FilmsForPlayersTest {
  private static final ExportProgress SILENT = (done, total, path) -> {};
  private static final String[] H264 = {"-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"};

  @TempDir Path folder;

  private ExportedBundle.Source source(String name, String mediaType, String... options) throws Exception {
    var bytes = Files.readAllBytes(Films.make(folder, name, 1, options));
    var type = mediaType.startsWith("video/") ? ItemType.FILM : mediaType.startsWith("audio/") ? ItemType.MUSIC : ItemType.PICTURE;
    // Of one film the catalogue knows that it fits.
    var facts = name.equals("a.mp4") ? new MediaFacts(1, 320, 180, 1, List.of("avc1", "mp4a")) : null;
    var file = new ExportedBundle.File(name, Role.ITEM, mediaType, "ko", null, facts, bytes);
    return new ExportedBundle.Source(name, type, name.substring(0, 1), "", 0, null, 0, List.of(file));
  }

  @Test
  void whateverItWasAPlayerFindsH264AndAacInAPlainMp4() throws Exception {
    var ffmpeg = new PlayerConversion(Films.ffmpeg(), 2);
    try (var bundle =
        new ExportedBundle(
            folder.resolve("bundle"),
            List.of(
                source("a.mp4", "video/mp4", H264),
                source("b.avi", "video/x-msvideo", "-c:v", "mpeg4", "-c:a", "mp3"),
                source("c.mkv", "video/x-matroska", "-vf", "scale=1280:800", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "ac3"),
                source("d.mp4", "video/mp4", "-movflags", "frag_keyframe+empty_moov", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"),
                // Its index comes last, so that no pipe can hold it.
                source("e.mp4", "video/mp4", "-c:v", "mpeg4", "-c:a", "aac"),
                source("f.ogg", "audio/ogg", "-vn", "-c:a", "libvorbis"),
                source("g.png", "image/png", "-frames:v", "1")))) {
      var options = new ExportOptions(PlayerNames.TITLES, Locale.ENGLISH, Optional.empty(), Optional.of(ffmpeg));
      var plan = ExportPlanner.plan(bundle.items(), options);
      var report = Exporter.toFolder(plan, "", folder.resolve("out"), false, SILENT);
      assertEquals(List.of(), report.findings());
      assertEquals(6, report.madeAnew());
      var films = folder.resolve("out/1 Films");
      assertArrayEquals(Files.readAllBytes(folder.resolve("a.mp4")), Files.readAllBytes(films.resolve("01 a.mp4")));
      for (var name : List.of("02 b.mp4", "03 c.mp4", "04 d.mp4", "05 e.mp4")) {
        var film = ffmpeg.look(FilmInput.of(films.resolve(name))).orElseThrow();
        assertTrue(PlayerConversion.fits(film), name + ": " + film);
        assertTrue(film.facts().durationSeconds() > 0.8, name);
        try (var in = Files.newInputStream(films.resolve(name))) {
          assertEquals(PlainMp4.Layout.INDEX_FIRST, PlainMp4.layout(in), name);
        }
        var text = new String(Files.readAllBytes(films.resolve(name)), StandardCharsets.ISO_8859_1);
        // Of d, whose streams are copied, what the packed film said already stays.
        boolean named = text.contains("Lavf") || text.contains("x264 - core") && !name.contains("d.mp4");
        assertFalse(named, name + " names what made it");
      }
      assertEquals("mp3", ffmpeg.look(FilmInput.of(folder.resolve("out/2 Music/01 f.mp3"))).orElseThrow().container());
      var picture = Files.readAllBytes(folder.resolve("out/4 Pictures/01 g.jpg"));
      assertEquals(0xFFD8, (picture[0] & 0xFF) << 8 | picture[1] & 0xFF);
      try (var zip = new ZipTarget(folder.resolve("out.zip"), Long.MAX_VALUE, "x".toCharArray(), false)) {
        var zipped = Exporter.toZip(plan, "", zip, folder, SILENT);
        assertEquals(7, zipped.items());
        // What only a disk could hold in clear stays as it is, and is named.
        assertEquals(List.of("film-as-it-is"), zipped.findings().stream().map(finding -> finding.code()).toList());
      }
    }
  }

  @Test
  void aFilmThatIsCopiedAsItIsReplacesNothingEither() throws Exception {
    var ffmpeg = new PlayerConversion(Films.ffmpeg(), 2);
    var noFilm = new ExportedBundle.File("b.avi", Role.ITEM, "video/x-msvideo", "ko", null, null, new byte[999]);
    var source = new ExportedBundle.Source("b.avi", ItemType.FILM, "b", "", 0, null, 0, List.of(noFilm));
    var text = ExportedBundle.text("c.md", "c", "# c\n\n[film](b.avi)\n");
    try (var bundle = new ExportedBundle(folder.resolve("bundle"), List.of(source, text))) {
      var options = new ExportOptions(PlayerNames.ASCII, Locale.ENGLISH, Optional.empty(), Optional.of(ffmpeg));
      var plan = ExportPlanner.plan(bundle.items(), options);
      var out = folder.resolve("out");
      var mine = Files.createDirectories(out.resolve("1-film")).resolve("01-b.avi");
      Files.writeString(mine, "mine");
      for (int run = 0; run < 2; run++) {
        assertThrows(UsageException.class, () -> Exporter.toFolder(plan, "", out, false, SILENT));
        assertEquals("mine", Files.readString(mine));
      }
      Exporter.toFolder(plan, "", out, true, SILENT);
      assertEquals(999, Files.size(mine));
      var page = Files.readString(out.resolve("5-text/01-c.html"));
      assertTrue(page.contains("../1-film/01-b.avi"), page);
    }
  }

  @Test
  void whateverStandsInAFilmsBoxesIsBounded() throws Exception {
    var random = new Random(Trials.seed(FilmsForPlayersTest.class));
    for (int i = 0; i < Trials.of(20_000); i++) {
      var bytes = ("\0\0\0\u0010ftypisom\0\0\0\0\0\0\0\u0018moov\0\0\0\u0010mvhd\0\0\0\0\0\0\0\0\0\0\0\u0008mdat")
          .getBytes(StandardCharsets.ISO_8859_1);
      for (int n = random.nextInt(4); n > 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      PlainMp4.layout(new ByteArrayInputStream(bytes, 0, random.nextInt(bytes.length + 1)));
    }
  }
}

package org.bojagi.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.bundle.KeyRing;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.Role;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.fault.Finding;
import org.bojagi.media.Films;
import org.bojagi.media.MediaPrograms;
import org.bojagi.media.ScannedPages;
import org.bojagi.media.Transcode;
import org.bojagi.open.Library;
import org.bojagi.open.OpenBundle;
import org.bojagi.search.SearchOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of films that no browser plays and of pages that are pictures, with the real programs. */
class FilmsAndScansTest {
  @TempDir Path folder;
  private final X25519Identity archive = X25519Identity.generate();

  private PackReport pack(MediaPrograms programs, Optional<Transcode> transcode) throws IOException {
    var options = PackOptions.to(List.of(archive.recipient())).with(programs, transcode);
    try (var corpus = CorpusReader.read(corpus())) {
      return Packer.pack(corpus, folder.resolve("bundle"), options, moment -> {});
    }
  }

  private Path corpus() throws IOException {
    return Files.createDirectories(folder.resolve("corpus"));
  }

  private Map<String, CatalogueLine> lines() throws IOException {
    var lines = new HashMap<String, CatalogueLine>();
    try (var bundle = Bundle.open(folder.resolve("bundle"), KeyRing.of(archive))) {
      bundle.catalogue(
          line -> lines.put(line.file().path(), line),
          fault -> {
            throw new AssertionError(fault);
          });
    }
    return lines;
  }

  private static Map<String, String> codes(PackReport report) {
    return report.findings().stream()
        .collect(Collectors.toMap(Finding::code, Finding::where, (one, other) -> one + ", " + other));
  }

  private void film(String name, String... options) throws Exception {
    Films.make(corpus(), name, 3, options);
  }

  private void filmWithSubtitles(String name) throws Exception {
    var cues = Files.writeString(folder.resolve("k.srt"), "1\n00:00:00,500 --> 00:00:02,000\n살구꽃이 피였다.\n");
    film("silent.mkv", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac");
    Films.run(
        List.of(
            "ffmpeg", "-v", "error", "-nostdin", "-i", corpus().resolve("silent.mkv").toString(), "-i",
            cues.toString(), "-map", "0", "-map", "1", "-c", "copy", "-metadata:s:s", "language=kor",
            corpus().resolve(name).toString()));
    Files.delete(corpus().resolve("silent.mkv"));
  }

  @Test
  void filmsAreMadeAnewAndHaveAPictureAndTheirSubtitles() throws Exception {
    var programs = new MediaPrograms(Optional.of(Films.ffmpeg()), Optional.empty());
    film("다리.avi", "-c:v", "mpeg4", "-c:a", "libmp3lame");
    filmWithSubtitles("살구.mkv");
    film("옛.wmv", "-c:v", "wmv2", "-c:a", "wmav2");
    film("옛노래.wma", "-vn", "-c:a", "wmav2");
    Files.writeString(corpus().resolve("거짓.avi"), "RIFF....AVI LIST and no film at all");
    var report = pack(programs, Optional.of(Transcode.UNPLAYABLE));
    var codes = codes(report);
    assertTrue(codes.get("transcoded").contains("다리.avi"), codes.toString());
    assertTrue(codes.get("transcoded").contains("살구.mkv"), codes.toString());
    var lines = lines();
    var film = lines.get("다리.avi").file();
    assertEquals("video/mp4", film.mediaType());
    assertEquals(List.of("avc1", "mp4a"), film.media().codecs());
    assertEquals(3, film.media().durationSeconds(), 0.2);
    assertEquals(List.of("avc1", "mp4a"), lines.get("살구.mkv").file().media().codecs());
    assertEquals("video/mp4", lines.get("옛.wmv").file().mediaType());
    assertEquals(3, lines.get("옛.wmv").file().media().durationSeconds(), 0.2);
    assertEquals("audio/mp4", lines.get("옛노래.wma").file().mediaType());
    assertNotNull(lines.get("거짓.avi"));
    assertEquals("거짓.avi", codes.get("film-no-browser-plays"));
    assertEquals(Role.SUBTITLES, lines.get("살구.ko.vtt").file().role());
    assertNotNull(lines.get("renditions/" + film.id() + "/thumbnail.jpg"));
    try (var open = OpenBundle.openToRead(folder.resolve("bundle"), KeyRing.of(archive), new ChunkCache(8 << 20))) {
      var hits = new Library(List.of(open)).searcher().search("살구꽃", SearchOptions.first(5)).hits();
      assertEquals(lines.get("살구.mkv").file().id(), hits.getFirst().id());
    }
  }

  @Test
  void withoutAProgramAllGoesInAsItIs() throws Exception {
    Films.ffmpeg();
    film("다리.avi", "-c:v", "mpeg4", "-c:a", "libmp3lame");
    film("옛.wmv", "-c:v", "wmv2", "-c:a", "wmav2");
    film("옛노래.wma", "-vn", "-c:a", "wmav2");
    film("좋은.mp4", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac");
    film("소리없는.mp4", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "ac3");
    Files.write(corpus().resolve("종이.pdf"), scan(List.of("그해 겨울 우리 집에는")));
    var report = pack(MediaPrograms.NONE, Optional.empty());
    assertFalse(codes(report).containsKey("transcoded"));
    for (var name : List.of("다리.avi", "옛.wmv", "소리없는.mp4")) {
      assertTrue(codes(report).get("film-no-browser-plays").contains(name), codes(report).toString());
    }
    assertEquals("옛노래.wma", codes(report).get("sound-no-browser-plays"));
    assertFalse(codes(report).get("film-no-browser-plays").contains("좋은"));
    assertEquals("종이.pdf", codes(report).get("pdf-without-text"));
    assertEquals(Files.size(corpus().resolve("다리.avi")), lines().get("다리.avi").file().sizeBytes());
  }

  @Test
  void aScannedPageIsFoundByWhatStandsOnIt() throws Exception {
    var programs = new MediaPrograms(Optional.empty(), Optional.of(ScannedPages.ocr()));
    Files.write(corpus().resolve("종이.ko.pdf"), scan(List.of(), ScannedPages.STORY));
    var report = pack(programs, Optional.empty());
    assertEquals("종이.ko.pdf", codes(report).get("pdf-read-by-machine"));
    assertNull(codes(report).get("pdf-without-text"));
    try (var open = OpenBundle.openToRead(folder.resolve("bundle"), KeyRing.of(archive), new ChunkCache(8 << 20))) {
      var hits = new Library(List.of(open)).searcher().search("강냉이가루", SearchOptions.first(5)).hits();
      assertEquals(1, hits.size());
      var passage = hits.getFirst().passages().getFirst();
      assertEquals(new Place.Page(2), passage.at());
      assertTrue(hits.getFirst().snippet().text().contains("첫눈"), hits.getFirst().snippet().text());
    }
  }

  @SafeVarargs
  private static byte[] scan(List<String>... pages) throws IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    try (var pdf = new PDDocument()) {
      for (var lines : pages) {
        var page = new PDPage(PDRectangle.A4);
        pdf.addPage(page);
        try (var content = new PDPageContentStream(pdf, page)) {
          var picture = ImageIO.read(new ByteArrayInputStream(ScannedPages.png(lines)));
          var inside = LosslessFactory.createFromImage(pdf, picture);
          content.drawImage(inside, 0, 0, page.getMediaBox().getWidth(), page.getMediaBox().getHeight());
        }
      }
      pdf.save(bytes);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
    return bytes.toByteArray();
  }
}

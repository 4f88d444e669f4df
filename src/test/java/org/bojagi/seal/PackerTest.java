package org.bojagi.seal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.KeyRing;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.Role;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.extract.ExtractionLimits;
import org.bojagi.scrub.Sensitive;
import org.bojagi.fault.Finding;
import org.bojagi.fault.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a folder: with the real worker process, the real index and the real volumes. */
class PackerTest {
  @TempDir Path folder;
  private final X25519Identity archive = X25519Identity.generate();
  private final Map<String, CatalogueLine> lines = new HashMap<>();

  @Test
  void theSampleFolderGoesInWithoutOneFinding() throws Exception {
    var report = pack(Path.of("corpus"));
    assertEquals(List.of(), report.findings().stream().filter(f -> f.severity() != Finding.Severity.NOTE).toList());
    assertEquals(List.of(), report.revealing());
    assertTrue(report.items() >= 40, report.items() + " items");
    readBack();
    assertEquals(report.items(), lines.values().stream().filter(line -> line.item().isPresent()).count());
    var film = lines.get("영상/살구나무.mp4").item().orElseThrow();
    assertTrue(
        lines.values().stream()
            .anyMatch(line -> line.file().of().equals(film.id()) && line.file().role() == Role.CAPTIONS));
  }

  @Test
  void whatAPageOfResultsShowsOfTheSampleIsThere() throws Exception {
    pack(Path.of("corpus"));
    var bytes = readBack();
    var thumbnails = new HashMap<String, String>();
    var derivedFrom = new HashMap<String, String>();
    lines.values().stream()
        .filter(line -> line.file().role() == Role.THUMBNAIL)
        .forEach(
            line -> {
              assertEquals(null, thumbnails.put(line.file().of(), line.file().path()), "one of an item");
              assertTrue(bytes.get(line.file().path()).length < 40_000);
              derivedFrom.put(line.file().of(), line.file().derivedFrom());
            });
    for (var path :
        List.of(
            "영상/살구나무.mp4", "그림/쪼각보.png", "그림/겨울강.webp", "알아두기/몸/화상과 설사때의 구급처치.pdf",
            "이야기/다리 우에서/1.ko.md")) {
      assertTrue(thumbnails.containsKey(lines.get(path).file().id()), path);
    }
    assertEquals(
        lines.get("영상/살구나무.jpg").file().id(), derivedFrom.get(lines.get("영상/살구나무.mp4").file().id()));
    assertFalse(thumbnails.containsKey(lines.get("영상/값의 저울.webm").file().id()), "no poster, no frame");

    var pdf = lines.get("알아두기/몸/화상과 설사때의 구급처치.pdf").file();
    var pages = lines.values().stream().filter(line -> line.file().role() == Role.PAGE).toList();
    assertEquals(4, pages.size());
    pages.forEach(page -> assertEquals(pdf.id(), page.file().derivedFrom()));
    assertTrue(bytes.containsKey("renditions/" + pdf.id() + "/page-0001.png"));

    assertEquals(48, lines.get("영상/살구나무.mp4").file().media().durationSeconds(), 0.1);
    var explainer = lines.get("알아두기/하늘/살구나무의 네 계절.md").file();
    assertEquals("영상/살구나무.mp4", explainer.pathOf("살구나무.mp4"), "by its name, not its path");
    for (var line : lines.values()) {
      if (line.file().mediaType().equals("text/markdown")) {
        var text = new String(bytes.get(line.file().path()), UTF_8);
        var links = java.util.regex.Pattern.compile("\\]\\(<?([^)>]+)>?\\)").matcher(text);
        while (links.find()) {
          var path = line.file().pathOf(links.group(1));
          assertTrue(lines.containsKey(path), line.file().path() + ": " + links.group(1));
        }
      }
    }
  }

  @Test
  void aLongDocumentsPagesWaitInASpoolAndComeOutWhole() throws Exception {
    var corpus = corpus();
    var out = new java.io.ByteArrayOutputStream();
    try (var pdf = new org.apache.pdfbox.pdmodel.PDDocument()) {
      for (int i = 0; i < 5; i++) {
        var page = new org.apache.pdfbox.pdmodel.PDPage();
        pdf.addPage(page);
        var noise = new java.awt.image.BufferedImage(700, 700, java.awt.image.BufferedImage.TYPE_INT_RGB);
        var random = new java.util.Random(i);
        for (int pixel = 0; pixel < 490_000; pixel++) {
          noise.setRGB(pixel % 700, pixel / 700, random.nextInt(1 << 24));
        }
        try (var content = new org.apache.pdfbox.pdmodel.PDPageContentStream(pdf, page)) {
          var picture = org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory.createFromImage(pdf, noise);
          content.drawImage(picture, 0, 0, 612, 792);
        }
      }
      pdf.save(out);
    }
    write(corpus.resolve("a.pdf"), out.toByteArray());
    pack(corpus);
    var bytes = readBack();
    long total = 0;
    for (int i = 1; i <= 5; i++) {
      var page = bytes.get("renditions/" + lines.get("a.pdf").file().id() + "/page-000" + i + ".jpg");
      assertEquals(0xFFD8, (page[0] & 0xFF) << 8 | page[1] & 0xFF);
      assertEquals(0xFFD9, (page[page.length - 2] & 0xFF) << 8 | page[page.length - 1] & 0xFF);
      total += page.length;
    }
    assertTrue(total > 1 << 20, total + " bytes, more than waits in memory");
    try (var left = Files.list(folder)) {
      assertEquals(List.of("bundle", "corpus"), left.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void titlesComeFromWhatTheTeamWroteThenTheContentThenTheName() throws Exception {
    var corpus = corpus();
    write(corpus.resolve("a.md"), "---\ntitle: 쓴 제목\n---\n# 다른 제목\n\n글.\n".getBytes(UTF_8));
    write(corpus.resolve("b.html"), "<title>머리 제목</title><p>글.</p>".getBytes(UTF_8));
    write(corpus.resolve("c_이름.bin"), new byte[] {1, 2, 3});
    pack(corpus);
    readBack();
    assertEquals("쓴 제목", lines.get("a.md").item().orElseThrow().title());
    assertEquals("머리 제목", lines.get("b.html").item().orElseThrow().title());
    assertEquals("c 이름", lines.get("c_이름.bin").item().orElseThrow().title());
  }

  @Test
  void whatIsTooLargeToBeReadIsCleanedAllTheSame() throws Exception {
    var corpus = corpus();
    var page = "<!-- Invented Author --><p>" + " ".repeat((int) ExtractionLimits.DEFAULT.textBytes());
    write(corpus.resolve("long.html"), page.getBytes(ISO_8859_1));
    var report = pack(corpus);
    var finding = report.findings().stream().filter(f -> f.code().equals("too-large-to-read")).findFirst().orElseThrow();
    assertFalse(finding.hint().contains("nobody checked"), finding.hint());
    assertEquals(List.of(), report.revealing());
    assertEquals('p', readBack().get("long.html")["<!----><".length()]);
  }

  @Test
  void anUnreadableFileIsNamedAndTheRestGoesIn() throws Exception {
    var corpus = corpus();
    write(corpus.resolve("good.txt"), "남는 글".getBytes(UTF_8));
    write(corpus.resolve("gone.txt"), "사라질 글".getBytes(UTF_8));
    write(corpus.resolve("grown.bin"), new byte[10]);
    PackReport report;
    try (var read = CorpusReader.read(corpus)) {
      Files.delete(corpus.resolve("gone.txt"));
      Files.write(corpus.resolve("grown.bin"), new byte[4000]);
      report = Packer.pack(read, folder.resolve("bundle"), options(Format.MAX_VOLUME_BYTES), moment -> {});
    }
    assertEquals(
        List.of("file-gone", "file-changed"),
        report.findings().stream().map(Finding::code).filter(code -> code.startsWith("file-")).toList());
    assertTrue(report.leftSomethingOut());
    readBack();
    assertEquals(List.of("good.txt", "grown.bin"), lines.keySet().stream().sorted().toList());
    assertEquals(10, lines.get("grown.bin").file().sizeBytes());
  }

  @Test
  void whatNamesAPlaceOrAPersonIsTakenOutAndNamedByFieldAndNeverByValue() throws Exception {
    var corpus = corpus();
    for (var name : List.of("place-and-artist.jpg", "author.docx", "place.mp4")) {
      try (var in = PackerTest.class.getResourceAsStream("/org/bojagi/sensitive/" + name)) {
        write(corpus.resolve(name), in.readAllBytes());
      }
    }
    var report = pack(corpus);
    assertEquals(List.of(), report.revealing());
    var removed = new HashMap<String, String>();
    report.details().scrubbed().forEach(file -> removed.put(file.path(), PackReport.kinds(file.removed()).toString()));
    assertTrue(removed.get("place-and-artist.jpg").contains(Sensitive.Kind.PLACE.name()), removed.toString());
    assertTrue(removed.get("place-and-artist.jpg").contains(Sensitive.Kind.AUTHOR.name()), removed.toString());
    assertTrue(removed.get("author.docx").contains(Sensitive.Kind.AUTHOR.name()), removed.toString());
    assertTrue(removed.get("place.mp4").contains(Sensitive.Kind.PLACE.name()), removed.toString());
    assertFalse(report.toString().contains("Invented"), report.toString());
    readBack().forEach((path, bytes) -> assertFalse(new String(bytes, ISO_8859_1).contains("Invented"), path));
    assertFalse(lines.values().toString().contains("Invented"));
  }

  @Test
  void whatATeamKeepsOnPurposeStaysAndIsNoFinding() throws Exception {
    var corpus = corpus();
    try (var in = PackerTest.class.getResourceAsStream("/org/bojagi/sensitive/author.docx")) {
      write(corpus.resolve("author.docx"), in.readAllBytes());
    }
    write(corpus.resolve("bojagi.yaml"), "keep: [author]\n".getBytes(UTF_8));
    var report = pack(corpus);
    assertEquals(List.of(), report.revealing());
    assertEquals(
        List.of("author.docx"),
        report.details().scrubbed().stream().filter(f -> !f.kept().isEmpty()).map(f -> f.path()).toList());
  }

  @Test
  void aDocumentTooLargeForMemoryGoesThroughAnEncryptedSpool() throws Exception {
    var corpus = corpus();
    // Large by its bytes: that each of a million words is indexed is nothing that this asks.
    var text = ("보자기에 싼 긴 글.\n" + "\n".repeat(1_000)).repeat(34_000).getBytes(UTF_8);
    assertTrue(text.length > Preparation.IN_MEMORY_BYTES);
    write(corpus.resolve("긴 글.txt"), text);
    var limits = ExtractionLimits.DEFAULT;
    var larger =
        new ExtractionLimits(
            limits.documentBytes(),
            64L << 20,
            limits.renditionChars(),
            limits.pictures(),
            limits.pictureBytes(),
            limits.pages(),
            limits.pageBytes(),
            limits.cpuTime(),
            limits.wallTime(),
            limits.heapMebibytes(),
            limits.filesPerWorker());
    try (var read = CorpusReader.read(corpus)) {
      var options = new PackOptions(8 << 20, List.of(archive.recipient()), 2, larger, PackOptions.Traces.REMOVE);
      Packer.pack(read, folder.resolve("bundle"), options, moment -> {});
    }
    var packed = readBack().get("긴 글.txt");
    assertArrayEquals(text, packed);
  }

  @Test
  void aFolderInUseIsRefusedBeforeAnythingIsRead() throws Exception {
    var corpus = corpus();
    write(corpus.resolve("a.txt"), "글".getBytes(UTF_8));
    write(folder.resolve("bundle/mine.txt"), new byte[1]);
    assertThrows(UsageException.class, () -> pack(corpus));
    assertEquals(1, Files.readAllBytes(folder.resolve("bundle/mine.txt")).length);
    assertFalse(Files.exists(folder.resolve("bundle.partial")));
  }

  /** Otherwise what stands there now would be packed from where the private lines ended before. */
  @Test
  void aTextThatChangedAfterItsPrivateLinesWereFoundStaysOut() throws Exception {
    var corpus = corpus();
    write(corpus.resolve("a.md"), "---\nprivate: {source: x}\n---\n# 제목\n\n긴 긴 긴 긴 글.\n".getBytes(UTF_8));
    var grown = "---\nprivate: {source: Hong, Street 5}\n---\n# 제목\n\n글.\n".getBytes(UTF_8);
    PackReport report;
    try (var read = CorpusReader.read(corpus)) {
      Files.write(corpus.resolve("a.md"), grown);
      Files.setLastModifiedTime(corpus.resolve("a.md"), java.nio.file.attribute.FileTime.fromMillis(1));
      report = Packer.pack(read, folder.resolve("bundle"), options(Format.MAX_VOLUME_BYTES), moment -> {});
    }
    assertEquals(List.of("text-changed"), report.findings().stream().map(Finding::code).toList());
    readBack();
    assertEquals(Map.of(), lines);
  }

  /** Lucene notes the system, the Java and the millisecond with each segment, unless it is told not to. */
  @Test
  void nothingInsideTellsOfTheComputerThatPackedIt() throws Exception {
    var corpus = corpus();
    write(corpus.resolve("a.txt"), "글 하나".getBytes(UTF_8));
    pack(corpus);
    var wanted =
        List.of(
            "os.version", "java.runtime.version", "timestamp", System.getProperty("os.version"),
            System.getProperty("java.vendor"), System.getProperty("java.runtime.version"),
            folder.toString());
    try (var bundle = Bundle.open(folder.resolve("bundle"), KeyRing.of(archive))) {
      for (var volume : bundle.root().volumes()) {
        var payload = bundle.payload(volume.id());
        var plaintext = new String(payload.stream(0, payload.plaintextSize(), null).readAllBytes(), ISO_8859_1);
        for (var text : wanted) {
          assertFalse(plaintext.contains(text), text);
        }
      }
    }
  }

  /** Their shelf is far from full. */
  @Test
  void whatAFewShortTextsTakeIsTold() throws Exception {
    var corpus = corpus();
    var random = new Random(1);
    for (int i = 0; i < 10; i++) {
      var letters = new byte[2_250];
      random.nextBytes(letters);
      write(corpus.resolve(i + ".txt"), Base64.getEncoder().encode(letters));
    }
    var share = pack(corpus).details().types().getFirst();
    assertEquals(30_000, share.sourceBytes());
    assertTrue(share.sealedBytes() > 20_000 && share.sealedBytes() < 60_000, share.toString());
  }

  @Test
  void anEmptyFolderMakesAnEmptyBundle() throws Exception {
    var report = pack(corpus());
    assertEquals(0, report.items());
    readBack();
    assertEquals(Map.of(), lines);
  }

  @Test
  void theBundleNamesWhatToBeginWithTheTeamsOwnListFirst() throws Exception {
    var corpus = corpus();
    write(corpus.resolve("bojagi.yaml"), "title: 가\nfeatured: [b.md]\n".getBytes(UTF_8));
    for (var name : List.of("a", "b", "c", "d")) {
      var head = name.equals("b") ? "" : "---\nfeatured: " + !name.equals("c") + "\n---\n";
      write(corpus.resolve(name + ".md"), (head + "# " + name + "\n\n글\n").getBytes(UTF_8));
    }
    pack(corpus);
    try (var bundle = Bundle.open(folder.resolve("bundle"), KeyRing.of(archive))) {
      assertEquals(
          List.of("b.md", "a.md", "d.md").stream().map(org.bojagi.catalog.Item::idOf).toList(),
          bundle.about().featured());
    }
  }

  private PackReport pack(Path corpus) throws IOException {
    try (var read = CorpusReader.read(corpus)) {
      return Packer.pack(read, folder.resolve("bundle"), options(Format.MAX_VOLUME_BYTES), moment -> {});
    }
  }

  private PackOptions options(long volumeBytes) {
    return new PackOptions(
        volumeBytes, List.of(archive.recipient()), 2, ExtractionLimits.DEFAULT, PackOptions.Traces.REMOVE);
  }

  /** Catalogue lines by path into {@code lines}; the files' bytes through the index's locations. */
  private Map<String, byte[]> readBack() throws IOException {
    var bytes = new HashMap<String, byte[]>();
    try (var bundle = Bundle.open(folder.resolve("bundle"), KeyRing.of(archive))) {
      assertEquals(List.of(), bundle.findings());
      bundle.catalogue(
          line -> lines.put(line.file().path(), line),
          fault -> {
            throw new AssertionError(fault);
          });
      var cache = new org.bojagi.bundle.ChunkCache(8 << 20);
      try (var index =
          org.bojagi.index.OpenIndex.open(org.bojagi.index.BundleDirectory.of(bundle, cache), "bundle")) {
        for (var line : lines.values()) {
          var stored = index.byId(line.file().of()).orElseThrow();
          var located =
              org.bojagi.bundle.Locations.decode(stored.locations()).byId(line.file().id()).orElseThrow();
          try (var in = bundle.read(located, null)) {
            bytes.put(line.file().path(), in.readAllBytes());
          }
        }
      } catch (org.bojagi.catalog.Json.Malformed e) {
        throw new AssertionError(e);
      }
    }
    return bytes;
  }

  private Path corpus() throws IOException {
    return Files.createDirectories(folder.resolve("corpus"));
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }
}

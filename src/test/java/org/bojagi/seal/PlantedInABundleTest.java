package org.bojagi.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.bojagi.age.AgePayload;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.Locations;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.Role;
import org.bojagi.cli.pack.WrittenReports;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.extract.ExtractionLimits;
import org.bojagi.extract.PlantedDocuments;
import org.bojagi.extract.PlantedPdf;
import org.bojagi.fault.WrongKeyException;
import org.bojagi.index.BundleDirectory;
import org.bojagi.index.OpenIndex;
import org.bojagi.media.Ffmpeg;
import org.bojagi.media.Films;
import org.bojagi.media.MediaPrograms;
import org.bojagi.media.Transcode;
import org.bojagi.scrub.PlantedArchives;
import org.bojagi.scrub.PlantedFilms;
import org.bojagi.scrub.PlantedPictures;
import org.bojagi.scrub.PlantedTexts;
import org.bojagi.scrub.PlantedValues;
import org.bojagi.seal.PackOptions.Traces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What names a source doesn't go into a bundle: a folder of files of every kind is packed, then all that the bundle
 * holds is decrypted, unpacked and searched, whether anything in it is named by catalogue and index or not.
 */
class PlantedInABundleTest {
  /** More than is read at once whatever it is, so that it is cleaned as it is sealed. */
  private static final int LARGE_BYTES = 300_000;

  @TempDir Path folder;
  private final X25519Identity archive = X25519Identity.generate();
  private final PlantedValues planted = new PlantedValues();

  /** By path, with what is searched for in them. */
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private final Map<String, CatalogueLine> lines = new HashMap<>();

  @Test
  void nothingThatWasPlantedIsInTheBundleOrInTheReport() throws Exception {
    plantEverything();
    var report = pack(written(), options(Traces.REMOVE));
    planted.assertAbsent(everything());
    planted.assertAbsent(everythingRead());
    assertNamed(report);
    assertTrue(lines.keySet().containsAll(files.keySet()), () -> "left out: " + leftOut());
    assertEquals(Role.TRANSLATION, lines.get("이야기/봄/1.ko.md").file().role(), "of 1.en.docx");
    for (var companion : List.of("이야기/봄/사진.jpg", "글/쪽_files/틀.html")) {
      assertEquals(Role.COMPANION, lines.get(companion).file().role(), companion);
    }
  }

  /** The control: a search that finds nothing proves nothing. */
  @Test
  void allThatWasPlantedIsFoundWhereItIsKept() throws Exception {
    plantEverything();
    var report = pack(written(), options(Traces.KEEP));
    planted.assertPresent(everything());
    planted.assertPresent(everythingRead());
    assertEquals(List.of(), planted.placesIn(told(report)));
  }

  /** Nothing can be sought in a ZIP: other ways lead to the same. */
  @Test
  void nothingThatWasPlantedComesOutOfAZippedFolder() throws Exception {
    plantEverything();
    var zip = folder.resolve("corpus.zip");
    try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (var file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue());
      }
    }
    var report = pack(zip, options(Traces.REMOVE));
    planted.assertAbsent(everything());
    planted.assertAbsent(everythingRead());
    assertNamed(report);
    assertTrue(lines.keySet().containsAll(files.keySet()), () -> "left out: " + leftOut());
  }

  @Test
  void whatCannotBeCleanedIsLeftOutWhereThatIsAskedFor() throws Exception {
    plantEverything();
    // A translation that can't be cleaned takes its item along.
    files.remove("이야기/봄/1.en.docx");
    put("이야기/봄/1.en.html", "<p>An apricot</p><a href='file:///C:/a.html'>a</a>".getBytes(UTF_8));
    var clean = Set.copyOf(files.keySet());
    put("표/무엇인가.qqq", joined(new byte[] {1, 2, 3, 4}, planted.plant("unknown format").getBytes(UTF_8)));
    put("표/큰 무엇인가.qqq", joined(planted.plant("large unknown").getBytes(UTF_8), noise()));
    var path = "<p>글</p><a href='file:///C:/" + planted.plant("local path") + "/a.html'>a</a>";
    put("글/길.html", path.getBytes(UTF_8));
    var report = pack(written(), options(Traces.LEAVE_OUT));
    planted.assertAbsent(everything());
    planted.assertAbsent(everythingRead());
    assertEquals(List.of(), planted.placesIn(told(report)));
    var missing = new TreeSet<>(files.keySet());
    missing.removeAll(lines.keySet());
    missing.removeAll(clean);
    assertEquals(Set.of("표/무엇인가.qqq", "표/큰 무엇인가.qqq", "글/길.html"), missing);
    var goneAlong = leftOut();
    report.findings().stream().filter(f -> f.code().equals("not-clean")).forEach(f -> goneAlong.remove(f.where()));
    assertEquals(Set.of("이야기/봄/1.ko.md", "이야기/봄/사진.jpg"), goneAlong, "files of an item that is left out");
  }

  @Test
  void aFilmThatIsMadeAnewTakesNothingAlong() throws Exception {
    var ffmpeg = Films.ffmpeg();
    film("영상/옛.avi", "-c:v", "mpeg4", "-c:a", "libmp3lame");
    film("영상/강.mkv", "-c:v", "mpeg4", "-c:a", "ac3", "-metadata:s:v", "title=" + planted.plant("track"));
    film("영상/말.mov", "-c:v", "mpeg4", "-c:a", "pcm_s16le",
        "-metadata:s:v", "handler_name=" + planted.plant("handler"));
    var programs = new MediaPrograms(Optional.of(ffmpeg), Optional.empty());
    var report = pack(written(), options(Traces.REMOVE).with(programs, Optional.of(Transcode.UNPLAYABLE)));
    planted.assertAbsent(everything());
    planted.assertAbsent(everythingRead());
    assertEquals(List.of(), planted.placesIn(told(report)));
    assertEquals(files.keySet(), Set.copyOf(lines.keySet().stream().filter(files::containsKey).toList()));
  }

  private void plantEverything() throws Exception {
    put("그림/사진.jpg", PlantedPictures.jpeg(planted.in("JPEG")));
    put("그림/그림.png", PlantedPictures.png(planted.in("PNG")));
    put("그림/움직임.gif", PlantedPictures.gif(planted.in("GIF")));
    put("그림/강.webp", PlantedPictures.webp(planted.in("WebP")));
    put("그림/종이.tif", PlantedPictures.tiff(planted.in("TIFF"), true));
    put("그림/선.svg", PlantedTexts.drawing(planted.in("SVG")).getBytes(UTF_8));
    put("문서/글.pdf", new PlantedPdf(planted.in("PDF")).document(false));
    put("문서/다시.pdf", new PlantedPdf(planted.in("PDF of two revisions")).document(true));
    put("문서/글.docx", PlantedDocuments.docx(planted.in("DOCX")));
    put("문서/표.xlsx", PlantedDocuments.xlsx(planted.in("XLSX")));
    put("문서/발표.pptx", PlantedDocuments.pptx(planted.in("PPTX")));
    put("문서/글.odt", PlantedDocuments.odt(planted.in("ODT")));
    put("문서/책.epub", PlantedDocuments.epub(planted.in("EPUB")));
    put("문서/한글.hwpx", PlantedDocuments.hwpx(planted.in("HWPX")));
    put("문서/옛한글.hwp", PlantedDocuments.hwp(planted.in("HWP")));
    put("문서/서식.rtf", PlantedDocuments.rtf(planted.in("RTF")));
    put("문서/저장.mhtml", PlantedDocuments.mhtml(planted.in("MHTML")));
    put("글/쪽.html", PlantedTexts.page(planted.in("HTML")).getBytes(UTF_8));
    put("글/늘임없는 쪽", PlantedTexts.page(planted.in("HTML without a suffix")).getBytes(UTF_8));
    put("글/잘못 부른 쪽.xhtml.bak", PlantedTexts.page(planted.in("HTML of another suffix")).getBytes(UTF_8));
    put("그림/잘못 부른 그림.dat", PlantedPictures.jpeg(planted.in("JPEG of another suffix")));
    put("문서/잘못 부른 글.dat", new PlantedPdf(planted.in("PDF of another suffix")).document(false));
    put("글/글.md", PlantedTexts.markdown(planted.in("Markdown")).getBytes(UTF_8));
    put("묶음/모음.zip", PlantedArchives.zip(planted.in("ZIP"), Zip64Mode.Never));
    var tar = PlantedArchives.tar(planted.in("tar"), TarArchiveOutputStream.BIGNUMBER_POSIX);
    put("묶음/모음.tar", Arrays.copyOf(tar, LARGE_BYTES / 512 * 512));

    var story = "# 봄\n\n살구나무. <!-- " + planted.in("story").plantKorean("comment") + " -->\n\n"
        + "![사진](사진.jpg) [덧붙임](덧붙임.pdf) [쪽](<큰 쪽.html>) [선](<큰 선.svg>)\n";
    put("이야기/봄/1.ko.md", story.getBytes(UTF_8));
    put("이야기/봄/1.en.docx", PlantedDocuments.docx(planted.in("translation")));
    put("이야기/봄/사진.jpg", PlantedPictures.jpeg(planted.in("embedded picture")));
    put("이야기/봄/덧붙임.pdf", new PlantedPdf(planted.in("companion")).document(true));
    var padding = "<p>" + "글 ".repeat(LARGE_BYTES / 4) + "</p>";
    put("글/쪽_files/틀.html", (PlantedTexts.page(planted.in("frame of a saved page")) + padding).getBytes(UTF_8));
    put("이야기/봄/큰 쪽.html", (PlantedTexts.page(planted.in("large companion")) + padding).getBytes(UTF_8));
    var drawing = PlantedTexts.drawing(planted.in("large drawing"));
    put("이야기/봄/큰 선.svg", drawing.replace("</svg>", " ".repeat(LARGE_BYTES) + "</svg>").getBytes(UTF_8));

    put("영상/자리.mp4", PlantedFilms.withPositions(planted.in("film by hand")));
    var large = PlantedFilms.withPositions(planted.in("large film by hand"));
    put("영상/큰 자리.mp4", joined(large, new byte[] {0, 4, (byte) 0x93, (byte) 0xE8, 'm', 'd', 'a', 't'}, noise()));
    if (Ffmpeg.find().isEmpty()) {
      System.out.println("PlantedInABundleTest: no ffmpeg, films and sounds are not among the files");
      return;
    }
    film("영상/살구.mp4", "-c:v", "libx264", "-c:a", "aac", "-movflags", "frag_keyframe+empty_moov");
    film("영상/살구.mov", "-c:v", "libx264", "-c:a", "aac", "-metadata", "location=+37.5665+126.9780/");
    planted.text("location", "+37.5665+126.9780");
    film("영상/큰 살구.mp4", "-c:v", "libx264", "-b:v", "2M", "-g", "1", "-c:a", "aac", "-movflags",
        "+faststart");
    film("영상/다리.mkv", "-c:v", "libx264", "-c:a", "aac", "-metadata:s:v", "title=" + planted.plant("track"));
    film("영상/다리.webm", "-c:v", "libvpx", "-c:a", "libopus");
    film("영상/옛.avi", "-c:v", "mpeg4", "-c:a", "libmp3lame");
    film("소리/노래.mp3", "-vn", "-c:a", "libmp3lame", "-write_id3v1", "1", "-write_apetag", "1");
    film("소리/노래.ogg", "-vn", "-c:a", "libvorbis");
    film("소리/노래.opus", "-vn", "-c:a", "libopus");
    film("소리/노래.flac", "-vn", "-c:a", "flac");
    film("소리/노래.m4a", "-vn", "-c:a", "aac");
    film("소리/노래.wav", "-vn", "-c:a", "pcm_s16le", "-write_bext", "1",
        "-metadata", "originator=" + planted.plant("bext"));
    assertTrue(files.get("영상/큰 살구.mp4").length > 128 << 10);
  }

  private void film(String path, String... how) throws IOException, InterruptedException {
    planted.in(path);
    var options = new ArrayList<>(List.of(how));
    options.addAll(List.of("-metadata", "comment=" + planted.plantKorean("comment")));
    options.addAll(List.of("-metadata", "artist=" + planted.plant("artist")));
    var made = Films.make(folder, "made" + path.substring(path.lastIndexOf('.')), 2, options.toArray(new String[0]));
    put(path, Files.readAllBytes(made));
    Files.delete(made);
  }

  private void put(String path, byte[] bytes) {
    files.put(path, bytes);
  }

  private static byte[] noise() {
    var noise = new byte[LARGE_BYTES];
    new Random(1).nextBytes(noise);
    return noise;
  }

  private static byte[] joined(byte[]... parts) throws IOException {
    var out = new ByteArrayOutputStream();
    for (var part : parts) {
      out.write(part);
    }
    return out.toByteArray();
  }

  private Path written() throws IOException {
    for (var file : files.entrySet()) {
      var path = folder.resolve("corpus").resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return folder.resolve("corpus");
  }

  private PackOptions options(Traces traces) {
    return new PackOptions(
        Format.MAX_VOLUME_BYTES, List.of(archive.recipient()), 2, ExtractionLimits.DEFAULT, traces);
  }

  private PackReport pack(Path corpus, PackOptions options) throws IOException {
    try (var read = CorpusReader.read(corpus)) {
      return Packer.pack(read, folder.resolve("bundle"), options, moment -> {});
    }
  }

  /** Every file is named with fields that went, and no value is. */
  private void assertNamed(PackReport report) throws IOException {
    var named = new HashSet<String>();
    report.details().scrubbed().stream().filter(f -> !f.removed().isEmpty()).forEach(f -> named.add(f.path()));
    var unnamed = new TreeSet<>(files.keySet());
    unnamed.removeAll(named);
    assertEquals(Set.of(), unnamed);
    assertEquals(List.of(), planted.placesIn(told(report)));
  }

  private static byte[] told(PackReport report) throws IOException {
    var written = WrittenReports.of(report);
    assertNotEquals("", written);
    return (report + written).getBytes(UTF_8);
  }

  private Set<String> leftOut() {
    var out = new TreeSet<>(files.keySet());
    out.removeAll(lines.keySet());
    return out;
  }

  /** Every file of the bundle decrypted, each entry of each of them unpacked, and what is packed in those. */
  private byte[] everything() throws IOException {
    var all = new ByteArrayOutputStream();
    var sealed = new ArrayList<Path>();
    X25519Identity identity = null;
    try (var walk = Files.walk(folder.resolve("bundle"))) {
      for (var file : walk.filter(Files::isRegularFile).toList()) {
        all.write(file.getFileName().toString().getBytes(UTF_8));
        try {
          identity = X25519Identity.parseFile(plaintext(file, archive)).getFirst();
        } catch (WrongKeyException e) {
          sealed.add(file);
        }
      }
    }
    assertTrue(sealed.size() >= 3, "content, index and root");
    int entries = 0;
    for (var file : sealed) {
      var plaintext = plaintext(file, identity);
      all.write(plaintext);
      try (var zip = ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(plaintext)).get()) {
        for (var list = zip.getEntries(); list.hasMoreElements(); entries++) {
          var entry = list.nextElement();
          all.write(entry.getName().getBytes(UTF_8));
          try (var in = zip.getInputStream(entry)) {
            var bytes = in.readAllBytes();
            if (entry.getName().endsWith(".zst")) {
              try (var shelf = new ZstdInputStream(new ByteArrayInputStream(bytes))) {
                bytes = shelf.readAllBytes();
              }
            }
            all.write(taken(entry.getName(), bytes));
          }
        }
      }
    }
    assertTrue(entries > 10, entries + " entries");
    return all.toByteArray();
  }

  private static byte[] plaintext(Path file, X25519Identity identity) throws IOException {
    try (var channel = FileChannel.open(file);
        var payload = AgePayload.open(channel, List.of(identity))) {
      return payload.stream(0, payload.plaintextSize(), null).readAllBytes();
    }
  }

  /** All that a reader gets: lines of the catalogue, and files and renditions from where the index says they lie. */
  private byte[] everythingRead() throws Exception {
    var all = new ByteArrayOutputStream();
    try (var bundle = Bundle.open(folder.resolve("bundle"), KeyRing.of(archive))) {
      assertEquals(List.of(), bundle.findings());
      bundle.catalogue(
          line -> lines.put(line.file().path(), line),
          fault -> {
            throw new AssertionError(fault);
          });
      all.write(bundle.root().toString().getBytes(UTF_8));
      try (var index = OpenIndex.open(BundleDirectory.of(bundle, new ChunkCache(8 << 20)), "bundle")) {
        for (var line : lines.values()) {
          all.write(line.toString().getBytes(UTF_8));
          var stored = index.byId(line.file().of()).orElseThrow();
          all.write(stored.toString().getBytes(UTF_8));
          all.write(stored.locations());
          var located = Locations.decode(stored.locations()).byId(line.file().id()).orElseThrow();
          try (var in = bundle.read(located, null)) {
            all.write(taken(line.file().path(), in.readAllBytes()));
          }
        }
      }
    }
    return all.toByteArray();
  }

  private static byte[] taken(String name, byte[] bytes) throws IOException {
    try {
      return PlantedDocuments.everything(bytes);
    } catch (IOException e) {
      throw new IOException(name, e);
    }
  }
}

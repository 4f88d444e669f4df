package org.bojagi.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bojagi.extract.Samples.utf8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.bojagi.extract.PlantedDocuments;
import org.bojagi.extract.PlantedPdf;
import org.bojagi.extract.Samples;
import org.bojagi.scrub.PlantedArchives;
import org.bojagi.scrub.PlantedFilms;
import org.bojagi.scrub.PlantedPictures;
import org.bojagi.scrub.PlantedTexts;
import org.bojagi.scrub.PlantedValues;

/**
 * Writes a corpus of hostile, broken and odd files, with a sound text beside each: the neighbour, which has a
 * word that nothing else has.
 */
final class HostileFiles {
  private static final String SYLLABLES = "갸꼐냬댜럅먜뱌샥얍쟙챡캽탸퍅햑괍놔돠롸뫄봐솨좌촤콰톼퐈횃규뉴듀류뮤뷰슈쥬츄큐튜퓨휴";
  private static final int IN_A_FOLDER = 6;

  private static final long HUGE_BYTES = 10_000_000_000L;

  /** Writes one file, or what stands for one, into a folder. */
  private interface Making {
    void in(Path folder, String stem, Random random) throws Exception;
  }

  private interface Bytes {
    byte[] of(Random random) throws Exception;
  }

  private record Kind(String name, boolean isAlone, Making making) {}

  private final Path corpus;
  private final Random random;
  private final boolean isLong;

  /** Of what an ordinary bomb unpacks to; the largest ones are {@link #HUGE_BYTES}. */
  private final long bombBytes;

  private final Map<String, byte[]> samples = new TreeMap<>();
  private final List<Kind> kinds = new ArrayList<>();
  private final List<Kind> hugeKinds = new ArrayList<>();
  private final HashSet<String> words = new HashSet<>();
  private final Map<String, String> kindOfFolder = new LinkedHashMap<>();
  private final Map<String, String> neighbours = new LinkedHashMap<>();

  /**
   * @param corpus an empty folder
   * @param isLong larger bombs, and those that take ten gigabytes each when unpacked
   */
  HostileFiles(Path corpus, Random random, boolean isLong) throws Exception {
    this.corpus = corpus;
    this.random = random;
    this.isLong = isLong;
    this.bombBytes = isLong ? 400 << 20 : 48 << 20;
    gatherSamples();
    name();
  }

  /** Path of each sound text, with the word that only it has. */
  Map<String, String> neighbours() {
    return neighbours;
  }

  /** What was put where, for messages. */
  String kindsIn(String path) {
    return " (" + kindOfFolder.getOrDefault(path.substring(0, Math.max(0, path.indexOf('/'))), "") + ")";
  }

  void write(int count) throws Exception {
    var order = new ArrayList<Kind>();
    while (order.size() < count) {
      var again = new ArrayList<>(kinds);
      Collections.shuffle(again, random);
      order.addAll(again);
    }
    var chosen = new ArrayList<>(order.subList(0, count));
    if (isLong) {
      for (int i = 0; i < hugeKinds.size(); i++) {
        chosen.set(i * count / hugeKinds.size(), hugeKinds.get(i));
      }
    }
    Path shared = null;
    for (int i = 0; i < count; i++) {
      var kind = chosen.get(i);
      if (shared == null || i % IN_A_FOLDER == 0) {
        shared = Files.createDirectories(corpus.resolve("함께" + letters(i)));
      }
      var folder = kind.isAlone ? Files.createDirectories(corpus.resolve("홀로" + letters(i))) : shared;
      kindOfFolder.merge(folder.getFileName().toString(), kind.name, (a, b) -> a + ", " + b);
      kind.making.in(folder, "파일" + letters(i), random);
      neighbour(folder.resolve("이웃 " + letters(i) + ".txt"));
    }
  }

  private void neighbour(Path file) throws IOException {
    var word = new StringBuilder();
    do {
      word.setLength(0);
      for (int i = 0; i < 6; i++) {
        word.append(SYLLABLES.charAt(random.nextInt(SYLLABLES.length())));
      }
    } while (!words.add(word.toString()));
    Files.writeString(file, "이것은 온전한 글이다.\n\n찾을 말은 " + word + " 하나뿐이다.\n");
    neighbours.put(corpus.relativize(file).toString(), word.toString());
  }

  private static String letters(int number) {
    var letters = new StringBuilder();
    for (int rest = number + 676; rest > 0; rest /= 26) {
      letters.insert(0, (char) ('a' + rest % 26));
    }
    return letters.toString();
  }

  private void gatherSamples() throws Exception {
    samples.putAll(Samples.documents());
    samples.put("encrypted.docx", Samples.encryptedDocx());
    samples.put("b.mp4", Samples.mp4(9_000, true));
    var planted = new PlantedValues().in("hostile");
    samples.put("p.jpg", PlantedPictures.jpeg(planted));
    samples.put("p.png", PlantedPictures.png(planted));
    samples.put("p.gif", PlantedPictures.gif(planted));
    samples.put("p.webp", PlantedPictures.webp(planted));
    samples.put("p.tif", PlantedPictures.tiff(planted, true));
    samples.put("p.mp4", PlantedFilms.withPositions(planted));
    samples.put("p.pdf", new PlantedPdf(planted).document(true));
    samples.put("p.docx", PlantedDocuments.docx(planted));
    samples.put("p.xlsx", PlantedDocuments.xlsx(planted));
    samples.put("p.pptx", PlantedDocuments.pptx(planted));
    samples.put("p.odt", PlantedDocuments.odt(planted));
    samples.put("p.epub", PlantedDocuments.epub(planted));
    samples.put("p.hwp", PlantedDocuments.hwp(planted));
    samples.put("p.hwpx", PlantedDocuments.hwpx(planted));
    samples.put("p.rtf", PlantedDocuments.rtf(planted));
    samples.put("p.mhtml", PlantedDocuments.mhtml(planted));
    samples.put("p.svg", PlantedTexts.drawing(planted).getBytes(UTF_8));
    samples.put("p.html", PlantedTexts.page(planted).getBytes(UTF_8));
    samples.put("p.md", PlantedTexts.markdown(planted).getBytes(UTF_8));
    samples.put("p.tar", PlantedArchives.tar(planted, TarArchiveOutputStream.BIGNUMBER_POSIX));
    try (var files = Files.walk(Path.of("corpus"))) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        samples.put("corpus/" + file.getFileName(), Files.readAllBytes(file));
      }
    }
  }

  private byte[] cut(byte[] sample) {
    return Arrays.copyOf(sample, 1 + random.nextInt(sample.length));
  }

  private byte[] flipped(byte[] sample) {
    var bytes = sample.clone();
    for (int flips = 1 + random.nextInt(20); flips > 0; flips--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  /** A part that stands twice, or isn't there. */
  private byte[] spliced(byte[] sample) {
    int from = random.nextInt(sample.length);
    int to = random.nextInt(sample.length);
    return Samples.joined(Arrays.copyOf(sample, from), Arrays.copyOfRange(sample, to, sample.length));
  }

  private String anySample() {
    var names = List.copyOf(samples.keySet());
    return names.get(random.nextInt(names.size()));
  }

  private static String suffix(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot);
  }

  private void file(String name, Bytes bytes) {
    kinds.add(kind(name, bytes));
  }

  private void huge(String name, Bytes bytes) {
    hugeKinds.add(kind(name, bytes));
  }

  private static Kind kind(String name, Bytes bytes) {
    return new Kind(
        name, false, (folder, stem, r) -> Files.write(folder.resolve(stem + suffix(name)), bytes.of(r)));
  }

  private void place(String name, Making making) {
    kinds.add(new Kind(name, true, making));
  }

  private void broken(String name, java.util.function.UnaryOperator<byte[]> how) {
    kinds.add(
        new Kind(
            name,
            false,
            (folder, stem, r) -> {
              var sample = anySample();
              Files.write(folder.resolve(stem + suffix(sample)), how.apply(samples.get(sample)));
            }));
  }

  private void name() {
    for (int i = 0; i < 6; i++) {
      broken("cut", this::cut);
      broken("flipped", this::flipped);
      broken("spliced", this::spliced);
    }
    kinds.add(
        new Kind(
            "of another suffix",
            false,
            (folder, stem, r) ->
                Files.write(folder.resolve(stem + suffix(anySample())), flipped(samples.get(anySample())))));
    kinds.add(
        new Kind(
            "noise",
            false,
            (folder, stem, r) -> {
              var noise = new byte[1 + r.nextInt(300_000)];
              r.nextBytes(noise);
              Files.write(folder.resolve(stem + suffix(anySample())), noise);
            }));
    archives();
    markup();
    file("objects.pdf", HostilePdf::of);
    file("more objects.pdf", HostilePdf::of);
    file("endless.pdf", HostilePdf::endless);
    file("text of megabytes.pdf", r -> HostilePdf.bomb("(a) Tj ", isLong ? bombBytes : 200_000));
    file("boxes.mp4", HostileMedia::mp4);
    file("boxes.mov", HostileMedia::mp4);
    file("boxes.m4a", HostileMedia::mp4);
    file("elements.mkv", HostileMedia::matroska);
    file("elements.webm", HostileMedia::matroska);
    file("tag.mp3", HostileMedia::mp3);
    file("pages.ogg", HostileMedia::ogg);
    file("blocks.flac", HostileMedia::flac);
    for (var kind : List.of("avi", "wav", "webp")) {
      file("chunks." + kind, HostileMedia::riff);
    }
    file("claiming.png", HostileMedia::claiming);
    file("claiming.jpg", HostileMedia::claiming);
    file("of zeros.png", r -> HostileArchives.pngBomb(isLong ? 12_000 : 6_000));
    file("text bomb.png", r -> HostileArchives.pngWithTextBomb(bombBytes));
    file("directories.tif", HostileMedia::tiff);
    file("items.heic", HostileMedia::heic);
    file("frames.gif", HostileMedia::animated);
    places();
  }

  private void archives() {
    file("in itself.zip", HostileArchives::zipInZip);
    file("in each other.zip", HostileArchives::everythingInEverything);
    file("in each other.tar", HostileArchives::everythingInEverything);
    file("in each other.7z", HostileArchives::everythingInEverything);
    file("in itself.docx", HostileArchives::docxInDocx);
    file("archives within.docx", HostileArchives::archivesInDocx);
    file("zeros.zip", r -> HostileArchives.zeros(bombBytes));
    file("overlapping.zip", HostileArchives::overlapping);
    file("overlapping.docx", HostileArchives::overlapping);
    file("names.zip", HostileArchives::oddNames);
    file("names.docx", HostileArchives::oddNames);
    file("numbers.zip", HostileArchives::oddNumbers);
    file("numbers.docx", HostileArchives::oddNumbers);
    file("numbers.epub", HostileArchives::oddNumbers);
    file("head.tar", HostileArchives::oddTar);
    file("head.tar.gz", HostileArchives::oddTar);
    file("head.7z", HostileArchives::oddSevenZ);
    file("zeros.gz", r -> HostileArchives.gzipBomb(r, bombBytes));
    file("zeros.svgz", r -> HostileArchives.gzipBomb(r, bombBytes));
    for (var kind : List.of("docx", "xlsx", "pptx", "odt", "hwpx", "epub")) {
      var fillings = new String[] {"\0", " ", "<a/>", "<a>", "a", "&amp;", "<w:p><w:r><w:t>a</w:t></w:r></w:p>"};
      file(
          "bomb." + kind,
          r -> HostileArchives.documentBomb(kind, fillings[r.nextInt(fillings.length)], bombBytes));
      huge("ten gigabytes." + kind, r -> HostileArchives.documentBomb(kind, "\0", HUGE_BYTES));
      huge("ten gigabytes of text." + kind, r -> HostileArchives.documentBomb(kind, "a ", HUGE_BYTES));
    }
    huge("ten gigabytes.zip", r -> HostileArchives.zeros(HUGE_BYTES));
    huge("ten gigabytes.gz", r -> HostileArchives.gzipBomb(r, HUGE_BYTES));
    huge("ten gigabytes.pdf", r -> HostilePdf.bomb("\0", HUGE_BYTES));
    huge("ten gigabytes of text.pdf", r -> HostilePdf.bomb("(a) Tj ", HUGE_BYTES));
    huge("ten gigabytes.png", r -> HostileArchives.pngBomb(60_000));
    huge("ten gigabytes in a text.png", r -> HostileArchives.pngWithTextBomb(HUGE_BYTES));
    hugeKinds.add(
        new Kind("hole of two gigabytes", true, (folder, stem, r) -> OddNames.sparse(folder, stem + ".mp4", 2L << 30)));
  }

  private void markup() {
    file("xml.docx", HostileMarkup::docx);
    file("xml.odt", HostileMarkup::odt);
    file("xml.epub", HostileMarkup::epub);
    file("xml.hwpx", HostileMarkup::hwpx);
    file("xml.svg", HostileMarkup::svg);
    file("xml.fb2", HostileMarkup::fb2);
    file("xml.html", HostileMarkup::html);
    file("xml.xhtml", r -> utf8(HostileMarkup.entities(r)));
    file("marks.md", HostileMarkup::markdown);
    file("front matter.md", HostileMarkup::frontMatter);
    file("groups.rtf", HostileMarkup::rtf);
    file("parts.mhtml", HostileMarkup::mhtml);
    for (var kind : List.of("srt", "vtt", "smi", "ass")) {
      file("cues." + kind, r -> utf8(HostileMarkup.subtitles(kind, r, 20_000)));
      huge("millions of cues." + kind, r -> utf8(HostileMarkup.subtitles(kind, r, 1_000_000)));
    }
    for (var kind : List.of("txt", "txt", "html", "srt", "smi", "md")) {
      file("charset." + kind, HostileMarkup::anyCharset);
    }
    file("one line.txt", HostileMarkup::longLine);
    file("one line.md", HostileMarkup::longLine);
  }

  private void places() {
    place(
        "hostile bojagi.yaml",
        (folder, stem, r) -> Files.writeString(folder.resolve("bojagi.yaml"), HostileMarkup.yaml(r)));
    place(
        "hostile sidecar",
        (folder, stem, r) -> {
          Files.writeString(folder.resolve(stem + ".yaml"), HostileMarkup.yaml(r));
          Files.writeString(folder.resolve(stem + ".txt"), "글이다.\n");
        });
    place(
        "rules that go back and forth",
        (folder, stem, r) -> {
          var rules = "*a".repeat(40) + "b\n" + "**/".repeat(40) + "z\n[z-a]\n\\\n";
          Files.writeString(folder.resolve(".bojagiignore"), rules);
          Files.writeString(folder.resolve("a".repeat(200) + ".txt"), "글이다.\n");
        });
    place(
        "page of many parts",
        (folder, stem, r) -> {
          Files.writeString(folder.resolve(stem + ".html"), "<p>글이다.<img src='쪽_files/../" + stem + ".html'>");
          var parts = Files.createDirectories(folder.resolve(stem + "_files"));
          Files.write(parts.resolve("a.jpg"), HostileMedia.claiming(r));
          Files.write(parts.resolve("a.html"), HostileMarkup.html(r));
        });
    place(
        "film of hostile companions",
        (folder, stem, r) -> {
          Files.write(folder.resolve(stem + ".mp4"), HostileMedia.mp4(r));
          Files.write(folder.resolve(stem + ".jpg"), HostileMedia.claiming(r));
          Files.writeString(folder.resolve(stem + ".ko.smi"), HostileMarkup.subtitles("smi", r, 9));
          Files.write(folder.resolve(stem + ".en.srt"), HostileMarkup.anyCharset(r));
        });
    for (int i = 0; i < 4; i++) {
      place("odd name", (folder, stem, r) -> OddNames.named(folder, r));
    }
    place("name of our own", (folder, stem, r) -> OddNames.ours(folder, r));
    place("name of no charset", (folder, stem, r) -> OddNames.bytes(folder, r));
    place("deep folders", (folder, stem, r) -> OddNames.deep(folder, r));
    place("pipes", (folder, stem, r) -> OddNames.pipe(folder, r));
    place("socket", (folder, stem, r) -> OddNames.socket(folder, r));
    place("link", (folder, stem, r) -> OddNames.link(folder, r));
    place("link for metadata", (folder, stem, r) -> OddNames.metadataLink(folder, r));
    place("empty file", (folder, stem, r) -> OddNames.empty(folder, r));
    for (var suffix : List.of(".mp4", ".txt", ".pdf", ".bin")) {
      place("hole" + suffix, (folder, stem, r) -> OddNames.sparse(folder, stem + suffix, isLong ? 40 << 20 : 4 << 20));
    }
  }
}

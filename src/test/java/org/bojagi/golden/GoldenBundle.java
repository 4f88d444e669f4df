package org.bojagi.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.bojagi.Trees;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.NewIndex;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Sha256;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.extract.ExtractionLimits;
import org.bojagi.language.Analysis;
import org.bojagi.language.WordPair;
import org.bojagi.open.FileFinder;
import org.bojagi.open.Library;
import org.bojagi.open.OpenBundle;
import org.bojagi.open.Together;
import org.bojagi.reindex.Reindexing;
import org.bojagi.search.SearchOptions;
import org.bojagi.seal.Edition;
import org.bojagi.seal.PackOptions;
import org.bojagi.seal.Packer;
import org.bojagi.sign.SigningKey;
import org.bojagi.verify.PackedCards;

/**
 * A small signed bundle, a delta to it and a card set of one version of the format and of the index, with what has to be found in
 * them for good: {@code bundle}, {@code delta}, {@code cards/card-1}, {@code cards/card-2}, {@code identity.txt} and {@code
 * expected.json}. Made once for each version and never again:
 *
 * <pre>
 * GoldenBundle src/test/resources/org/bojagi/golden/format-1
 * </pre>
 */
final class GoldenBundle {
  static final String IDENTITY = "identity.txt";
  static final String EXPECTED = "expected.json";

  /** What is opened together. */
  private static final List<List<String>> SETS =
      List.of(List.of("bundle"), List.of("bundle", "delta"), List.of("cards/card-1", "cards/card-2"));

  private static final List<String> QUERIES =
      List.of("살구", "력사", "역사", "손전화", "휴대전화", "snow", "snowing", "雪", "구름", "\"다리 우에서\"", "나중", "pages", "cloud", "하늘");

  /** A few, since all of them are larger than everything else in it. */
  private static final List<WordPair> WORDS = List.of(new WordPair("손전화", "휴대전화"), new WordPair("얼음보숭이", "아이스크림"));

  private GoldenBundle() {}

  public static void main(String[] arguments) throws Exception {
    make(Path.of(arguments[0]));
  }

  /** @param folder must not exist, or be empty */
  static void make(Path folder) throws Exception {
    var work = Files.createTempDirectory("golden");
    try (var publisher = SigningKey.generate()) {
      Files.createDirectories(folder);
      var identity = X25519Identity.generate();
      var corpus = corpus(Files.createDirectory(work.resolve("corpus")));
      pack(corpus, work.resolve("bundle"), null, identity, publisher);
      shrink(work.resolve("bundle"), folder.resolve("bundle"), identity, publisher);
      write(corpus, "소식/나중.ko.md", "# 나중 소식\n\n나중에 온 구름 이야기.\n");
      write(corpus, "이야기/다리 우에서/2.ko.md", "# 강 건너\n\n둘째 날은 새로 썼다. 력사책은 덮었다.\n");
      Files.delete(corpus.resolve("알아두기/rumour.txt"));
      try (var keys = KeyRing.of(X25519Identity.parse(identity.encode()));
          var old = Bundle.open(folder.resolve("bundle"), keys);
          var edition = Edition.delta(List.of(old))) {
        pack(corpus, work.resolve("delta"), edition, identity, publisher);
      }
      shrink(work.resolve("delta"), folder.resolve("delta"), identity, publisher);
      var cards = new PackedCards(folder.resolve("cards"), 2, 9_000);
      Files.writeString(
          folder.resolve(IDENTITY), new String(identity.encode(), UTF_8) + "\n" + new String(cards.reader.encode(), UTF_8) + "\n");
      Files.writeString(folder.resolve(EXPECTED), Json.write(expected(folder)) + "\n");
    } finally {
      Trees.remove(work);
    }
  }

  private static void pack(Path corpus, Path target, Edition edition, X25519Identity identity, SigningKey publisher)
      throws IOException {
    var options =
        new PackOptions(
                90_000, List.of(identity.recipient()), 2, ExtractionLimits.DEFAULT, PackOptions.Traces.KEEP)
            .signedBy(publisher);
    try (var read = CorpusReader.read(corpus)) {
      Packer.pack(read, target, options, edition, moment -> {});
    }
  }

  /** The same with an index that has a few words of North and South only. */
  private static void shrink(Path from, Path to, X25519Identity identity, SigningKey publisher) throws IOException {
    try (var keys = KeyRing.of(X25519Identity.parse(identity.encode()));
        var bundle = Bundle.open(from, keys);
        var index = NewIndex.into(bundle, to, Format.MAX_VOLUME_BYTES, null)) {
      index.signWith(publisher);
      Reindexing.run(bundle, null, index, WORDS, "words of the tests", (volume, volumes, items) -> {});
    }
  }

  // ---- what is to be found

  private static Map<String, Object> expected(Path folder) throws Exception {
    var expected = new LinkedHashMap<String, Object>();
    expected.put("format", Format.VERSION);
    expected.put("lucene", org.apache.lucene.util.Version.LATEST.toString());
    expected.put("analysis", Analysis.VERSION);
    var sets = new ArrayList<Object>();
    for (var places : SETS) {
      try (var together = open(folder, places)) {
        var set = new LinkedHashMap<String, Object>();
        set.put("places", places);
        set.put("signers", signers(together));
        set.put("files", files(together));
        set.put("queries", answers(together, QUERIES));
        sets.add(set);
      }
    }
    expected.put("sets", sets);
    return expected;
  }

  /** @param places below the folder */
  static Together open(Path folder, List<String> places) throws IOException {
    var together = new Together(OpenBundle.newCache());
    var identities = X25519Identity.parseFile(Files.readAllBytes(folder.resolve(IDENTITY)));
    try (var keys = new KeyRing(new ArrayList<>(identities), new ArrayList<>(), 18)) {
      for (var place : places) {
        together.open(folder.resolve(place), keys);
      }
    }
    return together;
  }

  /** Of each bundle the key that signed its content, as minisign writes it; empty where it isn't signed. */
  static List<String> signers(Together together) {
    return together.all().stream()
        .map(open -> open.bundle().signers().content())
        .map(signer -> signer.isSigned() ? signer.key().encode() : "")
        .toList();
  }

  /** Path to SHA-256 of the bytes as they come out, of all packed files that are shown, renditions too. */
  static Map<String, Object> files(Together together) throws IOException {
    Library.together(together.all());
    var files = new TreeMap<String, Object>();
    for (var open : together.all()) {
      var finder = new FileFinder(open, fault -> {}, () -> {});
      var packed = new ArrayList<PackedFile>();
      open.bundle()
          .catalogue(
              line -> {
                if (!open.isHidden(line.file().of())) {
                  packed.add(line.file());
                }
              },
              lost -> {
                throw new IllegalStateException(lost);
              });
      for (var file : packed) {
        var located = finder.find(file.path()).orElseThrow();
        try (InputStream in = open.bundle().read(located, null)) {
          files.put(file.path(), Json.hex(Sha256.of(in.readAllBytes())));
        }
      }
    }
    return files;
  }

  /** Query to paths of hits and the text of each one's snippet; their order may change with the rules of ranking. */
  static Map<String, Object> answers(Together together, List<String> queries) throws Exception {
    var library = new Library(together.all());
    var answers = new LinkedHashMap<String, Object>();
    for (var query : queries) {
      var hits = new TreeMap<String, Object>();
      for (var hit : library.searcher().search(query, SearchOptions.first(50)).hits()) {
        hits.put(hit.path(), hit.snippet().text());
      }
      answers.put(query, hits);
    }
    return answers;
  }

  // ---- what is packed

  /** Texts in three languages, a series, a film with subtitles, a picture, a PDF, the same twice. */
  private static Path corpus(Path corpus) throws Exception {
    write(corpus, "bojagi.yaml", "title: {ko: 시험 보자기, en: A bundle to keep}\n");
    write(corpus, "이야기/다리 우에서/1.ko.md", "# 다리 우에서\n\n첫눈이 내렸다. 할머니는 살구나무 아래에 서계셨다.\n");
    write(corpus, "이야기/다리 우에서/2.ko.md", "# 강 건너\n\n둘째 날에는 력사책을 펼쳤다. 손전화는 없었다.\n");
    write(corpus, "이야기/다리 우에서/1.en.md", "# On the bridge\n\nThe first snow fell while we crossed.\n");
    write(corpus, "알아두기/二十二步.zh.md", "# 二十二步\n\n雪。一个脚印也没有。还没有人过桥。\n");
    write(corpus, "알아두기/rumour.txt", "How to check a rumour\n\nAsk who saw it, and when.\n");
    write(corpus, "알아두기/같은 소문.txt", "How to check a rumour\n\nAsk who saw it, and when.\n");
    write(corpus, "하늘.html", "<html lang=ko><title>하늘</title><h1>구름</h1><p>구름 한점 없다.</p><h2>별</h2><p>별이 많다.</p>");
    write(corpus, "영상/살구나무.ko.srt", "1\n00:00:16,000 --> 00:00:19,000\n살구꽃이 핀다\n\n2\n00:01:40,000 --> 00:01:44,000\n진다\n");
    var film = new byte[120_000];
    new Random(1).nextBytes(film);
    System.arraycopy("\0\0\0\u0014ftypisom\0\0\0\0isom".getBytes(UTF_8), 0, film, 0, 20);
    Files.write(corpus.resolve("영상/살구나무.mp4"), film);
    Files.createDirectories(corpus.resolve("그림"));
    ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", corpus.resolve("그림/밤.png").toFile());
    try (var pdf = new PDDocument()) {
      for (var text : List.of("The first of two pages.", "A cloud on the second.")) {
        var page = new PDPage();
        pdf.addPage(page);
        try (var content = new PDPageContentStream(pdf, page)) {
          content.beginText();
          content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 14);
          content.newLineAtOffset(72, 700);
          content.showText(text);
          content.endText();
        }
      }
      pdf.save(corpus.resolve("알아두기/two pages.pdf").toFile());
    }
    return corpus;
  }

  private static void write(Path corpus, String path, String text) throws IOException {
    var file = corpus.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(UTF_8));
  }
}

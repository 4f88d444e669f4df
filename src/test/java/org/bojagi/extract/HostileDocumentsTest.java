package org.bojagi.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bojagi.Trials;
import org.bojagi.catalog.Passage;
import org.bojagi.fault.Finding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every kind of document through a real worker: what is read, what is left out, what is said of
 * what can't be read.
 */
class HostileDocumentsTest {
  private static final ExtractionLimits LIMITS =
      new ExtractionLimits(
          64 << 20,
          16 << 20,
          4 << 20,
          20,
          8 << 20,
          100,
          8 << 20,
          Duration.ofSeconds(20),
          Duration.ofSeconds(120),
          192,
          1_000);

  private static final Map<String, byte[]> SAMPLES = Samples.documents();
  private static ExtractionPool pool;

  @BeforeAll
  static void open() {
    pool = new ExtractionPool(1, LIMITS);
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  @Test
  void bombsEndWithinTheLimits() throws IOException {
    var zeros = new byte[400 << 20];
    var sheet =
        Samples.zip("[Content_Types].xml", Samples.utf8("<Types/>"), "word/document.xml", zeros);
    assertTrue(isRefused(extract("a.docx", sheet)));
    var odt =
        Samples.zip(
            "mimetype",
            Samples.utf8("application/vnd.oasis.opendocument.text"),
            "content.xml",
            zeros);
    assertTrue(isRefused(extract("a.odt", odt)));
    var laughs = new StringBuilder("<!DOCTYPE l [<!ENTITY a \"ha\">");
    for (char c = 'b'; c < 'z'; c++) {
      laughs
          .append("<!ENTITY ")
          .append(c)
          .append(" \"")
          .append(("&" + (char) (c - 1) + ";").repeat(10))
          .append("\">");
    }
    var entities =
        Samples.utf8(laughs + "]><office:document-content>&y;</office:document-content>");
    assertTrue(
        isRefused(
            extract(
                "a.odt",
                Samples.zip(
                    "mimetype",
                    Samples.utf8("application/vnd.oasis.opendocument.text"),
                    "content.xml",
                    entities))));
    assertTrue(text(read("a.docx")).contains(Samples.SENTENCE));
  }

  @Test
  void nothingIsFetchedAndNoFileOfTheComputerIsReadIn(@TempDir Path folder) throws Exception {
    var secret = Files.writeString(folder.resolve("secret.txt"), "비밀문서의 글");
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var web = "http://127.0.0.1:" + server.getLocalPort() + "/x";
      for (var address : List.of(web, secret.toUri().toString())) {
        for (var entry : led(address).entrySet()) {
          var extraction = extract(entry.getKey(), entry.getValue());
          assertFalse(text(extraction).contains("비밀문서"), entry.getKey());
          for (var rendition : extraction.renditions()) {
            assertFalse(
                new String(rendition.content(), StandardCharsets.UTF_8).contains("비밀문서"),
                entry.getKey());
          }
        }
      }
      server.setSoTimeout(1);
      org.junit.jupiter.api.Assertions.assertThrows(
          java.net.SocketTimeoutException.class, server::accept);
    }
  }

  /**
   * A process of its own with folders of its own, as a packer has them: other tests run at the same time, and what they
   * leave in the usual ones is no parser's here. The JDK's folder is one for all, so that only such names count in it.
   */
  @Test
  void noFileAppearsAnywhereThatParsersWrite(@TempDir Path folder) throws Exception {
    var samples = Files.createDirectory(folder.resolve("samples"));
    for (var entry : SAMPLES.entrySet()) {
      Files.write(samples.resolve(entry.getKey()), entry.getValue());
    }
    var own = Files.createDirectory(folder.resolve("own"));
    for (var name : List.of("temporary", "home", "current")) {
      Files.createDirectory(own.resolve(name));
    }
    var before = namedLikeParsers(Path.of(System.getProperty("java.home")));
    var reading =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + own.resolve("temporary"),
                "-Duser.home=" + own.resolve("home"),
                "-cp",
                System.getProperty("java.class.path"),
                ReadAll.class.getName(),
                samples.toString())
            .directory(own.resolve("current").toFile())
            .redirectErrorStream(true);
    reading.environment().put("TMPDIR", own.resolve("temporary").toString());
    reading.environment().put("HOME", own.resolve("home").toString());
    var process = reading.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertEquals("read: " + SAMPLES.size(), said.strip());
    try (var tree = Files.walk(own)) {
      assertEquals(
          Set.of("", "temporary", "home", "current"),
          tree.map(path -> own.relativize(path).toString()).collect(Collectors.toSet()));
    }
    var appeared = namedLikeParsers(Path.of(System.getProperty("java.home")));
    appeared.removeAll(before);
    assertEquals(Set.of(), appeared);
  }

  /** Main of the process of its own. */
  static final class ReadAll {
    public static void main(String[] arguments) throws IOException {
      int read = 0;
      try (var pool = new ExtractionPool(1, ExtractionLimits.DEFAULT);
          var samples = Files.list(Path.of(arguments[0]))) {
        for (var sample : samples.toList()) {
          var request = new ExtractionRequest(sample.getFileName().toString());
          pool.extract(request, SourceBytes.of(Files.readAllBytes(sample)));
          read++;
        }
      }
      System.out.println("read: " + read);
    }
  }

  @Test
  void whatIsCutAnywhereIsNamedOrReadAsFarAsItGoes() throws IOException {
    long seed = Trials.seed(HostileDocumentsTest.class);
    var random = new Random(seed);
    int trials = Trials.of(400);
    for (var entry : SAMPLES.entrySet()) {
      for (int i = 0; i < trials; i++) {
        harmless(
            entry.getKey(),
            Arrays.copyOf(entry.getValue(), random.nextInt(entry.getValue().length)));
      }
    }
  }

  @Test
  void flippedAndRandomBytesAreNamedOrRead() throws IOException {
    long seed = Trials.seed(HostileDocumentsTest.class);
    var random = new Random(seed);
    int trials = Trials.of(400);
    for (var entry : SAMPLES.entrySet()) {
      for (int i = 0; i < trials; i++) {
        var bytes = entry.getValue().clone();
        for (int flips = 1 + random.nextInt(20); flips > 0; flips--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        harmless(entry.getKey(), bytes);
        random.nextBytes(bytes);
        harmless(entry.getKey(), bytes);
      }
    }
  }

  @Test
  void savedOddDocumentsAreNamedOrRead() throws IOException {
    try (var files = Files.list(Path.of("src/test/resources/org/bojagi/extract/odd"))) {
      var odd = files.sorted().toList();
      assertFalse(odd.isEmpty());
      for (var file : odd) {
        harmless(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
  }

  /**
   * No crash of a worker: those have tests of their own, and a parser that needs killing should be
   * known.
   */
  private static void harmless(String name, byte[] bytes) throws IOException {
    var extraction = extract(name, bytes);
    for (var finding : extraction.findings()) {
      assertFalse(finding.code().startsWith("extraction-"), () -> name + ": " + finding.sentence());
      assertEquals(name, finding.where());
    }
  }

  /** Documents that ask their reader to fetch an address. */
  private static Map<String, byte[]> led(String address) {
    var entity = "<!DOCTYPE d SYSTEM '" + address + "' [<!ENTITY x SYSTEM '" + address + "'>]>";
    var word =
        entity
            + "<w:document"
            + " xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r><w:t>가&x;</w:t></w:r></w:p></w:body></w:document>";
    var types =
        entity
            + "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default"
            + " Extension='rels'"
            + " ContentType='application/vnd.openxmlformats-package.relationships+xml'/><Override"
            + " PartName='/word/document.xml'"
            + " ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>";
    var plainTypes = types.replace(entity, "");
    var relations =
        "<Relationships"
            + " xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship"
            + " Id='r'"
            + " Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'"
            + " Target='word/document.xml'/></Relationships>";
    var odf = Samples.utf8("application/vnd.oasis.opendocument.text");
    return Map.of(
        "types.docx",
            Samples.zip(
                "[Content_Types].xml",
                Samples.utf8(types),
                "_rels/.rels",
                Samples.utf8(relations),
                "word/document.xml",
                Samples.utf8(word)),
        "word.docx",
            Samples.zip(
                "[Content_Types].xml",
                Samples.utf8(plainTypes),
                "_rels/.rels",
                Samples.utf8(relations),
                "word/document.xml",
                Samples.utf8(word)),
        "a.odt",
            Samples.zip(
                "mimetype",
                odf,
                "content.xml",
                Samples.utf8(entity + "<d>&x;</d>"),
                "meta.xml",
                Samples.utf8(entity + "<creator>&x;</creator>")),
        "a.hwpx",
            Samples.zip(
                "mimetype",
                Samples.utf8("application/hwp+zip"),
                "Contents/section0.xml",
                Samples.utf8(entity + "<p><t>&x;</t></p>")),
        "a.svg", Samples.utf8(entity + "<svg><image href='" + address + "'/>&x;</svg>"),
        "a.html",
            Samples.utf8(
                entity
                    + "<link rel=stylesheet href='"
                    + address
                    + "'><img src='"
                    + address
                    + "'><p>글"),
        "a.rtf",
            Samples.utf8(
                "{\\rtf1{\\field{\\*\\fldinst INCLUDEPICTURE \""
                    + address
                    + "\" \\\\d}}{\\*\\template "
                    + address
                    + "} a\\par}"),
        "a.mhtml",
            Samples.utf8(
                "MIME-Version: 1.0\n"
                    + "Content-Type: multipart/related; boundary=b\n\n"
                    + "--b\n"
                    + "Content-Type: text/html\n\n"
                    + "<img src='"
                    + address
                    + "'>글\n--b--\n"),
        "a.md", Samples.utf8("![](" + address + ")\n<img src='" + address + "'>글"),
        "a.epub",
            Samples.zip(
                "mimetype",
                Samples.utf8("application/epub+zip"),
                "META-INF/container.xml",
                Samples.utf8(entity + "<rootfile full-path='" + address + "'/>")));
  }

  private static boolean isRefused(Extraction extraction) {
    return extraction.findings().stream().anyMatch(f -> f.severity() == Finding.Severity.WARNING);
  }

  /** Files such as parsers and JVMs leave, with their times; other programs write there, too. */
  private static Set<String> namedLikeParsers(Path folder) throws IOException {
    var found = new TreeSet<String>();
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        if (file.getFileName()
            .toString()
            .matches("(?i).*(tika|poi|pdfbox|apache|hs_err|\\.hprof).*|core\\..*")) {
          found.add(file + " " + Files.getLastModifiedTime(file));
        }
      }
    }
    return found;
  }

  private static Extraction read(String name) throws IOException {
    return extract(name, SAMPLES.get(name));
  }

  private static Extraction extract(String name, byte[] bytes) throws IOException {
    return pool.extract(new ExtractionRequest(name), SourceBytes.of(bytes));
  }

  private static String text(Extraction extraction) {
    return extraction.texts().stream()
        .flatMap(source -> source.passages().stream())
        .map(Passage::text)
        .collect(Collectors.joining("\n"));
  }
}

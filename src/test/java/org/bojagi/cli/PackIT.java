package org.bojagi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bojagi.Trees;
import org.bojagi.age.X25519Identity;
import org.bojagi.catalog.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pack} and {@code check}. */
class PackIT {
  @TempDir Path folder;
  private Path corpus;
  private Path words;
  private Path key;
  private String recipient;

  @BeforeEach
  void aSmallCorpus() throws IOException {
    corpus = Files.createDirectories(folder.resolve("corpus"));
    Files.writeString(corpus.resolve("글.txt"), "첫눈이 내린 날\n\n다리를 건넜다.\n");
    words = Files.writeString(folder.resolve("words"), "correct horse battery staple violin\n");
    key = folder.resolve("key");
    try (var identity = X25519Identity.generate()) {
      Files.write(key, identity.encode());
      recipient = identity.recipient().encode();
    }
  }

  /** Without a passphrase, which costs a second each time: for what isn't about one. */
  private Bojagi.Outcome packForKey(Path target, String... more) throws Exception {
    var arguments = new java.util.ArrayList<>(java.util.List.of("--recipient", recipient));
    arguments.addAll(java.util.List.of(more));
    return pack(target, arguments.toArray(String[]::new));
  }

  private Bojagi.Outcome pack(Path target, String... more) throws Exception {
    var arguments = new java.util.ArrayList<>(java.util.List.of("pack", corpus.toString(), "-o", target.toString()));
    arguments.addAll(java.util.List.of(more));
    return Bojagi.run(arguments.toArray(String[]::new));
  }

  @Test
  void withoutAKeyAndATerminalItEndsWith2() throws Exception {
    pack(folder.resolve("b")).fails(2, "no key", "--passphrase-file", "--recipient");
    assertFalse(Files.exists(folder.resolve("b")));
  }

  @Test
  void withPassphrasesOnlyItSaysWhatALostOneMeans() throws Exception {
    var packed = pack(folder.resolve("b"), "--passphrase-file", words.toString()).succeeds();
    assertTrue(packed.err().contains("a lost passphrase is a lost bundle"), packed.err());
    assertTrue(packed.err().contains("bojagi key add"), packed.err());
    assertTrue(packed.out().contains("Items: 1; files: 1"), packed.out());
  }

  @Test
  void theRecipientsOfTheCorpusAreAdded() throws Exception {
    var key = folder.resolve("k");
    var recipient = Bojagi.run("key", "new", "-o", key.toString()).succeeds().out().strip();
    Files.writeString(corpus.resolve("bojagi.yaml"), "title: {ko: 시험}\nrecipients: [" + recipient + "]\n");
    var packed = pack(folder.resolve("b"), "--json").succeeds();
    assertTrue(packed.err().contains("names who opens this bundle, too") && packed.err().contains(recipient), packed.err());
    var report = Json.read(packed.lines().getLast());
    assertEquals(1, report.number("slots"));
    assertEquals(1, report.number("items"));
    Bojagi.run("list", folder.resolve("b").toString(), "--identity", key.toString()).succeeds();
  }

  @Test
  void whatIsNoKeyIsRefusedBeforeAnythingIsWritten() throws Exception {
    pack(folder.resolve("b"), "--recipient", "age1xyz").fails(2, "--recipient");
    var secret = "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ";
    var refused = pack(folder.resolve("b"), "--recipient", secret).fails(2, "secret");
    assertFalse(refused.err().contains("QQQQ"), refused.err());
    var empty = Files.writeString(folder.resolve("empty"), "\n");
    pack(folder.resolve("b"), "--passphrase-file", empty.toString()).fails(2, "empty");
    pack(folder.resolve("b"), "--passphrase-file", words.toString(), "--volume-size", "1kB").fails(2, "--volume-size");
    assertFalse(Files.exists(folder.resolve("b.partial")));
  }

  @Test
  void aFolderInUseIsNeverOverwritten() throws Exception {
    var used = Files.createDirectories(folder.resolve("b"));
    Files.writeString(used.resolve("mine"), "mine");
    pack(used, "--passphrase-file", words.toString()).fails(2, used.toString());
    assertEquals("mine", Files.readString(used.resolve("mine")));
  }

  @Test
  void aBundleInsideItsCorpusIsRefused() throws Exception {
    pack(corpus.resolve("b"), "--passphrase-file", words.toString()).fails(2, "inside the corpus");
    assertEquals(1, SmallBundle.tree(corpus).size());
  }

  @Test
  void aCorpusWithNothingInItEndsWith2() throws Exception {
    Files.delete(corpus.resolve("글.txt"));
    pack(folder.resolve("b"), "--passphrase-file", words.toString()).fails(2, "nothing to pack");
    corpus = folder.resolve("none");
    pack(folder.resolve("b"), "--passphrase-file", words.toString()).fails(2, "none");
  }

  @Test
  void whatNamesItsAuthorIsCleanedUnlessItIsKeptOnPurpose() throws Exception {
    Files.write(corpus.resolve("편지.docx"), docx("Hidden Name"));
    var report = packForKey(folder.resolve("b"), "--json").succeeds();
    assertFalse(report.err().contains("Hidden Name"), report.err());
    assertFalse(report.out().contains("Hidden Name"), report.out());
    assertTrue(report.lines().getLast().contains("author"), report.out());
    var clean = folder.resolve("clean");
    Bojagi.run("extract", folder.resolve("b").toString(), "-o", clean.toString(), "--identity", key.toString())
        .succeeds();
    assertFalse(inflated(clean.resolve("편지.docx")).contains("Hidden Name"));
    packForKey(folder.resolve("kept"), "--keep-metadata").succeeds();
    var kept = folder.resolve("as it was");
    Bojagi.run("extract", folder.resolve("kept").toString(), "-o", kept.toString(), "--identity", key.toString())
        .succeeds();
    assertTrue(inflated(kept.resolve("편지.docx")).contains("Hidden Name"));
  }

  private static String inflated(Path docx) throws IOException {
    var text = new StringBuilder();
    try (var zip = new java.util.zip.ZipInputStream(Files.newInputStream(docx))) {
      while (zip.getNextEntry() != null) {
        text.append(new String(zip.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return text.toString();
  }

  @Test
  void whatCannotBeCleanedIsNamedWith3AndLeftOutWhenStrict() throws Exception {
    Files.write(corpus.resolve("무엇.bin"), random(1_000));
    packForKey(folder.resolve("b")).fails(3, "무엇.bin", "isn't known");
    var strict = packForKey(folder.resolve("s"), "--strict");
    strict.fails(3, "무엇.bin", "left out");
    assertTrue(strict.out().contains("Items: 1;"), strict.out());
  }

  @Test
  void aBrokenDocumentIsNamedAndTheOthersGoIn() throws Exception {
    Files.write(corpus.resolve("깨진것.docx"), new byte[] {'P', 'K', 3, 4, 9, 9, 9, 9});
    var packed = packForKey(folder.resolve("b"));
    assertTrue(packed.err().contains("깨진것.docx"), packed.err());
    assertTrue(packed.out().contains("Items: 2;"), packed.out());
  }

  @Test
  void aFullDiskEndsWith14AndLeavesNothing() throws Exception {
    Files.write(corpus.resolve("큰것.bin"), random(4 << 20));
    try (var disk = SmallDisk.mount(folder.resolve("disk"), 2 << 20)) {
      packForKey(disk.folder().resolve("b")).fails(14);
      assertEquals(Map.of(), SmallBundle.tree(disk.folder()));
    }
  }

  @Test
  void theLastLineOfJsonIsTheReportAndAReportFileSaysTheSame() throws Exception {
    var page = folder.resolve("보고.html");
    Bojagi.run(
            "pack", corpus.toString(), "-o", folder.resolve("b").toString(), "--recipient", recipient, "--report",
            page.toString())
        .succeeds();
    var html = Files.readString(page);
    assertTrue(html.contains("default-src 'none'") && html.contains("It stays with the team"), html);
    var file = folder.resolve("보고.json");
    var lines =
        packForKey(folder.resolve("c"), "--json", "--report", file.toString()).succeeds().lines();
    for (var line : lines.subList(0, lines.size() - 1)) {
      assertTrue(java.util.Set.of("progress", "finding").contains(Json.read(line).string("event")), line);
    }
    var done = Json.read(lines.getLast());
    assertEquals("done", done.string("event"));
    assertEquals(1, done.number("items"));
    var written = new java.util.LinkedHashMap<>(done.asMap());
    written.remove("event");
    assertEquals(written, Json.read(Files.readString(file)).asMap());
    pack(folder.resolve("d"), "--passphrase-file", words.toString(), "--report", corpus.resolve("r.html").toString())
        .fails(2, "inside the corpus");
    pack(folder.resolve("d"), "--passphrase-file", words.toString(), "--report", "r.pdf").fails(2, "r.pdf", ".html");
    pack(folder.resolve("d"), "--passphrase-file", words.toString(), "--report", folder + "/d/r.html").fails(2, "bundle");
    assertFalse(Files.exists(folder.resolve("d")) || Files.exists(corpus.resolve("r.html.part")));
  }

  @Test
  void anInterruptedPackLeavesNoBundleAndTheNextRunWorks() throws Exception {
    Files.write(corpus.resolve("큰것.bin"), random(64 << 20));
    var target = folder.resolve("b");
    var partial = folder.resolve("b.partial/volumes");
    do {
      Trees.remove(target); // it was faster than it could be interrupted
      var process =
          Bojagi.start(
              Map.of(), "pack", corpus.toString(), "-o", target.toString(), "--recipient", recipient, "--identity",
              key.toString());
      while (process.isAlive() && isEmpty(partial)) {
        process.waitFor(5, TimeUnit.MILLISECONDS);
      }
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    } while (Files.exists(target));
    assertTrue(Files.exists(partial));
    Files.delete(corpus.resolve("큰것.bin"));
    packForKey(target, "--identity", key.toString()).succeeds();
    assertFalse(Files.exists(folder.resolve("b.partial")));
    Bojagi.run("list", target.toString(), "--identity", key.toString()).succeeds();
  }

  /** Names only: what is being written may have another one in a moment. */
  private static boolean isEmpty(Path folder) {
    var files = folder.toFile().list();
    return files == null || files.length == 0;
  }

  @Test
  void checkSaysWhatGoesInAndWritesNothing() throws Exception {
    Files.createDirectories(corpus.resolve("_동의서"));
    Files.writeString(corpus.resolve("_동의서/이름.txt"), "x");
    var before = SmallBundle.tree(folder);
    assertTrue(Bojagi.run("check", corpus.toString()).succeeds().out().contains("1 "));
    var report = Json.read(Bojagi.run("check", corpus.toString(), "--json").succeeds().out());
    assertEquals(1, report.number("items"));
    assertEquals("_동의서", report.objects("left_out").getFirst().string("path"));
    var explained = Bojagi.run("check", corpus.toString(), "--explain", "글.txt").succeeds().out();
    assertTrue(explained.lines().count() > 2, explained);
    assertTrue(Bojagi.run("check", corpus.toString(), "--explain", "_동의서").succeeds().out().contains("stays out"));
    Bojagi.run("check", corpus.toString(), "--explain", "none").fails(2, "none");
    assertEquals(before.keySet(), SmallBundle.tree(folder).keySet());
  }

  private static byte[] docx(String author) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      entry(
          zip,
          "[Content_Types].xml",
          """
          <?xml version="1.0" encoding="UTF-8"?>
          <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" \
          ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override \
          PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml\
          .document.main+xml"/><Override PartName="/docProps/core.xml" \
          ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>""");
      entry(
          zip,
          "_rels/.rels",
          """
          <?xml version="1.0" encoding="UTF-8"?>
          <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" \
          Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" \
          Target="word/document.xml"/><Relationship Id="r2" \
          Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" \
          Target="docProps/core.xml"/></Relationships>""");
      entry(
          zip,
          "docProps/core.xml",
          """
          <?xml version="1.0" encoding="UTF-8"?>
          <cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
          xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>%s</dc:creator></cp:coreProperties>"""
              .formatted(author));
      entry(
          zip,
          "word/document.xml",
          """
          <?xml version="1.0" encoding="UTF-8"?>
          <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>\
          <w:t>책을 보내 주십시오</w:t></w:r></w:p></w:body></w:document>""");
    }
    return bytes.toByteArray();
  }

  private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private static byte[] random(int length) {
    var bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}

package org.bojagi.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import org.bojagi.catalog.Item;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong is named, is not opened, and keeps nothing else out. */
class BadInputTest {
  @TempDir Path temp;

  private TestFolder folder() {
    return new TestFolder(temp.resolve("corpus"));
  }

  @Test
  void aFolderThatIsNotThereIsUsage() {
    var fault = assertThrows(UsageException.class, () -> CorpusReader.read(temp.resolve("none")));
    assertEquals(ExitCode.USAGE, fault.exitCode());
  }

  @Test
  void anEmptyFolderIsAnEmptyCorpus() throws Exception {
    var corpus = CorpusReader.read(temp);
    assertEquals(List.of(), corpus.items());
    assertEquals(List.of(), corpus.findings());
    assertEquals("und", corpus.info().language());
  }

  @Test
  void namesThatStayWithTheTeamAreNotOpened() throws Exception {
    var corpus =
        folder()
            .withNames(
                "a.md",
                "_b/c.md",
                ".git/config",
                "d/.DS_Store",
                "Thumbs.db",
                "d/desktop.ini",
                "~$e.docx",
                "_f.md")
            .read();
    assertEquals(List.of("a.md"), TestFolder.paths(corpus));
    assertEquals(
        List.of(
            "NAME .git",
            "NAME Thumbs.db",
            "NAME _b",
            "NAME _f.md",
            "NAME d/.DS_Store",
            "NAME d/desktop.ini",
            "NAME ~$e.docx"),
        TestFolder.leftovers(corpus));
    assertEquals(List.of(), corpus.findings());
  }

  @Test
  void whatBojagiignoreNamesStaysOut() throws Exception {
    var corpus =
        folder()
            .with(".bojagiignore", "*.psd", "초안/", "!남길것.psd", "!_b")
            .with("d/.bojagiignore", "/e.md")
            .withNames("a.psd", "남길것.psd", "초안/a.md", "d/e.md", "d/f/e.md", "_b/c.md")
            .read();
    assertEquals(List.of("d/f/e.md", "남길것.psd"), TestFolder.paths(corpus));
    assertEquals(
        List.of(
                "METADATA .bojagiignore",
                "NAME _b",
                "METADATA d/.bojagiignore",
                "IGNORED a.psd",
                "IGNORED d/e.md",
                "IGNORED 초안")
            .stream()
            .sorted()
            .toList(),
        TestFolder.leftovers(corpus).stream().sorted().toList());
  }

  @Test
  void anIgnoreFileThatCannotBeReadKeepsItsFolderOut() throws Exception {
    var corpus =
        folder().with("a/.bojagiignore", new byte[70_000]).withNames("a/b.md", "c.md").read();
    assertEquals(List.of("c.md"), TestFolder.paths(corpus));
    assertEquals(List.of("ignore-file-unreadable a/.bojagiignore"), TestFolder.findings(corpus));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void anIgnoreFileThatIsALinkKeepsItsFolderOut() throws Exception {
    var folder = folder().withNames("a/b.md", "c.md");
    Files.createSymbolicLink(folder.path().resolve("a/.bojagiignore"), Path.of("../c.md"));
    assertEquals(List.of("c.md"), TestFolder.paths(folder.read()));
  }

  /** The bundle gives them another entry name and keeps this path. */
  @Test
  void namesThatBundlesUseThemselvesAreNamesLikeAnyOther() throws Exception {
    var corpus = folder().withNames("renditions/a.md", "lucene/b.md").read();
    assertEquals(List.of("lucene/b.md", "renditions/a.md"), TestFolder.paths(corpus));
    assertEquals(List.of(), TestFolder.findings(corpus));
  }

  @Test
  void findingsAreInTheOrderOfLines() throws Exception {
    var lines = new String[11];
    Arrays.fill(lines, "");
    lines[1] = "![](b.mp4)";
    lines[10] = "![](c.mp4)";
    assertEquals(
        List.of("link-without-file a.md:2", "link-without-file a.md:11"),
        TestFolder.findings(folder().with("a.md", lines).read()));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linksAreNeverFollowed() throws Exception {
    var folder = folder().withNames("a.md", "_b/c.md");
    new TestFolder(temp.resolve("outside")).with("secret.md", "SECRET");
    var root = folder.path();
    Files.createSymbolicLink(root.resolve("out.md"), temp.resolve("outside/secret.md"));
    Files.createSymbolicLink(root.resolve("outfolder"), Path.of("../outside"));
    Files.createSymbolicLink(root.resolve("in.md"), Path.of("a.md"));
    Files.createSymbolicLink(root.resolve("kept.md"), Path.of("_b/c.md"));
    Files.createSymbolicLink(root.resolve("loop"), Path.of("."));
    Files.createSymbolicLink(root.resolve("self"), Path.of("self"));
    Files.createSymbolicLink(root.resolve("nowhere.md"), Path.of("none"));
    Files.createSymbolicLink(root.resolve("bojagi.yaml"), temp.resolve("outside/secret.md"));
    var corpus = folder.read();
    assertEquals(List.of("a.md"), TestFolder.paths(corpus));
    assertEquals(
        List.of(
            "link-outside bojagi.yaml",
            "link-inside in.md",
            "link-inside kept.md",
            "link-inside loop",
            "link-outside nowhere.md",
            "link-outside out.md",
            "link-outside outfolder",
            "link-outside self"),
        TestFolder.findings(corpus));
    assertEquals(Severity.ERROR, TestFolder.finding(corpus, "link-outside").severity());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theCorpusItselfMayBeALink() throws Exception {
    folder().withNames("a.md");
    Files.createSymbolicLink(temp.resolve("link"), temp.resolve("corpus"));
    assertEquals(List.of("a.md"), TestFolder.paths(CorpusReader.read(temp.resolve("link"))));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void pipesAndSocketsAreNotOpened() throws Exception {
    var folder = folder().withNames("a.md");
    // Opening a pipe without a writer would wait for ever.
    assertEquals(
        0,
        new ProcessBuilder("mkfifo", folder.path().resolve("pipe.md").toString())
            .start()
            .waitFor());
    try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(folder.path().resolve("socket.md")));
      var corpus = folder.read();
      assertEquals(List.of("a.md"), TestFolder.paths(corpus));
      assertEquals(
          List.of("not-a-file pipe.md", "not-a-file socket.md"), TestFolder.findings(corpus));
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatCannotBeReadIsNamed() throws Exception {
    var folder = folder().withNames("a.md", "b.md", "c/d.md");
    Files.setPosixFilePermissions(
        folder.path().resolve("b.md"), PosixFilePermissions.fromString("---------"));
    Files.setPosixFilePermissions(
        folder.path().resolve("c"), PosixFilePermissions.fromString("---------"));
    try {
      assumeTrue(!Files.isReadable(folder.path().resolve("b.md")), "this user can read everything");
      var corpus = folder.read();
      assertEquals(List.of("a.md"), TestFolder.paths(corpus));
      assertEquals(List.of("unreadable b.md", "unreadable c"), TestFolder.findings(corpus));
    } finally {
      Files.setPosixFilePermissions(
          folder.path().resolve("c"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void anEmptyFileIsNamed() throws Exception {
    var corpus =
        folder()
            .with("a.md", new byte[0])
            .withNames("b.md")
            .with("bojagi.yaml", new byte[0])
            .read();
    assertEquals(List.of("b.md"), TestFolder.paths(corpus));
    assertEquals(List.of("empty-file a.md"), TestFolder.findings(corpus));
  }

  @Test
  void foldersThatGoTooDeepAreNamed() throws Exception {
    var corpus = folder().withNames("a.md", "x/".repeat(FolderWalk.MAX_DEPTH + 3) + "b.md").read();
    assertEquals(List.of("a.md"), TestFolder.paths(corpus));
    assertEquals("folders-too-deep", corpus.findings().getFirst().code());
  }

  @Test
  void decomposedNamesAreTheSameNames() throws Exception {
    var decomposed = Normalizer.normalize("이야기/눈.ko.md", Normalizer.Form.NFD);
    var corpus =
        folder()
            .with(decomposed, "글")
            .with("이야기/눈.en.md", "text")
            .with("a.md", "[눈](눈.ko.md)")
            .read();
    var item = TestFolder.item(corpus, "이야기/눈.en.md");
    assertEquals("이야기/눈.ko.md", item.files().get(1).path());
    assertEquals("이야기/눈.ko.md", TestFolder.item(corpus, "a.md").links().getFirst().path());
    try (var in = item.files().get(1).open()) {
      assertEquals(4, in.readAllBytes().length);
    }
    assertEquals(List.of(), TestFolder.findings(corpus));
  }

  @Test
  void ofTwinsTheComposedNameGoesIn() throws Exception {
    var decomposed = Normalizer.normalize("눈.md", Normalizer.Form.NFD);
    var folder = folder().with("눈.md", "하나").with(decomposed, "다른것");
    assumeTrue(bothAreThere(folder, 2), "this file system knows one form only");
    var corpus = folder.read();
    assertEquals(1, corpus.items().size());
    assertEquals(7, corpus.items().getFirst().ownFile().sizeBytes());
    assertEquals(Item.idOf("눈.md"), corpus.items().getFirst().item().id());
    var finding = TestFolder.finding(corpus, "name-twice");
    assertEquals(Severity.ERROR, finding.severity());
    assertTrue(finding.what().contains("the one of 10 bytes stays out"), finding.what());
  }

  @Test
  void twinsWithTheSameContentLoseNothing() throws Exception {
    var folder =
        folder().with("눈.md", "하나").with(Normalizer.normalize("눈.md", Normalizer.Form.NFD), "하나");
    assumeTrue(bothAreThere(folder, 2), "this file system knows one form only");
    assertEquals(Severity.NOTE, TestFolder.finding(folder.read(), "name-twice").severity());
  }

  private static boolean bothAreThere(TestFolder folder, int count) throws Exception {
    try (var files = Files.list(folder.path())) {
      return files.count() == count;
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void namesThatWindowsCannotHoldStayAsTheyAre() throws Exception {
    var names = List.of("a:b.md", "NUL.md", "c?.md", "d.md ", "e\\f.md", "g\n.md", "quote\".md");
    var folder = folder();
    names.forEach(name -> folder.withNames(name));
    var corpus = folder.read();
    assertEquals(names.stream().sorted().toList(), TestFolder.paths(corpus));
    assertEquals(
        names.size(),
        corpus.findings().stream().filter(f -> f.code().equals("name-not-for-windows")).count());
    assertTrue(
        corpus.findings().stream().allMatch(f -> f.severity() == Severity.NOTE),
        corpus.findings().toString());
    assertTrue(TestFolder.findings(corpus).contains("name-not-for-windows g\\u000a.md"));
  }

  @Test
  void longNamesAndEmojiAreNames() throws Exception {
    var longName = "긴".repeat(82) + "x.md";
    assertEquals(250, longName.getBytes(StandardCharsets.UTF_8).length);
    var corpus = folder().withNames(longName, "👨‍👩‍👧 가족.md").read();
    assertEquals(List.of("긴".repeat(82) + "x.md", "👨‍👩‍👧 가족.md"), TestFolder.paths(corpus));
    assertEquals(List.of(), TestFolder.findings(corpus));
  }

  @Test
  void namesThatDifferOnlyInCapitalsAreNamed() throws Exception {
    var folder = folder().withNames("a.txt", "A.txt");
    assumeTrue(bothAreThere(folder, 2), "this file system knows one case only");
    var corpus = folder.read();
    assertEquals(List.of("A.txt", "a.txt"), TestFolder.paths(corpus));
    assertEquals(List.of("name-differs-in-case a.txt"), TestFolder.findings(corpus));
  }

  /** Bytes that are no UTF-8, as an old disk has them. */
  @Test
  @DisabledOnOs({OS.WINDOWS, OS.MAC})
  void aNameInCp949GoesInAndIsNamed() throws Exception {
    var folder = folder().withNames("a.md");
    var made =
        new ProcessBuilder(
                "sh", "-c", "printf x > \"$0/$(printf '\\260\\241.md')\"", folder.path().toString())
            .start()
            .waitFor();
    assumeTrue(made == 0, "this file system takes UTF-8 only");
    var corpus = folder.read();
    assertEquals(List.of("a.md", "\uFFFD\uFFFD.md"), TestFolder.paths(corpus));
    assertEquals(List.of("name-not-utf8 \uFFFD\uFFFD.md"), TestFolder.findings(corpus));
    try (var in = corpus.items().get(1).ownFile().open()) {
      assertEquals('x', in.read());
    }
  }

  @Test
  void aWrongSidecarKeepsNothingOut() throws Exception {
    var corpus =
        folder()
            .withNames("a.mp4")
            .with("a.yaml", "title: [가", "x: SECRET")
            .with("bojagi.yaml", new byte[70_000])
            .read();
    assertEquals(List.of("a.mp4"), TestFolder.paths(corpus));
    assertEquals(
        2, corpus.findings().stream().filter(f -> f.code().equals("metadata-unreadable")).count());
    assertTrue(TestFolder.findings(corpus).getFirst().startsWith("metadata-unreadable a.yaml:"));
    assertFalse(corpus.toString().contains("SECRET"));
  }

  /** No handle stays open, and closing a folder is nothing. */
  @Test
  void aCorpusCanBeClosedTwice() throws Exception {
    var corpus = folder().withNames("a.md").read();
    corpus.close();
    corpus.close();
  }
}

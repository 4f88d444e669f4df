package org.bojagi.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.bojagi.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrontMatterTest {
  @TempDir Path temp;

  private TestFolder folder() {
    return new TestFolder(temp.resolve("corpus"));
  }

  private static String packed(CorpusItem item) throws Exception {
    try (var in = item.ownFile().open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aTextWithoutAnythingPrivateIsPackedAsItIs() throws Exception {
    var corpus = folder().with("a.md", "---", "title: 눈", "---", "글").read();
    assertEquals("---\ntitle: 눈\n---\n글\n", packed(TestFolder.item(corpus, "a.md")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "---\nprivate: SECRET\n---\n글",
        "---\ntitle: 눈\nprivate: {source: SECRET}\n---\n글",
        "---   \r\nprivate: SECRET\r\n---\r\n글",
        "---\nprivate: SECRET\n...\n글",
        "\uFEFF---\n비공개: SECRET\n---\n글",
        "\n\n---\nprivate: SECRET\n---\n글",
        "--- # metadata\nprivate:\n  - SECRET\n---\n글",
        "---\nPRIVATE: SECRET\n---\n글",
        "---\n\"private\": SECRET\n---\n글",
        "---\n{title: 눈, private: SECRET}\n---\n글",
        "---\nprivate： SECRET\n---\n글",
        "---\nprviate: SECRET\n---\n글",
        "---\ntitle: [눈\nprivate: SECRET\n---\n글",
        "---\n? private\n: SECRET\n---\n글",
        "---\ntitle: {ko: 눈, private: SECRET}\n---\n글",
        "---\ntitle: 눈\ntitle: SECRET\n---\n글",
        "---\ntitle: 눈\n# private: SECRET\n---\n글",
        "---\ntitle: 눈 # private: SECRET\n---\n글",
        "---\ntitle: 눈 #where from, private: SECRET\n---\n글",
      })
  void whatMayBePrivateIsNotPackedAndTheTextIs(String text) throws Exception {
    var corpus = folder().with("a.md", text.getBytes(StandardCharsets.UTF_8)).read();
    var item = TestFolder.item(corpus, "a.md");
    assertEquals("글", packed(item));
    assertEquals(3, item.ownFile().sizeBytes());
    assertFalse(corpus.toString().contains("SECRET"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"---\nprivate: SECRET\n글", "---\ntitle: 눈\n\n비공개: SECRET\n\n글"})
  void withoutAnEndAndWithSomethingPrivateTheFileStaysOut(String text) throws Exception {
    var corpus =
        folder().with("a.md", text.getBytes(StandardCharsets.UTF_8)).withNames("b.jpg").read();
    assertEquals(List.of("b.jpg"), TestFolder.paths(corpus));
    assertEquals(List.of("REFUSED a.md"), TestFolder.leftovers(corpus));
    assertEquals(
        List.of("front-matter-without-end a.md:1"), TestFolder.findings(corpus).subList(0, 1));
    assertFalse(corpus.toString().contains("SECRET"));
  }

  @Test
  void withoutAnEndAndWithNothingPrivateItIsText() throws Exception {
    var corpus = folder().with("a.md", "---", "title: 눈", "글").read();
    assertEquals("---\ntitle: 눈\n글\n", packed(TestFolder.item(corpus, "a.md")));
    assertEquals(List.of("front-matter-without-end a.md:1"), TestFolder.findings(corpus));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n---\ntitle: 눈\n---\n글", "--- # 눈\ntitle: 눈\n---\n글"})
  void fencesThatOnlyWeKnowAreNotPackedEither(String text) throws Exception {
    var corpus = folder().with("a.md", text.getBytes(StandardCharsets.UTF_8)).read();
    assertEquals("글", packed(TestFolder.item(corpus, "a.md")));
    assertEquals("눈", TestFolder.item(corpus, "a.md").item().title());
  }

  @Test
  void metadataThatIsTooLongAndHoldsSomethingPrivateKeepsTheFileOut() throws Exception {
    var lines = "subject: " + "x".repeat(70_000);
    var corpus = folder().with("a.md", "---", lines, "private: SECRET", "---", "글").read();
    assertEquals(List.of("REFUSED a.md"), TestFolder.leftovers(corpus));
  }

  @Test
  void aRuleAcrossThePageIsNoMetadata() throws Exception {
    var corpus = folder().with("a.md", "---", "눈이 내렸다.", "", "---", "봄이 왔다.").read();
    assertEquals(List.of(), TestFolder.findings(corpus));
    assertEquals(0, TestFolder.item(corpus, "a.md").ownFile().withheldBytes());
  }

  @Test
  void aPrivateLineInTheTextIsNamed() throws Exception {
    var corpus = folder().with("a.md", "# 눈", "", "private: 면담").read();
    assertEquals(List.of("private-in-text a.md:3"), TestFolder.findings(corpus));
  }

  @Test
  void ofPlainTextItIsNeverPacked() throws Exception {
    var corpus = folder().with("a.txt", "---", "title: 눈", "---", "글").read();
    assertEquals("글\n", packed(TestFolder.item(corpus, "a.txt")));
    assertEquals("눈", TestFolder.item(corpus, "a.txt").item().title());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "x-UTF-16LE-BOM", "UTF-16LE", "UTF-16BE", "MS949", "GB18030"})
  void itIsCutAtTheRightByteInEveryCharset(String charset) throws Exception {
    var declared = charset.contains("BOM") || charset.equals("UTF-16") ? "UTF-8" : charset;
    var corpus =
        folder()
            .with("bojagi.yaml", "charset: " + declared)
            .with("a.md", Charset.forName(charset), "---", "title: 눈", "private: 면담", "---", "글")
            .read();
    var item = TestFolder.item(corpus, "a.md");
    assertEquals("눈", item.item().title());
    try (var in = item.ownFile().open()) {
      var bytes = in.readAllBytes();
      var plain =
          charset.contains("BOM") ? "UTF-16LE" : charset.equals("UTF-16") ? "UTF-16BE" : charset;
      assertEquals("글\n", new String(bytes, Charset.forName(plain)));
      // The mark that told it is cut off with the rest.
      assertEquals(
          declared.equals("UTF-8") ? plain : Charset.forName(declared).name(),
          item.ownFile().charset());
    }
  }

  @Test
  void linesAreCountedFromTheBeginningOfTheFile() throws Exception {
    var corpus = folder().with("a.md", "", "---", "titel: 눈", "---", "", "![](b.mp4)").read();
    assertEquals(
        List.of("metadata-key-unknown a.md:3", "link-without-file a.md:6").stream()
            .sorted()
            .toList(),
        TestFolder.findings(corpus).stream().sorted().toList());
  }

  @Test
  void itGoesBeforeASidecarAndThatBeforeTheFolder() throws Exception {
    var corpus =
        folder()
            .with("bojagi.yaml", "creator: 가", "rights: 가", "subject: 가")
            .with("a.yaml", "creator: 나", "rights: 나")
            .with("a.md", "---", "creator: 다", "---")
            .read();
    var said = TestFolder.item(corpus, "a.md").item().description();
    assertEquals(List.of("다"), said.creator());
    assertEquals("나", said.rights());
    assertEquals(List.of("가"), said.subject());
  }

  @Test
  void changedTextsNeverGiveAwayWhatIsBelowPrivate() throws Exception {
    var random = new Random(Trials.seed(getClass()));
    var valid = "---\ntitle: 눈\ncreator: [가, 나]\nprivate: {source: SECRET}\n---\n글\n";
    var folder = folder();
    for (int trial = 0; trial < Trials.of(4_000); trial++) {
      var text = new StringBuilder(valid);
      // The word and what it guards stay; everything around them may change.
      int guarded = text.indexOf("private");
      int at =
          random.nextBoolean() ? random.nextInt(guarded) : text.indexOf("}") + random.nextInt(8);
      if (random.nextBoolean()) {
        text.insert(at, "-\n .:#[]{}'\"\t\r가".charAt(random.nextInt(15)));
      } else {
        text.delete(at, at + 1);
      }
      folder.with("a.md", text.toString().getBytes(StandardCharsets.UTF_8));
      var corpus = folder.read();
      // It may go in only where it no longer is what the page calls metadata, and then it is named.
      boolean told =
          corpus.findings().stream().anyMatch(finding -> finding.code().equals("private-in-text"));
      for (var item : corpus.items()) {
        boolean goesIn = packed(item).contains("SECRET") || item.toString().contains("SECRET");
        assertTrue(told || !goesIn, text + "→" + TestFolder.findings(corpus));
      }
      assertFalse(corpus.findings().toString().contains("SECRET"), text.toString());
      Files.delete(folder.path().resolve("a.md"));
    }
  }

  static List<Path> oddFiles() throws Exception {
    try (var files = Files.list(Path.of("src/test/resources/org/bojagi/corpus/odd-texts"))) {
      var odd = files.sorted().toList();
      assertFalse(odd.isEmpty(), "the folder of odd inputs is empty");
      return odd;
    }
  }

  @ParameterizedTest
  @MethodSource("oddFiles")
  void oddTextsGoInAndAreNamed(Path odd) throws Exception {
    var corpus = folder().with("odd/" + odd.getFileName(), Files.readAllBytes(odd)).read();
    assertEquals(1, corpus.items().size());
    assertFalse(corpus.findings().isEmpty());
  }
}

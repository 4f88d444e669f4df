package org.bojagi.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTest {
  @TempDir Path temp;

  private TestFolder folder() {
    return new TestFolder(temp.resolve("corpus"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "../영상/살구.mp4; 영상/살구.mp4",
        "/영상/살구.mp4; 영상/살구.mp4",
        "..\\영상\\살구.mp4; 영상/살구.mp4",
        "%EC%82%B4%EA%B5%AC.mp4; 영상/살구.mp4",
        "살구.MP4; 영상/살구.mp4",
        "살구.mp4#t=10; 영상/살구.mp4",
        "어디/살구.mp4; 영상/살구.mp4",
        "../../../살구.mp4; 영상/살구.mp4",
        "../a b.mp4; a b.mp4",
        "../a%20b.mp4; a b.mp4",
        "../#1.mp4; #1.mp4",
        "둘.mp4; ''",
        "../x/둘.mp4; x/둘.mp4",
        "../../../etc/passwd; ''",
        "없다.mp4; ''",
        "다음.md; 글/다음.md",
        "'%'; ''",
      })
  void aTargetIsFoundByPathElseByAUniqueName(String target, String path) {
    var files = List.of("영상/살구.mp4", "a b.mp4", "#1.mp4", "x/둘.mp4", "y/둘.mp4", "글/다음.md");
    assertEquals(path, new LinkResolver(files).resolve("글/a.md", target).path());
    assertEquals(
        path,
        new LinkResolver(files)
            .resolve("글/a.md", Normalizer.normalize(target, Normalizer.Form.NFD))
            .path());
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/b.mp4",
    "//a.example/b.mp4",
    "mailto:a@b.example",
    "'#top'",
    "data:image/png;base64,AA",
    "javascript:void(0)"
  })
  void whatLiesElsewhereIsNotLookedFor(String target) {
    assertEquals(true, LinkResolver.isElsewhere(target));
  }

  @Test
  void markdownLinksPicturesAndHtmlAreFoundWithTheirLines() throws Exception {
    var corpus =
        folder()
            .with(
                "a.md",
                "# 눈",
                "[영화](b.mp4) 그리고 ![그림](c.jpg)",
                "",
                "<video src=\"b.mp4\" poster='c.jpg'></video>",
                "",
                "글 <img src=\"c.jpg\"> 글 [참조]",
                "",
                "    ![코드](code.mp4)",
                "",
                "[참조]: d.mp3")
            .withNames("b.mp4", "c.jpg", "d.mp3")
            .read();
    assertEquals(
        List.of(
            "2 b.mp4 false",
            "2 c.jpg true",
            "4 b.mp4 true",
            "4 c.jpg true",
            "6 c.jpg true",
            "6 d.mp3 false"),
        TestFolder.item(corpus, "a.md").links().stream()
            .map(link -> link.line() + " " + link.path() + " " + link.embedded())
            .toList());
    assertEquals(List.of(), TestFolder.findings(corpus));
  }

  @Test
  void htmlLinksAreFoundWithTheirLines() throws Exception {
    var corpus =
        folder()
            .with(
                "a.html",
                "<html>",
                "<a href=b.mp4>영화</a>",
                "<a href=C.html>글</a><a href=d.html>누구나 길만으로 찾는것</a><a href=none.html>",
                "<img src=none.png>")
            .withNames("b.mp4", "c.html", "d.html")
            .read();
    assertEquals(
        List.of("2 b.mp4 false", "3 c.html false", "4  true"),
        TestFolder.item(corpus, "a.html").links().stream()
            .map(link -> link.line() + " " + link.path() + " " + link.embedded())
            .toList());
    assertEquals(
        "the picture none.png is not in the folder (a.html:4). Its place will say so to the"
            + " reader.",
        TestFolder.finding(corpus, "link-without-file").sentence());
  }

  @Test
  void aNameThatTwoFilesHaveIsNamed() throws Exception {
    var corpus = folder().with("a.md", "![](b.mp4)").withNames("x/b.mp4", "y/b.mp4").read();
    assertEquals(
        "2 files are called b.mp4 (a.md:1). Write the path of the one that is meant.",
        TestFolder.finding(corpus, "link-ambiguous").sentence());
  }

  @Test
  void whatStaysWithTheTeamIsNotFound() throws Exception {
    var corpus = folder().with("a.md", "![](_b/c.mp4)").withNames("_b/c.mp4").read();
    assertEquals(List.of("link-without-file a.md:1"), TestFolder.findings(corpus));
  }

  @Test
  void aHundredMissingFilesAreToldInTwentyLinesAndOne() throws Exception {
    var lines = new String[100];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = "![](" + i + ".mp4)";
    }
    var findings = TestFolder.findings(folder().with("a.md", lines).read());
    assertEquals(21, findings.size());
    assertEquals("links-more a.md", findings.getFirst());
  }

  @Test
  void aTargetThatWouldMoveTheCursorIsWrittenAsNumbers() throws Exception {
    var corpus = folder().with("a.md", "![](<\u001b[2Jb\u202e.mp4>)").read();
    assertEquals(
        "the film \\u001b[2Jb\\u202e.mp4 is not in the folder",
        TestFolder.finding(corpus, "link-without-file").what());
  }

  /** Each of these takes a parser minutes at this length, and hours at what is read of a file. */
  @ParameterizedTest
  @ValueSource(strings = {"- ", "> ", "<a ", "[a](<b", "[a](<b\n", "*a_"})
  void markdownThatIsMadeToTakeLongIsNamedAndItsOtherLinksAreFound(String filling) throws Exception {
    var folder = folder().withNames("a.jpg", "b.jpg");
    folder.with("글.md", "![앞](a.jpg)", "", filling.repeat((1 << 20) / filling.length()), "", "![뒤](b.jpg)");
    var corpus = folder.read();
    var links = TestFolder.item(corpus, "글.md").links().stream().map(Link::path).toList();
    assertEquals(List.of("a.jpg", "b.jpg"), links.stream().filter(path -> !path.isEmpty()).toList());
    assertTrue(TestFolder.findings(corpus).contains("text-too-long-for-links 글.md"));
  }
}

package org.bojagi.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.bojagi.Trials;
import org.bojagi.catalog.Passage;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.TextFormat;
import org.junit.jupiter.api.Test;

class PassagesTest {
  private static final String SENTENCE = "다리 우에서 우리는 오래 이야기하였다. ";

  @Test
  void aShortTextIsOnePassageFromTheStart() {
    assertEquals(
        List.of(new Passage(new Place.Start(), 0, 4, "눈 오다")),
        Passages.cut(TextFormat.PLAIN, "눈 오다"));
  }

  @Test
  void aLongParagraphIsCutWhereASentenceEnds() {
    var passages = cut(TextFormat.PLAIN, SENTENCE.repeat(500));
    assertTrue(passages.size() > 5);
    for (var passage : passages) {
      assertTrue(passage.text().endsWith("이야기하였다."), passage.text());
    }
  }

  @Test
  void pagesAreSeparatedByFormFeedsAndCountedWithTheEmptyOnes() {
    var passages = cut(TextFormat.PAGED, "하나\f\f셋\f");
    assertEquals(List.of(new Place.Page(1), new Place.Page(3)), places(passages));
    assertEquals("셋", passages.get(1).text());
  }

  @Test
  void aPassageOfMarkdownKnowsTheHeadingAboveIt() {
    var markdown = "---\ntitle: 모른다\n---\n머리말\n\n# 시장값\n\n값은 *정해*진다.\n\n## 다음\n- 하나\n- 둘\n";
    var passages = cut(TextFormat.MARKDOWN, markdown);
    assertEquals(
        List.of(new Place.Start(), new Place.Heading("시장값"), new Place.Heading("다음")),
        places(passages));
    assertEquals(List.of("머리말", "시장값\n값은 정해진다.", "다음\n하나\n둘"), texts(passages));
  }

  @Test
  void markdownKeepsWordsForPicturesAndCellsAndLosesMarks() {
    var markdown =
        "![살구나무](../살구.mp4) [글](x.md) `코드` <b>굵게</b>\n\n| 북 | 남 |\n|---|---|\n| 녀자 | 여자 |\n";
    assertEquals("살구나무 글 코드 굵게\n북 남\n녀자 여자", cut(TextFormat.MARKDOWN, markdown).getFirst().text());
  }

  @Test
  void aPassageOfHtmlKnowsTheHeadingAboveItAndSpansInlineTags() {
    var html =
        "<title>t</title><body><p>처음</p><h2>둘째 <i>장</i></h2><p>안녕<b>하</b>세요 &amp;"
            + " 반갑<br>습니다<p>끝</body>";
    var passages = cut(TextFormat.HTML, html);
    assertEquals(List.of(new Place.Start(), new Place.Heading("둘째 장")), places(passages));
    assertEquals("둘째 장\n안녕하세요 & 반갑\n습니다\n끝", passages.get(1).text());
  }

  @Test
  void noPassageSpansWhatIsNotText() {
    var html = "<p>앞<script>var 비밀 = '<p>아님'</script><p>뒤<nav><a href=x>차림표</a></nav><p>끝";
    var passages = cut(TextFormat.HTML, html);
    assertEquals(List.of("앞", "뒤", "끝"), texts(passages));
    assertFalse(passages.stream().anyMatch(p -> slice(html, p).contains("script")));
  }

  @Test
  void aPictureWrittenIntoThePageEndsAPassage() {
    var html = "<p>앞 <img src='data:image/png;base64," + "A".repeat(3_000_000) + "'> 뒤";
    assertEquals(List.of("앞", "뒤"), texts(cut(TextFormat.HTML, html)));
  }

  @Test
  void aPassageOfSubtitlesBeginsAtItsFirstCueAndCoversAMinuteAtMost() {
    var vtt = new StringBuilder("WEBVTT\n");
    for (int i = 0; i < 100; i++) {
      vtt.append(
          "\n00:%02d:%02d.000 --> 00:%02d:%02d.500\n대사 %d\n"
              .formatted(i / 6, i % 6 * 10, i / 6, i % 6 * 10, i));
    }
    var passages = cut(TextFormat.WEBVTT, vtt.toString());
    assertEquals(new Place.Second(0), passages.getFirst().place());
    assertEquals(new Place.Second(70), passages.get(1).place());
    assertTrue(passages.getFirst().text().startsWith("대사 0\n대사 1\n"));
  }

  @Test
  void aMatchInsideAPassageOfSubtitlesKnowsItsSecond() {
    var slice =
        "00:01.000 --> 00:02.000\n"
            + "하나\n\n"
            + "00:03.500 --> 00:04.000\n"
            + "둘 &amp;\n"
            + "셋\n\n"
            + "00:09.000 --> 00:10.000\n"
            + "넷";
    var text = PassageText.of(TextFormat.WEBVTT, slice);
    assertEquals("하나\n둘 &\n셋\n넷", text);
    assertEquals(1.0, PassageText.secondAt(slice, 0));
    assertEquals(3.5, PassageText.secondAt(slice, text.indexOf("둘")));
    assertEquals(3.5, PassageText.secondAt(slice, text.indexOf("셋")));
    assertEquals(9.0, PassageText.secondAt(slice, text.indexOf("넷")));
    assertEquals(9.0, PassageText.secondAt(slice, 1_000));
    assertEquals(-1.0, PassageText.secondAt("아무것도", 0));
  }

  @Test
  void oneLineOfTwoMegabytesIsCut() {
    for (var format : TextFormat.values()) {
      check(format, "가".repeat(2_000_000));
      check(format, " ".repeat(2_000_000));
      check(format, "<b>가</b>".repeat(20_000));
      check(format, "<i ".repeat(50_000));
      check(format, "&amp".repeat(50_000));
    }
    assertEquals(
        2_000_000,
        texts(cut(TextFormat.HTML, "가".repeat(2_000_000))).stream().mapToInt(String::length).sum());
  }

  @Test
  void deepNestingNeitherOverflowsNorLosesText() {
    for (var tag :
        List.of(
            "<div>", "<b>", "<table><td>", "<ul><li>", "<span style='x'>", "<a href=x>", "<svg>")) {
      check(TextFormat.HTML, tag.repeat(20_000) + "깊다");
    }
    assertEquals(List.of("깊다"), texts(cut(TextFormat.HTML, "<div>".repeat(100_000) + "깊다")));
    for (var mark :
        List.of(
            "> ", "- ", "[", "*a ", "**a ", "<b>", "`", "![", "1. ", "_a_ ", "# ", "\t", "|a",
            "&")) {
      check(TextFormat.MARKDOWN, mark.repeat(20_000) + "깊다");
    }
  }

  /** The promise that lets a bundle keep no text twice. */
  @Test
  void everyPassageReadsTheSameFromItsSliceAlone() throws Exception {
    long seed = Trials.seed(PassagesTest.class);
    int trials = Trials.of(20_000);
    for (int i = 0; i < trials; i++) {
      var random = new Random(seed + i);
      var source = randomSource(random);
      for (var format : TextFormat.values()) {
        check(format, source);
      }
    }
  }

  @Test
  void savedOddInputsAreCutWithinTheLimits() throws Exception {
    var folder = Path.of("src/test/resources/org/bojagi/text/odd");
    try (var files = Files.list(folder)) {
      var odd = files.sorted().toList();
      assertFalse(odd.isEmpty());
      for (var file : odd) {
        var bytes = Files.readAllBytes(file);
        var text = Charsets.decode(bytes, Charsets.detect(bytes, ""));
        for (var format : TextFormat.values()) {
          check(format, text);
        }
      }
    }
  }

  private static List<Passage> cut(TextFormat format, String source) {
    check(format, source);
    return Passages.cut(format, source);
  }

  private static void check(TextFormat format, String source) {
    var passages = Passages.cut(format, source);
    assertEquals(passages, Passages.cut(format, source));
    int end = 0;
    for (var passage : passages) {
      assertTrue(passage.charOffset() >= end, "overlap");
      end = passage.charOffset() + passage.charLength();
      assertTrue(end <= source.length());
      assertTrue(
          passage.charLength() <= PassageText.MAX_SLICE_CHARS,
          () -> "slice of " + passage.charLength());
      assertTrue(
          passage.text().length() <= Passage.MAX_CHARS, () -> "text of " + passage.text().length());
      assertFalse(passage.text().isBlank());
      assertEquals(passage.text(), PassageText.of(format, slice(source, passage)));
    }
    if (!passages.isEmpty()) {
      checkRead(format, source, passages.get(passages.size() / 2));
    }
  }

  private static void checkRead(TextFormat format, String source, Passage passage) {
    var bytes = source.getBytes(StandardCharsets.UTF_16LE);
    try (var reader = Charsets.reader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_16LE)) {
      assertEquals(
          passage.text(),
          PassageText.read(format, reader, passage.charOffset(), passage.charLength()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String randomSource(Random random) {
    var parts =
        List.of(
            SENTENCE,
            "<p>",
            "</p>",
            "<div class=share>",
            "</div>",
            "<b>",
            "</b>",
            "&amp;",
            "&nbsp",
            "<!-- ",
            " -->",
            "<script>",
            "</script>",
            "<h2>",
            "</h2>",
            "\n",
            "\n\n",
            "\r\n",
            "# ",
            "- ",
            "> ",
            "```\n",
            "    ",
            "*",
            "_",
            "[a](b)",
            "![c](d.png)",
            "|",
            "\n|---|\n",
            "00:00:01.000 --> 00:00:02,000\n",
            "7\n",
            "\f",
            "\ufeff",
            "---\n",
            "<nav>",
            "</nav>",
            "<td>",
            "<table>",
            "<a href='x>y'>",
            "</a>",
            "<",
            ">",
            "\"",
            "=",
            "中文。",
            "😀",
            "\u200b",
            "word ",
            "가".repeat(900),
            " ".repeat(5_000),
            "<i x='" + "y".repeat(3_000) + "'>",
            "\r",
            "WEBVTT\n");
    return random
        .ints(random.nextInt(120), 0, parts.size())
        .mapToObj(parts::get)
        .collect(Collectors.joining());
  }

  private static String slice(String source, Passage passage) {
    return source.substring(passage.charOffset(), passage.charOffset() + passage.charLength());
  }

  private static List<Place> places(List<Passage> passages) {
    return passages.stream().map(Passage::place).toList();
  }

  private static List<String> texts(List<Passage> passages) {
    return passages.stream().map(Passage::text).toList();
  }
}

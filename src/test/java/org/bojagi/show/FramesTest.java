package org.bojagi.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bojagi.catalog.MediaFacts;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.search.Snippet;
import org.bojagi.show.ShownBundle.Corpus;
import org.bojagi.show.Target.Use;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FramesTest {
  private static final byte[] BYTES = {1, 2, 3};

  @TempDir Path folder;

  private static Corpus corpus() {
    return new Corpus()
        .add("영상/살구나무.mp4", "영상/살구나무.mp4", Role.ITEM, "", "video/mp4", null,
            new MediaFacts(60, 640, 360, 1, List.of("avc1")), Map.of(), BYTES)
        .add("영상/살구나무.mp4", "영상/살구나무.jpg", Role.POSTER, "image/jpeg", null, BYTES)
        .add("영상/살구나무.mp4", "renditions/a/ko.vtt", Role.CAPTIONS, "text/vtt", TextFormat.WEBVTT, BYTES)
        .add("노래/아리랑.ogg", "노래/아리랑.ogg", Role.ITEM, "audio/ogg", null, BYTES)
        .add("그림/강.jpg", "그림/강.jpg", Role.ITEM, "", "image/jpeg", null,
            new MediaFacts(0, 400, 300, 6, List.of()), Map.of(), BYTES)
        .text("이야기/2.md", TextFormat.MARKDOWN, "둘째 이야기");
  }

  private Element shown(Corpus corpus, String path) throws Exception {
    try (var bundle = new ShownBundle(folder.resolve("bundle"), corpus)) {
      var frame = bundle.frame(path);
      ShownHtml.assertStable(frame, path);
      return ShownHtml.assertAllowed(frame, bundle.addresses, path);
    }
  }

  private Element markdown(String text) throws Exception {
    return shown(corpus().text("이야기/1.md", TextFormat.MARKDOWN, text), "이야기/1.md");
  }

  private Element html(String text) throws Exception {
    return shown(corpus().text("이야기/1.html", TextFormat.HTML, text), "이야기/1.html");
  }

  @Test
  void markdownIsShownWithItsHeadingsListsAndTablesAndWithoutItsFrontMatter() throws Exception {
    var article = markdown("---\ntitle: 비밀\n---\n# 하나\n\n글 *힘주어*.\n\n- 가\n- 나\n\n| 북 | 남 |\n|---|---|\n| 력사 | 역사 |\n");
    assertEquals("하나", article.selectFirst("h2").text());
    assertEquals("힘주어", article.selectFirst("em").text());
    assertEquals(2, article.select("li").size());
    assertEquals("력사", article.selectFirst("div.wide > table td").text());
    assertFalse(article.text().contains("비밀"));
  }

  @Test
  void headingsBeginBelowThatOfThePageAndLeaveNoLevelOut() throws Exception {
    var article = html("<h3>가</h3><p>글<h3>나</h3><p>글<h5>다</h5><p>글<h1>라</h1><p>글<h6>마</h6>");
    var levels = article.select("h2, h3, h4, h5, h6").eachText();
    assertEquals(List.of("가", "나", "다", "라", "마"), levels);
    assertEquals(
        List.of("h2", "h2", "h3", "h2", "h3"),
        article.select("h2, h3, h4, h5, h6").stream().map(Element::tagName).toList());
  }

  @Test
  void theTitleThatThePageShowsIsNotSaidTwice() throws Exception {
    try (var bundle =
        new ShownBundle(folder.resolve("bundle"), corpus().text("ㄱ.md", TextFormat.MARKDOWN, "# 다리 우에서\n\n글"))) {
      var plain = bundle.request("ㄱ.md");
      var request =
          new FrameRequest(
              plain.open(), 0, plain.document(), plain.locations(), 0, "다리 우에서", false, 0, -1, new Place.Start(),
              FrameRequest.Marker.NOTHING, ShownBundle.WORDS);
      assertEquals("글", ShownHtml.article(bundle.frames.frame(request), "").text());
    }
  }

  @Test
  void aFilmStandsInItsPlaceWithSubtitlesPosterAndALinkToItsOwnPage() throws Exception {
    try (var bundle =
        new ShownBundle(
            folder.resolve("bundle"),
            corpus().text("이야기/1.md", TextFormat.MARKDOWN, "앞\n\n![살구나무](../영상/살구나무.mp4)\n\n뒤"))) {
      var article = ShownHtml.assertAllowed(bundle.frame("이야기/1.md"), bundle.addresses, "film");
      var video = article.selectFirst("p > span.media > video");
      int film = bundle.document("영상/살구나무.mp4");
      assertEquals("/c/" + bundle.addresses.of(new Target(Use.MEDIA, 0, film, 0)), video.attr("src"));
      assertEquals("/c/" + bundle.addresses.of(new Target(Use.MEDIA, 0, film, 1)), video.attr("poster"));
      assertEquals("none", video.attr("preload"));
      assertFalse(video.hasAttr("autoplay"));
      assertEquals("640", video.attr("width"));
      var track = video.selectFirst("track");
      assertEquals("/c/" + bundle.addresses.of(new Target(Use.CAPTIONS, 0, film, 2)), track.attr("src"));
      assertEquals("조선말", track.attr("label"));
      var link = article.selectFirst("span.media > a");
      assertEquals("/i/" + bundle.addresses.of(new Target(Use.ITEM, 0, film, 0)), link.attr("href"));
      assertEquals("_top", link.attr("target"));
      assertEquals("Film: 《영상/살구나무.mp4》<b>", link.text());
    }
  }

  @Test
  void soundsAndPicturesStandInTheirPlaceAndAPictureSaysHowLargeItIsUpright() throws Exception {
    var article = markdown("![](../%EB%85%B8%EB%9E%98/아리랑.ogg) ![강](/그림/강.jpg \"제목\")");
    assertEquals(1, article.select("audio[controls]").size());
    var picture = article.selectFirst("img");
    assertEquals(List.of("강", "300", "400", "lazy"),
        List.of(picture.attr("alt"), picture.attr("width"), picture.attr("height"), picture.attr("loading")));
  }

  @Test
  void aNameInEitherNormalizationIsTheSameName() throws Exception {
    var decomposed = java.text.Normalizer.normalize("../그림/강.jpg", java.text.Normalizer.Form.NFD);
    assertEquals(1, markdown("![](" + decomposed + ")").select("img").size());
  }

  @Test
  void whatIsMissingSaysSoInItsPlace() throws Exception {
    var article = markdown("앞 ![없는 영상](../영상/없다.mp4) 뒤 ![](../영상/또%20없다.mp4)");
    assertEquals(List.of("Not here: 없는 영상", "Not here: 또 없다.mp4"), article.select("span.note").eachText());
    assertEquals("en", article.selectFirst("span.note").attr("lang"));
    assertEquals(0, article.select("img, video").size());
  }

  @Test
  void aPictureFromTheNetworkOrInsideThePageIsItsWords() throws Exception {
    var article = html("<p>가 <img src='https://listener.invalid/a.png' alt='강가'> <img src='data:image/png;base64,AAAA' alt='집'>");
    assertEquals("가 강가 집", article.text());
  }

  @Test
  void linksBetweenItemsLeadToTheirPagesAndLinksToTheNetworkAreText() throws Exception {
    var article =
        markdown(
            "[둘째](2.md#끝) [밖](https://example.invalid/a?b=c) <https://example.invalid> [글](mailto:a@example.invalid) [속임](javascript:alert(1)) [없음](3.md)");
    assertEquals(1, article.select("a").size());
    assertTrue(article.selectFirst("a").attr("href").startsWith("/i/"));
    assertEquals(
        "둘째 밖 [https://example.invalid/a?b=c] https://example.invalid 글 [mailto:a@example.invalid] 속임 없음",
        article.text());
  }

  @Test
  void aLinkWithinTheTextLeadsToItsPlaceUnderANameOfOurs() throws Exception {
    var article = markdown("[끝으로](#맺는-말) [주](#fn1)\n\n## 맺는 말\n\n글 <a name=\"fn1\"></a>주석 <p id=\"other\">x</p>");
    assertEquals(article.selectFirst("h2").id(), article.select("a").get(0).attr("href").substring(1));
    assertEquals("주석", article.getElementById(article.select("a").get(1).attr("href").substring(1)).nextSibling().toString().strip());
    assertNull(article.getElementById("other"));
  }

  @Test
  void aSavedPageIsShownWithoutItsMenusAndARenditionWhole() throws Exception {
    var page = "<body><nav><a href=a>차림표</a></nav><div class=share>공유</div><p>" + "글입니다. ".repeat(30) + "</p></body>";
    assertFalse(html(page).text().contains("차림표"));
  }

  @Test
  void wordsOfAQueryAreMarkedAlsoAcrossEmphasisAndTheFrameBeginsAtItsPassage() throws Exception {
    var text = "첫째 력사.\n\n둘째 **력**사 이야기.\n\n셋째 력사.";
    try (var bundle = new ShownBundle(folder.resolve("bundle"), corpus().text("ㄱ.md", TextFormat.MARKDOWN, text))) {
      var frame = bundle.frames.frame(asked(bundle.request("ㄱ.md"), text.indexOf("둘째"), new Place.Start(), "력사"));
      var article = ShownHtml.assertAllowed(frame, bundle.addresses, "marks");
      ShownHtml.assertStable(frame, "marks");
      assertEquals(3, frame.marks());
      assertEquals(List.of("력사", "력", "사", "력사"), article.select("mark").eachText());
      assertEquals(List.of("사"), article.select("mark.same").eachText());
      assertEquals("둘째 력사 이야기.", article.getElementById("hit").parent().text());
    }
  }

  private static FrameRequest asked(FrameRequest plain, int charOffset, Place place, String word) {
    FrameRequest.Marker marker =
        (language, text) -> {
          var marks = new ArrayList<Snippet.Mark>();
          for (int at = text.indexOf(word); !word.isEmpty() && at >= 0; at = text.indexOf(word, at + 1)) {
            marks.add(new Snippet.Mark(at, at + word.length()));
          }
          return marks;
        };
    return new FrameRequest(
        plain.open(), plain.bundle(), plain.document(), plain.locations(), plain.file(), "", false, -1, charOffset, place,
        marker, plain.words());
  }

  @Test
  void everyPassageOfAnHtmlPageCanBeBegunAt() throws Exception {
    var text = new StringBuilder("\ufeff<!DOCTYPE html><html><head><title>x</title></head><body>");
    for (int i = 0; i < 50; i++) {
      text.append("<h2>").append(i).append("장</h2><p>").append("글입니다. ".repeat(60)).append("</p>\n");
    }
    try (var bundle = new ShownBundle(folder.resolve("bundle"), new Corpus().text("ㄱ.html", TextFormat.HTML, text.toString()))) {
      for (var passage : org.bojagi.text.Passages.cut(TextFormat.HTML, text.toString())) {
        var frame = bundle.frames.frame(asked(bundle.request("ㄱ.html"), passage.charOffset(), passage.place(), ""));
        var hit = ShownHtml.assertAllowed(frame, bundle.addresses, "hit").getElementById("hit");
        assertTrue(passage.text().startsWith(hit.parent().text()), passage.text());
      }
    }
  }

  @Test
  void aPlainTextKeepsItsLinesAndALetterHasEachOfItsOwn() throws Exception {
    try (var bundle =
        new ShownBundle(folder.resolve("bundle"), new Corpus().text("편지.txt", TextFormat.PLAIN, "\ufeff받는 분께\r\n\r\n첫 줄 <b>\r\n둘째 줄\u202e\n"))) {
      var article = ShownHtml.assertAllowed(bundle.frame("편지.txt"), bundle.addresses, "plain");
      assertEquals("<p>받는 분께</p><p>첫 줄 &lt;b&gt;<br>둘째 줄</p>", article.html());
      var plain = bundle.request("편지.txt");
      var letter =
          new FrameRequest(plain.open(), 0, plain.document(), plain.locations(), 0, "", true, 0, -1, new Place.Start(),
              FrameRequest.Marker.NOTHING, ShownBundle.WORDS);
      var lines = ShownHtml.assertAllowed(bundle.frames.frame(letter), bundle.addresses, "letter");
      assertEquals(
          List.of("받는 분께", "", "첫 줄 <b>", "둘째 줄"), lines.select("p.line").stream().map(Element::text).toList());
    }
  }

  @Test
  void pagesHaveTheirNumbersTheirPicturesAndTheirWords() throws Exception {
    var corpus =
        new Corpus()
            .add("책.pdf", "책.pdf", Role.ITEM, "application/pdf", null, BYTES)
            .add("책.pdf", "renditions/b/document.txt", Role.TEXT, "책.pdf", "text/plain", TextFormat.PAGED, null, Map.of(),
                "첫 쪽\f\f셋째 쪽".getBytes(StandardCharsets.UTF_8))
            .add("책.pdf", "renditions/b/page-0001.png", Role.PAGE, "책.pdf", "image/png", null,
                new MediaFacts(0, 800, 1100, 1, List.of()), Map.of(), BYTES)
            .add("책.pdf", "renditions/b/page-0004.png", Role.PAGE, "책.pdf", "image/png", null, null, Map.of(), BYTES);
    try (var bundle = new ShownBundle(folder.resolve("bundle"), corpus)) {
      var request = asked(bundle.request("renditions/b/document.txt"), -1, new Place.Page(3), "쪽");
      var frame = bundle.frames.frame(request);
      var article = ShownHtml.assertAllowed(frame, bundle.addresses, "pages");
      assertEquals(List.of("Page 1", "Page 2", "Page 3", "Page 4"), article.select("h2").eachText());
      assertEquals(2, article.select("img").size());
      assertEquals("1100", article.selectFirst("#p1 > img").attr("height"));
      assertEquals("첫 쪽", article.selectFirst("#p1 > details[open] > p").text());
      assertEquals("p3", article.getElementById("hit").closest("div").id());
      assertEquals(2, frame.marks());
      assertTrue(Frames.shows(bundle.locations("책.pdf"), 0));
      var scanned = ShownHtml.assertAllowed(bundle.frame("책.pdf"), bundle.addresses, "pictures of pages alone");
      assertEquals(2, scanned.select("img").size());
    }
  }

  @Test
  void aLongTextComesInPartsThatTogetherSayAllOfIt() throws Exception {
    var text = new StringBuilder();
    for (int i = 0; i < 9_000; i++) {
      text.append("<p>").append(i).append("째 문단은 이렇게 길게 이어지는 이야기입니다. 다음 문단도 그렇습니다.</p><script>").append("x".repeat(40)).append("</script>");
    }
    try (var bundle = new ShownBundle(folder.resolve("bundle"), new Corpus().text("ㄱ.html", TextFormat.HTML, text.toString()))) {
      var first = bundle.frame("ㄱ.html");
      assertTrue(first.parts() > 1 && first.parts() < 6, first.parts() + " parts");
      int at = 0;
      var plain = bundle.request("ㄱ.html");
      for (int part = 0; part < first.parts(); part++) {
        var request =
            new FrameRequest(plain.open(), 0, plain.document(), plain.locations(), 0, "", false, part, -1,
                new Place.Start(), FrameRequest.Marker.NOTHING, ShownBundle.WORDS);
        var article = ShownHtml.assertAllowed(bundle.frames.frame(request), bundle.addresses, "part");
        for (var paragraph : article.select("p:not(.note)")) {
          assertTrue(paragraph.text().startsWith(at + "째"), paragraph.text());
          at++;
        }
        assertEquals(part + 1 < first.parts() ? 1 : 0, article.select("p.note").size());
      }
      assertEquals(9_000, at);
      int offset = text.indexOf("8000째");
      assertEquals(
          "8000째", ShownHtml.article(bundle.frames.frame(asked(plain, offset, new Place.Start(), "")), "").getElementById("hit").parent().text().substring(0, 5));
    }
  }

  @Test
  void aTextOfTooManyElementsIsCutAndSaysSo() throws Exception {
    var article = html("가<br>".repeat(45_000));
    assertTrue(article.text().endsWith("The rest of this part can't be shown here."), "said");
  }

  @Test
  void textsNestedDeeplyOrMarkedUpEndlesslyAreShownWithoutAFault() throws Exception {
    var texts =
        List.of("> ".repeat(20_000) + "글", "*a **b ".repeat(9_000), "[".repeat(50_000), "![a](".repeat(20_000),
        "<div>".repeat(60_000) + "글", "- ".repeat(3_000) + "글", "`".repeat(9_000) + "a ` b".repeat(9_000), "a|b\n-|-\n" + "c|d\n".repeat(20_000),
        "<b a=".repeat(20_000), "&amp".repeat(50_000));
    var corpus = new Corpus();
    for (int i = 0; i < texts.size(); i++) {
      corpus.text(i + ".md", TextFormat.MARKDOWN, texts.get(i)).text(i + ".html", TextFormat.HTML, texts.get(i));
    }
    try (var bundle = new ShownBundle(folder.resolve("bundle"), corpus)) {
      for (int i = 0; i < texts.size(); i++) {
        for (var path : List.of(i + ".md", i + ".html")) {
          var frame = bundle.frame(path);
          ShownHtml.assertAllowed(frame, bundle.addresses, path);
          ShownHtml.assertStable(frame, path);
        }
      }
    }
  }

  @Test
  void whatIsNoTextIsRefused() throws Exception {
    try (var bundle = new ShownBundle(folder.resolve("bundle"), corpus())) {
      assertThrows(IllegalArgumentException.class, () -> bundle.frame("영상/살구나무.mp4"));
      assertThrows(IllegalArgumentException.class, () -> bundle.frame("renditions/a/ko.vtt"));
    }
  }

  @Test
  void thePolicyNamesOurScriptAndOurStyleAndNothingElseRuns() throws Exception {
    var policy = Frames.contentSecurityPolicy("http://127.0.0.1:8123");
    assertTrue(policy.startsWith("default-src 'none'; script-src 'sha256-"), policy);
    for (var word : List.of("unsafe", "'self'", "data:", "blob:", "*", "allow-same-origin", "https:")) {
      assertFalse(policy.contains(word), word);
    }
    assertFalse(FramePage.STYLE.contains("url("));
    assertFalse(FramePage.STYLE.contains("</"));
    assertFalse(FramePage.SCRIPT.contains("</"));
    assertFalse(FramePage.SCRIPT.contains("innerHTML"));
  }
}

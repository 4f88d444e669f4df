package org.bojagi.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.corpus.LinkScan.Raw;
import org.junit.jupiter.api.Test;

class HtmlScanTest {
  @Test
  void linksComeInTheOrderOfTheTextWithTheirLines() {
    var scan =
        LinkScan.ofHtml(
            """
            <html><head><title> 살구 &amp; 나무 </title>
            <link rel="icon" href="icon.png"><LINK REL='Stylesheet' HREF='style.css'></head>
            <body><h1>Other <b>heading</b></h1>
            <a href="1.html?a=1&amp;b=2">one</a> <a name="x">no link</a> <a href=two.html>two</a>
            <video poster="p.jpg" src='film.mp4'></video><img alt="a > b" src="a b.png" src="second.png">
            <!-- <a href="hidden.html"> --><script>var a = '<a href="script.html">';</script>
            <object data="map.svg"></object><a
              href = "late.html"
            >late</a>
            """);
    assertEquals("살구 & 나무", scan.title());
    assertEquals(
        List.of(
            new Raw(2, "style.css", true),
            new Raw(4, "1.html?a=1&b=2", false),
            new Raw(4, "two.html", false),
            new Raw(5, "film.mp4", true),
            new Raw(5, "p.jpg", true),
            new Raw(5, "a b.png", true),
            new Raw(7, "map.svg", true),
            new Raw(7, "late.html", false)),
        scan.links());
  }

  @Test
  void aPageWithoutATitleHasThatOfItsFirstHeading() {
    assertEquals("Other heading", LinkScan.ofHtml("<h1>Other <b>head</b>ing</h1><h1>more</h1>").title());
    assertEquals("", LinkScan.ofHtml("<p>text").title());
  }

  /** The expressions that such pages are usually read with take quadratic time on some of these. */
  @Test
  void whateverItIsGivenItComesToAnEnd() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("HtmlScanTest: -Dseed=" + seed);
    var random = new Random(seed);
    var pieces =
        List.of("<", ">", "a", "<a ", "href", "=", "\"", "'", " ", "\n", "<!--", "-->", "<title>", "</title", "<script>",
            "<h1>", "</h1>", "&amp;", "&", "/", "src=x", "<img ", "살구", "\0", "<iframe>");
    assertTimeoutPreemptively(
        Duration.ofMinutes(5),
        () -> {
          for (int trial = 0; trial < Trials.of(20_000); trial++) {
            var html = new StringBuilder();
            for (int i = random.nextInt(60); i >= 0; i--) {
              html.append(pieces.get(random.nextInt(pieces.size())));
            }
            LinkScan.ofHtml(html.toString());
          }
          for (var piece : pieces) {
            LinkScan.ofHtml(piece.repeat(200_000));
          }
        });
  }

  @Test
  void whatStandsInMarkdownIsFoundToo() {
    var links = new ArrayList<>(LinkScan.ofMarkdown("# 이름\n\n<video src=\"a.mp4\"></video>\n").links());
    assertEquals(List.of(new Raw(3, "a.mp4", true)), links);
  }
}

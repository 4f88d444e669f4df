package org.bojagi.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.MediaFacts;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.export.ExportedBundle.File;
import org.bojagi.export.ExportedBundle.Source;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.UsageException;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in a folder for a player, without ffmpeg. */
class PlayerFolderTest {
  private static final ExportProgress SILENT = (done, total, path) -> {};
  private static final byte[] PLAIN_MP4 = mp4("free");

  @TempDir Path folder;

  /** An MP4 as far as its boxes go. */
  private static byte[] mp4(String inMovie) {
    var latin = StandardCharsets.ISO_8859_1;
    return ("\0\0\0\u0010ftypisom\0\0\0\0" + "\0\0\0\u0010moov\0\0\0\u0008" + inMovie + "\0\0\0\u0008mdat").getBytes(latin);
  }

  private static Source part(String path, String title, int part) {
    var text = ExportedBundle.text(path, title, "# " + title + "\n\n글.\n");
    return new Source(
        path, ItemType.STORY, title, "", 0, new Item.Series("series", "다리: 이야기"), part, text.files());
  }

  private ExportedBundle bundle() throws IOException {
    var facts = new MediaFacts(120, 640, 360, 1, List.of("avc1", "mp4a"));
    return new ExportedBundle(
        folder.resolve("bundle"),
        List.of(
            part("글/2.md", "둘째", 2),
            part("글/1.md", "첫째", 1),
            ExportedBundle.text(
                "글/3.md", "셋째?", "# 셋째?\n\n![](사진.jpg) [영화](../영상/a.mp4) [밖](http://example.org) [없음](x.md)\n<script>1</script>"),
            ExportedBundle.film(
                "영상/a.mp4", "살구나무", PLAIN_MP4, facts,
                new File("a.ko.vtt", Role.CAPTIONS, "text/vtt", "ko", TextFormat.WEBVTT, null,
                    ExportedBundle.utf8("WEBVTT\n\n00:01.000 --> 00:02.000\n꽃\n")),
                new File("a.en.smi", Role.CAPTIONS, "text/vtt", "en", TextFormat.WEBVTT, null,
                    ExportedBundle.utf8("WEBVTT\n\n00:01.000 --> 00:02.000\nFlower\n"))),
            ExportedBundle.bytes("음악/노래.mp3", 0, "", new byte[] {1, 2, 3})));
  }

  private static TreeSet<String> tree(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      var names = new TreeSet<String>();
      files.filter(Files::isRegularFile).forEach(file -> names.add(folder.relativize(file).toString()));
      return names;
    }
  }

  @Test
  void subtitlesThatAreNotReadAreLeftOutAndTheFilmIsNot() throws Exception {
    var facts = new MediaFacts(120, 640, 360, 1, List.of("avc1", "mp4a"));
    var subtitles = new File("a.sub", Role.SUBTITLES, "text/plain", "ko", null, null, ExportedBundle.utf8("no times"));
    try (var bundle =
        new ExportedBundle(folder.resolve("bundle"), List.of(ExportedBundle.film("a.mp4", "꽃", PLAIN_MP4, facts, subtitles)))) {
      var report = Exporter.toFolder(bundle.plan(PlayerNames.TITLES), "", folder.resolve("out"), false, SILENT);
      assertEquals(List.of("subtitles-left-out"), report.findings().stream().map(Finding::code).toList());
      assertEquals(Severity.WARNING, report.findings().getFirst().severity());
      assertEquals(List.of(), report.leftOut());
      assertArrayEquals(PLAIN_MP4, Files.readAllBytes(folder.resolve("out/1 영화/01 꽃.mp4")));
    }
  }

  @Test
  void filesHaveNumberedNamesInFoldersByKindAndSeries() throws Exception {
    try (var bundle = bundle()) {
      var plan = bundle.plan(PlayerNames.TITLES);
      assertEquals(List.of(), plan.findings());
      var out = folder.resolve("out");
      var report = Exporter.toFolder(plan, "봄", out, false, SILENT);
      assertEquals(
          new TreeSet<>(
              List.of(
                  "1 영화/01 살구나무.mp4", "1 영화/01 살구나무.srt", "1 영화/01 살구나무.en.srt",
                  "2 음악/01 음악_노래.mp3.mp3", "5 글/01 다리_ 이야기/01 첫째.html", "5 글/01 다리_ 이야기/01 첫째.txt",
                  "5 글/01 다리_ 이야기/02 둘째.html", "5 글/01 다리_ 이야기/02 둘째.txt", "5 글/02 셋째_.html",
                  "5 글/02 셋째_.txt", "index.html")),
          tree(out));
      assertEquals(5, report.items());
      assertEquals(11, report.files());
      assertArrayEquals(PLAIN_MP4, Files.readAllBytes(out.resolve("1 영화/01 살구나무.mp4")));
      assertTrue(Files.readString(out.resolve("1 영화/01 살구나무.srt")).contains("꽃"), "Korean has the film's own name");
      var times = new TreeSet<String>();
      for (var name : tree(out)) {
        times.add(Files.getLastModifiedTime(out.resolve(name)).toString());
      }
      assertEquals(1, times.size(), "one time for all: " + times);
      assertTrue(times.first().startsWith("2000-01-01") || times.first().startsWith("1999-12-31"), times.first());
      Exporter.toFolder(bundle.plan(PlayerNames.ASCII), "봄", folder.resolve("ascii"), false, SILENT);
      assertTrue(tree(folder.resolve("ascii")).stream().allMatch(name -> name.matches("[a-z0-9./-]+")));
    }
  }

  @Test
  void everyLinkOfEveryPageLeadsToAFileAndNothingRuns() throws Exception {
    try (var bundle = bundle()) {
      for (var names : PlayerNames.values()) {
        var out = folder.resolve(names.name());
        Exporter.toFolder(bundle.plan(names), "봄", out, false, SILENT);
        int links = 0;
        for (var name : tree(out)) {
          if (!name.endsWith(".html")) {
            continue;
          }
          var page = Jsoup.parse(out.resolve(name).toFile(), "UTF-8");
          assertTrue(page.select("script, iframe, object, embed, base, form, link, [onclick]").isEmpty(), name);
          for (var element : page.select("[href], [src], [poster]")) {
            for (var attribute : List.of("href", "src", "poster")) {
              var link = element.attr(attribute);
              if (!link.isEmpty()) {
                var target = out.resolve(name).getParent().resolve(URLDecoder.decode(link, StandardCharsets.UTF_8));
                assertTrue(Files.isRegularFile(target), name + ": " + link);
                links++;
              }
            }
          }
        }
        assertTrue(links > 12, "links: " + links);
      }
      var page = Jsoup.parse(folder.resolve("TITLES/5 글/02 셋째_.html").toFile(), "UTF-8");
      assertEquals("영화", page.select("article a").text(), "one leads somewhere");
      var start = Files.readString(folder.resolve("TITLES/index.html"));
      assertTrue(start.contains("영화 · Films") && start.contains("암호화되여있지 않습니다") && start.contains("not encrypted"), start);
    }
  }

  @Test
  void aTextIsAlsoPlainWithItsTitle() throws Exception {
    try (var bundle = bundle()) {
      var out = folder.resolve("out");
      Exporter.toFolder(bundle.plan(PlayerNames.TITLES), "", out, false, SILENT);
      assertEquals("\ufeff첫째\r\n\r\n글.\r\n", Files.readString(out.resolve("5 글/01 다리_ 이야기/01 첫째.txt")));
    }
  }

  @Test
  void nothingIsReplacedUnasked() throws Exception {
    try (var bundle = bundle()) {
      var out = Files.createDirectories(folder.resolve("out"));
      Files.writeString(out.resolve("index.html"), "mine");
      Files.writeString(out.resolve("other.txt"), "mine too");
      var plan = bundle.plan(PlayerNames.TITLES);
      assertThrows(UsageException.class, () -> Exporter.toFolder(plan, "", out, false, SILENT));
      assertEquals("mine", Files.readString(out.resolve("index.html")));
      assertEquals(new TreeSet<>(List.of("index.html", "other.txt")), tree(out), "nothing was begun");
      Exporter.toFolder(plan, "", out, true, SILENT);
      assertFalse(Files.readString(out.resolve("index.html")).equals("mine"));
      assertEquals("mine too", Files.readString(out.resolve("other.txt")));
    }
  }

  /** Thrown where the power fails. */
  private static final class Cut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void aCutRunGoesOnAndKeepsWhatIsWhole() throws Exception {
    try (var bundle = bundle()) {
      var plan = bundle.plan(PlayerNames.TITLES);
      var out = folder.resolve("out");
      int begun = 6;
      var seen = new ArrayList<String>();
      assertThrows(
          Cut.class,
          () ->
              Exporter.toFolder(
                  plan, "", out, false,
                  (done, total, path) -> {
                    seen.add(path);
                    if (seen.size() == begun) {
                      throw new Cut();
                    }
                  }));
      assertTrue(Files.exists(out.resolve(FolderTarget.JOURNAL)));
      Files.writeString(out.resolve("2 음악/.bojagi-01234567.part"), "half of something");
      Files.writeString(out.resolve(seen.get(1)), "changed since");
      var report = Exporter.toFolder(plan, "", out, false, SILENT);
      assertEquals(begun - 2, report.keptFiles(), "whole but for the changed one");
      var whole = folder.resolve("whole");
      Exporter.toFolder(plan, "", whole, false, SILENT);
      assertEquals(tree(whole), tree(out));
      for (var name : tree(whole)) {
        assertArrayEquals(Files.readAllBytes(whole.resolve(name)), Files.readAllBytes(out.resolve(name)), name);
      }
    }
  }

  @Test
  void aTextThatEndsInDamageIsNamedOnceAndSaysSo() throws Exception {
    var random = new Random(7);
    var text = new StringBuilder("# 긴 글\n\n");
    for (int i = 0; i < 100_000; i++) {
      text.append((char) (0xAC00 + random.nextInt(11_172))).append(i % 40 == 39 ? "\n\n" : "");
    }
    var sources = List.of(ExportedBundle.text("a.md", "긴 글", text.toString()), ExportedBundle.text("b.md", "둘", "# 둘\n\n글\n"));
    try (var bundle = new ExportedBundle(folder.resolve("bundle"), sources)) {
      Path largest;
      try (var files = Files.list(bundle.folder)) {
        largest = files.max(Comparator.comparingLong(file -> file.toFile().length())).orElseThrow();
      }
      var bytes = Files.readAllBytes(largest);
      bytes[bytes.length * 5 / 8] ^= 1;
      Files.write(largest, bytes);
      var plan = bundle.plan(PlayerNames.TITLES);
      ExportProgress cut =
          (done, total, path) -> {
            if (path.contains("02 ")) {
              throw new Cut();
            }
          };
      assertThrows(Cut.class, () -> Exporter.toFolder(plan, "", folder.resolve("out"), false, cut));
      // The run that goes on says it too, or the end would be that all is well.
      var report = Exporter.toFolder(plan, "", folder.resolve("out"), false, SILENT);
      assertEquals(1, report.keptFiles(), "the plain text of it");
      assertEquals(List.of("a.md"), report.findings().stream().map(finding -> finding.where()).toList());
      assertEquals(Severity.ERROR, report.findings().getFirst().severity());
      for (var name : List.of("01 긴 글.html", "01 긴 글.txt")) {
        var shown = Files.readString(folder.resolve("out/5 글").resolve(name));
        assertTrue(shown.length() > 10_000 && shown.contains("못쓰게"), name);
      }
    }
  }

  @Test
  void whatAPlayerMayNotPlayIsNamed() throws Exception {
    var old = new MediaFacts(120, 1920, 1080, 1, List.of("avc1", "mp4a"));
    var fits = new MediaFacts(120, 640, 360, 1, List.of("avc1", "mp4a"));
    try (var bundle =
        new ExportedBundle(
            folder.resolve("bundle"),
            List.of(
                ExportedBundle.film("a.mp4", "큰", PLAIN_MP4, old),
                ExportedBundle.film("b.mp4", "토막", mp4("mvex"), fits),
                ExportedBundle.film("c.mp4", "작은", PLAIN_MP4, fits)))) {
      var plan = bundle.plan(PlayerNames.TITLES);
      assertEquals(List.of("a.mp4", "b.mp4"), plan.findings().stream().map(finding -> finding.where()).toList());
      Exporter.toFolder(plan, "", folder.resolve("out"), false, SILENT);
      assertArrayEquals(PLAIN_MP4, Files.readAllBytes(folder.resolve("out/1 영화/01 큰.mp4")));
    }
  }

  @Test
  void whatABrowserWouldRunIsShownAsAPictureOrNotOpened() throws Exception {
    var drawing = "<svg xmlns='http://www.w3.org/2000/svg'><script>fetch('http://a.example')</script></svg>";
    var page = "<script>fetch('http://a.example')</script>";
    var sources = new ArrayList<Source>();
    sources.add(item("그림/꽃.svg", ItemType.PICTURE, "image/svg+xml", drawing));
    sources.add(item("그림/큰.svg", ItemType.PICTURE, "image/svg+xml", drawing + " ".repeat(5 << 20)));
    sources.add(item("그림/점.html", ItemType.PICTURE, "image/x-icon", page));
    sources.add(item("글/쪽.xhtml", ItemType.DOCUMENT, "application/xhtml+xml", page));
    try (var bundle = new ExportedBundle(folder.resolve("bundle"), sources)) {
      var out = folder.resolve("out");
      var plan = bundle.plan(PlayerNames.ASCII);
      assertEquals(4, plan.findings().size());
      Exporter.toFolder(plan, "", out, false, SILENT);
      assertEquals(
          new TreeSet<>(List.of("4-picture/01.html", "4-picture/02.bin", "4-picture/03.bin", "6-document/01.bin", "index.html")),
          tree(out));
      var shown = Jsoup.parse(out.resolve("4-picture/01.html").toFile(), "UTF-8");
      assertTrue(shown.select("script, svg, iframe, object, embed").isEmpty());
      var source = shown.expectFirst("img").attr("src");
      assertTrue(source.startsWith("data:image/svg+xml;base64,"), source);
      assertEquals(drawing, new String(Base64.getDecoder().decode(source.substring(26)), StandardCharsets.UTF_8));
    }
  }

  private static Source item(String path, ItemType type, String mediaType, String content) {
    var file = new File(path, Role.ITEM, mediaType, "ko", null, null, ExportedBundle.utf8(content));
    return new Source(path, type, "", "", 0, null, 0, List.of(file));
  }
}

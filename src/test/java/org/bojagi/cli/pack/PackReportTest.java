package org.bojagi.cli.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bojagi.catalog.Json;
import org.bojagi.cli.read.ReportFile;
import org.bojagi.fault.Finding;
import org.bojagi.fault.UsageException;
import org.bojagi.scrub.Sensitive;
import org.bojagi.seal.PackProgress.Stage;
import org.bojagi.seal.PackReport;
import org.bojagi.seal.PackReport.CardReport;
import org.bojagi.seal.PackReport.CardReport.Part;
import org.bojagi.seal.PackReport.Details;
import org.bojagi.seal.PackReport.Duplicate;
import org.bojagi.seal.PackReport.LeftOut;
import org.bojagi.seal.PackReport.Revealing;
import org.bojagi.seal.PackReport.Scrubbed;
import org.bojagi.seal.PackReport.StageTime;
import org.bojagi.seal.PackReport.TypeShare;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a team is told when a bundle is packed: on the terminal, as JSON, as a page. */
class PackReportTest {
  private static final Sensitive GPS = new Sensitive(Sensitive.Kind.PLACE, "EXIF GPS Latitude");
  private static final Sensitive ARTIST = new Sensitive(Sensitive.Kind.AUTHOR, "EXIF Artist");
  private static final Sensitive SERIAL = new Sensitive(Sensitive.Kind.DEVICE, "EXIF Body Serial Number");
  private static final String HOSTILE = "글/<img src=x onerror=alert(1)>&\"'\u202Egpj.\u001B[2J.md";

  @TempDir Path folder;

  /** @param files of each list */
  static PackOutcome sample(int files) {
    var types =
        List.of(
            new TypeShare("story", 1_204, 1_377, 48_200_000, 15_100_000),
            new TypeShare("film", 31, 88, 12_400_000_000L, 12_390_000_000L),
            new TypeShare("picture", 402, 402, 1_100_000_000, 1_080_000_000),
            new TypeShare("document", 77, 80, 310_000_000, 260_000_000),
            new TypeShare("hologram", 1, 1, 1_000, 900));
    var languages = new LinkedHashMap<String, Integer>(Map.of("ko", 1_602));
    languages.put("en", 88);
    languages.put("zh-Hant", 24);
    languages.put("und", 1);
    var duplicates = new ArrayList<Duplicate>();
    var scrubbed = new ArrayList<Scrubbed>();
    var revealing = new ArrayList<Revealing>();
    var leftOut = new ArrayList<LeftOut>();
    var findings = new ArrayList<Finding>();
    for (int i = 0; i < files; i++) {
      duplicates.add(new Duplicate("복사본/사진 " + i + ".jpg", "그림/살구나무 " + i + ".jpg", 2_400_000));
      scrubbed.add(new Scrubbed("그림/살구나무 " + i + ".jpg", List.of(GPS, ARTIST, SERIAL), List.of(), List.of()));
      scrubbed.add(
          new Scrubbed("문서/회의록 " + i + ".hwp", List.of(), List.of(new Sensitive(Sensitive.Kind.CONTENT, "BinData/BIN0001.OLE")), List.of()));
      revealing.add(new Revealing("문서/회의록 " + i + ".hwp", List.of(new Sensitive(Sensitive.Kind.CONTENT, "BinData/BIN0001.OLE"))));
      leftOut.add(new LeftOut("영상/너무 큰것 " + i + ".mkv", "There was no room for it on the cards", i % 2 == 0 ? -1 : 4_400_000_000L));
      findings.add(new Finding(Finding.Severity.ERROR, "no-room", "영상/너무 큰것 " + i + ".mkv", "There was no room for it on the cards", "Take more cards."));
    }
    scrubbed.add(new Scrubbed("글/시.md", List.of(), List.of(), List.of(ARTIST)));
    leftOut.add(new LeftOut(HOSTILE, "It can't be read", -1));
    findings.add(new Finding(Finding.Severity.WARNING, "odd-name", HOSTILE, "Its name is odd", ""));
    var parts =
        List.of(
            new Part("reader", 95_000_000), new Part("content", 13_745_000_000L), new Part("index", 310_000_000),
            new Part("kept-free", 320_000_000));
    var cards = List.of(new CardReport(1, 15_980_000_000L, parts, 1_510_000_000), new CardReport(2, 15_980_000_000L, parts.subList(0, 2), 2_140_000_000));
    var details =
        new Details(
            types, languages, duplicates, scrubbed, leftOut, cards,
            List.of(new StageTime(Stage.SEALING, Duration.ofSeconds(754)), new StageTime(Stage.INDEXING, Duration.ofMillis(8_340))));
    var report =
        new PackReport(1_715, 1_948, 812, 13_858_200_000L, 14_072_000_000L, findings, revealing, details);
    return new PackOutcome(Path.of("bundles/봄 2026"), 3, report, null);
  }

  private static String page(PackOutcome outcome) throws IOException {
    var page = new StringBuilder();
    PackReportPage.write(outcome, page);
    return page.toString();
  }

  @Test
  void thePageNamesEverythingAndNeedsNothingElse() throws Exception {
    var html = page(sample(3));
    var page = Jsoup.parse(html);
    assertEquals("Report: 봄 2026", page.title());
    assertTrue(page.text().contains("It stays with the team"), page.text());
    for (var part :
        List.of(
            "그림/살구나무 2.jpg", "문서/회의록 1.hwp", "영상/너무 큰것 0.mkv", "복사본/사진 2.jpg", "EXIF GPS Latitude", "place, person, device",
            "BinData/BIN0001.OLE", "There was no room for it on the cards", "film", "hologram", "Chinese (traditional)", "unknown",
            "Card 2", "kept free", "320 MB", "13 min", "8.3 s")) {
      assertTrue(page.text().contains(part), part + " is not in: " + page.text());
    }
    assertEquals("default-src 'none'; style-src 'unsafe-inline'", page.select("meta[http-equiv=Content-Security-Policy]").attr("content"));
    assertTrue(page.select("script, img, link, iframe, object, embed, form, base, [src], [href]").isEmpty());
    assertFalse(html.contains("url(") || html.contains("@import") || html.contains("http:") || html.contains("https:"));
    for (var bar : page.select(".bar")) {
      double filled =
          bar.select("span").stream().mapToDouble(span -> Double.parseDouble(span.attr("style").replaceAll("[^0-9.]", ""))).sum();
      assertTrue(filled <= 100.05, bar.outerHtml());
    }
  }

  @Test
  void aNameIsTextOnThePageAndTurnsNothing() throws Exception {
    var html = page(sample(0));
    assertTrue(html.contains("&lt;img src=x onerror=alert(1)&gt;&amp;&quot;"), html);
    assertTrue(html.chars().noneMatch(c -> c == 0x202E || c == 0x1B));
    assertTrue(Jsoup.parse(html).select("bdi").text().contains("<img src=x onerror=alert(1)>"));
  }

  @Test
  void theJsonHasTheKeysThatProgramsKnowAndAllNames() throws Exception {
    var written = new StringBuilder();
    PackReportJson.write(sample(2), false, written);
    assertEquals(1, written.toString().lines().count());
    var json = Json.read(written.toString());
    assertFalse(json.has("event"));
    assertEquals(Path.of("bundles/봄 2026").toString(), json.string("bundle"));
    assertEquals(List.of(1_715L, 1_948L, 812L, 13_858_200_000L, 14_072_000_000L, 3L),
        List.of(json.number("items"), json.number("files"), json.number("renditions"), json.number("source_bytes"),
            json.number("bundle_bytes"), json.number("slots")));
    assertEquals("no-room", json.objects("findings").getFirst().string("code"));
    assertEquals(List.of("content"), json.objects("revealing").getFirst().strings("kinds"));
    assertEquals(12_390_000_000L, json.objects("types").get(1).number("sealed_bytes"));
    assertEquals(1_602, json.object("languages").number("ko"));
    assertEquals(4_800_000, json.number("duplicate_bytes"));
    assertEquals("그림/살구나무 1.jpg", json.objects("duplicates").get(1).string("same_as"));
    assertEquals(List.of("place", "author", "device"), json.objects("scrubbed").getFirst().strings("removed_kinds"));
    assertEquals(List.of("EXIF Artist"), json.objects("scrubbed").getLast().strings("kept"));
    assertEquals(4_400_000_000L, json.objects("left_out").get(1).number("size_bytes"));
    assertFalse(json.objects("left_out").getFirst().has("size_bytes"));
    assertEquals(310_000_000, json.objects("cards").getFirst().object("parts").number("index"));
    assertEquals(754_000, json.object("stage_milliseconds").number("sealing"));
    var event = new StringBuilder();
    PackReportJson.write(sample(0), true, event);
    assertEquals("done", Json.read(event.toString()).string("event"));
  }

  @Test
  void theTerminalIsToldFiguresAndNoNames() {
    var lines = PackSummary.lines(sample(400));
    var text = String.join("\n", lines);
    assertTrue(text.contains("Items: 1715; files: 1948"), text);
    assertTrue(text.contains("Items by language: Korean 1602, English 88, Chinese (traditional) 24, unknown 1"), text);
    assertTrue(text.contains("files 400 (960 MB)"), text);
    assertTrue(text.contains("Cleaned: files 400 (place 400, person 400, device 400)"), text);
    assertTrue(text.contains("Card 1  [====="), text);
    assertTrue(text.contains("Left out: 401"), text);
    assertTrue(lines.size() < 30 && lines.stream().allMatch(line -> Columns.of(line) <= 130), text);
    assertTrue(!text.contains("살구나무") && !text.contains("회의록"), text);
    assertEquals(1, PackSummary.lines(new PackOutcome(Path.of("b"), 1, new PackReport(1, 1, 0, 1, 1, List.of(), List.of()), null)).size());
  }

  @Test
  void tensOfThousandsOfNamesAreWrittenAsTheyCome() throws Exception {
    var outcome = sample(20_000);
    var largest = new long[2];
    var counting =
        new Writer() {
          @Override
          public void write(char[] buffer, int offset, int length) {
            largest[0] = Math.max(largest[0], length);
            largest[1] += length;
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    PackReportPage.write(outcome, counting);
    PackReportJson.write(outcome, true, counting);
    assertTrue(largest[1] > 10_000_000, largest[1] + " characters");
    assertTrue(largest[0] < 10_000, "at once " + largest[0]);
  }

  @Test
  void aReportGetsItsNameWhenItIsWholeAndReplacesTheOneBefore() throws Exception {
    for (var name : List.of("봄.html", "봄.json", "봄.HTM")) {
      var file = folder.resolve(name);
      Files.writeString(file, "older");
      try (var report = new ReportFile(file)) {
        assertEquals("older", Files.readString(file));
        report.write(sample(1)::write);
      }
      var text = Files.readString(file);
      assertTrue(name.endsWith("json") ? text.startsWith("{\"bundle\":") : text.startsWith("<!DOCTYPE html>"), text);
    }
    try (var unused = new ReportFile(folder.resolve("x.html"))) {
      assertFalse(Files.exists(folder.resolve("x.html")), unused.toString());
    }
    try (var left = Files.list(folder)) {
      assertEquals(3, left.count());
    }
    assertThrows(UsageException.class, () -> new ReportFile(folder.resolve("report.pdf")));
    assertThrows(IOException.class, () -> new ReportFile(folder.resolve("nowhere/r.html")));
  }
}

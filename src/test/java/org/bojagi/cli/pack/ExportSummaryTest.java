package org.bojagi.cli.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bojagi.catalog.Json;
import org.bojagi.export.ExportOptions;
import org.bojagi.export.ExportPlan;
import org.bojagi.export.ExportReport;
import org.bojagi.export.LeftOut;
import org.bojagi.export.PlayerNames;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.plan.Card;
import org.bojagi.plan.FileSystem;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** One page of what an export came to. */
class ExportSummaryTest {
  private static ExportSummary summary(int many) {
    var card = Optional.of(new Card(64_000_000_000L, FileSystem.EXFAT));
    var options = new ExportOptions(PlayerNames.TITLES, Locale.KOREAN, card, Optional.empty());
    var made = new ArrayList<ExportReport.MadeAnew>();
    for (int i = 0; i < many; i++) {
      made.add(new ExportReport.MadeAnew("영상/" + i + ".avi", "1 영화/" + i + ".mp4"));
    }
    var leftOut = List.of(new LeftOut("<script>큰.mp4", LeftOut.Reason.TOO_LARGE, 5_000_000_000L));
    var finding = new Finding(Severity.WARNING, "film-as-it-is", "a\u202Eb.avi", "It stays", "See.");
    var report = new ExportReport(3, 7, 1_000, 2, made, leftOut, List.of(finding));
    var plan = new ExportPlan(options, List.of(), leftOut, List.of(finding));
    return new ExportSummary(plan, Optional.of(report), Path.of("out"), "Given up.", List.of(finding));
  }

  private static String printed(ExportSummary summary) {
    var out = new ByteArrayOutputStream();
    summary.print(new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theTerminalHasOnePageHoweverMuchThereIs() {
    var text = printed(summary(1_000));
    assertTrue(text.lines().count() <= 24, text);
    for (var part : List.of("영상/0.avi → 1 영화/0.mp4", "988", "<script>큰.mp4 (5.0 GB", "holds no file of 4 GiB", "exFAT", "It stays")) {
      assertTrue(text.contains(part), part + " is not in:\n" + text);
    }
    assertFalse(text.contains("\u202E"), text);
  }

  @Test
  void thePageNamesAllRunsNothingAndSaysWhatIsGivenUp() throws Exception {
    var written = new StringBuilder();
    summary(40).write(written, true);
    var page = Jsoup.parse(written.toString());
    assertTrue(page.select("script, [src], [href]").isEmpty());
    assertEquals(43, page.select("tr").size());
    assertTrue(page.text().contains("Given up.") && page.text().contains("<script>큰.mp4"), page.text());
  }

  @Test
  void theJsonIsOneLineWithWhatWasMadeAndWhatWasNot() throws Exception {
    var written = new StringBuilder();
    summary(2).write(written, false);
    assertEquals(1, written.toString().lines().count());
    var json = Json.read(written.toString());
    assertEquals(2, json.number("made_anew"));
    assertEquals("1 영화/1.mp4", json.objects("made").get(1).string("file"));
    assertEquals("too-large", json.objects("left_out").getFirst().string("reason"));
    assertEquals(1, json.objects("lost").size());
  }
}

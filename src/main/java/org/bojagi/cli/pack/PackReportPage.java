package org.bojagi.cli.pack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import org.bojagi.cli.read.ByteSize;
import org.bojagi.cli.read.ReportPage;
import org.bojagi.cli.read.Texts;
import org.bojagi.fault.Finding;
import org.bojagi.scrub.Sensitive;
import org.bojagi.seal.PackReport;
import org.bojagi.seal.PackReport.CardReport;

/**
 * A report as one HTML page. Written as it is made, since its lists may name a hundred thousand files; they are folded on
 * the screen and open on paper.
 */
final class PackReportPage {
  private static final String STYLE =
      """
      dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .6rem 1rem; margin: 0; }
      dt { font-size: .85rem; } dd { margin: 0; font-size: 1.15rem; font-weight: 600; }
      .bar { display: flex; height: 1.1rem; width: 100%; border: 1px solid var(--soft); overflow: hidden;
        margin: .3rem 0; }
      .type { width: 40%; } td .bar { height: .45rem; margin: .15rem 0; }
      .bar span, .key { background: var(--bar); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      .bar span { display: block; height: 100%; min-width: 1px; flex: none; }
      .part0 { background: #777 !important; } .part1 { background: #2f6f9f !important; }
      .part2 { background: #4f9d69 !important; } .part3 { background: #c9a227 !important; }
      .part4 { background: #a5527b !important; }
      .key { display: inline-block; width: .8em; height: .8em; margin-inline-end: .35em;
        border: 1px solid var(--soft); }
      .parts { list-style: none; margin: .2rem 0 1rem; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; }
      details { border-bottom: 1px solid var(--soft); padding: .3rem 0; }
      summary { cursor: pointer; font-weight: 600; padding: .3rem 0; }
      section, .card { break-inside: avoid-page; }
      @media (max-width: 30rem) { .wide { display: none; } body { padding: 0 .7rem; } }
      @media print {
        details::details-content { content-visibility: visible; display: block; block-size: auto; }
        summary { list-style: none; }
      }
      """;

  private final Appendable out;

  private PackReportPage(Appendable out) {
    this.out = out;
  }

  /** In the language of the system. */
  static void write(PackOutcome outcome, Appendable out) throws IOException {
    new PackReportPage(out).page(outcome);
  }

  private void page(PackOutcome outcome) throws IOException {
    var title = Texts.text("report.title", outcome.bundle().getFileName());
    ReportPage.begin(out, title, Texts.text("report.team"), STYLE);
    facts(outcome);
    types(outcome.report());
    cards(outcome.report().details().cards());
    lists(outcome.report());
    ReportPage.end(out);
  }

  private void facts(PackOutcome outcome) throws IOException {
    var report = outcome.report();
    var details = report.details();
    line("<dl>");
    fact("report.items", String.valueOf(report.items()));
    fact("report.files", String.valueOf(report.files()));
    fact("report.source", ByteSize.text(report.sourceBytes()));
    fact("report.bundle", ByteSize.text(report.bundleBytes()));
    fact("report.slots", String.valueOf(outcome.slots()));
    if (!details.duplicates().isEmpty()) {
      fact("report.saved", ByteSize.text(details.duplicateBytes()));
    }
    for (var stage : details.stages()) {
      line(
          "<div><dt>" + text("report.time", Texts.text("pack.stage." + stage.stage().name().toLowerCase(Locale.ROOT)))
              + "</dt><dd>" + escaped(PackSummary.time(stage.time())) + "</dd></div>");
    }
    line("</dl>");
  }

  private void fact(String key, String value) throws IOException {
    line("<div><dt>" + text(key) + "</dt><dd>" + escaped(value) + "</dd></div>");
  }

  private void types(PackReport report) throws IOException {
    var types = report.details().types();
    if (types.isEmpty()) {
      return;
    }
    long largest = Math.max(1, types.stream().mapToLong(share -> share.sealedBytes()).max().orElse(1));
    line("<section><h2>" + text("report.by-type") + "</h2>");
    line("<table><thead><tr><th class=\"type\">" + text("report.type") + "</th>");
    line(numberHeads("report.items", "report.files"));
    line("<th class=\"number wide\">" + text("report.source") + "</th>" + numberHeads("report.sealed"));
    line("</tr></thead><tbody>");
    for (var share : types) {
      line(
          "<tr><td>" + escaped(typeName(share.type())) + bar(share.sealedBytes(), largest) + "</td>"
              + number(share.items()) + number(share.files()) + "<td class=\"number wide\">"
              + ByteSize.text(share.sourceBytes()) + "</td><td class=\"number\">" + ByteSize.text(share.sealedBytes())
              + "</td></tr>");
    }
    line("</tbody></table></section>");
    if (!report.details().itemsByLanguage().isEmpty()) {
      line("<section><h2>" + text("report.by-language") + "</h2><ul class=\"parts\">");
      for (var language : report.details().itemsByLanguage().entrySet()) {
        line("<li>" + escaped(PackSummary.languageName(language.getKey())) + " " + language.getValue() + "</li>");
      }
      line("</ul></section>");
    }
  }

  /** Names of types are in the texts; one that a newer version packed is shown as it is. */
  static String typeName(String type) {
    try {
      return Texts.text("type." + type);
    } catch (MissingResourceException e) {
      return type;
    }
  }

  private static String bar(long part, long whole) {
    return "<div class=\"bar\"><span style=\"width:" + percent(part, whole) + "%\"></span></div>";
  }

  private static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.2f", 100.0 * Math.clamp(part, 0, whole) / Math.max(1, whole));
  }

  private void cards(List<CardReport> cards) throws IOException {
    if (cards.isEmpty()) {
      return;
    }
    line("<h2>" + text("report.cards") + "</h2>");
    for (var card : cards) {
      line(
          "<div class=\"card\"><strong>" + text("report.card", card.number()) + "</strong> "
              + ByteSize.text(card.capacityBytes()));
      var bar = new StringBuilder("<div class=\"bar\" aria-hidden=\"true\">");
      var parts = new StringBuilder("<ul class=\"parts\">");
      int color = 0;
      for (var part : card.parts()) {
        bar.append("<span class=\"part").append(color).append("\" style=\"width:");
        bar.append(percent(part.sizeBytes(), card.capacityBytes())).append("%\"></span>");
        parts.append("<li><span class=\"key part").append(color).append("\"></span>");
        parts.append(escaped(PackSummary.partName(part.name()))).append(' ').append(ByteSize.text(part.sizeBytes()));
        parts.append("</li>");
        color = (color + 1) % 5;
      }
      parts.append("<li>").append(text("report.free")).append(' ').append(ByteSize.text(card.freeBytes()));
      parts.append("</li>");
      line(bar + "</div>" + parts + "</ul></div>");
    }
  }

  private void lists(PackReport report) throws IOException {
    var details = report.details();
    line("<h2>" + text("report.names") + "</h2>");
    var left = details.scrubbed().stream().filter(file -> !file.left().isEmpty()).toList();
    table("report.not-cleaned", left.size(), true, "report.file", "report.names-what");
    for (var file : left) {
      row(file.path(), fields(file.left()));
    }
    endTable(left.size());
    table("report.left-out", details.leftOut().size(), true, "report.file", "report.why");
    for (var file : details.leftOut()) {
      var size = file.sizeBytes() < 0 ? "" : " (" + ByteSize.text(file.sizeBytes()) + ")";
      row(file.path(), escaped(file.reason()) + size);
    }
    endTable(details.leftOut().size());
    var cleaned = details.scrubbed().stream().filter(file -> !file.removed().isEmpty()).toList();
    table("report.cleaned", cleaned.size(), false, "report.file", "report.taken-out");
    for (var file : cleaned) {
      row(file.path(), fields(file.removed()));
    }
    endTable(cleaned.size());
    var kept = details.scrubbed().stream().filter(file -> !file.kept().isEmpty()).toList();
    table("report.kept", kept.size(), false, "report.file", "report.names-what");
    for (var file : kept) {
      row(file.path(), fields(file.kept()));
    }
    endTable(kept.size());
    table("report.duplicates", details.duplicates().size(), false, "report.file", "report.same-as");
    for (var file : details.duplicates()) {
      row(file.path(), ReportPage.name(file.sameAs()) + " (" + ByteSize.text(file.savedBytes()) + ")");
    }
    endTable(details.duplicates().size());
    table("report.remarks", report.findings().size(), false, "report.where", "report.what");
    for (var finding : report.findings()) {
      row(finding.where(), escaped(sentence(finding)));
    }
    endTable(report.findings().size());
  }

  private static String sentence(Finding finding) {
    return Texts.told(finding.what()) + "." + (finding.hint().isEmpty() ? "" : " " + Texts.told(finding.hint()));
  }

  /** Kinds in words, and the fields as whoever looks them up finds them. */
  private static String fields(List<Sensitive> sensitive) {
    var kinds = new ArrayList<String>();
    for (var kind : PackReport.kinds(sensitive)) {
      kinds.add(PackSummary.kindName(kind));
    }
    var names = sensitive.stream().map(Sensitive::fieldName).distinct().toList();
    return "<strong>" + escaped(String.join(", ", kinds)) + "</strong> " + escaped(String.join("; ", names));
  }

  /** Begins a folded table, or says that there is nothing to list. */
  private void table(String key, int count, boolean open, String first, String second) throws IOException {
    if (count == 0) {
      line("<p>" + text(key) + ": 0</p>");
      return;
    }
    line("<details" + (open ? " open" : "") + "><summary>" + text(key) + ": " + count + "</summary>");
    line("<table><thead><tr><th>" + text(first) + "</th><th>" + text(second) + "</th></tr></thead><tbody>");
  }

  private void endTable(int count) throws IOException {
    if (count > 0) {
      line("</tbody></table></details>");
    }
  }

  /** @param html of the second cell */
  private void row(String path, String html) throws IOException {
    line("<tr><td>" + ReportPage.name(path) + "</td><td>" + html + "</td></tr>");
  }

  private static String numberHeads(String... keys) {
    var heads = new StringBuilder();
    for (var key : keys) {
      heads.append("<th class=\"number\">").append(text(key)).append("</th>");
    }
    return heads.toString();
  }

  private static String number(long value) {
    return "<td class=\"number\">" + value + "</td>";
  }

  private static String text(String key, Object... arguments) {
    return escaped(Texts.text(key, arguments));
  }

  private static String escaped(String text) {
    return ReportPage.escaped(text);
  }

  private void line(String line) throws IOException {
    out.append(line).append('\n');
  }
}

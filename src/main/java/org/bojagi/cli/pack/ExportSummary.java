package org.bojagi.cli.pack;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bojagi.catalog.Json;
import org.bojagi.cli.read.ByteSize;
import org.bojagi.cli.read.FindingOutput;
import org.bojagi.cli.read.ReportPage;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.export.ExportPlan;
import org.bojagi.export.ExportReport;
import org.bojagi.export.ExportReport.MadeAnew;
import org.bojagi.export.LeftOut;
import org.bojagi.fault.Finding;
import org.bojagi.plan.Card;
import org.bojagi.plan.FileSystem;

/**
 * What would be exported or was: on the terminal, as JSON, as a page of its own.
 *
 * @param done empty: nothing was written
 * @param target of the files; null where none was named
 * @param givenUp what protection is given up, in words
 * @param lost what could not be read from the bundles
 */
record ExportSummary(
    ExportPlan plan, Optional<ExportReport> done, Path target, String givenUp, List<Finding> lost) {
  /** Of each list on the terminal; all together are a page. */
  private static final int MOST_NAMED = 12;

  private static final String STYLE = "td:first-child { width: 45%; } p { margin: .4rem 0; }\n";

  private List<LeftOut> leftOut() {
    return done.map(ExportReport::leftOut).orElse(plan.leftOut());
  }

  private List<Finding> findings() {
    return done.map(ExportReport::findings).orElse(plan.findings());
  }

  private List<MadeAnew> made() {
    return done.map(ExportReport::made).orElseGet(plan::mayBeMadeAnew);
  }

  /** How much, in sentences. */
  private List<String> facts() {
    var facts = new ArrayList<String>();
    if (done.isEmpty()) {
      facts.add(
          Texts.text("export.planned", plan.itemCount(), plan.fileCount(), ByteSize.text(plan.estimatedBytes())));
    } else {
      var report = done.get();
      facts.add(Texts.text("export.done", target, report.items(), report.files(), ByteSize.text(report.bytes())));
      if (report.keptFiles() > 0) {
        facts.add(Texts.text("export.kept", report.keptFiles()));
      }
    }
    return facts;
  }

  private String madeHeading() {
    return Texts.text(done.isEmpty() ? "export.would-make" : "export.made-anew", made().size());
  }

  private String leftOutHeading() {
    long bytes = leftOut().stream().mapToLong(LeftOut::sizeBytes).sum();
    return Texts.text("export.left-out", leftOut().size(), ByteSize.text(bytes));
  }

  private static String why(LeftOut out) {
    return ByteSize.text(out.sizeBytes()) + ", " + Texts.text("export.reason." + out.reason().code());
  }

  /** What a file system can't do, where that matters here. */
  private List<String> limits() {
    var limits = new ArrayList<String>();
    if (leftOut().stream().anyMatch(out -> out.reason() == LeftOut.Reason.TOO_LARGE)) {
      limits.add(Texts.text("export.fat32"));
    }
    if (plan.options().card().map(Card::fileSystem).filter(FileSystem.EXFAT::equals).isPresent()) {
      limits.add(Texts.text("export.exfat"));
    }
    return limits;
  }

  void print(PrintStream out) {
    facts().forEach(out::println);
    if (!made().isEmpty()) {
      out.println(madeHeading());
      name(out, made().stream().map(made -> made.path() + " → " + made.file()).toList());
    }
    if (!leftOut().isEmpty()) {
      out.println(leftOutHeading());
      name(out, leftOut().stream().map(left -> left.path() + " (" + why(left) + ")").toList());
    }
    limits().forEach(out::println);
    if (!findings().isEmpty()) {
      out.println(Texts.text("export.remarks", findings().size()));
      name(out, findings().stream().map(Finding::sentence).toList());
    }
    if (!lost.isEmpty()) {
      out.println(Texts.text("export.not-read", lost.size())); // each was named when it was met
    }
  }

  private static void name(PrintStream out, List<String> lines) {
    lines.stream().limit(MOST_NAMED).forEach(line -> out.println("- " + Terminal.printable(line)));
    if (lines.size() > MOST_NAMED) {
      out.println(Texts.text("export.more", lines.size() - MOST_NAMED));
    }
  }

  String json() {
    var json = new LinkedHashMap<String, Object>();
    if (done.isEmpty()) {
      json.put("items", plan.itemCount());
      json.put("files", plan.fileCount());
      json.put("estimated_bytes", plan.estimatedBytes());
    } else {
      json.put("items", done.get().items());
      json.put("files", done.get().files());
      json.put("bytes", done.get().bytes());
      json.put("kept_files", done.get().keptFiles());
      json.put("made_anew", made().size());
    }
    json.put("made", made().stream().map(ExportSummary::json).toList());
    json.put("left_out", leftOut().stream().map(ExportSummary::json).toList());
    json.put("findings", findings().stream().map(FindingOutput::json).toList());
    json.put("lost", lost.stream().map(FindingOutput::json).toList());
    return Json.write(json);
  }

  private static Map<String, Object> json(MadeAnew made) {
    var one = new LinkedHashMap<String, Object>();
    one.put("path", made.path());
    one.put("file", made.file());
    return one;
  }

  private static Map<String, Object> json(LeftOut out) {
    var one = new LinkedHashMap<String, Object>();
    one.put("path", out.path());
    one.put("reason", out.reason().code());
    one.put("bytes", out.sizeBytes());
    return one;
  }

  /** As a report in a file. */
  void write(Appendable out, boolean page) throws IOException {
    if (page) {
      page(out);
    } else {
      out.append(json()).append('\n');
    }
  }

  private void page(Appendable out) throws IOException {
    ReportPage.begin(out, "bojagi export", Texts.text("export.page"), STYLE);
    for (var sentence : facts()) {
      out.append("<p>").append(ReportPage.escaped(sentence)).append("</p>\n");
    }
    out.append("<p>").append(ReportPage.escaped(givenUp)).append("</p>\n");
    for (var sentence : limits()) {
      out.append("<p>").append(ReportPage.escaped(sentence)).append("</p>\n");
    }
    heading(out, leftOutHeading());
    for (var left : leftOut()) {
      row(out, left.path(), why(left));
    }
    heading(out.append("</table>\n"), madeHeading());
    for (var made : made()) {
      row(out, made.path(), made.file());
    }
    heading(out.append("</table>\n"), Texts.text("export.remarks", findings().size()));
    for (var finding : findings()) {
      row(out, finding.where(), Texts.told(finding.what()) + ". " + Texts.told(finding.hint()));
    }
    heading(out.append("</table>\n"), Texts.text("export.not-read", lost.size()));
    for (var finding : lost) {
      row(out, finding.where(), Texts.told(finding.what()) + ". " + Texts.told(finding.hint()));
    }
    out.append("</table>\n");
    ReportPage.end(out);
  }

  private static void heading(Appendable out, String text) throws IOException {
    out.append("<h2>").append(ReportPage.escaped(text)).append("</h2>\n<table>\n");
  }

  private static void row(Appendable out, String first, String second) throws IOException {
    out.append("<tr><td>").append(ReportPage.name(first)).append("</td><td>");
    out.append(ReportPage.name(second)).append("</td></tr>\n");
  }
}

package org.bojagi.cli.pack;

import java.io.IOException;
import java.util.List;
import org.bojagi.cli.read.ByteSize;
import org.bojagi.cli.read.ReportPage;
import org.bojagi.cli.read.Texts;
import org.bojagi.recover.RecoveredFile;
import org.bojagi.recover.RecoveryReport;

/** What recovery came to on one HTML page: of each bundle how much is whole, and every file that isn't. */
final class RecoveryPage {
  private RecoveryPage() {}

  static void write(RecoveryReport report, Appendable out) throws IOException {
    ReportPage.begin(out, "bojagi recover", Texts.text("recover.page"), "td:first-child { width: 45%; }\n");
    for (var bundle : report.bundles()) {
      var name = bundle.title().isEmpty() ? bundle.bundle() : bundle.title();
      var heading =
          bundle.hasRoot() ? Texts.text("recover.bundle", name, bundle.edition()) : Texts.text("recover.rootless", name);
      line(out, "<h2>" + ReportPage.name(heading) + "</h2>");
      line(out, "<p>" + text("recover.whole", bundle.wholeFiles(), ByteSize.text(bundle.soundBytes())) + "</p>");
      if (!bundle.folder().isEmpty()) {
        line(out, "<p>" + ReportPage.name(bundle.folder()) + "</p>");
      }
      files(out, "recover.incomplete", bundle.incomplete());
      files(out, "recover.lost", bundle.lost());
      files(out, "recover.unproven", bundle.unproven());
    }
    if (!report.findings().isEmpty()) {
      line(out, "<h2>" + text("each.page-findings") + "</h2><table>");
      for (var finding : report.findings()) {
        row(out, finding.where(), Texts.told(finding.what()) + ". " + Texts.told(finding.hint()));
      }
      line(out, "</table>");
    }
    line(out, "<p>" + text(report.exitCode() == 0 ? "recover.all" : "recover.not-all") + "</p>");
    ReportPage.end(out);
  }

  private static void files(Appendable out, String key, List<RecoveredFile> files) throws IOException {
    if (files.isEmpty()) {
      return;
    }
    line(out, "<h3>" + text(key, files.size()) + "</h3><table>");
    for (var file : files) {
      row(out, file.path(), RecoveryText.ranges(file, Integer.MAX_VALUE));
    }
    line(out, "</table>");
  }

  private static void row(Appendable out, String first, String second) throws IOException {
    line(out, "<tr><td>" + ReportPage.name(first) + "</td><td>" + ReportPage.name(second) + "</td></tr>");
  }

  private static String text(String key, Object... arguments) {
    return ReportPage.escaped(Texts.text(key, arguments));
  }

  private static void line(Appendable out, String line) throws IOException {
    out.append(line).append('\n');
  }
}

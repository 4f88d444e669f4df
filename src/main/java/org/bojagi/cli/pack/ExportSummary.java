package org.bojagi.cli.pack;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bojagi.catalog.Json;
import org.bojagi.cli.read.ByteSize;
import org.bojagi.cli.read.FindingOutput;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.export.ExportPlan;
import org.bojagi.export.ExportReport;
import org.bojagi.export.LeftOut;
import org.bojagi.fault.Finding;

/** What would be exported and what was, on one page or as JSON. */
final class ExportSummary {
  private static final int MOST_NAMED = 40;

  private ExportSummary() {}

  static void planned(ExportPlan plan, boolean json) {
    if (json) {
      var object = new LinkedHashMap<String, Object>();
      object.put("items", plan.itemCount());
      object.put("files", plan.fileCount());
      object.put("estimated_bytes", plan.estimatedBytes());
      print(object, plan.leftOut(), plan.findings());
      return;
    }
    Terminal.out()
        .println(Texts.text("export.planned", plan.itemCount(), plan.fileCount(), ByteSize.text(plan.estimatedBytes())));
    name(plan.leftOut(), plan.findings());
  }

  static void done(ExportReport report, Path target, boolean json) {
    if (json) {
      var object = new LinkedHashMap<String, Object>();
      object.put("items", report.items());
      object.put("files", report.files());
      object.put("bytes", report.bytes());
      object.put("kept_files", report.keptFiles());
      object.put("made_anew", report.madeAnew());
      print(object, report.leftOut(), report.findings());
      return;
    }
    Terminal.out()
        .println(Texts.text("export.done", target, report.items(), report.files(), ByteSize.text(report.bytes())));
    if (report.madeAnew() > 0) {
      Terminal.out().println(Texts.text("export.made-anew", report.madeAnew()));
    }
    if (report.keptFiles() > 0) {
      Terminal.out().println(Texts.text("export.kept", report.keptFiles()));
    }
    name(report.leftOut(), report.findings());
  }

  private static void name(List<LeftOut> leftOut, List<Finding> findings) {
    if (!leftOut.isEmpty()) {
      long bytes = leftOut.stream().mapToLong(LeftOut::sizeBytes).sum();
      Terminal.out().println(Texts.text("export.left-out", leftOut.size(), ByteSize.text(bytes)));
      for (var out : leftOut.stream().limit(MOST_NAMED).toList()) {
        var reason = Texts.text("export.reason." + out.reason().code());
        Terminal.out().println("- " + Terminal.printable(out.path()) + " (" + ByteSize.text(out.sizeBytes()) + "): " + reason);
      }
      more(leftOut.size());
    }
    findings.stream()
        .limit(MOST_NAMED)
        .forEach(finding -> Terminal.out().println("- " + Terminal.printable(finding.sentence())));
    more(findings.size());
  }

  private static void more(int count) {
    if (count > MOST_NAMED) {
      Terminal.out().println(Texts.text("export.more", count - MOST_NAMED));
    }
  }

  private static void print(Map<String, Object> object, List<LeftOut> leftOut, List<Finding> findings) {
    object.put("left_out", leftOut.stream().map(ExportSummary::json).toList());
    object.put("findings", findings.stream().map(FindingOutput::json).toList());
    Terminal.printJson(Json.write(object));
  }

  private static Map<String, Object> json(LeftOut out) {
    var one = new LinkedHashMap<String, Object>();
    one.put("path", out.path());
    one.put("reason", out.reason().code());
    one.put("bytes", out.sizeBytes());
    return one;
  }
}

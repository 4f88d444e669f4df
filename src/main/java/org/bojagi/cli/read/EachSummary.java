package org.bojagi.cli.read;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bojagi.catalog.Json;
import org.bojagi.fault.ExitCode;
import org.bojagi.inventory.FoundBundle;
import org.bojagi.inventory.Inventory;

/**
 * How work on many bundles ended, on one page: on the terminal, as JSON, as a page of its own.
 *
 * @param task the command's name
 * @param isDryRun whether it is what would be done
 * @param ended in the order of the inventory
 * @param heaps that the inventory is of
 */
record EachSummary(String task, boolean isDryRun, Inventory inventory, List<Ended> ended, Heaps heaps) {
  /** A page has 24 lines, of which the summary's own take some. */
  private static final int MOST_NAMED = 16;

  private static final String STYLE = "td:first-child { width: 35%; }\n";

  /** @param before whether a journal says so */
  record Ended(FoundBundle found, EachBundle.Outcome outcome, boolean before) {
    int exitCode() {
      return outcome.exitCode();
    }
  }

  /** The worst of all that was done, and not done. */
  int exitCode() {
    int worst = heaps.exitCode(inventory);
    for (var each : ended) {
      worst = ExitCode.worse(worst, each.exitCode());
    }
    return worst;
  }

  /** How many ended in which way, the worst first. */
  private Map<Integer, Long> counts() {
    var counts = new LinkedHashMap<Integer, Long>();
    for (var each : worstFirst()) {
      counts.merge(each.exitCode(), 1L, Long::sum);
    }
    return counts;
  }

  private List<Ended> worstFirst() {
    var sorted = new ArrayList<>(ended);
    sorted.sort((one, other) -> compare(one.exitCode(), other.exitCode()));
    return sorted;
  }

  private static int compare(int one, int other) {
    return one == other ? 0 : ExitCode.worse(one, other) == one ? -1 : 1;
  }

  private String heading() {
    return Texts.text(isDryRun ? "each.would" : "each.summary", ended.size());
  }

  private long before() {
    return ended.stream().filter(Ended::before).count();
  }

  void print(PrintStream out) {
    out.println();
    out.println(Terminal.bold(heading()));
    if (!isDryRun) {
      counts().forEach((code, count) -> out.println("  " + count + "  " + EachBundle.meaning(code)));
    }
    if (before() > 0) {
      out.println("  " + Texts.text("each.before", before()));
    }
    var named = worstFirst().stream().filter(each -> isDryRun || each.exitCode() != ExitCode.DONE).toList();
    int most = isDryRun ? named.size() : MOST_NAMED;
    for (var each : named.subList(0, Math.min(most, named.size()))) {
      out.println("- " + Terminal.printable(EachBundle.name(each.found) + ": " + each.outcome.summary()));
    }
    if (named.size() > most) {
      out.println(Texts.text("each.more", named.size() - most));
    }
    if (!inventory.unopened().isEmpty()) {
      out.println(Texts.text("each.unopened", inventory.unopened().size()));
      inventory.unopened().stream()
          .limit(4)
          .forEach(folder -> out.println("- " + Terminal.printable(folder.folder().toString())));
    }
  }

  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("event", isDryRun ? "would" : "summary");
    json.put("exit", exitCode());
    json.put("bundles", ended.stream().map(EachSummary::json).toList());
    json.put(
        "unopened",
        inventory.unopened().stream().map(folder -> folder.folder().toString()).sorted(Comparator.naturalOrder()).toList());
    json.put("empty", heaps.empty().stream().map(Path::toString).toList());
    return json;
  }

  private static Map<String, Object> json(Ended each) {
    var json = new LinkedHashMap<String, Object>();
    json.put("bundle", each.found.bundleId());
    json.put("title", each.found.title());
    json.put("edition", each.found.edition());
    json.put("delta", each.found.isDelta());
    json.put("folders", each.found.folders().stream().map(Path::toString).toList());
    json.put("exit", each.exitCode());
    json.put("summary", each.outcome.summary());
    json.put("before", each.before);
    return json;
  }

  void write(Appendable out, boolean page) throws IOException {
    if (page) {
      page(out);
    } else {
      out.append(Json.write(json())).append('\n');
    }
  }

  private void page(Appendable out) throws IOException {
    ReportPage.begin(out, "bojagi " + task, Texts.text("each.page"), STYLE);
    line(out, "<h2>" + ReportPage.escaped(heading()) + "</h2>");
    line(out, "<table>");
    if (!isDryRun) {
      for (var count : counts().entrySet()) {
        row(out, ReportPage.escaped(EachBundle.meaning(count.getKey())), count.getValue().toString());
      }
    }
    if (before() > 0) {
      row(out, ReportPage.escaped(Texts.text("each.page-before")), String.valueOf(before()));
    }
    line(out, "</table>");
    line(out, "<table>");
    for (var each : worstFirst()) {
      var meaning = isDryRun ? "" : "<strong>" + ReportPage.escaped(EachBundle.meaning(each.exitCode())) + "</strong><br>";
      var name = "<strong>" + ReportPage.name(EachBundle.name(each.found)) + "</strong>";
      if (!each.found.title().isEmpty()) {
        name += "<br>" + ReportPage.name(each.found.bundleId());
      }
      row(out, name, meaning + ReportPage.name(each.outcome.summary()));
    }
    line(out, "</table>");
    if (!inventory.unopened().isEmpty()) {
      line(out, "<h2>" + ReportPage.escaped(Texts.text("each.unopened", inventory.unopened().size())) + "</h2><table>");
      for (var folder : inventory.unopened()) {
        var holds =
            Texts.text(
                "inventory.unopened-line",
                folder.passphraseSlots(),
                folder.recipientSlots(),
                folder.volumes(),
                folder.damaged(),
                ByteSize.text(folder.bytes()));
        row(out, ReportPage.name(folder.folder().toString()), ReportPage.escaped(holds));
      }
      line(out, "</table>");
    }
    if (!inventory.findings().isEmpty() || !heaps.empty().isEmpty()) {
      line(out, "<h2>" + ReportPage.escaped(Texts.text("each.page-findings")) + "</h2><table>");
      for (var place : heaps.empty()) {
        row(out, ReportPage.name(place.toString()), ReportPage.escaped(EachBundle.meaning(ExitCode.NOT_A_BUNDLE)));
      }
      for (var finding : inventory.findings()) {
        row(out, ReportPage.name(finding.where()), ReportPage.name(Texts.told(finding.what()) + ". " + Texts.told(finding.hint())));
      }
      line(out, "</table>");
    }
    ReportPage.end(out);
  }

  private static void row(Appendable out, String first, String second) throws IOException {
    line(out, "<tr><td>" + first + "</td><td>" + second + "</td></tr>");
  }

  private static void line(Appendable out, String line) throws IOException {
    out.append(line).append('\n');
  }
}

package org.bojagi.cli.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bojagi.catalog.Json;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.verify.Check;
import org.bojagi.verify.CheckResult;
import org.bojagi.verify.Flaw;
import org.bojagi.verify.Remedy;

/** What {@code verify} says, as text or as JSON. */
final class VerifyOutput {
  /** One page: of those that aren't sound this many are named in the summary, and the rest counted. */
  private static final int MOST_IN_SUMMARY = 40;

  /** From the worst on; what isn't here is worse than all. */
  private static final List<Integer> WORST_FIRST =
      List.of(
          ExitCode.DAMAGED, ExitCode.WRONG_KEY, ExitCode.NEWER_FORMAT, ExitCode.NOT_A_BUNDLE, ExitCode.USAGE,
          ExitCode.DONE);

  private final boolean json;
  private final boolean quick;

  VerifyOutput(boolean json, boolean quick) {
    this.json = json;
    this.quick = quick;
  }

  /**
   * What came of one bundle.
   *
   * @param fault why it could not be opened, or not be read on; null where it was
   */
  record Outcome(String bundle, long bytes, List<CheckResult> results, Fault fault) {
    boolean isSound() {
      return fault == null && count(Severity.ERROR) == 0;
    }

    long count(Severity severity) {
      return findings().stream().filter(finding -> finding.severity() == severity).count();
    }

    List<Finding> findings() {
      return results.stream().flatMap(result -> result.findings().stream()).toList();
    }

    int exitCode() {
      return fault != null ? fault.exitCode() : isSound() ? ExitCode.DONE : ExitCode.DAMAGED;
    }
  }

  /** The exit code of all together. */
  static int worst(List<Outcome> outcomes) {
    int worst = WORST_FIRST.size() - 1;
    for (var outcome : outcomes) {
      worst = Math.min(worst, WORST_FIRST.indexOf(outcome.exitCode()));
    }
    int of = worst;
    return outcomes.stream()
        .map(Outcome::exitCode)
        .filter(code -> WORST_FIRST.indexOf(code) == of)
        .findFirst()
        .orElse(ExitCode.DONE);
  }

  /** The checks and what each may find. */
  void list() {
    if (json) {
      var checks = new ArrayList<Object>();
      for (var check : Check.values()) {
        var flaws = new ArrayList<Object>();
        for (var flaw : Flaw.values()) {
          if (flaw.check() == check) {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("code", flaw.code());
            fields.put("severity", flaw.severity().name().toLowerCase(Locale.ROOT));
            putCost(fields, flaw);
            flaws.add(fields);
          }
        }
        var fields = new LinkedHashMap<String, Object>();
        fields.put("check", check.code());
        fields.put("quick", check.isQuick());
        fields.put("description", check.description());
        fields.put("flaws", flaws);
        checks.add(fields);
      }
      Terminal.printJson(Json.write(Map.of("checks", checks)));
      return;
    }
    for (var check : Check.values()) {
      Terminal.out().println(check.code() + (check.isQuick() ? " (--quick): " : ": ") + check.description() + ".");
      for (var flaw : Flaw.values()) {
        if (flaw.check() == check) {
          Terminal.out().println("  " + severity(flaw.severity()) + " " + flaw.code());
          printCost(flaw);
        }
      }
    }
  }

  /** @param oneOfSeveral then it is named, and only what was found is printed */
  void print(Outcome outcome, boolean oneOfSeveral) {
    if (json) {
      printJson(outcome);
      return;
    }
    if (oneOfSeveral) {
      Terminal.out().println(Terminal.printable(outcome.bundle()));
    }
    if (outcome.fault() != null) {
      Terminal.out().println("  " + Terminal.printable(outcome.fault().getMessage()));
      return;
    }
    for (var result : outcome.results()) {
      if (!oneOfSeveral || !result.findings().isEmpty()) {
        print(result);
      }
    }
    if (!oneOfSeveral) {
      var text = !outcome.isSound() ? "verify.unsound" : quick ? "verify.sound-quick" : "verify.sound";
      Terminal.out().println(Texts.text(text));
    }
  }

  private static void print(CheckResult result) {
    var verdict = Texts.text(result.findings().isEmpty() ? "verify.holds" : "verify.found");
    Terminal.out()
        .printf(
            Locale.ROOT,
            "%-10s %-6s %9d  %s%n",
            result.check().code(),
            verdict,
            result.count(),
            result.check().description());
    // What a flaw costs is said once, behind all places of it.
    for (var code : codes(result)) {
      Finding last = null;
      for (var finding : result.findings()) {
        if (finding.code().equals(code)) {
          last = finding;
          Terminal.out()
              .println(
                  "  " + severity(finding.severity()) + " " + code + ": "
                      + Terminal.printable(finding.what() + " (" + finding.where() + ")."));
        }
      }
      var flaw = Flaw.of(last);
      if (flaw.isPresent()) {
        printCost(flaw.get());
      } else {
        Terminal.out().println("      " + Texts.text("verify.to-do", Terminal.printable(last.hint())));
      }
    }
  }

  private static Set<String> codes(CheckResult result) {
    var codes = new LinkedHashSet<String>();
    result.findings().forEach(finding -> codes.add(finding.code()));
    return codes;
  }

  private static String severity(Severity severity) {
    return Texts.text("verify.severity." + severity.name().toLowerCase(Locale.ROOT));
  }

  private static void printCost(Flaw flaw) {
    Terminal.out().println("      " + Texts.text("verify.cost", flaw.cost()));
    Terminal.out().println("      " + Texts.text("verify.to-do", flaw.hint()));
  }

  private void printJson(Outcome outcome) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("bundle", outcome.bundle());
    fields.put("quick", quick);
    fields.put("sound", outcome.isSound());
    if (outcome.fault() != null) {
      fields.put("exit", outcome.exitCode());
      fields.put("what", outcome.fault().what());
      fields.put("where", outcome.fault().where());
      fields.put("hint", outcome.fault().hint());
    } else {
      fields.put("bytes", outcome.bytes());
      fields.put("checks", outcome.results().stream().map(VerifyOutput::json).toList());
    }
    Terminal.printJson(Json.write(fields));
  }

  private static Map<String, Object> json(CheckResult result) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("check", result.check().code());
    fields.put("count", result.count());
    var findings = new ArrayList<Object>();
    for (var finding : result.findings()) {
      var found = FindingOutput.json(finding);
      Flaw.of(finding).ifPresent(flaw -> putCost(found, flaw));
      findings.add(found);
    }
    fields.put("findings", findings);
    return fields;
  }

  private static void putCost(Map<String, Object> fields, Flaw flaw) {
    fields.put("cost", flaw.cost());
    fields.put("remedies", flaw.remedies().stream().map(Remedy::code).toList());
  }

  /** One page, however many bundles there were. */
  void summary(List<Outcome> outcomes) {
    long sound = outcomes.stream().filter(Outcome::isSound).count();
    long unopened = outcomes.stream().filter(outcome -> outcome.fault() != null).count();
    long damaged = outcomes.size() - sound - unopened;
    long bytes = outcomes.stream().mapToLong(Outcome::bytes).sum();
    if (json) {
      var fields = new LinkedHashMap<String, Object>();
      fields.put("bundles", outcomes.size());
      fields.put("sound", sound);
      fields.put("damaged", damaged);
      fields.put("unopened", unopened);
      fields.put("bytes", bytes);
      fields.put("exit", worst(outcomes));
      Terminal.printJson(Json.write(Map.of("summary", fields)));
      return;
    }
    Terminal.out().println();
    Terminal.out()
        .println(
            Terminal.bold(
                Texts.text("verify.summary", outcomes.size(), ByteSize.text(bytes), sound, damaged, unopened)));
    int named = 0;
    for (var outcome : outcomes) {
      boolean spotless = outcome.isSound() && outcome.count(Severity.WARNING) == 0;
      if (!spotless && named++ < MOST_IN_SUMMARY) {
        Terminal.out().println("  " + Terminal.printable(outcome.bundle() + ": " + line(outcome)));
      }
    }
    if (named > MOST_IN_SUMMARY) {
      Terminal.out().println("  " + Texts.text("verify.summary-more", named - MOST_IN_SUMMARY));
    }
  }

  private static String line(Outcome outcome) {
    if (outcome.fault() != null) {
      return outcome.fault().what() + ". " + outcome.fault().hint();
    }
    var counts = Texts.text("verify.counts", outcome.count(Severity.ERROR), outcome.count(Severity.WARNING));
    var worst = outcome.isSound() ? Severity.WARNING : Severity.ERROR;
    var remedies = new LinkedHashSet<String>();
    for (var finding : outcome.findings()) {
      if (finding.severity() == worst) {
        remedies.add(Flaw.of(finding).map(flaw -> flaw.remedies().getFirst().sentence()).orElse(finding.hint()));
      }
    }
    return counts + " " + String.join(" ", remedies);
  }
}

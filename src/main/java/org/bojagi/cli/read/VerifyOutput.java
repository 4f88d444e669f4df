package org.bojagi.cli.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bojagi.bundle.Bundle;
import org.bojagi.catalog.Json;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.verify.Check;
import org.bojagi.verify.CheckResult;
import org.bojagi.verify.Flaw;
import org.bojagi.verify.Remedy;

/** What {@code verify} says, as text or as JSON. */
final class VerifyOutput {
  private final boolean json;
  private final boolean quick;

  VerifyOutput(boolean json, boolean quick) {
    this.json = json;
    this.quick = quick;
  }

  /** Of one bundle, with what to do first about the worst. */
  static EachBundle.Outcome outcome(List<CheckResult> results) {
    long errors = count(results, Severity.ERROR);
    long warnings = count(results, Severity.WARNING);
    if (errors + warnings == 0) {
      return new EachBundle.Outcome(ExitCode.DONE, Texts.text("verify.sound"));
    }
    var worst = errors > 0 ? Severity.ERROR : Severity.WARNING;
    var remedies = new LinkedHashSet<String>();
    for (var finding : findings(results)) {
      if (finding.severity() == worst) {
        remedies.add(Texts.told(Flaw.of(finding).map(flaw -> flaw.remedies().getFirst().sentence()).orElse(finding.hint())));
      }
    }
    return new EachBundle.Outcome(
        errors > 0 ? ExitCode.DAMAGED : ExitCode.DONE,
        Texts.text("verify.counts", errors, warnings) + " " + String.join(" ", remedies));
  }

  private static long count(List<CheckResult> results, Severity severity) {
    return findings(results).stream().filter(finding -> finding.severity() == severity).count();
  }

  private static List<Finding> findings(List<CheckResult> results) {
    return results.stream().flatMap(result -> result.findings().stream()).toList();
  }

  /** The checks and what each may find. */
  void list() {
    if (json) {
      var checks = new ArrayList<Object>();
      for (var check : Check.values()) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("check", check.code());
        fields.put("quick", check.isQuick());
        fields.put("description", check.description());
        fields.put("flaws", flaws(check).stream().map(VerifyOutput::json).toList());
        checks.add(fields);
      }
      Terminal.printJson(Json.write(Map.of("checks", checks)));
      return;
    }
    for (var check : Check.values()) {
      Terminal.out().println(check.code() + (check.isQuick() ? " (--quick): " : ": ") + Texts.told(check.description()) + ".");
      for (var flaw : flaws(check)) {
        Terminal.out().println("  " + severity(flaw.severity()) + " " + flaw.code());
        printCost(flaw);
      }
    }
  }

  private static List<Flaw> flaws(Check check) {
    return List.of(Flaw.values()).stream().filter(flaw -> flaw.check() == check).toList();
  }

  private static Map<String, Object> json(Flaw flaw) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("code", flaw.code());
    fields.put("severity", flaw.severity().name().toLowerCase(Locale.ROOT));
    putCost(fields, flaw);
    return fields;
  }

  /** @param oneOfSeveral then only what was found is printed */
  void print(Bundle bundle, long bytes, List<CheckResult> results, boolean oneOfSeveral) {
    boolean sound = count(results, Severity.ERROR) == 0;
    if (json) {
      var fields = new LinkedHashMap<String, Object>();
      fields.put("bundle", bundle.folder().toString());
      fields.put("id", bundle.root().content().bundle());
      fields.put("edition", bundle.root().content().edition());
      fields.put("quick", quick);
      fields.put("sound", sound);
      fields.put("bytes", bytes);
      fields.put("signature", SignerTelling.json(bundle.signers()));
      fields.put("checks", results.stream().map(VerifyOutput::json).toList());
      Terminal.printJson(Json.write(fields));
      return;
    }
    for (var result : results) {
      if (!oneOfSeveral || !result.findings().isEmpty()) {
        print(result);
      }
    }
    SignerTelling.sentences(bundle.signers()).forEach(line -> Terminal.out().println(Terminal.printable(line)));
    Terminal.out().println(Texts.text(!sound ? "verify.unsound" : quick ? "verify.sound-quick" : "verify.sound"));
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
            Texts.told(result.check().description()));
    // What a flaw costs is said once, behind all places of it.
    for (var code : codes(result)) {
      Finding last = null;
      for (var finding : result.findings()) {
        if (finding.code().equals(code)) {
          last = finding;
          var found = Texts.told(finding.what()) + " (" + finding.where() + ").";
          Terminal.out().println("  " + severity(finding.severity()) + " " + code + ": " + Terminal.printable(found));
        }
      }
      var flaw = Flaw.of(last);
      if (flaw.isPresent()) {
        printCost(flaw.get());
      } else {
        Terminal.out().println("      " + Texts.text("verify.to-do", Terminal.printable(Texts.told(last.hint()))));
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
    Terminal.out().println("      " + Texts.text("verify.cost", Texts.told(flaw.cost())));
    Terminal.out().println("      " + Texts.text("verify.to-do", Texts.told(flaw.hint())));
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
}

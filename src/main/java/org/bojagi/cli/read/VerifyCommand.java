package org.bojagi.cli.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bojagi.bundle.Bundle;
import org.bojagi.catalog.Json;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.open.OpenBundle;
import org.bojagi.verify.CheckResult;
import org.bojagi.verify.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code verify}: reads every byte and says what isn't as it was sealed. */
@Command(name = "verify")
public final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "BUNDLE", descriptionKey = "BUNDLE")
  private Path folder;

  @Option(names = "--json", descriptionKey = "json")
  private boolean json;

  @Mixin private UnlockOptions unlock;

  @Override
  public Integer call() throws IOException {
    boolean sound = true;
    try (var keys = unlock.keys();
        var opened = OpenBundles.together(List.of(folder), keys, OpenBundle.newCache())) {
      for (var open : opened.all()) {
        sound &= verify(open.bundle(), opened.all().size() > 1);
      }
    }
    return sound ? ExitCode.DONE : ExitCode.DAMAGED;
  }

  private boolean verify(Bundle bundle, boolean oneOfSeveral) throws IOException {
    List<CheckResult> results;
    try (var progress = new Progress()) {
      results = Verification.run(bundle, (done, total) -> progress.show(done, total, ByteSize.text(done)));
    }
    boolean sound =
        results.stream()
            .flatMap(result -> result.findings().stream())
            .noneMatch(finding -> finding.severity() == Severity.ERROR);
    if (json) {
      printJson(results, sound);
    } else {
      if (oneOfSeveral) {
        Terminal.out().println(bundle.folder());
      }
      print(results, sound);
    }
    return sound;
  }

  private static void print(List<CheckResult> results, boolean sound) {
    for (var result : results) {
      var verdict = Texts.text(result.findings().isEmpty() ? "verify.holds" : "verify.found");
      Terminal.out()
          .printf(
              Locale.ROOT,
              "%-10s %-6s %9d  %s%n",
              result.check().code(),
              verdict,
              result.count(),
              result.check().description());
      for (var finding : result.findings()) {
        Terminal.out().println("    " + Terminal.printable(finding.sentence()));
      }
    }
    Terminal.out().println(Texts.text(sound ? "verify.sound" : "verify.unsound"));
  }

  private static void printJson(List<CheckResult> results, boolean sound) {
    var json = new LinkedHashMap<String, Object>();
    json.put("sound", sound);
    json.put(
        "checks",
        results.stream()
            .map(
                result -> {
                  var check = new LinkedHashMap<String, Object>();
                  check.put("check", result.check().code());
                  check.put("count", result.count());
                  check.put("findings", result.findings().stream().map(FindingOutput::json).toList());
                  return check;
                })
            .toList());
    Terminal.printJson(Json.write(json));
  }
}

package org.bojagi.cli.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.UsageException;
import org.bojagi.inventory.FoundBundle;
import org.bojagi.inventory.Inventory;
import org.bojagi.verify.CheckResult;
import org.bojagi.verify.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code verify}: reads bundles, to the last byte or their ends alone, and says what isn't as it was sealed. */
@Command(name = "verify")
public final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "BUNDLE", arity = "0..*", descriptionKey = "verify.BUNDLE")
  private List<Path> places = List.of();

  @Option(names = "--quick", descriptionKey = "verify.quick")
  private boolean quick;

  @Option(names = "--list", descriptionKey = "verify.list")
  private boolean list;

  @Option(names = "--json", descriptionKey = "json")
  private boolean json;

  @Mixin private KeyRingOptions ring;

  @Mixin private EachBundle each;

  @Override
  public Integer call() throws IOException {
    var output = new VerifyOutput(json, quick);
    if (list) {
      output.list();
      return ExitCode.DONE;
    }
    if (places.isEmpty()) {
      throw new UsageException("No bundle is named", "bojagi verify", "Give folders of bundles, or --list.");
    }
    return each.isForOne(places) && !each.isDryRun() ? one(output) : many(output);
  }

  /** One folder as it lies there: a bundle, a card, or a bundle with deltas beside it. */
  private int one(VerifyOutput output) throws IOException {
    int worst = ExitCode.DONE;
    try (var keys = ring.keys();
        var bundle = Bundle.open(places.getFirst(), keys)) {
      var parts = new ArrayList<>(List.of(bundle));
      parts.addAll(bundle.beside());
      for (var part : parts) {
        if (parts.size() > 1 && !json) {
          int edition = part.root().content().edition();
          var kind = Texts.text(part == bundle ? "each.edition" : "each.delta", edition);
          Terminal.out().println(Terminal.bold(Terminal.printable(foldersOf(part) + ", " + kind)));
        }
        worst = ExitCode.worse(worst, verify(part, parts.size() > 1, output).exitCode());
      }
    }
    return finished(worst);
  }

  /** Heaps of bundles: each is found by its files, wherever they lie; cards of a set are one. */
  private int many(VerifyOutput output) throws IOException {
    try (var inventory = inventory()) {
      return finished(
          each.run(
              inventory,
              json,
              new EachBundle.Task() {
                @Override
                public String name() {
                  return quick ? "verify --quick" : "verify";
                }

                @Override
                public EachBundle.Outcome plan(FoundBundle found) {
                  int volumes = found.volumeFiles().size();
                  return new EachBundle.Outcome(
                      ExitCode.DONE, Texts.text("verify.would", volumes, ByteSize.text(found.hereBytes())));
                }

                @Override
                public EachBundle.Outcome run(FoundBundle found) throws IOException {
                  try (var bundle = found.open()) {
                    return verify(bundle, true, output);
                  }
                }
              }));
    }
  }

  private Inventory inventory() throws IOException {
    try (KeyRing keys = ring.keys()) {
      return each.inventory(places, keys);
    }
  }

  private int finished(int exitCode) {
    return ring.hasPassedOver() ? ExitCode.worse(exitCode, ExitCode.SKIPPED) : exitCode;
  }

  private static String foldersOf(Bundle bundle) {
    return String.join(", ", bundle.folders().stream().distinct().map(Path::toString).toList());
  }

  private EachBundle.Outcome verify(Bundle bundle, boolean oneOfSeveral, VerifyOutput output) throws IOException {
    long bytes =
        bundle.root().volumes().stream()
            .filter(volume -> bundle.file(volume.id()).isPresent())
            .mapToLong(VolumeFacts::fileBytes)
            .sum();
    var results = check(bundle, oneOfSeveral ? foldersOf(bundle) : "");
    output.print(bundle, bytes, results, oneOfSeveral);
    return VerifyOutput.outcome(results);
  }

  private List<CheckResult> check(Bundle bundle, String name) throws IOException {
    if (quick) {
      return Verification.quick(bundle);
    }
    try (var progress = new Progress()) {
      return Verification.run(bundle, (done, total) -> progress.show(done, total, ByteSize.text(done) + " " + name));
    }
  }
}

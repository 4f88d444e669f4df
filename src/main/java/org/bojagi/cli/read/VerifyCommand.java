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
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;
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

  @Mixin private UnlockOptions unlock;

  private final List<VerifyOutput.Outcome> outcomes = new ArrayList<>();

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
    var bundles = new ArrayList<Bundle>();
    try (var keys = unlock.keys()) {
      open(keys, bundles, output);
      boolean several = outcomes.size() + bundles.size() > 1 || bundles.stream().anyMatch(b -> !b.beside().isEmpty());
      int number = outcomes.size();
      for (var bundle : bundles) {
        number++;
        verify(bundle, several, number + "/" + (outcomes.size() + bundles.size() - number + 1), output);
        for (var delta : bundle.beside()) {
          verify(delta, several, "", output);
        }
        bundle.close();
      }
      if (several) {
        output.summary(outcomes);
      }
      return VerifyOutput.worst(outcomes);
    } finally {
      for (var bundle : bundles) {
        bundle.close();
      }
    }
  }

  /** Cards of one set become one; what can't be opened is an outcome already. */
  private void open(KeyRing keys, List<Bundle> bundles, VerifyOutput output) throws IOException {
    var folders = OpenBundles.folders(places);
    for (var folder : folders) {
      try {
        var bundle = Bundle.open(folder, keys);
        var set = bundles.stream().filter(other -> other.isOfSameSet(bundle)).findFirst();
        if (set.isPresent()) {
          set.get().join(bundle);
        } else {
          bundles.add(bundle);
        }
      } catch (IOException thrown) {
        var fault = Faults.of(thrown, folder.toString()).orElseThrow(() -> thrown);
        if (folders.size() == 1) {
          throw fault;
        }
        failed(folder.toString(), fault, output);
      }
    }
  }

  private void verify(Bundle bundle, boolean several, String number, VerifyOutput output) throws IOException {
    var name = String.join(", ", bundle.folders().stream().map(Path::toString).toList());
    long bytes =
        bundle.root().volumes().stream()
            .filter(volume -> bundle.file(volume.id()).isPresent())
            .mapToLong(VolumeFacts::fileBytes)
            .sum();
    try {
      var outcome = new VerifyOutput.Outcome(name, bytes, check(bundle, several ? " " + number + " " + name : ""), null);
      outcomes.add(outcome);
      output.print(outcome, several);
    } catch (IOException thrown) {
      var fault = Faults.of(thrown, name).orElseThrow(() -> thrown);
      if (!several) {
        throw fault;
      }
      failed(name, fault, output);
    }
  }

  private List<CheckResult> check(Bundle bundle, String label) throws IOException {
    if (quick) {
      return Verification.quick(bundle);
    }
    try (var progress = new Progress()) {
      return Verification.run(bundle, (done, total) -> progress.show(done, total, ByteSize.text(done) + label));
    }
  }

  private void failed(String name, Fault fault, VerifyOutput output) {
    var outcome = new VerifyOutput.Outcome(name, 0, List.of(), fault);
    outcomes.add(outcome);
    output.print(outcome, true);
  }
}

package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.bojagi.catalog.Json;
import org.bojagi.cli.read.Apart;
import org.bojagi.cli.read.ByteSize;
import org.bojagi.cli.read.NewSlots;
import org.bojagi.cli.read.Progress;
import org.bojagi.cli.read.StandardInput;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.cli.read.UnlockOptions;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Finding;
import org.bojagi.fault.NotABundleException;
import org.bojagi.open.FoundBundles;
import org.bojagi.open.OpenBundle;
import org.bojagi.open.Together;
import org.bojagi.repack.Rekeying;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rekey}: a bundle, and deltas to it, once more under keys of their own. */
@Command(name = "rekey")
public final class RekeyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "BUNDLE", arity = "1..*", descriptionKey = "rekey.BUNDLE")
  private List<Path> places;

  @Option(names = {"-o", "--output"}, paramLabel = "NEW", required = true, descriptionKey = "rekey.output")
  private Path target;

  @Option(names = "--json", descriptionKey = "json")
  private boolean json;

  @Mixin private NewSlots newSlots = new NewSlots();

  @Mixin private SignOptions signing = new SignOptions();

  @Mixin private UnlockOptions unlock = new UnlockOptions();

  @Override
  public Integer call() throws IOException {
    StandardInput.requireOne(
        newSlots.readsStandardInput(), unlock.readsStandardInput(), signing.readsStandardInput());
    newSlots.requireSome("rekey");
    var folders = folders();
    Apart.require("The new bundle would lie in the old one", target, folders);
    try (var publisher = signing.key();
        var together = new Together(OpenBundle.newCache())) {
      try (var keys = unlock.keys()) {
        for (var folder : folders) {
          together.open(folder, keys);
        }
      }
      var findings = new ArrayList<Finding>();
      var chain = together.chain(findings).stream().map(OpenBundle::bundle).toList();
      findings.forEach(Terminal::complain);
      try (var newKeys = newSlots.given(PassphraseStrength::require, "rekey");
          var progress = new Progress()) {
        var report =
            Rekeying.rekey(
                chain,
                target,
                newKeys.slots(),
                publisher,
                Terminal::complain,
                (done, total) -> progress.show(done, total, ByteSize.text(done) + "/" + ByteSize.text(total)));
        Terminal.clearProgress();
        tell(report, newKeys.slots().size(), together.all().size() - chain.size(), publisher != null);
      }
    }
    return ExitCode.DONE;
  }

  private List<Path> folders() throws NotABundleException {
    var folders = new ArrayList<Path>();
    for (var place : places) {
      folders.addAll(FoundBundles.required(place));
    }
    return folders.stream().distinct().toList();
  }

  private void tell(Rekeying.Report report, int slots, int passedOver, boolean signed) {
    if (json) {
      var line = new LinkedHashMap<String, Object>();
      line.put("bundle", target.toString());
      line.put("bundles", report.bundles());
      line.put("volumes", report.volumes());
      line.put("bytes", report.bytes());
      line.put("slots", slots);
      Terminal.printJson(Json.write(line));
    } else {
      Terminal.out().println(Texts.text("rekey.done", report.volumes(), ByteSize.text(report.bytes()), target));
    }
    if (report.bundles() > 1) {
      Terminal.note(Texts.text("rekey.with-deltas", report.bundles() - 1));
    }
    if (passedOver > 0) {
      Terminal.note(Texts.text("rekey.passed-over", passedOver));
    }
    Terminal.note(Texts.text("rekey.old-stays"));
    if (!signed) {
      Terminal.note(Texts.text("rekey.sign-again"));
    }
  }
}

package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.bojagi.bag.BagExport;
import org.bojagi.cli.read.ByteSize;
import org.bojagi.cli.read.Progress;
import org.bojagi.cli.read.SafePath;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.cli.read.UnlockOptions;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.UsageException;
import org.bojagi.open.FoundBundles;
import org.bojagi.open.Library;
import org.bojagi.open.OpenBundle;
import org.bojagi.open.Together;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bag}: a bundle as a BagIt bag, in clear, for an archive. */
@Command(name = "bag")
public final class BagCommand implements Callable<Integer> {
  @Parameters(paramLabel = "BUNDLE", descriptionKey = "BUNDLE")
  private Path place;

  @Option(names = {"-o", "--output"}, paramLabel = "DIR", required = true, descriptionKey = "bag.output")
  private Path target;

  @Option(names = "--renditions", descriptionKey = "bag.renditions")
  private boolean renditions;

  @Option(names = "--bagging-date", paramLabel = "YYYY-MM-DD", descriptionKey = "bag.bagging-date")
  private String baggingDate = "";

  @Mixin private UnlockOptions unlock = new UnlockOptions();

  @Override
  public Integer call() throws IOException {
    requireDay();
    try (var bundles = new Together(OpenBundle.newCache());
        var progress = new Progress()) {
      open(bundles);
      var outcome =
          BagExport.write(
              bundles.all(),
              target,
              renditions,
              baggingDate,
              SafePath::of,
              (files, filesTotal, bytes, bytesTotal, path) ->
                  progress.show(0, 0, Texts.text("extract.progress", files, ByteSize.text(bytes))),
              Terminal::complain);
      return told(outcome);
    }
  }

  private void requireDay() throws UsageException {
    try {
      if (!baggingDate.isEmpty()) {
        LocalDate.parse(baggingDate);
      }
    } catch (DateTimeException e) {
      throw new UsageException("This is no day", "--bagging-date " + baggingDate, "Write it like 2026-03-09.");
    }
  }

  /** One bundle: all cards of a set that are here, with deltas that go with it. */
  private void open(Together bundles) throws IOException {
    try (var keys = unlock.keys()) {
      for (var folder : FoundBundles.required(place)) {
        bundles.open(folder, keys);
      }
    }
    var parts = bundles.all();
    long collections = parts.stream().map(part -> part.bundle().root().content().collection()).distinct().count();
    if (collections > 1 || parts.stream().filter(part -> !part.isDelta()).count() > 1) {
      throw new UsageException(
          "Several bundles lie here that don't go together", place.toString(), "Give the folder of one of them.");
    }
    parts.forEach(part -> part.bundle().findings().forEach(Terminal::complain));
    Library.together(parts).forEach(Terminal::complain);
  }

  private int told(BagExport.Outcome outcome) {
    for (var renamed : outcome.renamed()) {
      Terminal.note(
          Texts.text("extract.renamed", Terminal.printable(renamed.path()), Terminal.printable(renamed.inBag())));
    }
    if (outcome.keptFiles() > 0) {
      Terminal.note(Texts.text("bag.kept", outcome.keptFiles()));
    }
    Terminal.note(Texts.text("extract.done", target, outcome.files(), ByteSize.text(outcome.bytes())));
    Terminal.note(Texts.text("bag.plaintext"));
    if (outcome.damaged() > 0) {
      return ExitCode.DAMAGED;
    }
    return outcome.leftOut() > 0 ? ExitCode.SKIPPED : ExitCode.DONE;
  }
}

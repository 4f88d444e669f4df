package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bojagi.cli.read.Apart;
import org.bojagi.cli.read.ByteSize;
import org.bojagi.cli.read.KeyRingOptions;
import org.bojagi.cli.read.Progress;
import org.bojagi.cli.read.ReportFile;
import org.bojagi.cli.read.SafePath;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;
import org.bojagi.open.Decryption;
import org.bojagi.recover.Recovery;
import org.bojagi.recover.RecoveryFolder;
import org.bojagi.recover.RecoveryReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recover}: what is sound of damaged bundles and images of cards into a folder or a new bundle, with each loss named. */
@Command(name = "recover")
public final class RecoverCommand implements Callable<Integer> {
  /** On a terminal; the report has all. */
  private static final int MOST_NAMED = 40;

  @Parameters(arity = "1..*", paramLabel = "BUNDLE", descriptionKey = "recover.BUNDLE")
  private List<Path> inputs;

  @Option(names = {"-o", "--output"}, paramLabel = "DIR", descriptionKey = "recover.output")
  private Path target;

  @Option(names = "--dry-run", descriptionKey = "each.dry-run")
  private boolean dryRun;

  @Option(names = "--report", paramLabel = "FILE", descriptionKey = "recover.report-file")
  private Path reportFile;

  @Option(names = "--json", descriptionKey = "json")
  private boolean json;

  @Mixin private NewBundleOptions sealed = new NewBundleOptions();

  @Mixin private KeyRingOptions unlock;

  @Override
  public Integer call() throws IOException {
    if (target == null && sealed.target() == null && !dryRun) {
      throw new UsageException(
          "Nothing says where files should go",
          "recover",
          "Give -o DIR, or --bundle NEW, or --dry-run to see what is left.");
    }
    if (target != null && sealed.target() != null) {
      throw new UsageException("Files go to one place", "-o, --bundle", "Give one of both.");
    }
    sealed.requireVolumeSize();
    if (sealed.readsStandardInput() && unlock.readsStandardInput()) {
      throw new UsageException("Standard input can hold one key only", "-", "Give the other as a file.");
    }
    if (target != null) {
      Apart.require("What is taken out would lie in the bundle", target, inputs);
    } else if (sealed.target() != null) {
      Apart.require("The new bundle would lie in the old one", sealed.target(), inputs);
    }
    try (var file = reportFile == null ? null : new ReportFile(reportFile)) {
      return recover(file);
    }
  }

  private int recover(ReportFile file) throws IOException {
    boolean toFolder = target != null && !dryRun;
    var report = recover();
    var named = toFolder ? target.resolve(RecoveryFolder.freeReport(target)) : null;
    var refused = toFolder ? writeBeside(report, named) : Optional.<IOException>empty();
    if (json) {
      Terminal.printJson(report.toJson());
    } else {
      Terminal.out().print(RecoveryText.of(report, toFolder && refused.isEmpty() ? MOST_NAMED : Integer.MAX_VALUE));
    }
    if (file != null) {
      file.write((out, page) -> write(report, out, page));
      Terminal.note(Texts.text("each.report-written", reportFile));
    }
    if (refused.isPresent()) {
      throw Fault.ofStorage(refused.get(), target);
    }
    if (toFolder) {
      Terminal.note(Texts.text("recover.report", named));
      Terminal.note(Texts.text("extract.plaintext"));
    } else if (!dryRun) {
      Terminal.note(Texts.text("recover.sealed", sealed.target()));
    }
    return report.exitCode() == ExitCode.DONE && unlock.hasPassedOver() ? ExitCode.SKIPPED : report.exitCode();
  }

  /** @return why not; a full disk often has no room for it, and what was found is then still to be told */
  private static Optional<IOException> writeBeside(RecoveryReport report, Path named) {
    try {
      Files.writeString(Path.of(named + ".json"), report.toJson(), StandardOpenOption.CREATE_NEW);
      Files.writeString(
          Path.of(named + ".txt"), RecoveryText.of(report, Integer.MAX_VALUE), StandardOpenOption.CREATE_NEW);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private RecoveryReport recover() throws IOException {
    boolean seals = sealed.target() != null && !dryRun;
    try (var newKeys = seals ? sealed.keys() : null;
        var keys = unlock.keys();
        var progress = new Progress();
        var executor = Decryption.executor()) {
      var recovery =
          new Recovery(
              SafePath::of,
              executor,
              (files, bytes) -> progress.show(0, 0, Texts.text("extract.progress", files, ByteSize.text(bytes))));
      if (!seals) {
        return recovery.run(inputs, keys, dryRun ? null : target);
      }
      var made = sealed.with(newKeys, keys.identities());
      return sealed.tellingWhatIsLeft(() -> recovery.run(inputs, keys, made));
    }
  }

  private static void write(RecoveryReport report, Appendable out, boolean page) throws IOException {
    if (page) {
      RecoveryPage.write(report, out);
    } else {
      out.append(report.toJson()).append('\n');
    }
  }
}

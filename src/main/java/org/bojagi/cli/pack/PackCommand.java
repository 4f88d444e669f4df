package org.bojagi.cli.pack;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bojagi.bag.BagProgress;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.Slots;
import org.bojagi.bundle.WordList;
import org.bojagi.cli.read.Answer;
import org.bojagi.cli.read.Apart;
import org.bojagi.cli.read.ByteSize;
import org.bojagi.cli.read.ReportFile;
import org.bojagi.cli.read.StandardInput;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.cli.read.TrustOptions;
import org.bojagi.cli.read.UnlockOptions;
import org.bojagi.corpus.Corpus;
import org.bojagi.extract.ExtractionLimits;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.StorageException;
import org.bojagi.fault.UsageException;
import org.bojagi.plan.CardPlan;
import org.bojagi.seal.Edition;
import org.bojagi.seal.PackOptions;
import org.bojagi.seal.PackOptions.Traces;
import org.bojagi.seal.PackProgress.Moment;
import org.bojagi.seal.PackProgress.Stage;
import org.bojagi.seal.PackReport;
import org.bojagi.seal.Packer;
import org.bojagi.sign.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pack}: a corpus into a bundle. */
@Command(name = "pack")
public final class PackCommand implements Callable<Integer> {
  /** On the terminal, where a report names all. */
  private static final int MOST_NAMED = 20;

  @Parameters(paramLabel = "CORPUS", descriptionKey = "CORPUS")
  private Path source;

  @Option(names = {"-o", "--output"}, paramLabel = "BUNDLE", required = true, descriptionKey = "pack.output")
  private Path target;

  @Option(
      names = "--volume-size",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      descriptionKey = "pack.volume-size")
  private long volumeBytes = Format.MAX_VOLUME_BYTES;

  @Option(names = "--passphrase-file", paramLabel = "FILE", descriptionKey = "pack.passphrase-file")
  private List<String> passphraseFiles = List.of();

  @Option(names = "--weak-passphrase", descriptionKey = "weak-passphrase")
  private boolean weakPassphrase;

  @Option(names = "--recipient", paramLabel = "age1…", descriptionKey = "pack.recipient")
  private List<String> recipients = List.of();

  @Option(names = "--update", paramLabel = "BUNDLE", descriptionKey = "pack.update")
  private Path update;

  @Option(names = "--since", paramLabel = "BUNDLE", descriptionKey = "pack.since")
  private List<Path> since = List.of();

  @Option(names = "--new-passphrase-file", paramLabel = "FILE", descriptionKey = "pack.new-passphrase-file")
  private List<String> newPassphraseFiles = List.of();

  @Option(names = "--words", paramLabel = "LANGUAGE", descriptionKey = "pack.words")
  private WordList words = WordList.KOREAN;

  @Option(names = "--jobs", paramLabel = "N", descriptionKey = "pack.jobs")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(names = "--keep-metadata", descriptionKey = "pack.keep-metadata")
  private boolean keepMetadata;

  @Option(names = "--strict", descriptionKey = "pack.strict")
  private boolean strict;

  @Mixin private SignOptions signing = new SignOptions();

  @Mixin private TrustOptions trust = new TrustOptions();

  @Mixin private ResumeOptions resume = new ResumeOptions();

  @Mixin private MemoryOptions memory = new MemoryOptions();

  @Mixin private MediaOptions media = new MediaOptions();

  @Mixin private CardOptions cards = new CardOptions();

  @Option(names = "--yes", descriptionKey = "pack.yes")
  private boolean yes;

  @Option(names = "--report", paramLabel = "FILE", descriptionKey = "pack.report")
  private Path reportFile;

  @Option(names = "--json", descriptionKey = "pack.json")
  private boolean json;

  /** null: what is packed is not signed. */
  private SigningKey publisher;

  @Override
  public Integer call() throws IOException {
    requireSense();
    memory.requireSense(goesOn());
    media.requireSense();
    cards.requireSense();
    StandardInput.requireOne(
        passphraseFiles.contains("-"),
        newPassphraseFiles.contains("-"),
        resume.identityFiles().contains("-"),
        signing.readsStandardInput());
    try (var publisher = signing.key();
        var file = reportFile == null ? null : new ReportFile(reportFile);
        var telling = new PackTelling(json)) {
      this.publisher = publisher;
      return call(file, telling);
    }
  }

  private int call(ReportFile file, PackTelling telling) throws IOException {
    telling.at(new Moment(Stage.READING, "", 0, 0, 0, 0));
    try (var corpus = CorpusSource.read(source, jobs, comparing(telling))) {
      if (corpus.items().isEmpty()) {
        throw new UsageException(
            "There is nothing to pack", source.toString(), "bojagi check CORPUS says what stays out and why.");
      }
      Terminal.clearProgress();
      int slots = passphraseFiles.size() + recipients.size() + corpus.info().recipients().size();
      var plan = goesOn() ? Optional.<CardPlan>empty() : cards.plan(corpus, volumeBytes, slots, media);
      if (plan.isPresent()) {
        tell(plan.get(), false);
      }
      var console = Terminal.console();
      if (!yes && console.isPresent() && !agrees(console.get(), corpus)) {
        Terminal.note(Texts.text("pack.not-packed"));
        return ExitCode.DONE;
      }
      if (goesOn()) {
        try (var earlier = EarlierEdition.open(update, since, target, new UnlockOptions(passphraseFiles, resume.identityFiles(), trust));
            var keys = PackKeys.given(newPassphraseFiles, weakPassphrase, recipients)) {
          if (publisher == null && earlier.isSigned()) {
            Terminal.note(Texts.text("pack.becomes-unsigned"));
          }
          var report = pack(corpus, keys, earlier, telling);
          int kept = Slots.list(target).size();
          return told(file, telling, keys, new PackOutcome(target, kept, report, earlier.edition().summary()));
        }
      }
      try (var keys = PackKeys.of(passphraseFiles, weakPassphrase, recipients, corpus.info().recipients(), words)) {
        if (!corpus.info().recipients().isEmpty()) {
          var named = String.join("\n", corpus.info().recipients());
          Terminal.note(Texts.text("pack.recipients-of-corpus", named));
        }
        var report = pack(corpus, keys, plan.orElse(null), telling);
        return told(file, telling, keys, new PackOutcome(target, keys.slots().size(), report, null));
      }
    }
  }

  /** A bag is read once before anything of it is packed. */
  private static BagProgress comparing(PackTelling telling) {
    return (files, filesTotal, bytes, bytesTotal, path) ->
        telling.at(new Moment(Stage.READING, path, (int) files, (int) filesTotal, bytes, bytesTotal));
  }

  private int told(ReportFile file, PackTelling telling, PackKeys keys, PackOutcome outcome) throws IOException {
    telling.close();
    try {
      if (file != null) {
        file.write(outcome::write);
      }
    } catch (StorageException e) {
      tell(outcome, keys, false);
      throw e;
    }
    return tell(outcome, keys, file != null);
  }

  private boolean goesOn() {
    return update != null || !since.isEmpty();
  }

  /** @param plan null: for no card */
  private PackOptions options(PackKeys keys, CardPlan plan) {
    var traces = keepMetadata ? Traces.KEEP : strict ? Traces.LEAVE_OUT : Traces.REMOVE;
    return media
        .of(new PackOptions(volumeBytes, keys.slots(), jobs, ExtractionLimits.DEFAULT, traces))
        .withPlan(plan)
        .signedBy(publisher)
        .remembering(memory.memory(target, update == null ? since : List.of(update), source));
  }

  private PackReport pack(Corpus corpus, PackKeys keys, CardPlan plan, PackTelling telling) throws IOException {
    var options = options(keys, plan);
    return resume.run(
        target, keys, deciding(options), resumption -> Packer.pack(corpus, target, options, resumption, telling));
  }

  private PackReport pack(Corpus corpus, PackKeys keys, EarlierEdition earlier, PackTelling telling)
      throws IOException {
    var options = options(keys, null);
    int slots = keys.slots().isEmpty() ? earlier.slots() : keys.slots().size();
    cards.options(volumeBytes, slots, media).ifPresent(on -> earlier.edition().spreadOver(on, this::tell));
    return resume.run(
        target,
        deciding(options),
        resumption -> Packer.pack(corpus, target, options, earlier.edition(), resumption, telling));
  }

  /** Whatever changes what is written. */
  private String deciding(PackOptions options) {
    return "volumes of " + volumeBytes + " bytes, traces " + options.traces() + ", " + media + ", " + cards;
  }

  /** @param freely whether volumes of an earlier edition could have stayed, and don't */
  private void tell(CardPlan plan, boolean freely) throws IOException {
    if (!json) {
      Terminal.clearProgress();
      PlanCommand.print(plan);
    }
    if (!plan.fits()) {
      throw PlanCommand.doesNotFit(plan);
    }
    if (freely) {
      Terminal.note(Texts.text("pack.none-stays"));
    }
  }

  private void requireSense() throws IOException {
    ByteSize.requireVolume(volumeBytes);
    if (update != null && !since.isEmpty()) {
      throw new UsageException(
          "A whole edition and a delta are two runs", "--update, --since", "Give one of them.");
    }
    if (!goesOn() && !newPassphraseFiles.isEmpty()) {
      throw new UsageException(
          "There is no earlier bundle to be unlocked",
          "--new-passphrase-file",
          "Give it with --update or --since; else --passphrase-file and --recipient say who will open the bundle.");
    }
    if (jobs < 1 || jobs > 256) {
      throw new UsageException("There can't be " + jobs + " jobs", "--jobs", "Give a number from 1 to 256.");
    }
    if (strict && keepMetadata) {
      throw new UsageException(
          "What names a person can't be both kept and left out", "--strict, --keep-metadata", "Give one of them.");
    }
    if (reportFile != null
        && (Files.isDirectory(source) && Apart.isWithin(reportFile, source) || Apart.isWithin(reportFile, target))) {
      throw new UsageException(
          "The report would lie inside the corpus or the bundle, and travel with it",
          reportFile.toString(),
          "It names files: choose a place that stays with the team.");
    }
    if (Files.isDirectory(source) && Apart.isWithin(target, source)) {
      throw new UsageException(
          "The bundle would lie inside the corpus, and be packed the next time",
          target.toString(),
          "Choose a folder outside of " + source + ".");
    }
  }

  private boolean agrees(Console console, Corpus corpus) {
    Terminal.note(Texts.text("pack.goes-in"));
    for (var folder : corpus.folders()) {
      Terminal.note(
          Texts.text(
              "pack.folder",
              folder.path().isEmpty() ? "/" : Terminal.printable(folder.path()),
              folder.items(),
              folder.files(),
              ByteSize.text(folder.sizeBytes()),
              folder.leftOut()));
    }
    return Answer.isYes(console.readLine("%s ", Texts.text("pack.ask", target)));
  }

  /** @param reported whether a file names everything */
  private int tell(PackOutcome outcome, PackKeys keys, boolean reported) throws IOException {
    var report = outcome.report();
    var serious = report.findings().stream().filter(finding -> finding.severity() != Severity.NOTE).toList();
    complain(serious, reported);
    boolean reveals = !keepMetadata && !report.revealing().isEmpty();
    if (reveals) {
      complain(report.revealing().stream().map(PackCommand::finding).toList(), reported);
    }
    if (json) {
      PackReportJson.write(outcome, true, Terminal.jsonOut());
      Terminal.out().println();
    } else {
      PackSummary.lines(outcome).forEach(Terminal.out()::println);
      int notes = report.findings().size() - serious.size();
      if (notes > 0) {
        Terminal.note(Texts.text("pack.notes", notes, source));
      }
      if (outcome.edition() != null) {
        tell(outcome.edition());
      } else if (keys.onlyPassphrases()) {
        Terminal.note(Texts.text("pack.only-passphrases", target));
      }
    }
    if (reported) {
      Terminal.note(Texts.text("pack.report-written", reportFile));
    }
    return report.leftSomethingOut() || reveals ? ExitCode.SKIPPED : ExitCode.DONE;
  }

  private void tell(Edition.Summary summary) {
    if (update != null) {
      Terminal.note(
          Texts.text(
              "pack.updated", summary.unchangedItems(), summary.reusedVolumes(), ByteSize.text(summary.reusedBytes())));
    } else {
      Terminal.note(Texts.text("pack.delta", summary.unchangedItems(), summary.withdrawnItems()));
    }
    if (summary.filesNotRead() > 0) {
      Terminal.note(Texts.text("pack.not-reread", summary.filesNotRead()));
    }
  }

  /** All of them, unless a report names them: then the first. */
  private void complain(List<Finding> findings, boolean reported) {
    int shown = json || reported ? Math.min(findings.size(), MOST_NAMED) : findings.size();
    findings.subList(0, shown).forEach(Terminal::complain);
    if (shown < findings.size()) {
      Terminal.note(Texts.text("pack.more", findings.size() - shown));
    }
  }

  private static Finding finding(PackReport.Revealing revealing) {
    var kinds = revealing.kinds().stream().map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList();
    var fields = revealing.fields().stream().map(field -> field.fieldName()).distinct().limit(4).toList();
    return new Finding(
        Severity.ERROR,
        "reveals",
        revealing.path(),
        "This file went in and says something of a person, place or device that couldn't be taken out ("
            + String.join(", ", kinds)
            + "): "
            + String.join("; ", fields),
        "Clean it with the program that made it and pack again; --strict leaves such files out.");
  }
}

package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.bojagi.bundle.Format;
import org.bojagi.cli.read.Answer;
import org.bojagi.cli.read.Apart;
import org.bojagi.cli.read.ByteSize;
import org.bojagi.cli.read.FilterOptions;
import org.bojagi.cli.read.Heaps;
import org.bojagi.cli.read.KeyRingOptions;
import org.bojagi.cli.read.Progress;
import org.bojagi.cli.read.ReportFile;
import org.bojagi.cli.read.StandardInput;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.export.BundleItems;
import org.bojagi.export.ExportOptions;
import org.bojagi.export.ExportPlan;
import org.bojagi.export.ExportPlanner;
import org.bojagi.export.ExportReport;
import org.bojagi.export.Exporter;
import org.bojagi.export.LeftOut;
import org.bojagi.export.PlayerNames;
import org.bojagi.export.ZipTarget;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.UsageException;
import org.bojagi.media.Ffmpeg;
import org.bojagi.media.PlayerConversion;
import org.bojagi.open.FoundBundles;
import org.bojagi.plan.Card;
import org.bojagi.plan.FileSystem;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code export}: items as plain files for a player or a phone, or the same in an encrypted ZIP. */
@Command(name = "export")
public final class ExportCommand implements Callable<Integer> {
  private static final long LEAST_PART_BYTES = 64 << 10;

  @Parameters(arity = "1..*", paramLabel = "BUNDLE|PATH", descriptionKey = "export.BUNDLE")
  private List<String> named;

  @ArgGroup(multiplicity = "1")
  private Kind kind;

  /** What is made: one of these. */
  static final class Kind {
    @Option(names = "--player", descriptionKey = "export.player")
    private boolean player;

    @Option(names = "--zip", paramLabel = "FILE", descriptionKey = "export.zip")
    private Path zip;
  }

  @Option(names = {"-o", "--output"}, paramLabel = "DIR", descriptionKey = "export.output")
  private Path folder;

  @Option(names = "--query", paramLabel = "QUERY", descriptionKey = "export.query")
  private String query;

  @Option(names = "--type", paramLabel = "TYPE", split = ",", descriptionKey = "search.type")
  private Set<String> types = Set.of();

  @Option(names = "--card", paramLabel = "SIZE", descriptionKey = "export.card")
  private String card;

  @Option(names = "--fs", paramLabel = "fat32|exfat", descriptionKey = "plan.fs")
  private String fileSystem;

  @Option(names = "--ascii-names", descriptionKey = "export.ascii-names")
  private boolean asciiNames;

  @Option(names = "--names", paramLabel = "neutral|plain", descriptionKey = "export.names")
  private String names = "neutral";

  @Option(names = "--split", paramLabel = "SIZE", converter = ByteSize.class, descriptionKey = "export.split")
  private Long splitBytes;

  @Option(names = "--new-passphrase-file", paramLabel = "FILE", descriptionKey = "export.new-passphrase-file")
  private String newPassphraseFile;

  @Option(names = "--weak-passphrase", descriptionKey = "export.weak-passphrase")
  private boolean weakPassphrase;

  @Option(names = "--as-they-are", descriptionKey = "export.as-they-are")
  private boolean asTheyAre;

  @Option(names = "--force", descriptionKey = "export.force")
  private boolean force;

  @Option(names = "--dry-run", descriptionKey = "each.dry-run")
  private boolean dryRun;

  @Option(names = "--yes", descriptionKey = "export.yes")
  private boolean yes;

  @Option(names = "--report", paramLabel = "FILE", descriptionKey = "export.report")
  private Path reportFile;

  @Option(names = "--json", descriptionKey = "json")
  private boolean json;

  @Mixin private KeyRingOptions unlock;

  @Mixin private Heaps heaps;

  private final List<Path> bundles = new ArrayList<>();
  private final Set<String> paths = new LinkedHashSet<>();
  private final List<Fault> lost = new ArrayList<>();
  private boolean damage;

  @Override
  public Integer call() throws IOException {
    requireSense();
    try (var file = reportFile == null ? null : new ReportFile(reportFile);
        var opened = ExportedBundles.open(bundles, unlock, heaps)) {
      var wanted = opened.wanted(paths, types, query);
      var items = BundleItems.read(opened.all(), wanted, lost::add);
      lost.addAll(opened.leftOut());
      for (var unmet : wanted.unmet()) {
        lost.add(
            new UsageException(
                "There is nothing of this path or id in the bundle", unmet, "bojagi list BUNDLE --all shows all paths."));
      }
      lost.forEach(fault -> Terminal.complain(Finding.of(Severity.ERROR, "lost", fault)));
      if (items.isEmpty()) {
        throw new UsageException(
            "There is nothing to export", String.join(", ", named), "Look for paths with 'bojagi list'.");
      }
      var plan = ExportPlanner.plan(items, options(opened.language()));
      if (dryRun) {
        tell(plan, Optional.empty(), file);
        return ExitCode.worse(opened.exitCode(), exitCode(plan.leftOut()));
      }
      if (!agrees(plan)) {
        Terminal.note(Texts.text("export.not-done"));
        return ExitCode.DONE;
      }
      var report = kind.zip == null ? toFolder(plan, opened.title()) : toZip(plan, opened.title());
      damage = report.findings().stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
      tell(plan, Optional.of(report), file);
      return ExitCode.worse(opened.exitCode(), exitCode(report.leftOut()));
    }
  }

  private void tell(ExportPlan plan, Optional<ExportReport> done, ReportFile file) throws IOException {
    var unread = lost.stream().map(fault -> Finding.of(Severity.ERROR, "lost", fault)).toList();
    var summary = new ExportSummary(plan, done, target(), givenUp(), unread);
    if (json) {
      Terminal.printJson(summary.json());
    } else {
      summary.print(Terminal.out());
    }
    if (file != null) {
      file.write(summary::write);
      Terminal.note(Texts.text("export.report-written", reportFile));
    }
  }

  private Path target() {
    return kind.zip == null ? folder : kind.zip;
  }

  private String givenUp() {
    var what = kind.zip == null ? "player" : names.equals("plain") ? "zip-names" : "zip";
    return Texts.text("export.gives-up." + what);
  }

  /** The worst: damage, then what is left out. */
  private int exitCode(List<LeftOut> leftOut) {
    boolean damaged =
        damage || leftOut.stream().anyMatch(out -> out.reason() == LeftOut.Reason.DAMAGED)
            || lost.stream().anyMatch(fault -> fault.exitCode() == ExitCode.DAMAGED);
    if (damaged) {
      return ExitCode.DAMAGED;
    }
    return leftOut.isEmpty() && lost.isEmpty() ? ExitCode.DONE : ExitCode.SKIPPED;
  }

  private void requireSense() throws IOException {
    for (var name : named) {
      var place = Path.of(name);
      // Folders that hold bundles come first; what follows is paths in them.
      if (paths.isEmpty() && Files.isDirectory(place) && !FoundBundles.in(List.of(place)).isEmpty()) {
        bundles.add(place);
      } else if (bundles.isEmpty()) {
        bundles.add(place); // opening it says what is wrong
      } else {
        paths.add(name);
      }
    }
    if (kind.player && folder == null) {
      throw new UsageException("It isn't said where the files go", "--player", "Give a folder or a card: -o DIR.");
    }
    boolean ofZip = splitBytes != null || newPassphraseFile != null || !names.equals("neutral");
    if (kind.player ? ofZip : folder != null || card != null) {
      throw new UsageException(
          "These options don't go together",
          kind.player ? "--player, --split, --names, --new-passphrase-file" : "--zip, -o, --card",
          "-o and --card belong to --player, --split, --names and --new-passphrase-file to --zip.");
    }
    if (!names.equals("neutral") && !names.equals("plain")) {
      throw new UsageException("There are no such names", "--names " + names, "Give neutral or plain.");
    }
    requireApart();
    StandardInput.requireOne("-".equals(newPassphraseFile), unlock.readsStandardInput());
    if (card == null && fileSystem != null) {
      throw new UsageException("There is no card of this file system", "--fs", "Give its size as well: --card 16GB.");
    }
    if (splitBytes != null && splitBytes < LEAST_PART_BYTES) {
      throw new UsageException("Parts can't be so small", "--split", "Give 64KiB or more: 3900MB fits FAT32.");
    }
    FilterOptions.requireTypes(types);
    boolean asks = kind.zip != null && newPassphraseFile == null && !dryRun;
    if (Terminal.console().isEmpty() && !dryRun && (!yes || asks)) {
      throw new UsageException(
          yes ? "There is no passphrase for the ZIP, and no terminal to ask for one" : "This gives up protection, and nobody can be asked",
          yes ? "--zip" : "export",
          yes ? "Give --new-passphrase-file FILE." : "Give --yes if that is meant; --dry-run says what would be written.");
    }
  }

  private void requireApart() throws IOException {
    if (target() != null) {
      Apart.require("What is exported would lie in the bundle", target(), bundles);
    }
    if (reportFile != null && kind.zip == null && folder != null && Apart.isWithin(reportFile, folder)) {
      throw new UsageException(
          "The report would lie among what is exported, and travel with it",
          reportFile.toString(),
          "It names items: choose a place that stays with the team.");
    }
  }

  private ExportOptions options(Locale language) throws IOException {
    var conversion = asTheyAre ? Optional.<PlayerConversion>empty() : Ffmpeg.find().map(this::conversion);
    if (conversion.isEmpty() && !asTheyAre) {
      Terminal.note(Texts.text("export.no-ffmpeg"));
    }
    var style = asciiNames ? PlayerNames.ASCII : PlayerNames.TITLES;
    boolean neutral = kind.zip != null && names.equals("neutral");
    var on = Optional.<Card>empty();
    if (card != null) {
      on = Optional.of(Card.parse(card, FileSystem.of(fileSystem == null ? "fat32" : fileSystem)));
    }
    return new ExportOptions(neutral ? PlayerNames.NEUTRAL : style, language, on, conversion);
  }

  private PlayerConversion conversion(Ffmpeg ffmpeg) {
    return new PlayerConversion(ffmpeg, Runtime.getRuntime().availableProcessors());
  }

  /** What is given up is said before anything is written. */
  private boolean agrees(ExportPlan plan) {
    Terminal.note(givenUp());
    if (kind.zip != null && splitBytes == null && plan.estimatedBytes() > Format.MAX_VOLUME_BYTES) {
      Terminal.note(Texts.text("export.zip-large"));
    }
    if (yes) {
      return true;
    }
    var ask = Texts.text("export.ask", plan.fileCount(), ByteSize.text(plan.estimatedBytes()), target());
    return Terminal.console().map(console -> Answer.isYes(console.readLine("%s ", ask))).orElse(false);
  }

  private ExportReport toFolder(ExportPlan plan, String title) throws IOException {
    try (var progress = new Progress()) {
      return Exporter.toFolder(
          plan, title, folder, force, (done, total, path) -> progress.show(done, Math.max(1, total), path));
    }
  }

  private ExportReport toZip(ExportPlan plan, String title) throws IOException {
    var scratch = kind.zip.toAbsolutePath().getParent();
    Files.createDirectories(scratch);
    long part = splitBytes == null ? Long.MAX_VALUE : splitBytes;
    try (var zip =
            new ZipTarget(kind.zip, part, ZipPassphrase.ask(newPassphraseFile, weakPassphrase), force);
        var progress = new Progress()) {
      var report =
          Exporter.toZip(
              plan,
              names.equals("plain") ? title : "",
              zip,
              scratch,
              (done, total, path) -> progress.show(done, Math.max(1, total), path));
      zip.parts().forEach(made -> Terminal.note(Texts.text("export.part", made)));
      return report;
    }
  }
}

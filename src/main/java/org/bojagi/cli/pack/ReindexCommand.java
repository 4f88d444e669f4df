package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.NewIndex;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.catalog.Json;
import org.bojagi.cli.read.ByteSize;
import org.bojagi.cli.read.FindingOutput;
import org.bojagi.cli.read.Progress;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.cli.read.UnlockOptions;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.UsageException;
import org.bojagi.open.FoundBundles;
import org.bojagi.open.OpenBundle;
import org.bojagi.open.Together;
import org.bojagi.reindex.ReindexProgress;
import org.bojagi.reindex.ReindexReport;
import org.bojagi.reindex.Reindexing;
import org.bojagi.seal.NorthSouthWords;
import org.bojagi.sign.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reindex}: a new index from what is packed; content volumes stay as they are. */
@Command(name = "reindex")
public final class ReindexCommand implements Callable<Integer> {
  /** The rest is in the JSON. */
  private static final int FINDINGS_SHOWN = 20;

  @Parameters(arity = "1..*", paramLabel = "BUNDLE", descriptionKey = "reindex.BUNDLE")
  private List<Path> places = List.of();

  @Option(names = {"-o", "--output"}, paramLabel = "NEW", descriptionKey = "reindex.output")
  private Path target;

  @Option(names = "--dry-run", descriptionKey = "reindex.dry-run")
  private boolean dryRun;

  @Option(names = "--partial", descriptionKey = "reindex.partial")
  private boolean partial;

  @Option(
      names = "--volume-size",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      descriptionKey = "reindex.volume-size")
  private long volumeBytes;

  @Option(names = "--json", descriptionKey = "json")
  private boolean json;

  @Mixin private UnlockOptions unlock;
  @Mixin private SignOptions sign;

  @Override
  public Integer call() throws IOException {
    if (volumeBytes != 0 && (volumeBytes < Format.MIN_VOLUME_BYTES || volumeBytes > Format.MAX_VOLUME_BYTES)) {
      throw new UsageException(
          "Volumes can't be " + volumeBytes + " bytes large",
          "--volume-size",
          "Give a size from 64KiB to 4GiB less one byte.");
    }
    if (target != null && places.size() > 1) {
      throw new UsageException("One new folder holds one bundle", "--output", "Give the bundles one after the other.");
    }
    int worst = ExitCode.DONE;
    try (var key = sign.key();
        var keys = unlock.keys()) {
      for (var place : places) {
        worst = ExitCode.worse(worst, reindex(place, keys, key));
      }
    }
    return worst;
  }

  /** What is wrong with one bundle is said, and the others go on. */
  private int reindex(Path place, KeyRing keys, SigningKey key) throws IOException {
    int worst = ExitCode.DONE;
    try (var opened = new Together(OpenBundle.newCache())) {
      var folders = FoundBundles.in(List.of(place));
      for (var folder : folders.isEmpty() ? List.of(place) : folders) {
        opened.open(folder, keys);
      }
      if (target != null && opened.all().size() > 1) {
        throw new UsageException(
            "Several bundles lie here, and a new folder holds one", place.toString(), "Give the folder of one of them.");
      }
      for (var open : opened.all()) {
        worst = ExitCode.worse(worst, reindex(open, key));
      }
    } catch (Fault fault) {
      if (places.size() == 1) {
        throw fault;
      }
      Terminal.complain(Finding.of(Severity.ERROR, "not-reindexed", fault));
      worst = ExitCode.worse(worst, fault.exitCode());
    }
    return worst;
  }

  private int reindex(OpenBundle open, SigningKey key) throws IOException {
    var bundle = open.bundle();
    bundle.findings().forEach(Terminal::complain);
    requireAllCards(bundle);
    ReindexReport report;
    try (var shown = new Progress()) {
      ReindexProgress progress =
          (volume, volumes, items) ->
              shown.show(volume - 1, volumes, Texts.text("reindex.progress", volume, volumes, items));
      report = dryRun ? Reindexing.survey(bundle, progress) : run(open, key, progress);
    }
    print(bundle, report);
    return report.isWhole() ? ExitCode.DONE : ExitCode.SKIPPED;
  }

  private ReindexReport run(OpenBundle open, SigningKey key, ReindexProgress progress) throws IOException {
    var bundle = open.bundle();
    long largest = volumeBytes == 0 ? volumeBytes(bundle) : volumeBytes;
    try (var workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        var made =
            target == null
                ? NewIndex.inPlace(bundle, largest, workers)
                : NewIndex.into(bundle, target, largest, workers)) {
      if (key != null) {
        made.signWith(key);
      } else if (bundle.signers().index().isSigned()) {
        Terminal.note(Texts.text("reindex.unsigned"));
      }
      return Reindexing.run(
          bundle, open.index().orElse(null), made, NorthSouthWords.read(), NorthSouthWords.SOURCE, progress);
    }
  }

  /** No larger than what there is, where there are several: the medium, or the way to it, may take no more. */
  private static long volumeBytes(Bundle bundle) {
    var volumes = bundle.root().volumes();
    long largest = volumes.stream().mapToLong(VolumeFacts::fileBytes).max().orElse(Format.MAX_VOLUME_BYTES);
    return bundle.root().content().volumes().size() < 2
        ? Format.MAX_VOLUME_BYTES
        : Math.clamp(largest, Format.MIN_VOLUME_BYTES, Format.MAX_VOLUME_BYTES);
  }

  private void requireAllCards(Bundle bundle) throws UsageException {
    if (!partial && bundle.root().content().volumes().stream().anyMatch(bundle::isElsewhere)) {
      throw new UsageException(
          "Cards of this set aren't here, and what is on them would be found no more",
          bundle.folder().toString(),
          "Give a folder with all cards in it; or --partial, for an index of these alone.");
    }
  }

  private void print(Bundle bundle, ReindexReport report) {
    if (json) {
      var facts = new LinkedHashMap<String, Object>();
      facts.put("bundle", bundle.folder().toString());
      facts.put("dry_run", dryRun);
      facts.put("items", report.items());
      facts.put("files", report.files());
      facts.put("texts", report.texts());
      facts.put("text_bytes", report.textBytes());
      facts.put("index_bytes", report.indexBytes());
      facts.put("old_index_bytes", report.oldIndexBytes());
      facts.put("findings", report.findings().stream().map(FindingOutput::json).toList());
      Terminal.printJson(Json.write(facts));
      return;
    }
    report.findings().stream().limit(FINDINGS_SHOWN).forEach(Terminal::complain);
    if (report.findings().size() > FINDINGS_SHOWN) {
      Terminal.note(Texts.text("reindex.more", report.findings().size() - FINDINGS_SHOWN));
    }
    var old = ByteSize.text(report.oldIndexBytes());
    var text =
        dryRun
            ? Texts.text(
                "reindex.would", report.items(), report.texts(), ByteSize.text(report.textBytes()), old)
            : Texts.text("reindex.done", report.items(), report.texts(), ByteSize.text(report.indexBytes()), old);
    Terminal.out().println(String.format(Locale.ROOT, "%s: %s", Terminal.printable(bundle.folder().toString()), text));
  }
}

package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.NewIndex;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.catalog.Json;
import org.bojagi.cli.read.Apart;
import org.bojagi.cli.read.ByteSize;
import org.bojagi.cli.read.EachBundle;
import org.bojagi.cli.read.FindingOutput;
import org.bojagi.cli.read.KeyRingOptions;
import org.bojagi.cli.read.Progress;
import org.bojagi.cli.read.StandardInput;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Finding;
import org.bojagi.fault.UsageException;
import org.bojagi.inventory.FoundBundle;
import org.bojagi.inventory.Inventory;
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

  @Mixin private KeyRingOptions ring;
  @Mixin private EachBundle each;
  @Mixin private SignOptions sign;

  @Override
  public Integer call() throws IOException {
    if (volumeBytes != 0) {
      ByteSize.requireVolume(volumeBytes);
    }
    if (target != null && each.hasJournal()) {
      // It would pass over a bundle that was made anew in another folder.
      throw new UsageException("One new bundle needs no journal", "--output, --journal", "Leave one of them out.");
    }
    StandardInput.requireOne(ring.readsStandardInput(), sign.readsStandardInput());
    try (var key = sign.key()) {
      int worst = each.isForOne(places) ? one(key) : many(key);
      return ring.hasPassedOver() ? ExitCode.worse(worst, ExitCode.SKIPPED) : worst;
    }
  }

  /** One folder as it lies there: a bundle, or a bundle with deltas beside it. */
  private int one(SigningKey key) throws IOException {
    requireApart(places);
    int worst = ExitCode.DONE;
    try (var opened = new Together(OpenBundle.newCache())) {
      try (var keys = ring.keys()) {
        opened.open(places.getFirst(), keys);
      }
      requireOne(opened.all().size());
      for (var open : opened.all()) {
        worst = ExitCode.worse(worst, reindex(open, key).exitCode());
      }
    }
    return worst;
  }

  /** Heaps of bundles: each is found by its files; cards of a set are one, and copies of a bundle are done each. */
  private int many(SigningKey key) throws IOException {
    try (var inventory = inventory()) {
      requireOne(inventory.bundles().size());
      return each.run(
          inventory,
          json,
          new EachBundle.Task() {
            @Override
            public String name() {
              return "reindex";
            }

            @Override
            public List<Path> files(FoundBundle found) {
              return ReindexPlaces.contentFiles(found);
            }

            @Override
            public EachBundle.Outcome plan(FoundBundle found) throws IOException {
              return run(found);
            }

            @Override
            public EachBundle.Outcome run(FoundBundle found) throws IOException {
              return reindex(found, key);
            }
          });
    }
  }

  private EachBundle.Outcome reindex(FoundBundle found, SigningKey key) throws IOException {
    requireApart(found.folders());
    if (target != null || found.root().isEmpty() || found.cardCount() > 1) {
      var bundle = found.open();
      try (var open = OpenBundle.of(bundle, OpenBundle.newCache())) {
        if (target == null) {
          ReindexPlaces.requireCards(found, bundle);
        }
        return reindex(open, key);
      }
    }
    var leftOut = new ArrayList<Finding>();
    var folders = ReindexPlaces.folders(found, leftOut::add);
    leftOut.forEach(Terminal::complain);
    int worst = leftOut.isEmpty() ? ExitCode.DONE : ExitCode.SKIPPED;
    var summary = "";
    for (var folder : folders) {
      try (var open = OpenBundle.of(found.openIn(folder), OpenBundle.newCache())) {
        var outcome = reindex(open, key);
        worst = ExitCode.worse(worst, outcome.exitCode());
        summary = outcome.summary();
      }
    }
    return new EachBundle.Outcome(worst, summary);
  }

  private void requireApart(List<Path> folders) throws IOException {
    if (target != null) {
      Apart.require("The new bundle would lie in the old one", target, folders);
    }
  }

  private Inventory inventory() throws IOException {
    try (var keys = ring.keys()) {
      return each.inventory(places, keys);
    }
  }

  private void requireOne(int bundles) throws UsageException {
    if (target != null && bundles > 1) {
      throw new UsageException(
          "Several bundles lie here, and a new folder holds one",
          places.getFirst().toString(),
          "Give the folder of one of them.");
    }
  }

  private EachBundle.Outcome reindex(OpenBundle open, SigningKey key) throws IOException {
    var bundle = open.bundle();
    bundle.findings().forEach(Terminal::complain);
    requireAllCards(bundle);
    var state = state(open);
    ReindexReport report;
    try (var shown = new Progress()) {
      var progress = progress(open, shown);
      report = each.isDryRun() ? Reindexing.survey(bundle, progress) : run(open, key, progress);
    }
    print(open.bundle(), state, report);
    var code = report.isWhole() ? ExitCode.DONE : ExitCode.SKIPPED;
    return new EachBundle.Outcome(code, sentence(report) + (each.isDryRun() ? ". " + whatIsThere(state) : ""));
  }

  /** By items where the old index says how many there are, with what is left at the pace until now; else by volumes. */
  private static ReindexProgress progress(OpenBundle open, Progress shown) throws IOException {
    int total = open.indexedItems();
    var pace = new Pace(System.nanoTime());
    return (volume, volumes, items) -> {
      if (total == 0 || items > total) {
        shown.show(volume - 1, volumes, Texts.text("reindex.progress", volume, volumes, items));
        return;
      }
      var left = pace.secondsLeft(items, total, System.nanoTime());
      var line = Texts.text("reindex.progress-items", items, total);
      shown.show(items, total, left.isEmpty() ? line : line + "  " + left(left.getAsLong()));
    };
  }

  private static String left(long seconds) {
    return Texts.text("pack.left", ProgressLine.duration(seconds));
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

  private static String state(OpenBundle open) {
    return open.index().isEmpty() ? "lost" : open.isIndexOfOlderRules() ? "older" : "current";
  }

  /** Whether there is need of a new one. */
  private static String whatIsThere(String state) {
    return Texts.text("reindex.now-" + state);
  }

  private void print(Bundle bundle, String state, ReindexReport report) {
    if (json) {
      var facts = new LinkedHashMap<String, Object>();
      facts.put("bundle", bundle.folder().toString());
      facts.put("dry_run", each.isDryRun());
      facts.put("old_index", state);
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
    if (!each.isDryRun() || each.isForOne(places)) {
      Terminal.out()
          .println(Terminal.printable(bundle.folder().toString()) + ": " + sentence(report));
      if (each.isDryRun()) {
        Terminal.out().println(whatIsThere(state));
      }
    }
  }

  private String sentence(ReindexReport report) {
    var old = ByteSize.text(report.oldIndexBytes());
    return each.isDryRun()
        ? Texts.text("reindex.would", report.items(), report.texts(), ByteSize.text(report.textBytes()), old)
        : Texts.text("reindex.done", report.items(), report.texts(), ByteSize.text(report.indexBytes()), old);
  }
}

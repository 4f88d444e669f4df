package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bojagi.bag.BagExport;
import org.bojagi.catalog.Json;
import org.bojagi.cli.read.Apart;
import org.bojagi.cli.read.ByteSize;
import org.bojagi.cli.read.EachBundle;
import org.bojagi.cli.read.KeyRingOptions;
import org.bojagi.cli.read.Progress;
import org.bojagi.cli.read.SafePath;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Finding;
import org.bojagi.fault.UsageException;
import org.bojagi.inventory.FoundBundle;
import org.bojagi.inventory.Inventory;
import org.bojagi.open.Library;
import org.bojagi.open.OpenBundle;
import org.bojagi.open.Together;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bag}: bundles as BagIt bags, in clear, for an archive; each with its deltas is one. */
@Command(name = "bag")
public final class BagCommand implements Callable<Integer> {
  /** UTF-16 units of a title in a folder's name. */
  private static final int MOST_TITLE_CHARS = 60;

  private static final String IN_THE_BUNDLE = "The bag would lie in the bundle";

  @Parameters(arity = "1..*", paramLabel = "BUNDLE", descriptionKey = "bag.BUNDLE")
  private List<Path> places = List.of();

  @Option(names = {"-o", "--output"}, paramLabel = "DIR", required = true, descriptionKey = "bag.output")
  private Path target;

  @Option(names = "--renditions", descriptionKey = "bag.renditions")
  private boolean renditions;

  @Option(names = "--bagging-date", paramLabel = "YYYY-MM-DD", descriptionKey = "bag.bagging-date")
  private String baggingDate = "";

  @Option(names = "--json", descriptionKey = "json")
  private boolean json;

  @Mixin private KeyRingOptions ring;
  @Mixin private EachBundle each;

  @Override
  public Integer call() throws IOException {
    requireDay();
    int worst = each.isForOne(places) ? one() : many();
    return ring.hasPassedOver() ? ExitCode.worse(worst, ExitCode.SKIPPED) : worst;
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

  /** One bundle's folder, with deltas that lie there. */
  private int one() throws IOException {
    Apart.require(IN_THE_BUNDLE, target, places);
    try (var bundles = new Together(OpenBundle.newCache())) {
      try (var keys = ring.keys()) {
        bundles.open(places.getFirst(), keys);
      }
      var outcome = bag(bundles, target);
      if (!each.isDryRun()) {
        Terminal.note(Texts.text("bag.plaintext"));
      } else if (!json) {
        Terminal.out().println(outcome.summary());
      }
      return outcome.exitCode();
    }
  }

  /** Heaps of bundles: the only one of a single place becomes the bag itself, else each a bag of its own in it. */
  private int many() throws IOException {
    try (var inventory = inventory()) {
      long bags = inventory.bundles().stream().filter(found -> !hasWhole(found, inventory)).count();
      boolean itself = bags == 1 && places.size() == 1 && inventory.unopened().isEmpty();
      int worst = each.run(
          inventory,
          json,
          new EachBundle.Task() {
            @Override
            public String name() {
              return "bag";
            }

            @Override
            public List<Path> files(FoundBundle found) {
              var parts = hasWhole(found, inventory) ? wholes(found, inventory) : deltas(found, inventory);
              return Stream.concat(Stream.of(found), parts).flatMap(part -> part.files().stream()).toList();
            }

            @Override
            public String options(FoundBundle found) {
              return bagOf(found).toAbsolutePath().normalize() + (renditions ? "\n--renditions" : "") + "\n" + baggingDate;
            }

            @Override
            public boolean isStillThere(FoundBundle found) {
              return hasWhole(found, inventory) || Files.isDirectory(bagOf(found));
            }

            private Path bagOf(FoundBundle found) {
              return itself ? target : target.resolve(folderName(found));
            }

            @Override
            public EachBundle.Outcome plan(FoundBundle found) throws IOException {
              return run(found);
            }

            @Override
            public EachBundle.Outcome run(FoundBundle found) throws IOException {
              if (hasWhole(found, inventory)) {
                return new EachBundle.Outcome(ExitCode.DONE, Texts.text("bag.with"));
              }
              Apart.require(IN_THE_BUNDLE, target, found.folders());
              try (var bundles = new Together(OpenBundle.newCache())) {
                bundles.add(found.open());
                for (var delta : deltas(found, inventory).toList()) {
                  bundles.add(delta.open());
                }
                return bag(bundles, bagOf(found));
              }
            }
          });
      if (!each.isDryRun()) {
        Terminal.note(Texts.text("bag.plaintext"));
      }
      return worst;
    }
  }

  private Inventory inventory() throws IOException {
    try (var keys = ring.keys()) {
      return each.inventory(places, keys);
    }
  }

  /** Whether it is a delta that goes into the bag of a bundle that is here. */
  private static boolean hasWhole(FoundBundle found, Inventory inventory) {
    return found.isDelta() && wholes(found, inventory).findAny().isPresent();
  }

  private static Stream<FoundBundle> wholes(FoundBundle found, Inventory inventory) {
    return ofItsCollection(found, inventory).filter(other -> !other.isDelta());
  }

  /** Those that go into its bag: what came after a newer edition goes into that one's, and this stays what it was. */
  private static Stream<FoundBundle> deltas(FoundBundle found, Inventory inventory) {
    return ofItsCollection(found, inventory)
        .filter(FoundBundle::isDelta)
        .filter(
            delta ->
                wholes(found, inventory)
                    .noneMatch(whole -> whole.edition() > found.edition() && whole.edition() < delta.edition()));
  }

  private static Stream<FoundBundle> ofItsCollection(FoundBundle found, Inventory inventory) {
    return inventory.bundles().stream()
        .filter(other -> other != found && other.collection().equals(found.collection()));
  }

  /** Of the title, the edition and the id: the same in every run, and no other bundle's. */
  static String folderName(FoundBundle found) {
    var title = found.title();
    int end = title.length() <= MOST_TITLE_CHARS ? title.length() : title.offsetByCodePoints(0, MOST_TITLE_CHARS / 2);
    var name = title.substring(0, end) + " " + found.edition() + " " + found.bundleId().substring(0, 8);
    return SafePath.of(name.replace('/', '_').strip());
  }

  private EachBundle.Outcome bag(Together bundles, Path bag) throws IOException {
    var findings = new ArrayList<Finding>();
    var parts = bundles.chain(findings);
    findings.forEach(Terminal::complain);
    parts.forEach(part -> part.bundle().findings().forEach(Terminal::complain));
    Library.together(parts).forEach(Terminal::complain);
    if (each.isDryRun()) {
      var size = BagExport.size(parts, renditions, Terminal::complain);
      if (json) {
        Terminal.printJson(Json.write(json(bag, parts.getFirst(), size.files(), size.bytes())));
      }
      return new EachBundle.Outcome(
          ExitCode.DONE, Texts.text("bag.would", bag, size.files(), ByteSize.text(size.bytes())));
    }
    BagExport.Outcome outcome;
    try (var progress = new Progress()) {
      outcome =
          BagExport.write(
              parts,
              bag,
              renditions,
              baggingDate,
              SafePath::of,
              (files, filesTotal, bytes, bytesTotal, path) ->
                  progress.show(0, 0, Texts.text("extract.progress", files, ByteSize.text(bytes))),
              Terminal::complain);
    }
    return told(outcome, parts.getFirst(), bag);
  }

  private EachBundle.Outcome told(BagExport.Outcome outcome, OpenBundle open, Path bag) {
    if (json) {
      Terminal.printJson(Json.write(json(outcome, open, bag)));
    } else {
      for (var renamed : outcome.renamed()) {
        Terminal.note(
            Texts.text("extract.renamed", Terminal.printable(renamed.path()), Terminal.printable(renamed.inBag())));
      }
      if (outcome.keptFiles() > 0) {
        Terminal.note(Texts.text("bag.kept", outcome.keptFiles()));
      }
      Terminal.note(Texts.text("extract.done", bag, outcome.files(), ByteSize.text(outcome.bytes())));
    }
    // A journal keeps it: without the bag's name, which has the title.
    var summary = Texts.text("bag.done", outcome.files(), ByteSize.text(outcome.bytes()));
    int done = outcome.leftOut() > 0 ? ExitCode.SKIPPED : ExitCode.DONE;
    return new EachBundle.Outcome(outcome.damaged() > 0 ? ExitCode.DAMAGED : done, summary);
  }

  private static Map<String, Object> json(BagExport.Outcome outcome, OpenBundle open, Path bag) {
    var json = json(bag, open, outcome.files(), outcome.bytes());
    json.put("kept_files", outcome.keptFiles());
    json.put("damaged", outcome.damaged());
    json.put("left_out", outcome.leftOut());
    json.put("renamed", outcome.renamed().stream().map(BagCommand::json).toList());
    return json;
  }

  private static Map<String, Object> json(Path bag, OpenBundle open, long files, long bytes) {
    var json = new LinkedHashMap<String, Object>();
    json.put("bag", bag.toString());
    json.put("bundle", open.bundle().root().content().collection());
    json.put("edition", open.bundle().root().content().edition());
    json.put("files", files);
    json.put("bytes", bytes);
    return json;
  }

  private static Map<String, Object> json(BagExport.Renamed renamed) {
    var json = new LinkedHashMap<String, Object>();
    json.put("path", renamed.path());
    json.put("in_bag", renamed.inBag());
    return json;
  }
}

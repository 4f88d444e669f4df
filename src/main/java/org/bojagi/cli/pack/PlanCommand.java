package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.bojagi.bundle.Format;
import org.bojagi.catalog.Json;
import org.bojagi.cli.read.ByteSize;
import org.bojagi.cli.read.FindingOutput;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.UsageException;
import org.bojagi.plan.Card;
import org.bojagi.plan.CardPicture;
import org.bojagi.plan.CardPicture.Part;
import org.bojagi.plan.CardPicture.Slice;
import org.bojagi.plan.CardPlan;
import org.bojagi.plan.FileSystem;
import org.bojagi.plan.PlanOptions;
import org.bojagi.plan.PlannedCard;
import org.bojagi.plan.Planner;
import org.bojagi.plan.ReaderSize;
import org.bojagi.stick.CarriedReader;
import org.bojagi.stick.StickFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plan}: which items go on which card. Writes nothing. */
@Command(name = "plan")
public final class PlanCommand implements Callable<Integer> {
  private static final int BAR_CHARS = 76;
  private static final int LEFT_OUT_SHOWN = 40;

  /** Where this program has no reader beside it: jar 25 MB, a runtime 45 MB, a start cache 30 MB, small files. */
  private static final ReaderSize TYPICAL_READER = new ReaderSize(100_000_000, 100);

  @Parameters(paramLabel = "CORPUS", descriptionKey = "CORPUS")
  private Path source;

  @Option(names = "--card", paramLabel = "SIZE", required = true, descriptionKey = "plan.card")
  private String size;

  @Option(names = "--fs", paramLabel = "fat32|exfat", descriptionKey = "plan.fs")
  private String fileSystem = "fat32";

  @Option(names = "--cards", paramLabel = "N|as-needed", descriptionKey = "plan.cards")
  private String cards = "1";

  @Option(names = "--fit", descriptionKey = "plan.fit")
  private boolean fit;

  @Option(names = "--json", descriptionKey = "json")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    var card = Card.parse(size, FileSystem.of(fileSystem));
    var options = new PlanOptions(card, readerSize(card), cards(cards), fit, Format.MAX_VOLUME_BYTES, 2);
    try (var corpus = CorpusReader.read(source)) {
      if (corpus.items().isEmpty()) {
        throw new UsageException(
            "There is nothing to plan", source.toString(), "bojagi check CORPUS says what stays out and why.");
      }
      var plan = Planner.plan(corpus, options);
      if (json) {
        Terminal.printJson(Json.write(json(plan)));
      } else {
        print(plan);
      }
      if (!plan.fits()) {
        throw doesNotFit(plan);
      }
      return plan.leftOut().isEmpty() ? ExitCode.DONE : ExitCode.SKIPPED;
    }
  }

  /** @throws UsageException neither a number of cards nor {@code as-needed} */
  static int cards(String cards) throws UsageException {
    if (cards.equals("as-needed")) {
      return PlanOptions.AS_NEEDED;
    }
    int number = cards.matches("[0-9]{1,4}") ? Integer.parseInt(cards) : 0;
    if (number < 1 || number > PlanOptions.MAX_CARDS) {
      throw new UsageException(
          "There can't be '" + cards + "' cards",
          "--cards",
          "Give a number from 1 to " + PlanOptions.MAX_CARDS + ", or as-needed.");
    }
    return number;
  }

  /** @throws DoesNotFitException the reader alone is larger than the card */
  static ReaderSize readerSize(Card card) throws IOException {
    var reader = readerSize();
    if (reader.bytes() >= card.usableBytes()) {
      throw new DoesNotFitException(
          "The reader alone takes " + ByteSize.text(reader.bytes()) + ", and the card has room for "
              + ByteSize.text(card.usableBytes()),
          "--card " + ByteSize.text(card.labelBytes()),
          "Give a larger card.");
    }
    return reader;
  }

  /** What {@code stick} would write of this program's reader, but for launchers of a few kilobytes. */
  private static ReaderSize readerSize() throws IOException {
    CarriedReader reader;
    try {
      reader = CarriedReader.ofProgram();
    } catch (UsageException e) {
      return TYPICAL_READER;
    }
    if (reader.runtimes().isEmpty()) {
      return TYPICAL_READER;
    }
    var files = reader.runtimes().stream().flatMap(runtime -> runtime.files().stream()).toList();
    long bytes = Files.size(reader.jar()) + files.stream().mapToLong(StickFile::sizeBytes).sum();
    int folders = (int) files.stream().map(file -> parent(file.path())).distinct().count();
    return new ReaderSize(bytes, files.size() + folders + 6);
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** Exit code 14: by how much, and what the other options would do. */
  static Fault doesNotFit(CardPlan plan) {
    var set =
        plan.cardsNeeded() == 0
            ? "No number of such cards holds it, since the index is on each."
            : "--cards as-needed takes " + plan.cardsNeeded() + ".";
    long left = plan.leftOut().stream().mapToLong(out -> out.sizeBytes()).sum();
    var fit = " --fit leaves out " + plan.leftOut().size() + " items (" + ByteSize.text(left) + ").";
    return new DoesNotFitException(
        "This is about " + ByteSize.text(plan.missingBytes()) + " too much",
        "--card " + ByteSize.text(plan.options().card().labelBytes()),
        set + fit);
  }

  /** The plan for people, 80 columns. Also before packing. */
  static void print(CardPlan plan) {
    boolean plain = !Charset.forName(System.getProperty("stdout.encoding", "UTF-8")).newEncoder().canEncode("▓█░");
    for (var card : plan.cards()) {
      Terminal.out()
          .println(
              Texts.text(
                  "plan.one-card",
                  card.number(),
                  plan.cards().size(),
                  card.items().size(),
                  ByteSize.text(card.usableBytes() - card.freeBytes()),
                  ByteSize.text(card.usableBytes())));
      Terminal.out().println("  " + CardPicture.bar(card, BAR_CHARS, plain));
      printLegend(card, plain);
      if (plan.cards().size() > 1 && !card.items().isEmpty()) {
        Terminal.out()
            .println(
                Texts.text(
                    "plan.from-to",
                    Terminal.printable(card.items().getFirst().item().path()),
                    Terminal.printable(card.items().getLast().item().path())));
      }
    }
    if (!plan.leftOut().isEmpty()) {
      Terminal.out().println(Texts.text(plan.fits() ? "plan.left-out" : "plan.would-leave-out", plan.leftOut().size()));
      for (var out : plan.leftOut().stream().limit(LEFT_OUT_SHOWN).toList()) {
        var reason = Texts.text("plan.reason." + out.reason().code());
        Terminal.out()
            .println(
                "- "
                    + Terminal.printable(out.item().item().path())
                    + " (" + ByteSize.text(out.sizeBytes()) + "): " + reason);
      }
      if (plan.leftOut().size() > LEFT_OUT_SHOWN) {
        Terminal.out().println(Texts.text("plan.more-left-out", plan.leftOut().size() - LEFT_OUT_SHOWN));
      }
    }
    for (var finding : plan.findings()) {
      if (finding.severity() != Severity.ERROR) { // those are the ones left out, named above
        Terminal.out().println("- " + Terminal.printable(finding.sentence()));
      }
    }
  }

  private static void printLegend(PlannedCard card, boolean plain) {
    var line = new StringBuilder();
    int columns = 0;
    for (var slice : CardPicture.slices(card)) {
      if (slice.part() == Part.OTHER) {
        continue;
      }
      var entry = slice.part().mark(plain) + " " + label(slice);
      int width = entry.codePoints().map(c -> c >= 0x1100 && c <= 0xFFDC && !isBlock(c) ? 2 : 1).sum() + 2;
      if (columns + width > BAR_CHARS + 2) {
        Terminal.out().println("  " + line.toString().stripTrailing());
        line.setLength(0);
        columns = 0;
      }
      line.append(entry).append("  ");
      columns += width;
    }
    Terminal.out().println("  " + line.toString().stripTrailing());
  }

  private static boolean isBlock(int c) {
    return c >= 0x2580 && c <= 0x259F;
  }

  private static String label(Slice slice) {
    return Texts.text("plan.part." + slice.part().code()) + " " + ByteSize.text(slice.bytes());
  }

  /** All of it; also in the report of packing. */
  static Map<String, Object> json(CardPlan plan) {
    var json = new LinkedHashMap<String, Object>();
    var card = plan.options().card();
    json.put("card_bytes", card.labelBytes());
    json.put("file_system", card.fileSystem().code());
    json.put("cluster_bytes", card.clusterBytes());
    json.put("usable_bytes", card.usableBytes());
    json.put("fits", plan.fits());
    json.put("missing_bytes", plan.missingBytes());
    json.put("cards_needed", plan.cardsNeeded());
    json.put("cards", plan.cards().stream().map(PlanCommand::json).toList());
    json.put(
        "left_out",
        plan.leftOut().stream()
            .map(
                out -> {
                  var one = new LinkedHashMap<String, Object>();
                  one.put("path", out.item().item().path());
                  one.put("id", out.item().item().id());
                  one.put("reason", out.reason().code());
                  one.put("bytes", out.sizeBytes());
                  return one;
                })
            .toList());
    json.put("findings", plan.findings().stream().map(FindingOutput::json).toList());
    return json;
  }

  private static Map<String, Object> json(PlannedCard card) {
    var json = new LinkedHashMap<String, Object>();
    json.put("card", card.number());
    json.put("content_bytes", card.contentBytes());
    json.put("catalogue_bytes", card.catalogueBytes());
    json.put("index_bytes", card.indexBytes());
    json.put("reader_bytes", card.readerBytes());
    json.put("other_bytes", card.otherBytes());
    json.put("free_bytes", card.freeBytes());
    json.put(
        "parts",
        CardPicture.slices(card).stream()
            .collect(
                Collectors.toMap(
                    slice -> slice.part().code(), Slice::bytes, (a, b) -> a, LinkedHashMap<String, Long>::new)));
    json.put("items", card.items().stream().map(item -> item.item().path()).toList());
    return json;
  }
}

package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.charset.Charset;
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
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.UsageException;
import org.bojagi.media.Quality;
import org.bojagi.plan.CardPicture;
import org.bojagi.plan.CardPicture.Part;
import org.bojagi.plan.CardPicture.Slice;
import org.bojagi.plan.CardPlan;
import org.bojagi.plan.PlannedCard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plan}: which items go on which card. Writes nothing. */
@Command(name = "plan")
public final class PlanCommand implements Callable<Integer> {
  private static final int BAR_CHARS =
      Terminal.outIsTerminal() ? Math.clamp(Terminal.columns() - 4, 20, 76) : 76;
  private static final int LEFT_OUT_SHOWN = 40;

  /** Nobody has said yet how the bundle will be unlocked: a passphrase and an archive. */
  private static final int TYPICAL_SLOTS = 2;

  @Parameters(paramLabel = "CORPUS", descriptionKey = "CORPUS")
  private Path source;

  @Mixin private CardOptions cards = new CardOptions();

  @Mixin private MediaOptions media = new MediaOptions();

  @Option(names = "--json", descriptionKey = "json")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    cards.requireCard();
    media.requireSense();
    try (var corpus = CorpusSource.read(source)) {
      if (corpus.items().isEmpty()) {
        throw new UsageException(
            "There is nothing to plan", source.toString(), "bojagi check CORPUS says what stays out and why.");
      }
      var plan = cards.plan(corpus, Format.MAX_VOLUME_BYTES, TYPICAL_SLOTS, media).orElseThrow();
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

  /** Exit code 14: by how much, and what the other options would do. */
  static Fault doesNotFit(CardPlan plan) {
    var set =
        plan.cardsNeeded() == 0
            ? "No number of such cards holds it, since the index is on each."
            : "--cards as-needed takes " + plan.cardsNeeded() + ".";
    long left = plan.leftOut().stream().mapToLong(out -> out.sizeBytes()).sum();
    var lowers = plan.lowered().isEmpty() ? "" : " makes " + plan.lowered().size() + " films smaller and";
    var fit = " --fit" + lowers + " leaves out " + plan.leftOut().size() + " items (" + ByteSize.text(left) + ").";
    return new DoesNotFitException(
        "This is about " + ByteSize.text(plan.missingBytes()) + " too much",
        "--card " + ByteSize.text(plan.options().card().labelBytes()),
        set + fit);
  }

  /** The plan for people, 80 columns or what the terminal has. Also before packing. */
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
    printLowered(plan);
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
        Terminal.out().println("- " + Terminal.printable(Texts.told(finding.sentence())));
      }
    }
  }

  /** What films lose is said before what isn't there at all. */
  private static void printLowered(CardPlan plan) {
    if (plan.lowered().isEmpty()) {
      return;
    }
    var heading = plan.fits() ? "plan.lowered" : "plan.would-lower";
    Terminal.out().println(Texts.text(heading, plan.lowered().size(), floor()));
    for (var film : plan.lowered().stream().limit(LEFT_OUT_SHOWN).toList()) {
      Terminal.out()
          .println(
              "- "
                  + Terminal.printable(film.path())
                  + " (" + ByteSize.text(film.sizeBytes()) + " → ~" + ByteSize.text(film.estimatedBytes()) + "): "
                  + Texts.text("plan.lines", film.quality().lines(), film.quality().soundKilobits()));
    }
    if (plan.lowered().size() > LEFT_OUT_SHOWN) {
      Terminal.out().println(Texts.text("plan.more-left-out", plan.lowered().size() - LEFT_OUT_SHOWN));
    }
  }

  private static String floor() {
    return Texts.text("plan.lines", Quality.FLOOR.lines(), Quality.FLOOR.soundKilobits());
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
    json.put("floor_lines", Quality.FLOOR.lines());
    json.put(
        "lowered",
        plan.lowered().stream()
            .map(
                film -> {
                  var one = new LinkedHashMap<String, Object>();
                  one.put("path", film.path());
                  one.put("lines", film.quality().lines());
                  one.put("bytes", film.sizeBytes());
                  one.put("estimated_bytes", film.estimatedBytes());
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

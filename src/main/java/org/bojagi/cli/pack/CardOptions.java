package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.bojagi.cli.read.ByteSize;
import org.bojagi.corpus.Corpus;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.UsageException;
import org.bojagi.plan.Card;
import org.bojagi.plan.CardPlan;
import org.bojagi.plan.CardSpace;
import org.bojagi.plan.FileSystem;
import org.bojagi.plan.PlanOptions;
import org.bojagi.plan.Planner;
import org.bojagi.plan.ReaderSize;
import org.bojagi.stick.CarriedReader;
import org.bojagi.stick.StickFile;
import picocli.CommandLine.Option;

/** On which cards a bundle is to fit: of {@code plan} and {@code pack}. */
final class CardOptions {
  /** Where this program has no reader beside it: jar 25 MB, a runtime 45 MB, a start cache 30 MB, small files. */
  private static final ReaderSize TYPICAL_READER = new ReaderSize(100_000_000, 100);

  /** Of a bundle's files, each of which has room left in its last cluster: volumes, roots, slots. */
  private static final int CLUSTERS_LOST = 32;

  @Option(names = "--card", paramLabel = "SIZE", descriptionKey = "plan.card")
  private String size;

  @Option(names = "--fs", paramLabel = "fat32|exfat", descriptionKey = "plan.fs")
  private String fileSystem = "fat32";

  @Option(names = "--cards", paramLabel = "N|as-needed", descriptionKey = "plan.cards")
  private String cards = "1";

  @Option(names = "--fit", descriptionKey = "plan.fit")
  private boolean fit;

  /** @throws UsageException no card is given */
  void requireCard() throws UsageException {
    if (size == null) {
      throw sizeIsMissing();
    }
  }

  private static UsageException sizeIsMissing() {
    return new UsageException(
        "It isn't known how large the cards are", "--card", "Give what the label of a card says: --card 16GB.");
  }

  /** @throws UsageException cards are spoken of, and none is given */
  void requireSense() throws UsageException {
    if (size == null && (fit || !cards.equals("1"))) {
      throw sizeIsMissing();
    }
  }

  /**
   * @param slots ways to unlock
   * @param media what becomes of films
   * @return empty where cards don't matter
   * @throws UsageException something given is no size, file system or number
   */
  Optional<CardPlan> plan(Corpus corpus, long volumeBytes, int slots, MediaOptions media) throws IOException {
    return options(volumeBytes, slots, media).map(options -> Planner.plan(corpus, options));
  }

  /** As {@link #plan}, for who plans later. */
  Optional<PlanOptions> options(long volumeBytes, int slots, MediaOptions media) throws IOException {
    if (size == null) {
      return Optional.empty();
    }
    var card = Card.parse(size, FileSystem.of(fileSystem));
    return Optional.of(
        media.of(new PlanOptions(card, readerSize(card), number(cards), fit, volumeBytes, Math.max(1, slots))));
  }

  /** @throws UsageException neither a number of cards nor {@code as-needed} */
  private static int number(String cards) throws UsageException {
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
  private static ReaderSize readerSize(Card card) throws IOException {
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

  /** What a bundle's files may take on a card that has this program's reader, too. */
  static long roomBesideReader(Card card) throws IOException {
    var space = new CardSpace(card);
    space.take(readerSize(card));
    return Math.max(0, space.largestFileBytes() - (long) CLUSTERS_LOST * card.clusterBytes());
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

  /** Whatever decides on which card an item goes, so that an interrupted pack isn't gone on with for other cards. */
  @Override
  public String toString() {
    return size == null ? "no card" : "card " + size + " " + fileSystem + ", cards " + cards + (fit ? ", fit" : "");
  }
}

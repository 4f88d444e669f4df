package org.bojagi.bag;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bojagi.corpus.Corpus;
import org.bojagi.corpus.CorpusInfo;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.InputException;

/**
 * A folder as a corpus; where it is a bag, the {@code data} of it, once everything in it is what its manifests say.
 *
 * <p>Of {@code bag-info.txt} only title, description, publisher and rights are taken, from labels that mean these and
 * nothing else, where the {@code bojagi.yaml} in {@code data} doesn't say them. Whoever handed the bag over, and when,
 * stays out of a bundle. Keys that {@code data/bojagi.yaml} names don't open it.
 */
public final class BaggedCorpus {
  private static final List<String> TITLE = List.of("DC-Title", "Title");
  private static final List<String> DESCRIPTION = List.of("DC-Description", "External-Description");
  private static final List<String> PUBLISHER = List.of("DC-Publisher");
  private static final List<String> RIGHTS = List.of("DC-Rights");

  /** Of the bag, and not of what is in it. */
  private static final Set<String> TECHNICAL =
      Set.of(
          "payload-oxum", "bag-size", "bag-count", "bag-group-identifier", "bag-software-agent", "bojagi-edition",
          "dc-type", "dc-language", "dc-identifier");

  private static final int MAX_LABELS_TOLD = 40;

  private BaggedCorpus() {}

  /**
   * As {@link CorpusReader#read}.
   *
   * @param jobs threads that compare checksums of a bag
   * @param refusals takes every fault of a bag that is refused, at most 1,000
   * @throws InputException it is a bag and not valid; or a ZIP of one
   */
  public static Corpus read(Path source, int jobs, BagProgress progress, Consumer<Finding> refusals) throws Fault {
    if (!BagValidation.isBag(source)) {
      return withoutBag(source, CorpusReader.read(source));
    }
    var result = BagValidation.run(source, jobs, progress);
    if (!result.isValid()) {
      result.findings().forEach(refusals);
      throw new InputException(
          "This bag is not what it says, and nothing of it was taken: faults: " + result.errors(),
          source.toString(),
          result.passedOver() == 0 ? "Each is named." : "The first of them are named.");
    }
    var corpus = CorpusReader.read(source.resolve("data"));
    var findings = new ArrayList<Finding>(result.findings());
    findings.add(
        new Finding(
            Severity.NOTE,
            "bag-valid",
            source.toString(),
            String.format(
                Locale.ROOT,
                "This is a valid bag (BagIt %s; files in data: %d; compared by %s): data is the corpus",
                result.version(),
                result.payloadFiles(),
                result.checksums()),
            ""));
    var info = described(corpus.info(), result.info(), findings);
    findings.addAll(corpus.findings());
    return new Corpus(info, corpus.items(), corpus.leftovers(), findings, corpus.source());
  }

  /** A ZIP with a bag in it would go in with its manifests as items, unchecked. */
  private static Corpus withoutBag(Path source, Corpus corpus) throws Fault {
    boolean bagged =
        corpus.items().stream().anyMatch(item -> item.item().path().equals(BagDeclaration.FILE));
    if (!bagged) {
      return corpus;
    }
    try {
      corpus.close();
    } catch (IOException e) {
      throw Fault.ofStorage(e, source);
    }
    throw new InputException("This ZIP holds a bag", source.toString(), "Unpack it, and give its folder.");
  }

  private static CorpusInfo described(CorpusInfo info, BagInfo bag, List<Finding> findings) {
    var taken = new ArrayList<String>();
    var title = info.title().isEmpty() ? first(bag, TITLE, taken) : "";
    var described =
        new CorpusInfo(
            title.isEmpty() ? info.title() : Map.of(info.language(), title),
            info.language(),
            info.publisher().isEmpty() ? first(bag, PUBLISHER, taken) : info.publisher(),
            info.rights().isEmpty() ? first(bag, RIGHTS, taken) : info.rights(),
            info.description().isEmpty() ? first(bag, DESCRIPTION, taken) : info.description(),
            info.creator(),
            info.featured(),
            List.of());
    if (!info.recipients().isEmpty()) {
      findings.add(
          new Finding(
              Severity.WARNING,
              "bag-recipients",
              "data/bojagi.yaml",
              "Whoever sent the bag names keys that should open the bundle, and they don't: " + told(info.recipients()),
              "Only whoever packs says who opens it. If you know whose they are, give them with --recipient."));
    }
    var describing = Stream.of(TITLE, DESCRIPTION, PUBLISHER, RIGHTS).flatMap(List::stream).toList();
    var left =
        bag.labels().stream()
            .filter(label -> !TECHNICAL.contains(label.toLowerCase(Locale.ROOT)))
            .filter(label -> describing.stream().noneMatch(label::equalsIgnoreCase))
            .toList();
    if (!taken.isEmpty()) {
      findings.add(
          new Finding(
              Severity.NOTE, "bag-info-taken", BagInfo.FILE, "This describes the collection: " + told(taken), ""));
    }
    if (!left.isEmpty()) {
      findings.add(
          new Finding(
              Severity.NOTE,
              "bag-info-left",
              BagInfo.FILE,
              "This stays out of the bundle, since it may say who handed the bag over, and when: " + told(left),
              "What readers should know belongs into the bojagi.yaml of a corpus of your own."));
    }
    return described;
  }

  private static String first(BagInfo bag, List<String> labels, List<String> taken) {
    for (var label : labels) {
      var values = bag.values(label);
      if (!values.isEmpty()) {
        taken.add(label);
        return values.getFirst();
      }
    }
    return "";
  }

  private static String told(List<String> labels) {
    var told = labels.stream().limit(MAX_LABELS_TOLD).map(BagFindings::printable).collect(Collectors.joining(", "));
    return labels.size() > MAX_LABELS_TOLD ? told + " …" : told;
  }
}

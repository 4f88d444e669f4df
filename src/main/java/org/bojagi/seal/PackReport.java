package org.bojagi.seal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bojagi.fault.Finding;
import org.bojagi.scrub.Sensitive;

/**
 * What packing did. Names files of the corpus, and never a value that was taken out of one.
 *
 * @param items sealed
 * @param files sealed, renditions not counted
 * @param sourceBytes of these files
 * @param bundleBytes of the bundle's files
 * @param findings of the corpus and of packing, in the order in which they were met
 * @param revealing files that say something of a person or a place, unless the team keeps it on purpose
 * @param details what only a report tells
 */
public record PackReport(
    int items,
    int files,
    int renditions,
    long sourceBytes,
    long bundleBytes,
    List<Finding> findings,
    List<Revealing> revealing,
    Details details) {

  /** A file and what in it may lead to a person or a place; never the value. */
  public record Revealing(String path, List<Sensitive> fields) {
    public Revealing {
      fields = List.copyOf(fields);
    }

    public Set<Sensitive.Kind> kinds() {
      return PackReport.kinds(fields);
    }
  }

  /**
   * The parts of a report that may be long: a record a file at most.
   *
   * @param types in the order in which they are to be shown
   * @param itemsByLanguage BCP 47 tag to items, in the order in which they are to be shown; empty tag where
   *     none is known
   * @param duplicates files that stand in the bundle once though the corpus has them more often
   * @param scrubbed files that said something of a person, place or device
   * @param leftOut files that a person might look for in the bundle and that aren't there
   * @param cards empty where no card was named
   * @param stages how long each took, in their order
   */
  public record Details(
      List<TypeShare> types,
      Map<String, Integer> itemsByLanguage,
      List<Duplicate> duplicates,
      List<Scrubbed> scrubbed,
      List<LeftOut> leftOut,
      List<CardReport> cards,
      List<StageTime> stages) {
    public static final Details NONE =
        new Details(List.of(), Map.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public Details {
      types = List.copyOf(types);
      itemsByLanguage = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(itemsByLanguage));
      duplicates = List.copyOf(duplicates);
      scrubbed = List.copyOf(scrubbed);
      leftOut = List.copyOf(leftOut);
      cards = List.copyOf(cards);
      stages = List.copyOf(stages);
    }

    /** Bytes that were not sealed because they stand in the bundle already. */
    public long duplicateBytes() {
      return duplicates.stream().mapToLong(Duplicate::savedBytes).sum();
    }
  }

  /**
   * What one type of item takes.
   *
   * @param type the catalogue's: {@code story}, {@code film} …
   * @param files sources and companions, renditions not counted
   * @param sealedBytes what they and their renditions take in volumes, compressed, before encryption and
   *     padding
   */
  public record TypeShare(String type, int items, int files, long sourceBytes, long sealedBytes) {}

  /** @param sameAs path of the file whose bytes were sealed */
  public record Duplicate(String path, String sameAs, long savedBytes) {}

  /**
   * A file that said something of a person, place or device.
   *
   * @param removed what doesn't stand in the bundle
   * @param left what couldn't be taken out
   * @param kept what the team keeps on purpose
   */
  public record Scrubbed(String path, List<Sensitive> removed, List<Sensitive> left, List<Sensitive> kept) {
    public Scrubbed {
      removed = List.copyOf(removed);
      left = List.copyOf(left);
      kept = List.copyOf(kept);
    }
  }

  /**
   * @param reason one sentence without a full stop, in the words of the finding where there is one
   * @param sizeBytes negative where it isn't known
   */
  public record LeftOut(String path, String reason, long sizeBytes) {}

  /**
   * One card, as it is filled.
   *
   * @param number from 1
   * @param capacityBytes what the medium has after its file system
   * @param parts in the order in which they are to be shown: the reader, content, index, what is kept free
   * @param freeBytes neither used nor kept
   */
  public record CardReport(int number, long capacityBytes, List<Part> parts, long freeBytes) {
    public CardReport {
      parts = List.copyOf(parts);
    }

    /** @param name {@code reader}, {@code content}, {@code index}, {@code kept-free}; others are shown as they are */
    public record Part(String name, long sizeBytes) {}
  }

  /** How long a stage took on the wall's clock; stages that overlap are not added up. */
  public record StageTime(PackProgress.Stage stage, Duration time) {}

  public PackReport {
    findings = List.copyOf(findings);
    revealing = List.copyOf(revealing);
  }

  /** A report without what only a report tells. */
  public PackReport(
      int items,
      int files,
      int renditions,
      long sourceBytes,
      long bundleBytes,
      List<Finding> findings,
      List<Revealing> revealing) {
    this(items, files, renditions, sourceBytes, bundleBytes, findings, revealing, Details.NONE);
  }

  /** Whether something was left out, which is an exit code of its own. */
  public boolean leftSomethingOut() {
    return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.ERROR);
  }

  /** A few of the fields, each once, for a sentence. */
  public static String fieldNames(List<Sensitive> fields) {
    var names = fields.stream().map(Sensitive::fieldName).distinct().toList();
    var few = String.join("; ", names.subList(0, Math.min(4, names.size())));
    return names.size() > 4 ? few + "; …" : few;
  }

  /** In the order of their declaration, each once. */
  public static Set<Sensitive.Kind> kinds(List<Sensitive> fields) {
    var kinds = new TreeSet<Sensitive.Kind>();
    fields.forEach(field -> kinds.add(field.kind()));
    return kinds;
  }
}

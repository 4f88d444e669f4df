package org.bojagi.seal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.PackedFile;
import org.bojagi.fault.Finding;
import org.bojagi.index.IndexedItem;
import org.bojagi.seal.PackProgress.Stage;
import org.bojagi.seal.PackReport.Duplicate;
import org.bojagi.seal.PackReport.LeftOut;
import org.bojagi.seal.PackReport.Revealing;
import org.bojagi.seal.PackReport.Scrubbed;
import org.bojagi.seal.PackReport.StageTime;
import org.bojagi.seal.PackReport.TypeShare;

/** Counts what packing does, for the report. Used by the one thread that seals. */
final class PackTally {
  private static final class Share {
    int items;
    int files;
    long sourceBytes;
    long sealedBytes;
  }

  final List<Finding> findings;
  final List<Scrubbed> scrubbed = new ArrayList<>();
  final List<Duplicate> duplicates = new ArrayList<>();
  final List<LeftOut> leftOut = new ArrayList<>();
  final List<PackReport.CardReport> cards = new ArrayList<>();
  private final PackProgress progress;
  private final Map<ItemType, Share> shares = new EnumMap<>(ItemType.class);
  private final Map<String, Integer> languages = new TreeMap<>();
  private final Map<Stage, Long> stageNanos = new EnumMap<>(Stage.class);
  private int itemsPassed;
  private int itemsTotal;
  private long bytesPassed;
  private long bytesTotal;
  private int items;
  private int files;
  private int renditions;
  private long sourceBytes;

  PackTally(List<Finding> ofCorpus, PackProgress progress) {
    this.findings = new ArrayList<>(ofCorpus);
    this.progress = progress;
    ofCorpus.stream().filter(PackTally::leavesOut).forEach(this::leaveOut);
  }

  /** Something went wrong, or is worth a word. */
  void find(Finding finding) {
    findings.add(finding);
    progress.found(finding);
    if (leavesOut(finding)) {
      leaveOut(finding);
    }
  }

  private static boolean leavesOut(Finding finding) {
    return finding.severity() == Finding.Severity.ERROR;
  }

  private void leaveOut(Finding finding) {
    leftOut.add(new LeftOut(finding.where(), finding.what(), -1));
  }

  /** An item that is whole in the bundle. */
  void count(IndexedItem item, long sealed) {
    var share = shares.computeIfAbsent(item.item().type(), type -> new Share());
    items++;
    share.items++;
    share.sealedBytes += sealed;
    languages.merge(item.item().language(), 1, Integer::sum);
    for (var file : item.files()) {
      if (file.derivedFrom().isEmpty()) {
        files++;
        share.files++;
        sourceBytes += file.sizeBytes();
        share.sourceBytes += file.sizeBytes();
      } else {
        renditions++;
      }
    }
  }

  /** An item that an earlier edition had, and that didn't change. */
  void takenOver(Item item, List<PackedFile> ofItem) {
    count(new IndexedItem(item, ofItem, List.of(), new byte[0]), 0);
  }

  /** What there is to be done. */
  void expect(int items, long bytes) {
    itemsTotal = items;
    bytesTotal = bytes;
  }

  /** One more item is through, whole or not. */
  void pass(long bytes) {
    itemsPassed++;
    bytesPassed += bytes;
  }

  void at(Stage stage, String path) {
    at(stage, path, 0);
  }

  /** @param bytesOfItem that are through of the item at hand */
  void at(Stage stage, String path, long bytesOfItem) {
    progress.at(
        new PackProgress.Moment(stage, path, itemsPassed, itemsTotal, bytesPassed + bytesOfItem, bytesTotal));
  }

  /** @param sinceNanos when it began, by {@link System#nanoTime} */
  void time(Stage stage, long sinceNanos) {
    stageNanos.merge(stage, System.nanoTime() - sinceNanos, Long::sum);
  }

  PackReport report(long bundleBytes) {
    var types = new ArrayList<TypeShare>();
    shares.forEach(
        (type, share) ->
            types.add(
                new TypeShare(type.code(), share.items, share.files, share.sourceBytes, share.sealedBytes)));
    var times = new ArrayList<StageTime>();
    stageNanos.forEach((stage, nanos) -> times.add(new StageTime(stage, Duration.ofNanos(nanos))));
    var revealing =
        scrubbed.stream()
            .filter(file -> !file.left().isEmpty())
            .map(file -> new Revealing(file.path(), file.left()))
            .toList();
    var details =
        new PackReport.Details(types, languages, duplicates, scrubbed, leftOut, cards, times);
    return new PackReport(items, files, renditions, sourceBytes, bundleBytes, findings, revealing, details);
  }
}

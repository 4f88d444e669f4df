package org.bojagi.cli.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bojagi.bundle.SlotBatch;
import org.bojagi.fault.UsageException;

/** One slot of each batch, held for the stick that is written; without a batch, bundles go as they are. */
final class StickCards implements AutoCloseable {
  private final List<Path> bundles;
  private final Map<Path, SlotBatch> batches = new LinkedHashMap<>();
  private final Map<Path, SlotBatch.Card> cards = new LinkedHashMap<>();

  /** @throws UsageException a batch belongs to none of the bundles, two to one, or one has no slot left */
  StickCards(List<Path> batchFolders, List<Path> bundles) throws IOException {
    this.bundles = List.copyOf(bundles);
    boolean complete = false;
    try {
      for (var folder : batchFolders) {
        var batch = SlotBatch.open(folder);
        var bundle = bundleOf(batch, folder);
        if (batches.putIfAbsent(bundle, batch) != null) {
          throw new UsageException("Two folders of slots belong to one bundle", folder.toString(), "Give one of them.");
        }
        cards.put(bundle, batch.take());
      }
      complete = true;
    } finally {
      if (!complete) {
        close();
      }
    }
  }

  private Path bundleOf(SlotBatch batch, Path folder) throws IOException {
    for (var bundle : bundles) {
      if (Files.isDirectory(bundle) && batch.isOf(bundle)) {
        return bundle;
      }
    }
    throw new UsageException(
        "These slots were made for another bundle",
        folder.toString(),
        "Nobody could open the stick: give the bundle that key batch was run on, or its next edition.");
  }

  List<Path> bundles() {
    return bundles;
  }

  /** For each bundle that has a batch the files that stand there in place of its passphrase slots. */
  Map<Path, List<Path>> slots() {
    var slots = new LinkedHashMap<Path, List<Path>>();
    cards.forEach((bundle, card) -> slots.put(bundle, card.files()));
    return slots;
  }

  void markUsed() throws IOException {
    for (var card : cards.entrySet()) {
      batches.get(card.getKey()).markUsed(card.getValue());
    }
  }

  /** For each, that the strip of this number belongs to the stick. */
  List<String> sentences() throws IOException {
    var sentences = new ArrayList<String>();
    for (var card : cards.entrySet()) {
      sentences.add(
          Texts.text(
              "stick.card",
              card.getValue().number(),
              Terminal.printable(card.getKey().getFileName().toString()),
              batches.get(card.getKey()).unused()));
    }
    return sentences;
  }

  /** For programs: bundle's folder to number. */
  Map<String, Integer> numbers() {
    var numbers = new LinkedHashMap<String, Integer>();
    cards.forEach((bundle, card) -> numbers.put(bundle.toString(), card.number()));
    return numbers;
  }

  @Override
  public void close() throws IOException {
    for (var card : cards.values()) {
      card.close();
    }
  }
}

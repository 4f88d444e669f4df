package org.bojagi.reindex;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.Locations;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.bundle.NewIndex;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.index.IndexBuilder;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.IndexedText;
import org.bojagi.index.OpenIndex;
import org.bojagi.language.Analysis;
import org.bojagi.language.WordPair;
import org.bojagi.reindex.FilePlaces.Placed;

/**
 * Makes the index of one bundle anew, from what the catalogues say and the packed bytes of its texts. What is lost is left
 * out and named; what only the old index still knows is taken from there and named.
 */
public final class Reindexing {
  private static final long INDEX_RAM_BYTES = 32 << 20;

  /** Texts of one item that are held from when they are found until they are cut; others are read once more. */
  private static final int TEXTS_HELD_BYTES = 4 << 20;

  private final Bundle bundle;
  private final OpenIndex old;
  private final ReindexProgress progress;
  private final List<Finding> findings = new ArrayList<>();
  private final PackedTexts texts;
  private final List<Catalogued> waiting = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private FilePlaces places;
  private IndexBuilder index;
  private boolean catalogueLost;
  private int items;
  private long files;
  private long textCount;
  private long textBytes;

  /** An item as the catalogue has it, its own file first; its lines may stand in two volumes. */
  private record Catalogued(Item item, List<NamedFile> files) {}

  /** @param namedIn position of the volume whose catalogue names it */
  private record NamedFile(PackedFile file, int namedIn) {}

  private Reindexing(Bundle bundle, OpenIndex old, ReindexProgress progress) {
    this.bundle = bundle;
    this.old = old;
    this.progress = progress;
    this.texts = new PackedTexts(bundle);
  }

  /** What there would be to do, by the catalogues alone: nothing is written, and no text is read. */
  public static ReindexReport survey(Bundle bundle, ReindexProgress progress) throws IOException {
    var survey = new Reindexing(bundle, null, progress);
    survey.eachItem(
        item -> {
          survey.items++;
          for (var named : item.files) {
            survey.files++;
            survey.count(named.file);
          }
        });
    return survey.report(0);
  }

  /**
   * Puts a new index into a bundle.
   *
   * @param old of the same bundle, to find what is damaged elsewhere; null where it can't be read
   * @param target of the same bundle; {@linkplain NewIndex#finish finished} when this returns
   * @param words of North and South, with their source
   * @throws DamagedBundleException nothing of the content can be read; then nothing is changed
   */
  public static ReindexReport run(
      Bundle bundle, OpenIndex old, NewIndex target, List<WordPair> words, String wordSource, ReindexProgress progress)
      throws IOException {
    var run = new Reindexing(bundle, old, progress);
    try (var workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        var index = new IndexBuilder(target.scratch(), INDEX_RAM_BYTES, workers)) {
      index.addWordPairs(words, wordSource);
      run.addAll(index);
      for (var file : index.finish()) {
        try (var in = file.open()) {
          target.addLuceneFile(file.name(), file.length(), in);
        }
      }
      target.finish(Analysis.VERSION);
    }
    return run.report(target.fileBytes());
  }

  private void addAll(IndexBuilder into) throws IOException {
    index = into;
    var names = new PackedNames(bundle, fault -> find(Severity.ERROR, "volume-damaged", fault));
    places = new FilePlaces(bundle, names, old);
    eachItem(item -> add(item, false));
    addWaiting();
    if (catalogueLost) {
      addUncatalogued();
    }
    if (items == 0 && !findings.isEmpty()) {
      throw new DamagedBundleException(
          "Nothing of this bundle's content can be read, so that there is nothing to index",
          bundle.folder().toString(),
          "Use another copy, or 'bojagi recover'; the index is left as it is.");
    }
  }

  @FunctionalInterface
  private interface ItemConsumer {
    void accept(Catalogued item) throws IOException;
  }

  /** The lines of an item follow one another, its own first, and may go on in the next volume. */
  private void eachItem(ItemConsumer consumer) throws IOException {
    var volumes = bundle.root().content().volumes();
    var open = new Catalogued[1];
    for (int i = 0; i < volumes.size(); i++) {
      int volume = i;
      if (bundle.isElsewhere(volumes.get(i))) {
        continue;
      }
      try {
        bundle.catalogue(
            volumes.get(i),
            line -> {
              progress.at(volume + 1, volumes.size(), items);
              // What fails is not tried once more.
              var before = open[0];
              open[0] = null;
              open[0] = take(line, volume, before, consumer);
            });
      } catch (DamagedBundleException e) {
        catalogueLost = true;
        find(Severity.ERROR, "catalogue-lost", e);
      }
    }
    if (open[0] != null) {
      consumer.accept(open[0]);
    }
  }

  private static Catalogued take(CatalogueLine line, int volume, Catalogued open, ItemConsumer consumer)
      throws IOException {
    var next = open;
    if (line.item().isPresent()) {
      if (open != null) {
        consumer.accept(open);
      }
      next = new Catalogued(line.item().get(), new ArrayList<>());
    }
    if (next != null && line.file().of().equals(next.item.id())) {
      next.files.add(new NamedFile(line.file(), volume));
    }
    return next;
  }

  /** @param last whether nothing more will be known of where its files lie */
  private void add(Catalogued item, boolean last) throws IOException {
    known.add(item.item.id());
    var placedFiles = new ArrayList<Placed>();
    int held = 0;
    var lost = new ArrayList<Finding>();
    for (var named : item.files) {
      var placed = places.find(named.file, named.namedIn);
      boolean proven = placed.isPresent() && placed.get().proven();
      if (!proven && !last) {
        waiting.add(item);
        return;
      }
      if (!proven) {
        var before = places.inOldIndex(named.file);
        placed = before.isPresent() ? before : placed;
      }
      if (placed.isEmpty()) {
        if (named.file.role() == Role.ITEM) {
          findings.add(lostItem(item.item.path()));
          return;
        }
        lost.add(lostFile(named.file));
      } else {
        int more = placed.get().textBytes();
        boolean mayHold = held + more <= TEXTS_HELD_BYTES;
        held += mayHold ? more : 0;
        placedFiles.add(mayHold ? placed.get() : placed.get().withoutText());
        if (!placed.get().proven()) {
          lost.add(damagedFile(named.file));
        }
      }
    }
    findings.addAll(lost);
    add(item.item, placedFiles);
  }

  private void add(Item item, List<Placed> placed) throws IOException {
    var indexed = new ArrayList<IndexedText>();
    var located = placed.stream().map(Placed::located).toList();
    for (int i = 0; i < located.size(); i++) {
      var file = located.get(i).file();
      if (file.textFormat() != null) {
        try {
          texts.cut(located.get(i), placed.get(i).text(), i).ifPresent(indexed::add);
        } catch (DamagedBundleException e) {
          find(Severity.WARNING, "text-damaged", file.path(), e);
        }
      }
      count(file);
    }
    index.add(
        new IndexedItem(
            item, located.stream().map(Located::file).toList(), indexed, new Locations(located).encode()));
    items++;
    files += located.size();
  }

  /** Content that stands twice lies under the name of the first (format.md §4.2): who has the same hash leads there. */
  private void addWaiting() throws IOException {
    if (waiting.isEmpty()) {
      return;
    }
    var wanted = new HashSet<ByteBuffer>();
    for (var item : waiting) {
      for (var named : item.files) {
        wanted.add(ByteBuffer.wrap(named.file.sha256()));
      }
    }
    places.want(wanted);
    var volumes = bundle.root().content().volumes();
    for (int i = 0; i < volumes.size(); i++) {
      int volume = i;
      if (bundle.isElsewhere(volumes.get(i))) {
        continue;
      }
      try {
        bundle.catalogue(
            volumes.get(i),
            line -> {
              if (places.isWanted(line.file())) {
                places.find(line.file(), volume);
              }
            });
      } catch (DamagedBundleException e) {
        // It was named when it was read first.
      }
    }
    for (var item : waiting) {
      add(item, true);
    }
  }

  /** Items of catalogues that are lost, as the old index knows them; there is nothing to compare them with. */
  private void addUncatalogued() throws IOException {
    if (old == null) {
      return;
    }
    try {
      for (int document : old.items()) {
        var stored = old.item(document);
        if (known.add(stored.id())) {
          addUncatalogued(old.describe(document, stored), stored.decodedLocations().files());
        }
      }
    } catch (Fault | Json.Malformed damaged) {
      // What an old index says is a help, and never needed; that a catalogue is lost was said.
    }
  }

  private void addUncatalogued(Item item, List<Located> located) throws IOException {
    boolean here =
        !located.isEmpty()
            && located.getFirst().extents().stream().anyMatch(extent -> bundle.file(extent.volume()).isPresent());
    if (!here) {
      if (located.isEmpty() || bundle.cardElsewhere(located.getFirst()).isEmpty()) {
        findings.add(lostItem(item.path()));
      }
      return;
    }
    findings.add(
        new Finding(
            Severity.WARNING,
            "item-uncatalogued",
            item.path(),
            "The catalogue's lines of this item are lost; it is indexed as the old index knew it",
            "Its bytes could be compared with nothing: look for another copy of the bundle."));
    add(item, located.stream().map(file -> new Placed(file, false, null)).toList());
  }

  private void count(PackedFile file) {
    if (file.textFormat() != null) {
      textCount++;
      textBytes += file.sizeBytes();
    }
  }

  private ReindexReport report(long indexBytes) {
    long oldBytes = bundle.root().index().volumes().stream().mapToLong(volume -> volume.fileBytes()).sum();
    return new ReindexReport(items, files, textCount, textBytes, indexBytes, oldBytes, findings);
  }

  private void find(Severity severity, String code, Fault fault) {
    find(severity, code, fault.where(), fault);
  }

  private void find(Severity severity, String code, String where, Fault fault) {
    findings.add(new Finding(severity, code, where, fault.what(), fault.hint()));
  }

  private static Finding lostItem(String path) {
    return new Finding(
        Severity.ERROR,
        "item-lost",
        path,
        "No volume that is here holds the whole of this item's file",
        "It is left out of the index; look for the missing volumes on another copy.");
  }

  private static Finding lostFile(PackedFile file) {
    return new Finding(
        Severity.WARNING,
        "file-lost",
        file.path(),
        "No volume that is here holds the whole of this file, which belongs to an item",
        "The item is indexed without it; look for the missing volumes on another copy.");
  }

  private static Finding damagedFile(PackedFile file) {
    return new Finding(
        Severity.WARNING,
        "file-damaged",
        file.path(),
        "This file can't be read from its beginning",
        "It is indexed as far as it holds; look for another copy of its volume.");
  }
}

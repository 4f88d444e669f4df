package org.bojagi.recover;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bojagi.bundle.CentralDirectory;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.Extent.Encoding;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.catalog.PackedFile;

/** Where files lie by the names of entries and of files on shelves alone (format.md §4.2), of all volumes of a bundle. */
final class Names {
  private static final Pattern PART = Pattern.compile("(.*)\\.(\\d{3,6})", Pattern.DOTALL);

  private final Map<String, List<Entry>> byName = new HashMap<>();
  private final Map<String, List<Entry>> parts = new HashMap<>();
  private final List<Entry> all = new ArrayList<>();

  /** Ids of the volumes that the root names, in its order, and where in each the entry before the catalogue ends. */
  private final List<String> order;

  private final List<Long> ends;

  /** @param volumes that the root names and that have a catalogue; none without a root */
  Names(List<VolumeFacts> volumes) {
    this.order = volumes.stream().map(VolumeFacts::id).toList();
    this.ends = volumes.stream().map(Names::endBeforeCatalogue).toList();
  }

  private static long endBeforeCatalogue(VolumeFacts facts) {
    return facts.catalogue().extent().plaintextOffset()
        - Format.CATALOGUE.length()
        - CentralDirectory.LOCAL_HEADER_BYTES
        - EntryScan.DESCRIPTOR_BYTES;
  }

  void add(Entry entry) {
    all.add(entry);
    byName.computeIfAbsent(Format.bareName(entry.name()), name -> new ArrayList<>(1)).add(entry);
    var part = PART.matcher(entry.name());
    if (part.matches()) {
      parts.computeIfAbsent(Format.bareName(part.group(1)), name -> new ArrayList<>(1)).add(entry);
    }
  }

  List<Entry> all() {
    return all;
  }

  /** Each way in which the file may lie here, the likeliest first; the hashes tell which it is. */
  List<FilePlace> places(PackedFile file) {
    var places = new ArrayList<FilePlace>();
    var named =
        byName.getOrDefault(Format.bareName(file.path()), List.of()).stream()
            .filter(entry -> Format.isNameOf(file.path(), entry.name()))
            .sorted(Comparator.comparingInt(entry -> entry.name().length()))
            .toList();
    for (var entry : named) {
      if (entry.sizeBytes() == file.sizeBytes()) {
        places.add(FilePlace.certain(List.of(entry.extent())));
      }
    }
    var spread = spread(file);
    if (!spread.extents().isEmpty()) {
      places.add(spread);
    }
    for (var entry : named) {
      if (entry.sizeBytes() < 0) {
        places.add(FilePlace.certain(List.of(ofLength(entry, file.sizeBytes()))));
      }
    }
    for (var entry : byName.getOrDefault("", List.of())) {
      if (entry.sizeBytes() == file.sizeBytes() && entry.name().isEmpty()) {
        places.add(FilePlace.guessed(List.of(entry.extent())));
      }
    }
    return places;
  }

  /** An entry whose end is lost, as long as it must be: where it begins is certain. */
  private static Extent ofLength(Entry entry, long length) {
    var extent = entry.extent();
    return extent.encoding() == Encoding.STORED
        ? new Extent(extent.volume(), extent.entry(), extent.plaintextOffset(), length, Encoding.STORED)
        : extent;
  }

  /**
   * The parts in order. Those that are lost, or whose end is, are as long as the root's facts make them where all of them
   * together are the file then; else from the first such end on hashes must prove that a guess is right.
   */
  private FilePlace spread(PackedFile file) {
    var numbered = new TreeMap<Integer, Entry>();
    for (var entry : parts.getOrDefault(Format.bareName(file.path()), List.of())) {
      var part = PART.matcher(entry.name());
      if (part.matches() && Format.isNameOf(file.path(), part.group(1))) {
        numbered.putIfAbsent(Integer.parseInt(part.group(2)), entry);
      }
    }
    var byLayout = byLayout(numbered);
    if (byLayout.stream().mapToLong(Extent::length).sum() == file.sizeBytes()) {
      return FilePlace.certain(byLayout);
    }
    long known = numbered.values().stream().mapToLong(part -> Math.max(0, part.sizeBytes())).sum();
    long missing = Math.max(0, file.sizeBytes() - known);
    var extents = new ArrayList<Extent>();
    long certain = 0;
    boolean isCertain = true;
    for (int number = 1; !numbered.isEmpty() && number <= numbered.lastKey(); number++) {
      var part = numbered.get(number);
      if (part != null && part.sizeBytes() >= 0) {
        extents.add(part.extent());
        certain += isCertain ? part.sizeBytes() : 0;
      } else {
        var here = part == null ? new Extent("", file.path(), 0, missing, Encoding.STORED) : ofLength(part, missing);
        extents.add(here);
        certain += isCertain && part != null ? Math.min(missing, part.extent().length()) : 0;
        isCertain = false;
        missing = 0;
      }
    }
    return new FilePlace(extents, certain);
  }

  /**
   * Parts as they lie where each fills its volume from the first entry on, up to the catalogue (format.md §4.2), and they
   * follow one another in the root's order. None where the layout doesn't tell.
   */
  private List<Extent> byLayout(TreeMap<Integer, Entry> numbered) {
    var extents = new ArrayList<Extent>();
    int volume = -1;
    for (int number = 1; !numbered.isEmpty() && number <= numbered.lastKey(); number++) {
      var part = numbered.get(number);
      volume = part == null ? volume + 1 : order.indexOf(part.extent().volume());
      if (part != null && part.sizeBytes() >= 0) {
        extents.add(part.extent());
        continue;
      }
      if (volume < 0 || volume >= order.size() || number == 1 && part == null) {
        return List.of();
      }
      var name = part == null ? numbered.lastEntry().getValue().name() : part.name();
      long from = part == null ? numbered.lastEntry().getValue().extent().plaintextOffset() : part.extent().plaintextOffset();
      extents.add(new Extent(order.get(volume), name, from, Math.max(0, ends.get(volume) - from), Encoding.STORED));
    }
    return extents;
  }
}

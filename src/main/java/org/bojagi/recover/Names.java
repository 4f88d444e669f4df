package org.bojagi.recover;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.Extent.Encoding;
import org.bojagi.bundle.Format;
import org.bojagi.catalog.PackedFile;

/** Where files lie by the names of entries and of files on shelves alone (format.md §4.2), of all volumes of a bundle. */
final class Names {
  private static final Pattern PART = Pattern.compile("(.*)\\.(\\d{3,6})", Pattern.DOTALL);

  private final Map<String, List<Entry>> byName = new HashMap<>();
  private final Map<String, List<Entry>> parts = new HashMap<>();
  private final List<Entry> all = new ArrayList<>();

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
   * The parts in order. One that is lost, or whose end is, is as long as the others leave; from there on hashes must prove
   * that this is so.
   */
  private FilePlace spread(PackedFile file) {
    var numbered = new TreeMap<Integer, Entry>();
    for (var entry : parts.getOrDefault(Format.bareName(file.path()), List.of())) {
      var part = PART.matcher(entry.name());
      if (part.matches() && Format.isNameOf(file.path(), part.group(1))) {
        numbered.putIfAbsent(Integer.parseInt(part.group(2)), entry);
      }
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
        isCertain = false;
        missing = 0;
      }
    }
    return new FilePlace(extents, certain);
  }
}

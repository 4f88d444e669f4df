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
    byName.computeIfAbsent(key(entry.name()), name -> new ArrayList<>(1)).add(entry);
    var part = PART.matcher(entry.name());
    if (part.matches()) {
      parts.computeIfAbsent(key(part.group(1)), name -> new ArrayList<>(1)).add(entry);
    }
  }

  List<Entry> all() {
    return all;
  }

  /** Each way in which the file may lie here, the likeliest first; the hashes tell which it is. */
  List<List<Extent>> places(PackedFile file) {
    var places = new ArrayList<List<Extent>>();
    var named =
        byName.getOrDefault(key(file.path()), List.of()).stream()
            .filter(entry -> Format.isNameOf(file.path(), entry.name()))
            .sorted(Comparator.comparingInt(entry -> entry.name().length()))
            .toList();
    named.stream().filter(entry -> entry.sizeBytes() == file.sizeBytes()).forEach(e -> places.add(List.of(e.extent())));
    var spread = spread(file);
    if (!spread.isEmpty()) {
      places.add(spread);
    }
    named.stream().filter(entry -> entry.sizeBytes() < 0).forEach(entry -> places.add(List.of(ofSize(entry, file))));
    if (file.sha256().length > 0) {
      byName.getOrDefault("", List.of()).stream()
          .filter(entry -> entry.name().isEmpty() && entry.sizeBytes() == file.sizeBytes())
          .forEach(entry -> places.add(List.of(entry.extent())));
    }
    return places;
  }

  /** An entry whose end is lost, as long as the file. */
  private static Extent ofSize(Entry entry, PackedFile file) {
    var extent = entry.extent();
    return extent.encoding() == Encoding.STORED
        ? new Extent(extent.volume(), extent.entry(), extent.plaintextOffset(), file.sizeBytes(), Encoding.STORED)
        : extent;
  }

  /** The parts in order; of one that is lost, how long it was where it is the only one. Empty where there are none. */
  private List<Extent> spread(PackedFile file) {
    var numbered = new TreeMap<Integer, Entry>();
    for (var entry : parts.getOrDefault(key(file.path()), List.of())) {
      var part = PART.matcher(entry.name());
      if (part.matches() && Format.isNameOf(file.path(), part.group(1))) {
        numbered.putIfAbsent(Integer.parseInt(part.group(2)), entry);
      }
    }
    if (numbered.isEmpty()) {
      return List.of();
    }
    long missing = file.sizeBytes() - numbered.values().stream().mapToLong(part -> part.extent().length()).sum();
    var extents = new ArrayList<Extent>();
    for (int number = 1; number <= numbered.lastKey(); number++) {
      var part = numbered.get(number);
      if (part == null && (missing <= 0 || number + 1 > numbered.lastKey() || !numbered.containsKey(number + 1))) {
        return extents;
      }
      if (part == null) {
        extents.add(new Extent("", file.path(), 0, missing, Encoding.STORED));
        missing = 0;
      } else {
        extents.add(part.extent());
      }
    }
    return extents;
  }

  /** Without the underscores that packing may add. */
  private static String key(String name) {
    int start = 0;
    while (start < name.length() && name.charAt(start) == '_') {
      start++;
    }
    int end = name.length();
    while (end > start && name.charAt(end - 1) == '_') {
      end--;
    }
    return name.substring(start, end);
  }
}

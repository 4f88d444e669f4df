package org.bojagi.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which items belong on one card: those of a series, and a text with the films that it shows. */
final class Grouping {
  private Grouping() {}

  /**
   * Items that stay together, in the order of the corpus.
   *
   * @param first position of the first item in the corpus, which orders groups
   * @param contentBytes of all, and {@code index} their share
   */
  record Group(List<ItemSize> items, int first, long contentBytes, IndexEstimate.Share index) {
    static Group of(List<ItemSize> unordered) {
      var items = unordered.stream().sorted(Comparator.comparingInt(ItemSize::position)).toList();
      var share = IndexEstimate.Share.NONE;
      long bytes = 0;
      for (var item : items) {
        share = share.plus(item.index());
        bytes += item.contentBytes();
      }
      return new Group(items, items.getFirst().position(), bytes, share);
    }

    int priority() {
      return items.stream().mapToInt(item -> item.item().item().priority()).max().orElse(0);
    }

    /** The newest date that it has; empty where none is dated. */
    String date() {
      return items.stream()
          .map(item -> item.item().item().description().date())
          .max(Comparator.naturalOrder())
          .orElse("");
    }
  }

  static List<Group> series(List<ItemSize> items) {
    var byKey = new LinkedHashMap<String, List<ItemSize>>();
    for (var item : items) {
      var series = item.item().item().series();
      var key = series == null ? "item " + item.position() : "series " + series.id();
      byKey.computeIfAbsent(key, unused -> new ArrayList<>()).add(item);
    }
    return byKey.values().stream().map(Group::of).toList();
  }

  /** Series, and with each text what it shows, as long as the whole is no larger than {@code most}. */
  static List<Group> withShown(List<ItemSize> items, long most) {
    var groups = series(items);
    var groupOfFile = new HashMap<String, Integer>();
    for (int i = 0; i < groups.size(); i++) {
      for (var item : groups.get(i).items) {
        for (var file : item.item().files()) {
          groupOfFile.put(file.path(), i);
        }
      }
    }
    var root = new int[groups.size()];
    var bytes = new long[groups.size()];
    for (int i = 0; i < root.length; i++) {
      root[i] = i;
      bytes[i] = groups.get(i).contentBytes;
    }
    for (int i = 0; i < root.length; i++) {
      for (var item : groups.get(i).items) {
        for (var link : item.item().links()) {
          var other = link.embedded() ? groupOfFile.get(link.path()) : null;
          int a = rootOf(root, i);
          int b = other == null ? a : rootOf(root, other);
          if (a != b && bytes[a] + bytes[b] <= most) {
            root[Math.max(a, b)] = Math.min(a, b);
            bytes[Math.min(a, b)] += bytes[Math.max(a, b)];
          }
        }
      }
    }
    return merged(groups, root);
  }

  private static List<Group> merged(List<Group> groups, int[] root) {
    Map<Integer, List<ItemSize>> together = new LinkedHashMap<>();
    for (int i = 0; i < root.length; i++) {
      together.computeIfAbsent(rootOf(root, i), unused -> new ArrayList<>()).addAll(groups.get(i).items);
    }
    return together.values().stream().map(Group::of).sorted(Comparator.comparingInt(Group::first)).toList();
  }

  private static int rootOf(int[] root, int i) {
    while (root[i] != i) {
      i = root[i];
    }
    return i;
  }

  /** Each item for itself. */
  static List<Group> single(Group group) {
    return group.items.stream().map(item -> Group.of(List.of(item))).toList();
  }
}

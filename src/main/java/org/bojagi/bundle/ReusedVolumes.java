package org.bojagi.bundle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.WrongSignatureException;

/**
 * Which content volumes of an edition the next one can take as they are: those in which nothing lies but items that
 * didn't change (format.md §5.3).
 *
 * <p>An item that changed or is gone condemns every volume that one of its files lies in or is named in, since what was
 * removed must not stay; the other items of such a volume are packed again, which condemns the volumes that these go on
 * in, and so on until nothing changes.
 */
public final class ReusedVolumes {
  private final Bundle old;
  private final Map<String, Set<String>> volumesOfItem = new HashMap<>();
  private final Map<String, Set<String>> itemsOfVolume = new HashMap<>();
  private final Map<String, Set<String>> namedEntries = new HashMap<>();
  private final Set<String> condemnedItems = new HashSet<>();
  private final Set<String> condemnedVolumes = new HashSet<>();

  /** @param old stays the caller's */
  public ReusedVolumes(Bundle old) {
    this.old = old;
    old.root().content().volumes().forEach(volume -> itemsOfVolume.put(volume.id(), new HashSet<>()));
  }

  /** An item of the old edition: every volume that holds something of it, its lines of the catalogue too. */
  public void add(String itemId, Set<String> volumeIds) {
    volumesOfItem.computeIfAbsent(itemId, id -> new HashSet<>()).addAll(volumeIds);
    volumeIds.forEach(volume -> itemsOfVolume.computeIfAbsent(volume, id -> new HashSet<>()).add(itemId));
  }

  /** Where a file of an item lies. */
  public void add(String itemId, List<Extent> extents) {
    for (var extent : extents) {
      add(itemId, Set.of(extent.volume()));
      namedEntries.computeIfAbsent(extent.volume(), volume -> new HashSet<>()).add(extent.entry());
    }
  }

  /**
   * Leaves no volume of those that would stay in which a chunk is damaged, or in which something lies that no item has: a
   * file that failed when it was packed.
   *
   * @param known ids of volumes that were looked at before
   * @param shelves with what stays of each
   */
  public void condemnUnsound(Predicate<String> known, EarlierShelves shelves) throws IOException {
    for (var volume : volumes()) {
      try {
        if (!known.test(volume.id()) && !isSound(volume, shelves)) {
          condemnVolume(volume.id());
        }
      } catch (DamagedBundleException damaged) {
        condemnVolume(volume.id());
      }
    }
  }

  private boolean isSound(VolumeFacts volume, EarlierShelves shelves) throws IOException {
    var payload = old.payload(volume.id());
    var named = namedEntries.getOrDefault(volume.id(), Set.of());
    var entries = CentralDirectory.read(payload, volume.id());
    for (var entry : entries) {
      boolean ofFormat = List.of(Format.ABOUT_VOLUME, Format.CATALOGUE, Format.PADDING).contains(entry.name());
      if (!ofFormat && !named.contains(entry.name())) {
        return false;
      }
    }
    for (long chunk = 0; chunk < payload.chunkCount(); chunk++) {
      payload.chunk(chunk);
    }
    return shelves.allStay(volume.id(), entries);
  }

  /** This item isn't taken as it is: it changed, or is gone, or can't be read. Every item is added before. */
  public void condemn(String itemId) {
    var open = new ArrayList<String>(List.of(itemId));
    while (!open.isEmpty()) {
      var item = open.removeLast();
      if (condemnedItems.add(item)) {
        for (var volume : volumesOfItem.getOrDefault(item, Set.of())) {
          condemnVolume(volume, open);
        }
      }
    }
  }

  /** A volume that isn't sound, or isn't here. */
  public void condemnVolume(String volumeId) {
    var items = new ArrayList<String>();
    condemnVolume(volumeId, items);
    items.forEach(this::condemn);
  }

  private void condemnVolume(String volumeId, List<String> open) {
    if (condemnedVolumes.add(volumeId)) {
      open.addAll(itemsOfVolume.getOrDefault(volumeId, Set.of()));
    }
  }

  /** Whether nothing of this item needs to be packed. */
  public boolean isReused(String itemId) {
    return volumesOfItem.containsKey(itemId) && !condemnedItems.contains(itemId);
  }

  public long reusedItems() {
    return volumesOfItem.keySet().stream().filter(this::isReused).count();
  }

  /** In the order of the old root; of those that hold items. */
  public List<VolumeFacts> volumes() {
    return old.root().content().volumes().stream()
        .filter(volume -> !condemnedVolumes.contains(volume.id()) && !itemsOfVolume.get(volume.id()).isEmpty())
        .toList();
  }

  /** Every volume that holds something of one of these items, whether it stays or not. In the order of the old root. */
  public List<VolumeFacts> holding(Set<String> itemIds) {
    var ids = new HashSet<String>();
    itemIds.forEach(item -> ids.addAll(volumesOfItem.getOrDefault(item, Set.of())));
    return old.root().content().volumes().stream().filter(volume -> ids.contains(volume.id())).toList();
  }

  /**
   * Hands the volumes on as they are.
   *
   * @param cardOf by volume id: on which card of a set
   */
  public void copyInto(BundleWriter writer, ToIntFunction<String> cardOf) throws IOException {
    for (var volume : volumes()) {
      writer.reuse(volume, old.file(volume.id()).orElseThrow(), cardOf.applyAsInt(volume.id()));
    }
  }

  /** Volumes that hold parts of the same items, and the items in them. */
  public record Connected(List<VolumeFacts> volumes, Set<String> itemIds) {}

  /** {@link #volumes}, in groups of which none shares an item with another: on the cards of a set each stays together. */
  public List<Connected> connected() {
    var left = new LinkedHashMap<String, VolumeFacts>();
    volumes().forEach(volume -> left.put(volume.id(), volume));
    var groups = new ArrayList<Connected>();
    while (!left.isEmpty()) {
      var open = new ArrayList<>(List.of(left.keySet().iterator().next()));
      var ids = new HashSet<>(open);
      var items = new HashSet<String>();
      while (!open.isEmpty()) {
        for (var item : itemsOfVolume.get(open.removeLast())) {
          if (items.add(item)) {
            volumesOfItem.get(item).stream().filter(ids::add).forEach(open::add);
          }
        }
      }
      groups.add(new Connected(left.values().stream().filter(volume -> ids.contains(volume.id())).toList(), items));
      left.keySet().removeAll(ids);
    }
    return groups;
  }

  /**
   * What is taken over counts as the publisher's from then on, documents of the index too.
   *
   * @throws WrongSignatureException the content is signed, and the index not by the same key
   */
  public static void requirePublishersIndex(Bundle old) throws WrongSignatureException {
    if (old.signers().isIndexOfAnother()) {
      throw new WrongSignatureException(
          "The index is not by whoever signed the content, and nothing is taken over from this edition",
          old.folder().toString(),
          "All is packed anew. To spare that, make the index anew first, and sign it: bojagi reindex BUNDLE --sign FILE.");
    }
  }

  /**
   * Copies one volume and brings it to the medium.
   *
   * @throws DamagedBundleException it isn't as long as the root says, or another file
   */
  static void copy(VolumeFacts facts, Path from, Path to) throws IOException {
    try (var in = FileChannel.open(from, StandardOpenOption.READ);
        var head = Files.newInputStream(from)) {
      if (in.size() != facts.fileBytes() || !Arrays.equals(head.readNBytes(facts.header().length), facts.header())) {
        throw new DamagedBundleException(
            "A volume is not as its bundle's root says", from.getFileName().toString(), "Use another copy of the bundle.");
      }
      try (var out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        long copied = 0;
        while (copied < facts.fileBytes()) {
          long now = in.transferTo(copied, facts.fileBytes() - copied, out);
          if (now <= 0) {
            throw new DamagedBundleException(
                "A volume ended while it was copied", from.getFileName().toString(), "Use another copy of the bundle.");
          }
          copied += now;
        }
        out.force(true);
      }
    }
  }
}

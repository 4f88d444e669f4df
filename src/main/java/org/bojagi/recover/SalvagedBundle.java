package org.bojagi.recover;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.Locations;
import org.bojagi.bundle.Root;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.recover.RecoveredFile.Proof;

/**
 * What is left of one bundle: which files there were, by catalogues, index and names of entries, and where each lies.
 *
 * <p>Root and volumes are the same as of any bundle that is read; what is lost of them is missing here.
 */
final class SalvagedBundle implements Closeable {
  private static final int SHELVES_KEPT = 8;

  final String id;
  final X25519Identity identity;
  private final Root root;
  private final List<Finding> findings;
  private final Map<String, SalvagedVolume> volumes = new LinkedHashMap<>();
  private final Map<String, VolumeFacts> named = new HashMap<>();
  private final List<SalvagedVolume> withoutName = new ArrayList<>();

  /** Null where no root tells of one. */
  private SalvagedIndex index;

  private Names names;
  private final Map<String, List<Entry>> entries = new HashMap<>();
  private final Map<String, FilePlace> placesByContent = new HashMap<>();
  private final Set<Place> taken = new HashSet<>();

  /** Paths of files that lie nowhere, having no bytes. */
  private final Set<String> empty = new HashSet<>();

  private final Map<Place, SalvagedShelf> shelves =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, SalvagedShelf> eldest) {
          return size() > SHELVES_KEPT;
        }
      };

  private record Place(String volume, long plaintextOffset, int within) {}

  /**
   * A file that was in the bundle, as far as anything tells.
   *
   * @param line of the catalogue; of what only the index names, without hashes
   * @param places each way in which it may lie; none where nothing says where
   */
  record Known(CatalogueLine line, List<FilePlace> places, Proof proof) {}

  /** Takes one after the other. */
  interface KnownConsumer {
    void accept(Known file) throws IOException;
  }

  /** @param root null where it is lost, or not to be believed */
  SalvagedBundle(String id, X25519Identity identity, Root root, List<Finding> findings) {
    this.id = id;
    this.identity = identity;
    this.root = root;
    this.findings = findings;
    if (root != null) {
      root.volumes().forEach(facts -> named.put(facts.id(), facts));
    }
  }

  /** For the entries of a single volume, whose extents name none. */
  static SalvagedBundle ofOne(SalvagedVolume volume) {
    var bundle = new SalvagedBundle("", volume.identity, null, new ArrayList<>());
    bundle.volumes.put("", volume);
    return bundle;
  }

  /**
   * A file that no catalogue describes.
   *
   * @param sizeBytes -1 where nothing says it
   */
  static PackedFile file(String path, long sizeBytes) {
    var fileId = Item.idOf(path);
    return new PackedFile(
        fileId, path, fileId, Role.COMPANION, "", "application/octet-stream", "und", null, "", sizeBytes, null, Map.of(),
        new byte[0], new byte[0]);
  }

  /** No larger than what there was, where there were several: the medium, or the way to it, may take no more. */
  long volumeBytes() {
    long largest =
        Math.max(
            named.values().stream().mapToLong(VolumeFacts::fileBytes).max().orElse(0),
            volumes.values().stream().mapToLong(SalvagedVolume::fileBytes).max().orElse(0));
    return contentVolumes().size() < 2
        ? Format.MAX_VOLUME_BYTES
        : Math.clamp(largest, Format.MIN_VOLUME_BYTES, Format.MAX_VOLUME_BYTES);
  }

  Optional<Root> root() {
    return Optional.ofNullable(root);
  }

  boolean hasRoot() {
    return root != null;
  }

  /** @param facts null where no root names it */
  void add(SalvagedVolume volume, VolumeFacts facts) {
    if (facts == null && volume.about() == null) {
      withoutName.add(volume);
    } else {
      volume.expect(facts);
      volumes.put(facts == null ? volume.about().volume() : facts.id(), volume);
    }
  }

  boolean has(SalvagedVolume volume) {
    return volumes.containsValue(volume);
  }

  /** What the root names and isn't here. */
  List<VolumeFacts> missing() {
    return named.values().stream().filter(facts -> !volumes.containsKey(facts.id())).toList();
  }

  /** Null where it isn't here. */
  SalvagedVolume volume(String volumeId) {
    return volumes.get(volumeId);
  }

  Map<String, SalvagedVolume> volumes() {
    return volumes;
  }

  /** Opens all that belongs to it, once that is known. */
  void settle() throws IOException {
    for (var volume : withoutName) {
      volumes.put("unnamed " + volumes.size(), volume);
    }
    for (var volume : volumes.entrySet()) {
      volume.getValue().settle(named.get(volume.getKey()));
    }
    if (root == null) {
      findings.add(
          new Finding(
              Severity.ERROR,
              "root-lost",
              "bundle " + id,
              "No root of it is here, or none to be believed, so nothing says whether volumes are missing",
              "Look for one on another copy, and give both folders together."));
    }
    for (var facts : missing()) {
      findings.add(
          new Finding(
              Severity.ERROR,
              "volume-lost",
              "volume " + facts.id(),
              "A volume of " + facts.fileBytes() + " bytes isn't here"
                  + (facts.card() > 1 ? ", it was on card " + facts.card() : ""),
              "Look for it on another copy, and give both folders together."));
    }
    openIndex();
  }

  private void openIndex() throws IOException {
    if (root == null || root.index().files().isEmpty()) {
      return;
    }
    index = SalvagedIndex.open(root, identity, volumes);
    if (!index.isOpen()) {
      findings.add(
          new Finding(
              Severity.WARNING,
              "index-lost",
              "bundle " + id,
              "The search index can't be read",
              "Files are found by the volumes' own lists; 'bojagi reindex' makes the index anew."));
    }
  }

  private boolean hasIndex() {
    return index != null && index.isOpen();
  }

  /** Every file that anything tells of, those that are lost too. */
  void eachFile(KnownConsumer consumer) throws IOException {
    var seen = new HashSet<String>();
    boolean whole = true;
    for (var volumeId : contentVolumes()) {
      whole &= eachInCatalogue(volumeId, seen, consumer);
    }
    if (whole) {
      return;
    }
    eachInIndex(seen, consumer);
    if (index == null || !index.isWhole()) {
      eachUnclaimed(consumer);
    }
  }

  private List<String> contentVolumes() {
    return root != null
        ? root.content().volumes().stream().map(VolumeFacts::id).toList()
        : volumes.entrySet().stream()
            .filter(e -> e.getValue().about() == null || e.getValue().about().kind().equals(Format.KIND_CONTENT))
            .map(Map.Entry::getKey)
            .toList();
  }

  /** @return whether the catalogue is there to its end */
  private boolean eachInCatalogue(String volumeId, Set<String> seen, KnownConsumer consumer) throws IOException {
    var volume = volume(volumeId);
    var facts = named.get(volumeId);
    if (volume == null) {
      return false;
    }
    Extent extent = facts == null ? null : facts.catalogue().extent();
    long size = facts == null ? 0 : facts.catalogue().sizeBytes();
    if (facts == null) {
      for (var entry : entries(volumeId)) {
        if (entry.name().equals(Format.CATALOGUE)) {
          extent = entry.extent();
          size = entry.sizeBytes();
        }
      }
    }
    if (extent != null && readCatalogue(extent, size, facts, seen, consumer)) {
      return true;
    }
    findings.add(
        new Finding(
            Severity.ERROR,
            "catalogue-lost",
            volume.name,
            "The catalogue of a volume isn't whole",
            hasIndex()
                ? "What it said of files is taken from the index, without their hashes."
                : "Files are taken out by their names in the volume; of what no name is left, nothing tells."));
    return false;
  }

  private boolean readCatalogue(
      Extent extent, long sizeBytes, VolumeFacts facts, Set<String> seen, KnownConsumer consumer) throws IOException {
    var digest = Sha256.digest();
    var line = new ByteArrayOutputStream();
    try (var reading = new FileReading(this, file(Format.CATALOGUE, sizeBytes), FilePlace.certain(List.of(extent)), null)) {
      var buffer = new byte[1 << 20];
      for (int n = reading.nextSegment(buffer); n > 0; n = reading.nextSegment(buffer)) {
        var losses = reading.losses();
        long from = reading.position() - n;
        int sound = losses.isEmpty() ? n : Math.clamp(losses.getFirst().offset() - from, 0, n);
        digest.update(buffer, 0, sound);
        for (int i = 0; i < sound; i++) {
          if (buffer[i] != '\n') {
            line.write(buffer[i]);
          } else {
            take(CatalogueLine.fromJson(line.toString(StandardCharsets.UTF_8)), seen, consumer);
            line.reset();
          }
        }
        if (sound < n || line.size() > Format.MAX_CATALOGUE_LINE_BYTES) {
          return false;
        }
      }
      if (!reading.losses().isEmpty() || line.size() > 0) {
        return false;
      }
    } catch (Json.Malformed e) {
      return false;
    }
    return facts == null || Arrays.equals(digest.digest(), facts.catalogue().sha256());
  }

  private void take(CatalogueLine line, Set<String> seen, KnownConsumer consumer) throws IOException {
    var file = line.file();
    if (!seen.add(file.of() + '/' + file.id())) {
      return;
    }
    var places = places(file);
    places.stream().filter(place -> !place.isGuess()).forEach(this::claim);
    if (!places.isEmpty() && file.sha256().length > 0) {
      placesByContent.putIfAbsent(Json.hex(file.sha256()), places.getFirst());
    }
    consumer.accept(new Known(line, places, file.sha256().length > 0 ? Proof.HASH : Proof.PLACE));
  }

  private List<FilePlace> places(PackedFile file) throws IOException {
    if (file.sizeBytes() == 0) {
      empty.add(file.path());
      return List.of(FilePlace.certain(List.of()));
    }
    var places = new ArrayList<FilePlace>();
    (index == null ? new Locations(List.of()) : index.locations(file.of()))
        .byId(file.id())
        .filter(located -> located.file().path().equals(file.path()))
        .ifPresent(located -> places.add(FilePlace.certain(located.extents())));
    if (places.isEmpty()) {
      places.addAll(names().places(file));
      var same = file.sha256().length == 0 ? null : placesByContent.get(Json.hex(file.sha256()));
      if (same != null) {
        places.add(same);
      }
    }
    return places;
  }

  private void eachInIndex(Set<String> seen, KnownConsumer consumer) throws IOException {
    if (index == null) {
      return;
    }
    index.eachItem(
        (item, files) -> {
          for (var located : files) {
            var file = located.file();
            if (seen.add(file.of() + '/' + file.id())) {
              claim(FilePlace.certain(located.extents()));
              if (file.sizeBytes() == 0) {
                empty.add(file.path());
              }
              var line = new CatalogueLine(file, file.role() == Role.ITEM ? Optional.of(item) : Optional.empty());
              consumer.accept(new Known(line, List.of(FilePlace.certain(located.extents())), Proof.PLACE));
            }
          }
        });
  }

  /** What lies in volumes and nothing names: perhaps files, perhaps what was left of one that failed while it was packed. */
  private void eachUnclaimed(KnownConsumer consumer) throws IOException {
    for (var entry : names().all()) {
      boolean own = Format.isOwnEntry(entry.name());
      boolean known = taken.contains(place(entry.extent())) || entry.sizeBytes() == 0 && empty.contains(entry.name());
      if (!own && !known) {
        var name = entry.name().isEmpty() ? "unnamed-" + entry.extent().volume() + "-" + entry.extent().plaintextOffset() : entry.name();
        consumer.accept(
            new Known(new CatalogueLine(file(name, entry.sizeBytes()), Optional.empty()), List.of(FilePlace.certain(List.of(entry.extent()))), Proof.NONE));
      }
    }
  }

  /** What lies there is a file's that is named: of a guess only when a hash proved it. */
  void claim(FilePlace where) {
    where.extents().forEach(extent -> taken.add(place(extent)));
  }

  private static Place place(Extent extent) {
    return new Place(extent.volume(), extent.plaintextOffset(), extent.within());
  }

  private Names names() throws IOException {
    if (names == null) {
      names = new Names(root == null ? List.of() : root.content().volumes());
      for (var volumeId : contentVolumes()) {
        for (var entry : entries(volumeId)) {
          if (entry.name().startsWith(Format.SHELVES)) {
            addShelved(entry);
          } else {
            names.add(entry);
          }
        }
      }
    }
    return names;
  }

  private void addShelved(Entry entry) throws IOException {
    var shelf = shelf(entry.extent());
    for (var file : shelf.files()) {
      names.add(new Entry(file.path(), entry.extent().onShelf(file.within(), file.sizeBytes()), file.sizeBytes()));
    }
    if (shelf.soundBytes() < shelf.sizeBytes() || shelf.sizeBytes() == 0) {
      findings.add(
          new Finding(
              Severity.WARNING,
              "shelf-damaged",
              entry.extent().volume() + ", " + entry.name(),
              "A shelf of small files is damaged after " + shelf.soundBytes() + " bytes",
              "Files behind that are lost; the catalogue names them where it is there."));
    }
  }

  private List<Entry> entries(String volumeId) throws IOException {
    var known = entries.get(volumeId);
    if (known == null) {
      var volume = volume(volumeId);
      known =
          volume == null
              ? List.of()
              : VolumeEntries.of(volume).stream()
                  .map(entry -> new Entry(entry.name(), in(volumeId, entry.extent()), entry.sizeBytes()))
                  .toList();
      entries.put(volumeId, known);
    }
    return known;
  }

  private static Extent in(String volumeId, Extent extent) {
    return new Extent(volumeId, extent.entry(), extent.plaintextOffset(), extent.length(), extent.encoding());
  }

  SalvagedShelf shelf(Extent extent) throws IOException {
    var place = new Place(extent.volume(), extent.plaintextOffset(), 0);
    var shelf = shelves.get(place);
    if (shelf == null) {
      var volume = volume(extent.volume());
      shelf = SalvagedShelf.of(volume, extent);
      shelves.put(place, shelf);
    }
    return shelf;
  }

  @Override
  public void close() throws IOException {
    if (index != null) {
      index.close();
    }
    for (var volume : volumes.values()) {
      volume.close();
    }
  }
}

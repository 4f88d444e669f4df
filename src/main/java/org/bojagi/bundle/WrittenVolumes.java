package org.bojagi.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.bojagi.age.AgeHeader;
import org.bojagi.age.AgePayload;
import org.bojagi.age.Recipient;
import org.bojagi.bundle.Extent.Encoding;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.fault.DoesNotFitException;

/**
 * The volumes of one bundle, written one after the other: those of the content, then those of the index. At most one is
 * open, with its shelves, its catalogue and the names in it. Of its own, because files, lines and shelves share one
 * volume's room: whoever asks for room here is told what is left once all that must still come in has its place.
 */
final class WrittenVolumes implements AutoCloseable {
  /** More than a volume without any file takes. */
  private static final long EMPTY_FILE_BYTES = 16 << 10;

  private final PartialFolder partial;
  private final long volumeBytes;
  private final Executor executor;
  private final String bundle;
  private final Recipient recipient;
  private final CardFolders cards = new CardFolders();
  private final ShelfWriter shelves;
  private final List<VolumeFacts> content = new ArrayList<>();
  private final List<VolumeFacts> index = new ArrayList<>();
  private final Set<String> namesInVolume = new HashSet<>();
  private final List<Checkpoint.ClosedVolume> sinceCheckpoint = new ArrayList<>();
  private final Map<String, String> copies = new HashMap<>();
  private VolumeWriter volume;
  private CatalogueBuffer catalogue;
  private int shelvesInVolume;
  private boolean indexing;

  /**
   * @param partial stays the caller's
   * @param executor null: all work in the caller's thread
   * @param kept content volumes that are there already
   * @param copies that are there too, and are the bundle's once they are reused
   */
  WrittenVolumes(
      PartialFolder partial,
      long volumeBytes,
      Executor executor,
      String bundle,
      Recipient recipient,
      List<Checkpoint.ClosedVolume> kept,
      List<Checkpoint.ClosedVolume> copies) {
    this.partial = partial;
    this.volumeBytes = volumeBytes;
    this.executor = executor;
    this.bundle = bundle;
    this.recipient = recipient;
    this.shelves = new ShelfWriter(volumeBytes, executor, ShelfCompression.find().orElse(null));
    for (var volume : kept) {
      cards.keep(volume.facts(), partial.takeLeftVolume(volume.fileName()));
      content.add(volume.facts());
    }
    copies.forEach(copy -> this.copies.put(copy.facts().id(), copy.fileName()));
  }

  /** Content volumes that are whole, this run's and those that were there before it. */
  List<VolumeFacts> content() {
    return content;
  }

  /** Index volumes that are whole. */
  List<VolumeFacts> index() {
    return index;
  }

  CardFolders cards() {
    return cards;
  }

  boolean isOpen() {
    return volume != null;
  }

  /** The one that is being written; begun, if none is. */
  VolumeWriter current() throws IOException {
    if (volume == null) {
      var kind = indexing ? Format.KIND_INDEX : Format.KIND_CONTENT;
      volume = new VolumeWriter(partial.newFile(), bundle, kind, volumeBytes, recipient, executor);
      catalogue = new CatalogueBuffer();
      shelvesInVolume = 0;
      namesInVolume.clear();
      namesInVolume.addAll(List.of(Format.ABOUT_VOLUME, Format.CATALOGUE, Format.PADDING));
    }
    return volume;
  }

  /** Ends the volume that is being written, if one is, with its shelves and its catalogue. */
  void end() throws IOException {
    if (volume == null) {
      return;
    }
    if (indexing) {
      index.add(volume.finish(null));
    } else {
      placeShelves();
      try (var entry = volume.entry(Format.CATALOGUE, catalogue.sizeBytes(), Encoding.DEFLATED);
          var lines = catalogue.finish()) {
        lines.transferTo(entry);
      }
      var facts = new VolumeFacts.Catalogue(volume.lastExtent(), catalogue.sizeBytes(), catalogue.sha256());
      content.add(cards.take(volume.finish(facts), volume.file()));
      sinceCheckpoint.add(new Checkpoint.ClosedVolume(volume.file().getFileName().toString(), content.getLast()));
    }
    volume = null;
  }

  /** Content volumes of this run that no checkpoint has yet. */
  List<Checkpoint.ClosedVolume> sinceCheckpoint() {
    return sinceCheckpoint;
  }

  /** A checkpoint has what was ended so far. */
  void checkpointed() {
    sinceCheckpoint.clear();
  }

  /** Volumes are the index's from now on. */
  void beginIndex() throws IOException {
    if (!indexing) {
      end();
      indexing = true;
    }
  }

  /** Volumes are on this card of a set from now on. */
  void beginCard(int number) throws IOException {
    end();
    cards.begin(number);
  }

  /** As {@link BundleWriter#contentFileBytes}. */
  List<Long> contentFileBytes(int card, long moreBytes) {
    var sizes = new ArrayList<Long>();
    content.stream().filter(facts -> facts.card() == card).forEach(facts -> sizes.add(facts.fileBytes()));
    if (card == cards.present()) {
      boolean open = volume != null && !indexing;
      sizes.add(
          open
              ? volume.fileBytesAfter(moreBytes + catalogue.reserveBytes() + shelves.reserveBytes())
              : AgeHeader.X25519_HEADER_SIZE + AgePayload.ciphertextSize(moreBytes + moreBytes / 32 + EMPTY_FILE_BYTES));
    }
    return sizes;
  }

  /** As {@link BundleWriter#hasCopy}. */
  boolean hasCopy(String volumeId) {
    return copies.containsKey(volumeId);
  }

  /**
   * As {@link BundleWriter#reuse}.
   *
   * @return the copy, where one had to be made
   */
  Optional<Checkpoint.ClosedVolume> reuse(VolumeFacts facts, Path file, int card) throws IOException {
    var placed = facts.onCard(card);
    content.add(placed);
    var left = copies.remove(facts.id());
    if (left != null) {
      cards.keep(placed, partial.takeLeftVolume(left));
      return Optional.empty();
    }
    var copy = partial.newFile();
    ReusedVolumes.copy(facts, file, copy);
    cards.keep(placed, copy);
    return Optional.of(new Checkpoint.ClosedVolume(copy.getFileName().toString(), placed));
  }

  /**
   * Bytes that an entry may have in the volume that is being written.
   *
   * @param reserveBytes to be left beside those of the shelves and the catalogue
   */
  long room(String entry, long reserveBytes) throws IOException {
    return current().room(entry, catalogue.reserveBytes() + shelves.reserveBytes() + reserveBytes);
  }

  /** Bytes that an entry may have in a volume that holds nothing else. */
  long roomInNew(String entry, long reserveBytes) {
    return AgePayload.largestPlaintextWithin(volumeBytes - AgeHeader.X25519_HEADER_SIZE)
        - VolumeWriter.EMPTY_BYTES
        - VolumeWriter.overhead(entry)
        - CatalogueBuffer.EMPTY_RESERVE
        - reserveBytes;
  }

  /** Begins an entry under this name, or one like it if it is taken; its extent is {@link VolumeWriter#lastExtent}. */
  OutputStream entry(String name, long sizeBytes, Encoding encoding) throws IOException {
    return current().entry(unique(name), sizeBytes, encoding);
  }

  /** Zip4j would take a name that ends like a folder's for one, and drop the bytes. */
  private String unique(String name) {
    var unique = name.endsWith("/") || name.endsWith("\\") ? name + "_" : name;
    while (unique.startsWith(Format.SHELVES) || !namesInVolume.add(unique)) {
      unique = "_" + unique;
    }
    return unique;
  }

  /** The largest file that belongs on a shelf; -1 where none does. */
  int maxShelvedBytes() {
    return shelves.maxFileBytes();
  }

  /** Puts a file on a shelf; ends the volume first if it has no room for that. */
  void shelve(String path, byte[] bytes, Placement placement) throws IOException {
    if (current().room(Format.CATALOGUE, catalogue.reserveBytes()) < shelves.reserveBytes(path, bytes.length)) {
      end();
    }
    current();
    shelves.add(unique(path), bytes, placement);
    while (shelves.waiting() > ShelfWriter.MOST_WAITING) {
      placeOldestShelf();
    }
  }

  /** As {@link BundleWriter#carryShelf}; ends the volume first if it has no room for that. */
  Optional<Extent> carryShelf(byte[] frame, List<String> names) throws IOException {
    if (room(ShelfWriter.name(Format.MAX_ENTRIES), 0) < frame.length) {
      end();
      if (room(ShelfWriter.name(Format.MAX_ENTRIES), 0) < frame.length) {
        return Optional.empty();
      }
    }
    var free = new HashSet<>(names);
    boolean plain = names.stream().allMatch(name -> ShelfWriter.isPlain(name) && !name.startsWith(Format.SHELVES));
    if (free.size() < names.size() || !plain || names.stream().anyMatch(namesInVolume::contains)) {
      return Optional.empty();
    }
    namesInVolume.addAll(names);
    return Optional.of(volume.write(ShelfWriter.name(++shelvesInVolume), frame, Encoding.STORED));
  }

  /** Into the volume that is being written, where room was kept for them. */
  void placeShelves() throws IOException {
    shelves.close();
    while (shelves.waiting() > 0) {
      placeOldestShelf();
    }
  }

  private void placeOldestShelf() throws IOException {
    shelves.placeOldest(volume, ShelfWriter.name(++shelvesInVolume));
  }

  /** Into the catalogue of the volume that is being written, or of the next if it has no room for it. */
  void addLine(CatalogueLine line) throws IOException {
    long bound = CatalogueBuffer.deflatedBound(line.toStoredJson().getBytes(StandardCharsets.UTF_8).length);
    if (room(Format.CATALOGUE, 0) < bound) {
      end();
      if (room(Format.CATALOGUE, 0) < bound) {
        throw new DoesNotFitException(
            "What the catalogue says of this file doesn't fit into one volume",
            line.file().path(),
            "Give a larger --volume-size.");
      }
    }
    catalogue.add(line);
  }

  /** Lines in the catalogue of the volume that is being written. */
  int lines() {
    return catalogue.lines();
  }

  /** Lets go of the volume that is being written, which is not whole. */
  @Override
  public void close() throws IOException {
    if (volume != null) {
      volume.close();
    }
  }
}

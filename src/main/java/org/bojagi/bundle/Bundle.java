package org.bojagi.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.bojagi.age.AgePayload;
import org.bojagi.age.X25519Identity;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.OnAnotherCardException;
import org.bojagi.sign.Trust;

/**
 * A bundle that was opened: what its root names, and any byte of it.
 *
 * <p>Volumes are opened when first read and stay open until {@link #close}. Reading is tolerant: what holds is served,
 * what doesn't throws {@link DamagedBundleException} naming chunk and file, and {@link #findings} names what is
 * missing, foreign or cut from the beginning. Threads: all methods may be called from many.
 */
public final class Bundle implements AutoCloseable {
  /** Two neighbours for each of two that read at once; the reader's heap is 76 MiB in all. */
  private static final int SHELVES_KEPT = 4;

  private final X25519Identity identity;
  private final Root root;
  private final RootDocuments documents;
  private final Signers signers;
  private final Trust trust;
  private final SignedCatalogues signed;
  private final List<Bundle> beside;
  private final Map<String, VolumeFacts> facts = new HashMap<>();
  private final Map<String, AgePayload> payloads = new HashMap<>();
  private final Shelves shelves = new Shelves(SHELVES_KEPT);
  private final int cardCount;
  private volatile List<BundlePart> parts;

  /** @param identity owned from now on, as are those beside */
  Bundle(X25519Identity identity, RootFinder.Found found, Trust trust, BundlePart part, List<Bundle> beside) {
    this.identity = identity;
    this.root = found.root();
    this.documents = found.documents();
    this.signers = found.signers();
    this.trust = trust;
    this.signed = new SignedCatalogues(this);
    this.parts = List.of(part);
    this.beside = List.copyOf(beside);
    root.volumes().forEach(volume -> facts.put(volume.id(), volume));
    cardCount = VolumeFacts.lastCard(root.content().volumes());
  }

  /** Of files that were found otherwise than in a folder of theirs: nothing is said of who signed it. */
  Bundle(X25519Identity identity, Root root, BundlePart part) {
    this(identity, RootFinder.Found.unsigned(root), Trust.NONE, part, List.of());
  }

  /**
   * Finds the slot that a key opens, the root, and which file is which volume.
   *
   * @param keys stay the caller's
   * @throws org.bojagi.fault.NotABundleException no file here is part of a bundle
   * @throws org.bojagi.fault.WrongKeyException no key opens a slot
   * @throws DamagedBundleException no root, or two of one edition
   */
  public static Bundle open(Path folder, KeyRing keys) throws IOException {
    return new BundleFolder(folder).open(keys);
  }

  /**
   * A bundle of volumes that were found otherwise than by the files of a folder, as recovery does.
   *
   * @param identity owned from now on, as are the payloads
   * @param payloads by volume id; what the root names besides is missing
   */
  public static Bundle of(X25519Identity identity, Root root, Path folder, Map<String, AgePayload> payloads) {
    var part =
        new BundlePart(folder, Map.of(), List.of(), List.of(), OptionalInt.empty(), List.of());
    var bundle = new Bundle(identity, root, part);
    bundle.payloads.putAll(payloads);
    return bundle;
  }

  /** The folder that was opened first. */
  public Path folder() {
    return parts.getFirst().folder();
  }

  /** Of a card set each card's folder that is open, else the one. */
  public List<Path> folders() {
    return parts.stream().map(BundlePart::folder).toList();
  }

  /** Deltas to this bundle that lie in the same folder, in the order of their editions. Closed with this. */
  public List<Bundle> beside() {
    return beside;
  }

  /** Whether another is a card of the same set, or the same card again. */
  public boolean isOfSameSet(Bundle other) {
    return cardCount() > 1
        && root.content().bundle().equals(other.root.content().bundle())
        && root.index().contentSha256().equals(other.root.index().contentSha256());
  }

  /**
   * Reads also what another card of the same set has. From now on that one's folder is this bundle's.
   *
   * @param other closed
   */
  public void join(Bundle other) throws IOException {
    if (!isOfSameSet(other)) {
      throw new IllegalArgumentException("no card of this set");
    }
    other.parts.forEach(this::add);
    other.close();
  }

  void add(BundlePart part) {
    synchronized (payloads) {
      var all = new ArrayList<>(parts);
      all.add(part);
      parts = List.copyOf(all);
    }
  }

  /** Opens a folder with this bundle's own identity; nobody is asked for words. Throws as {@link #open}. */
  public Bundle openBeside(Path folder) throws IOException {
    try (var keys = KeyRing.of(identity.copy()).trusting(trust)) {
      return open(folder, keys);
    }
  }

  /** The largest number of a card that a content volume is on; 1 for a bundle on a single one. */
  public int cardCount() {
    return cardCount;
  }

  /** Numbers of the cards that are open, in order; each folder is the card of which most is in it. */
  public SortedSet<Integer> cardsHere() {
    var here = new TreeSet<Integer>();
    parts.forEach(part -> part.card().ifPresent(here::add));
    return here;
  }

  /**
   * The card to be plugged in for the whole of a file.
   *
   * @return empty where all of it is here, or what is missing should be here and is lost
   */
  public OptionalInt cardElsewhere(Locations.Located file) {
    for (var extent : file.extents()) {
      var volume = facts.get(extent.volume());
      if (volume != null && isElsewhere(volume)) {
        return OptionalInt.of(volume.card());
      }
    }
    return OptionalInt.empty();
  }

  /** Whether a volume is not here and on another card. */
  public boolean isElsewhere(VolumeFacts volume) {
    if (volume.catalogue() == null || cardCount == 1 || file(volume.id()).isPresent()) {
      return false;
    }
    var here = cardsHere();
    return !here.isEmpty() && !here.contains(volume.card());
  }

  /** For a further slot. Belongs to the bundle. */
  X25519Identity identity() {
    return identity;
  }

  public Root root() {
    return root;
  }

  /** As they stand in the root that was opened. */
  public RootDocuments documents() {
    return documents;
  }

  /** Who answers for it. Where the content is signed, everything that is read is checked by hashes. */
  public Signers signers() {
    return signers;
  }

  public About about() {
    return root.content().about();
  }

  /** What is missing, foreign, doubled or cut, as far as it shows without reading every volume. */
  public List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    var elsewhere = new TreeMap<Integer, List<VolumeFacts>>();
    for (var volume : root.volumes()) {
      if (isElsewhere(volume)) {
        elsewhere.computeIfAbsent(volume.card(), card -> new ArrayList<>()).add(volume);
      } else if (file(volume.id()).isEmpty()) {
        findings.add(
            new Finding(
                Severity.ERROR,
                "volume-lost",
                "volume " + volume.id(),
                "A volume of " + volume.fileBytes() + " bytes is missing or was replaced",
                "Look for the file on another copy; the rest is served without it."));
      }
    }
    elsewhere.forEach((card, volumes) -> findings.add(onCard(card, volumes)));
    parts.forEach(part -> findings.addAll(part.findings()));
    return findings;
  }

  private static Finding onCard(int card, List<VolumeFacts> volumes) {
    long bytes = volumes.stream().mapToLong(VolumeFacts::fileBytes).sum();
    return new Finding(
        Severity.NOTE,
        "on-another-card",
        "card " + card,
        "Volumes of this set are on another card, here not looked at: " + volumes.size() + " of " + bytes + " bytes",
        "For what is in them plug in card " + card + ", and give both folders.");
  }

  /** Whatever may be a slot, both copies of each, other bundles' too: only who has a key knows more. */
  public List<Path> slotFiles() {
    return parts.stream().flatMap(part -> part.slotFiles().stream()).toList();
  }

  /** Every sound copy of the root that was opened. */
  public List<Path> rootFiles() {
    return parts.stream().flatMap(part -> part.rootFiles().stream()).toList();
  }

  /** The file that holds a volume; empty where it is lost. Of several the first that has its length. */
  public Optional<Path> file(String volumeId) {
    Optional<Path> found = Optional.empty();
    for (var part : parts) {
      var file = part.files().get(volumeId);
      if (file != null && (found.isEmpty() || hasLength(volumeId, file) && !hasLength(volumeId, found.get()))) {
        found = Optional.of(file);
      }
    }
    return found;
  }

  private boolean hasLength(String volumeId, Path file) {
    try {
      return Files.size(file) == facts.get(volumeId).fileBytes();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The plaintext of a volume. Belongs to the bundle.
   *
   * @throws DamagedBundleException the volume is lost, or the root names none of this id; {@link OnAnotherCardException}:
   *     it is on another card of the set
   */
  public AgePayload payload(String volumeId) throws IOException {
    synchronized (payloads) {
      var payload = payloads.get(volumeId);
      if (payload == null) {
        var volume = facts.get(volumeId);
        var found = file(volumeId);
        if (found.isEmpty() && volume != null && isElsewhere(volume)) {
          throw new OnAnotherCardException(volume.card(), "volume " + volumeId);
        }
        if (found.isEmpty()) {
          boolean ofIndex = volume != null && volume.catalogue() == null;
          throw new DamagedBundleException(
              ofIndex ? "A volume of the search index is missing" : "A volume of this bundle is missing",
              "volume " + volumeId,
              ofIndex
                  ? "Look for it on another copy, or make the index anew with 'bojagi reindex'."
                  : "Look for the missing file on another copy.");
        }
        var file = found.get();
        try {
          payload = FolderFile.openAs(volume, file, identity);
        } catch (IOException e) {
          throw Fault.ofStorage(e, file);
        }
        payloads.put(volumeId, payload);
      }
      return payload;
    }
  }

  Shelves shelves() {
    return shelves;
  }

  /**
   * The shelf that lies at an extent; kept a while, as it is for reading.
   *
   * @throws DamagedBundleException there is none, or it can't be read
   */
  public Shelf shelf(Extent extent) throws IOException {
    var volume = payload(extent.volume());
    return shelves.get(extent, (offset, length) -> volume.stream(offset, length, null).readNBytes(length));
  }

  /**
   * A packed file in order.
   *
   * @param executor decrypts ahead for long files; null: in the caller's thread
   */
  public InputStream read(Locations.Located file, Executor executor) {
    return signers.content().isSigned()
        ? new SegmentInputStream(this, file, 0, file.file().sizeBytes(), executor)
        : new ExtentInputStream(this, file.extents(), file.file().sizeBytes(), executor);
  }

  /**
   * A range of a packed file; of a stored one only the chunks that it touches are decrypted.
   *
   * @param offset in the file's own bytes
   * @param length {@code offset + length} is at most the file's size
   */
  public InputStream read(Locations.Located file, long offset, long length, Executor executor) throws IOException {
    Objects.checkFromIndexSize(offset, length, file.file().sizeBytes());
    return signers.content().isSigned()
        ? new SegmentInputStream(this, file, offset, length, executor)
        : ExtentInputStream.range(this, file.extents(), offset, length, executor);
  }

  /** Takes one line of a catalogue. */
  @FunctionalInterface
  public interface LineConsumer {
    void accept(CatalogueLine line) throws IOException;
  }

  /** Takes one line of a catalogue, and the number of its volume in the root's list, from 0. */
  @FunctionalInterface
  public interface VolumeLineConsumer {
    void accept(CatalogueLine line, int volume) throws IOException;
  }

  /**
   * The catalogue, volume by volume in the order of the root, a line at a time; without what is on cards that aren't
   * here.
   *
   * @param lost takes what could not be read: the volume's lines after it are missing
   */
  public void catalogue(LineConsumer consumer, Consumer<Fault> lost) throws IOException {
    catalogueByVolume((line, volume) -> consumer.accept(line), lost);
  }

  /** As {@link #catalogue(LineConsumer, Consumer)}, for whom it matters in which volume a line stands. */
  public void catalogueByVolume(VolumeLineConsumer consumer, Consumer<Fault> lost) throws IOException {
    var volumes = root.content().volumes();
    for (int i = 0; i < volumes.size(); i++) {
      if (isElsewhere(volumes.get(i))) {
        continue;
      }
      int volume = i;
      try {
        catalogue(volumes.get(i), line -> consumer.accept(line, volume));
      } catch (DamagedBundleException e) {
        lost.accept(e);
      }
    }
  }

  /**
   * Hashes of a signed file's segments.
   *
   * @throws DamagedBundleException no catalogue here has them
   */
  byte[] signedSegments(Locations.Located file) throws IOException {
    return signed.segments(file);
  }

  /**
   * The catalogue of one content volume; throws at its end when it isn't the one that the root names, and of a signed
   * bundle before its first line.
   */
  public void catalogue(VolumeFacts volume, LineConsumer consumer) throws IOException {
    var catalogue = new VolumeCatalogue(this, volume);
    VolumeCatalogue.TextConsumer parsing = (line, offset) -> consumer.accept(catalogue.parsed(line));
    if (signers.content().isSigned()) {
      signed.lines(catalogue, parsing);
    } else {
      catalogue.lines(parsing);
    }
  }

  /** Closes every volume and wipes the bundle identity. */
  @Override
  public void close() throws IOException {
    synchronized (payloads) {
      for (var payload : payloads.values()) {
        payload.close();
      }
      payloads.clear();
    }
    identity.close();
    for (var delta : beside) {
      delta.close();
    }
  }
}

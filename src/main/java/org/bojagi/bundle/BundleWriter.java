package org.bojagi.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.bojagi.age.Recipient;
import org.bojagi.bundle.Extent.Encoding;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.InputException;
import org.bojagi.sign.SigningKey;

/**
 * Seals one bundle, in this order: files and their catalogue lines, Lucene's files, slots and root.
 *
 * <p>Everything is written beside the target under {@code NAME.partial} and moved under its name when it is whole, so
 * that an interrupted run leaves nothing that looks like a bundle. One that {@link InterruptedRun#goOn} gives can itself
 * be gone on with, from its last {@link #checkpoint}. Only slots keep the bundle identity: here it is wiped. One thread
 * calls; encrypting and hashing use the executor's.
 */
public final class BundleWriter implements AutoCloseable {
  private static final int MAX_DEFLATED_BYTES = 16 << 20; // format.md §4.2

  /** The largest file that {@link #shelve} puts on a shelf; on one of its own where it would take half of another. */
  public static final int MAX_SHELVED_BYTES = 2 << 20;

  /** Leaves room in a name for underscores and the number of a part. */
  private static final int MAX_PATH_BYTES = Format.MAX_NAME_BYTES - 64;

  private final PartialFolder partial;
  private final long volumeBytes;
  private final Executor executor;
  private final Lineage lineage;
  private final Recipient recipient;

  /** null: an interruption leaves nothing. */
  private final CheckpointWriter checkpoints;

  private final SegmentHasher segments;
  private final WrittenVolumes volumes;
  private final LuceneFiles luceneFiles;
  private List<String> withdrawn = List.of();
  private SigningKey publisher;
  private String contentSha256 = "";

  /**
   * A run of which an interruption leaves nothing, and that goes on with none.
   *
   * @param target must not exist, or be an empty folder
   * @param volumeBytes of the largest file, from {@link Format#MIN_VOLUME_BYTES} to {@link Format#MAX_VOLUME_BYTES}
   * @param executor null: all work in the caller's thread
   */
  public BundleWriter(Path target, long volumeBytes, Executor executor) throws IOException {
    this(created(target, volumeBytes), volumeBytes, executor, Lineage.first(), null, List.of(), List.of());
  }

  /**
   * @param partial owned from now on, as is {@code lineage}
   * @param checkpoints null: none are written
   * @param kept content volumes that are there already
   * @param copies of volumes that may be {@link #reuse reused}
   */
  BundleWriter(
      PartialFolder partial,
      long volumeBytes,
      Executor executor,
      Lineage lineage,
      CheckpointWriter checkpoints,
      List<Checkpoint.ClosedVolume> kept,
      List<Checkpoint.ClosedVolume> copies) {
    this.partial = partial;
    this.volumeBytes = volumeBytes;
    this.executor = executor;
    this.lineage = lineage;
    this.recipient = lineage.identity.recipient();
    this.checkpoints = checkpoints;
    this.segments = new SegmentHasher(PackedFile.SEGMENT_BYTES, executor);
    this.volumes = new WrittenVolumes(partial, volumeBytes, executor, lineage.bundle, recipient, kept, copies);
    this.luceneFiles = new LuceneFiles(volumes, executor);
  }

  private static PartialFolder created(Path target, long volumeBytes) throws IOException {
    requireVolumeBytes(volumeBytes);
    try {
      return PartialFolder.create(target);
    } catch (IOException e) {
      throw Fault.ofStorage(e, target);
    }
  }

  static void requireVolumeBytes(long volumeBytes) {
    if (volumeBytes < Format.MIN_VOLUME_BYTES || volumeBytes > Format.MAX_VOLUME_BYTES) {
      throw new IllegalArgumentException("volume of " + volumeBytes + " bytes");
    }
  }

  /**
   * What is sealed from now on is on this card of a set. Where cards other than the first are named, {@link #finish}
   * makes a folder for each, {@code card-1} and so on.
   *
   * @param number from 1, never less than before
   */
  public void beginCard(int number) throws IOException {
    try {
      volumes.beginCard(number);
    } catch (IOException e) {
      throw Fault.ofStorage(e, partial.folder());
    }
  }

  /**
   * Lengths of the content volumes on a card as they lie there.
   *
   * @param moreBytes of plaintext that would come into the volume that is being written, if it is on this card
   */
  public List<Long> contentFileBytes(int card, long moreBytes) {
    return volumes.contentFileBytes(card, moreBytes);
  }

  /** The last card of a set that has content; 1 where none has. */
  public int lastCard() {
    return VolumeFacts.lastCard(volumes.content());
  }

  /** Whether an interrupted run left a whole copy of a volume of the edition before. */
  public boolean hasCopy(String volumeId) {
    return volumes.hasCopy(volumeId);
  }

  /**
   * Takes a content volume of the edition before as it is: a copy of the same bytes. Makes it a checkpoint; so this goes
   * before anything is sealed.
   *
   * @param facts as that edition's root has them
   * @param file the volume's; compared with the facts by length and header
   * @param card of a set that it is on, whichever is filled at present
   */
  public void reuse(VolumeFacts facts, Path file, int card) throws IOException {
    try {
      var copied = volumes.reuse(facts, file, card);
      if (copied.isPresent() && checkpoints != null) {
        checkpoints.write(List.of(copied.get()), true);
      }
    } catch (IOException e) {
      throw Fault.ofStorage(e, partial.folder());
    }
  }

  /** Keeps what was {@link #record recorded} so far, which is of no item that lies in a volume of this run. */
  public void checkpointRecords() throws IOException {
    try {
      if (checkpoints != null) {
        checkpoints.write(List.of(), true);
      }
    } catch (IOException e) {
      throw Fault.ofStorage(e, partial.folder());
    }
  }

  /** A folder on the target's medium for what only this run needs; must be encrypted by whoever writes there. */
  public Path scratch() {
    return partial.scratch();
  }

  /**
   * Seals one file, read once and not beyond {@code declaredBytes}.
   *
   * @param path entry name; given an underscore in front where the format or another entry has it
   * @param compress as DEFLATED, which only small files are; other files stay STORED, so that any byte is reached
   * @throws InputException the source can't be read to its end, or has a name that doesn't fit; others can be added
   * @throws DoesNotFitException it is too large for volumes of this size; others can be added. Or the disk is full
   */
  public SealedContent add(String path, InputStream source, long declaredBytes, boolean compress) throws IOException {
    requireShort(path);
    try {
      boolean deflate = compress && declaredBytes <= MAX_DEFLATED_BYTES;
      var entries = new SpreadEntry(volumes, path, declaredBytes, deflate, lineAllowance(declaredBytes));
      try {
        long sizeBytes = entries.copy(source, segments);
        boolean changed = sizeBytes < declaredBytes || SpreadEntry.hasMore(source);
        var hashes = segments.finish();
        var placement = new Placement();
        placement.place(entries.finish());
        return new SealedContent(placement, sizeBytes, hashes, Sha256.of(hashes), changed);
      } catch (DoesNotFitException e) {
        segments.finish();
        throw e;
      } catch (SpreadEntry.SourceFailed e) {
        // What was read stays behind as an entry that nothing names.
        segments.finish();
        entries.finish();
        throw e.getCause() instanceof Fault fault
            ? fault
            : new InputException("A file can't be read to its end", path, "Check the file and its medium.", e);
      }
    } catch (IOException e) {
      throw Fault.ofStorage(e, partial.folder());
    }
  }

  /**
   * Seals a file of another bundle as it lay there: in a shelf what was in one, STORED what was.
   *
   * @param located there
   * @param source its bytes; compared with nothing here
   */
  public SealedContent addAsItLay(PackedFile file, Locations.Located located, InputStream source) throws IOException {
    var encoding = located.extents().isEmpty() ? Encoding.STORED : located.extents().getFirst().encoding();
    return encoding == Encoding.ZSTD && file.sizeBytes() <= MAX_SHELVED_BYTES
        ? shelve(file.path(), source.readNBytes((int) file.sizeBytes()))
        : add(file.path(), source, file.sizeBytes(), encoding != Encoding.STORED);
  }

  /**
   * Seals one small file beside others that are compressed with it, or on a shelf of its own (format.md §4.4); one that is
   * too large for a shelf as {@link #add} does. It has its place when {@link Sealed#isPlaced} says so, at the latest after
   * {@link #closeShelf}; its line is added after that.
   *
   * @param path as of a corpus: relative, without parts that mean another folder
   * @throws InputException its name doesn't fit; others can be added
   */
  public SealedContent shelve(String path, byte[] content) throws IOException {
    if (content.length > volumes.maxShelvedBytes()) {
      return add(path, new ByteArrayInputStream(content), content.length, true);
    }
    requireShort(path);
    ShelfWriter.requirePlain(path);
    try {
      var placement = new Placement();
      volumes.shelve(path, content, placement);
      var hashes = PackedHash.ofSegments(content);
      return new SealedContent(placement, content.length, hashes, Sha256.of(hashes), false);
    } catch (IOException e) {
      throw Fault.ofStorage(e, partial.folder());
    }
  }

  /**
   * Seals a shelf of an earlier edition as it is.
   *
   * @param files all that lie on it
   * @return its extent; empty where a name on it is taken, or there is no room for it
   */
  Optional<Extent> carryShelf(byte[] frame, List<ShelvedFile> files) throws IOException {
    try {
      return volumes.carryShelf(frame, files.stream().map(ShelvedFile::path).toList());
    } catch (IOException e) {
      throw Fault.ofStorage(e, partial.folder());
    }
  }

  private static void requireShort(String path) throws InputException {
    if (path.getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
      throw new InputException("A path is too long", path.substring(0, 100) + "…", "Give it a shorter name.");
    }
  }

  /** Gives whatever was shelved its place. */
  public void closeShelf() throws IOException {
    try {
      volumes.placeShelves();
    } catch (IOException e) {
      throw Fault.ofStorage(e, partial.folder());
    }
  }

  /** Into the catalogue of the volume that is being written, so call it after the file's own bytes. */
  public void addLine(CatalogueLine line) throws IOException {
    try {
      volumes.addLine(line);
    } catch (IOException e) {
      throw Fault.ofStorage(e, partial.folder());
    }
  }

  /** What this run knows of an item, or of several. */
  @FunctionalInterface
  public interface Record {
    /** @param records not to be closed */
    void writeTo(OutputStream records) throws IOException;
  }

  /**
   * Writes what this run knows of items in volumes that no checkpoint has yet, to be read by {@link Checkpoint#records}
   * after an interruption. Sealed; of a run that can't be gone on with, nowhere.
   */
  public void record(Record record) throws IOException {
    if (checkpoints == null) {
      return;
    }
    try {
      record.writeTo(checkpoints.records());
    } catch (IOException e) {
      throw Fault.ofStorage(e, partial.folder());
    }
  }

  /**
   * Whether the volume should end before the next item: as {@link VolumeEnd} has it.
   *
   * @param nextItemBytes about, of the next item
   */
  public boolean isCheckpointDue(long nextItemBytes) throws IOException {
    if (checkpoints == null || !volumes.isOpen()) {
      return false;
    }
    return VolumeEnd.isDue(
        volumes.current().plaintextBytes(),
        volumes.lines(),
        volumes.room(Format.CATALOGUE, 0),
        nextItemBytes,
        volumeBytes);
  }

  /**
   * Ends the volume: a run that goes on keeps it with its records. To be called between two items, when no shelf is open
   * and all lines of the items are added. Returns before all is on the medium; what goes wrong there is thrown later.
   */
  public void checkpoint() throws IOException {
    try {
      volumes.end();
      if (checkpoints != null && !volumes.sinceCheckpoint().isEmpty()) {
        checkpoints.write(volumes.sinceCheckpoint(), false);
        volumes.checkpointed();
      }
    } catch (IOException e) {
      throw Fault.ofStorage(e, partial.folder());
    }
  }

  /** What is no longer to be shown; said of a delta alone. Before {@link #finish}. */
  public void withdraw(Collection<String> itemIds) {
    withdrawn = lineage.delta == null ? List.of() : itemIds.stream().sorted().toList();
  }

  /** Who answers for content and index. Before {@link #finish}; stays the caller's. */
  public void signWith(SigningKey key) {
    publisher = key;
  }

  /** Seals one of Lucene's files. No file or line can be added after the first. */
  public void addLuceneFile(String name, long sizeBytes, InputStream source) throws IOException {
    try {
      luceneFiles.seal(name, sizeBytes, source);
    } catch (IOException e) {
      throw Fault.ofStorage(e, partial.folder());
    }
  }

  /**
   * Writes slots and root and gives the bundle its name.
   *
   * @param slots ways to unlock, each written twice; none: those of the bundle that it goes on from. Of a run that {@link
   *     InterruptedRun#goOn} gave, those that it was given, which are there already
   * @param analysis version of the analysers that the index was made with
   */
  public void finish(About about, int analysis, List<? extends Recipient> slots) throws IOException {
    try {
      writeRoot(about, analysis);
      if (checkpoints == null) {
        SlotFiles.write(partial, lineage, slots);
      } else {
        checkpoints.finish();
      }
      partial.publish(volumes.cards());
    } catch (IOException e) {
      throw Fault.ofStorage(e, partial.folder());
    }
  }

  /** What it goes on from; stays its own. */
  Lineage lineage() {
    return lineage;
  }

  /** Of the content.json that {@link #finish} sealed, in hex; empty before. */
  String contentSha256() {
    return contentSha256;
  }

  /** A delta to what was written; its slots are to be given again. After {@link #finish}; owned by the caller. */
  public Lineage deltaLineage() {
    return lineage.deltaTo(contentSha256);
  }

  private void writeRoot(About about, int analysis) throws IOException {
    volumes.end();
    var content =
        new Root.Content(
                lineage.bundle,
                lineage.edition,
                lineage.previousRoot,
                about,
                volumes.content(),
                lineage.delta,
                withdrawn);
    contentSha256 = content.sha256();
    var rootFile = partial.newFile();
    documents(content, analysis).writeTo(rootFile, lineage.bundle, recipient, executor);
    Files.copy(rootFile, partial.newFile());
  }

  private RootDocuments documents(Root.Content content, int analysis) {
    var index = new Root.Index(content.sha256(), analysis, volumes.index(), luceneFiles.sealed());
    var unsigned = RootDocuments.of(content, index);
    return publisher == null ? unsigned : unsigned.signedBy(publisher);
  }

  /** There is nothing to be made: closing removes what an interruption would leave. */
  public void abandon() {
    partial.abandon();
  }

  /** Whether a later run can go on with what this one leaves. */
  public boolean isResumable() {
    return partial.isResumable();
  }

  /** Wipes the identity; unless {@link #finish} came to its end, removes what was written and no checkpoint has. */
  @Override
  public void close() throws IOException {
    try {
      volumes.close();
      if (checkpoints != null) {
        checkpoints.close();
      }
    } catch (IOException e) {
      // Whoever closes before the end has heard already, or is about to, what went wrong.
    } finally {
      lineage.close();
      closeFolder();
    }
  }

  private void closeFolder() throws IOException {
    try {
      partial.close();
    } catch (IOException e) {
      throw Fault.ofStorage(e, partial.folder());
    }
  }

  /** What a line of the catalogue will take for a file of this size, so that it lands in the file's own volume. */
  private static long lineAllowance(long sizeBytes) {
    return 4096 + 44 * PackedFile.segmentCount(sizeBytes);
  }
}

package org.bojagi.recover;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.bojagi.bundle.About;
import org.bojagi.bundle.BundleWriter;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.InterruptedRun;
import org.bojagi.bundle.Lineage;
import org.bojagi.bundle.Locations;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.bundle.Root;
import org.bojagi.bundle.SealedContent;
import org.bojagi.bundle.SealedItem;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.index.IndexBuilder;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.IndexedText;
import org.bojagi.language.Analysis;
import org.bojagi.recover.RecoveredFile.Proof;
import org.bojagi.recover.RecoveryRecords.Taken;
import org.bojagi.text.Charsets;
import org.bojagi.text.Passages;

/**
 * What is sound of one bundle on its way into a new one, sealed from the first byte on. Items keep what the catalogue says
 * of them, and whole files their hashes; incomplete ones go in as far as they are sound, under a name that says so.
 *
 * <p>A file is read twice: what is lost of it is known before it is sealed. One thread.
 */
final class RecoveredBundle implements Closeable {
  private static final long INDEX_RAM_BYTES = 16 << 20;
  private static final int MAX_TEXT_BYTES = 64 << 20; // packing looks into no larger text
  private static final int MAX_PATH_BYTES = Format.MAX_NAME_BYTES - 64;

  /** A medium that fails gives other bytes each time. */
  private static final int MAX_READINGS = 4;

  private final NewBundle made;
  private final UnaryOperator<String> safeNames;
  private final ExecutorService workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
  private final RecoveryRecords records;
  private final BundleWriter writer;
  private final IndexBuilder index;
  private final byte[] segment = new byte[PackedFile.SEGMENT_BYTES];
  private final Set<String> ids = new HashSet<>();
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private final Map<Content, SealedContent> sealedOnce = new HashMap<>();
  private Sealing open;
  private long bytes;

  /**
   * What tells that two files have the same bytes: the hash that the catalogue has of them; where it has none or some are
   * lost, that as many lie in the same place and the same of them is lost.
   */
  private record Content(String sha256, List<Extent> extents, long length, List<Loss> losses) {
    static Content of(PackedFile file, FilePlace place, long length, List<Loss> losses) {
      return losses.isEmpty() && file.sha256().length > 0
          ? new Content(Json.hex(file.sha256()), List.of(), file.sizeBytes(), List.of())
          : new Content("", place.extents(), length, losses);
    }
  }

  /** What a file will be called in the new bundle, and what it will be of. */
  private record Named(String id, String path, String of, Role role, boolean isItem) {}

  /** An item of which files are being sealed. */
  private record Sealing(
      String id, List<CatalogueLine> lines, List<SealedContent> sealed, List<IndexedText> texts, List<Taken> taken) {
    Sealing(String id) {
      this(id, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    Waiting closed() {
      return new Waiting(new SealedItem(lines, sealed), texts, taken);
    }
  }

  /** All of one is sealed; where files on a shelf lie may not be known yet. */
  private record Waiting(SealedItem sealed, List<IndexedText> texts, List<Taken> taken) {}

  /** Reads a file from its beginning. */
  interface Readings {
    FileReading open() throws IOException;
  }

  /**
   * @param lineage of a delta to a bundle that was made before; null: a bundle of its own. Closed with this
   * @param source tells what it is made of: what another run left is kept where that is the same
   * @param safeNames makes of a path that leads out of a bundle one that doesn't
   */
  RecoveredBundle(NewBundle made, Lineage lineage, String source, long volumeBytes, UnaryOperator<String> safeNames)
      throws IOException {
    this.made = made;
    this.safeNames = safeNames;
    BundleWriter writer = null;
    IndexBuilder index = null;
    boolean complete = false;
    try (var run =
        lineage == null ? InterruptedRun.at(made.target(), made.keys()) : InterruptedRun.at(made.target(), lineage)) {
      var all = List.of(InterruptedRun.program(), Format.VERSION, Analysis.VERSION, volumeBytes, source);
      var fingerprint = Json.hex(Sha256.of(Json.write(all)));
      records = new RecoveryRecords(run.checkpoints(), fingerprint);
      if (run.hasCheckpoints()) {
        var volumes = records.kept.stream().flatMap(checkpoint -> checkpoint.volumes().stream()).toList();
        long volumesBytes = volumes.stream().mapToLong(VolumeFacts::fileBytes).sum();
        made.told().left(made.target(), !run.isLocked(), records.items(), volumes.size(), volumesBytes);
      }
      writer = run.goOn(records.kept, fingerprint, volumeBytes, workers, made.slots());
      index = new IndexBuilder(writer.scratch(), INDEX_RAM_BYTES, workers);
      index.addWordPairs(made.words(), made.wordSource());
      complete = true;
    } finally {
      if (!complete) {
        closeAll(workers, writer, index);
      }
    }
    this.writer = writer;
    this.index = index;
  }

  /** Takes over what an interrupted run left: before the first file. */
  void goOn() throws IOException {
    records.replay(
        item -> {
          index.add(item);
          ids.add(item.item().id());
          try {
            for (var located : Locations.decode(item.locations()).files()) {
              var file = located.file();
              var place = FilePlace.certain(located.extents());
              remember(Content.of(file, place, file.sizeBytes(), List.of()), SealedContent.of(file, located.extents()));
              bytes += file.sizeBytes();
            }
          } catch (Json.Malformed e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** What an interrupted run took of a file; null where it is to be taken. */
  RecoveredFile kept(SalvagedBundle.Known known) {
    return records.of(known);
  }

  /** Reads a file, and seals what is sound of it. */
  RecoveredFile take(SalvagedBundle.Known known, FilePlace place, Readings readings) throws IOException {
    var file = known.line().file();
    if (file.sha256().length > 0 && file.textFormat() == null && !place.isGuess()) {
      var twin = twin(file, Content.of(file, place, file.sizeBytes(), List.of()));
      if (twin != null) {
        // Its bytes are here, whatever became of those that lie there.
        return add(known, name(known, List.of()), twin, null, twin.sizeBytes(), List.of());
      }
    }
    List<Loss> losses;
    long length;
    long sizeBytes;
    try (var reading = readings.open()) {
      while (reading.nextSegment(segment) > 0) {
        // Its losses are what is asked for.
      }
      losses = reading.losses();
      length = reading.soundUpTo();
      sizeBytes = reading.sizeBytes();
    }
    for (int times = 1; times < MAX_READINGS && (length > 0 || losses.isEmpty()); times++) {
      try (var reading = readings.open()) {
        var taken = seal(known, place, reading, losses, length);
        if (taken != null) {
          return taken;
        }
        // What was sealed stays behind as an entry that nothing names.
        losses = reading.losses();
        length = reading.soundUpTo();
        sizeBytes = reading.sizeBytes();
      }
    }
    var all = sizeBytes < 0 ? Loss.TO_AN_UNKNOWN_END : sizeBytes;
    var lost = length == 0 ? losses : List.of(new Loss(0, all, Loss.Why.DAMAGED));
    return new RecoveredFile(file.path(), "", sizeBytes, known.proof(), lost);
  }

  /** @return null where it was read otherwise than before */
  private RecoveredFile seal(
      SalvagedBundle.Known known, FilePlace place, FileReading reading, List<Loss> losses, long length)
      throws IOException {
    var file = known.line().file();
    var named = name(known, losses);
    var text = file.textFormat() != null && length <= MAX_TEXT_BYTES ? new ByteArrayOutputStream((int) length) : null;
    var content = Content.of(file, place, length, losses);
    var sealed = twin(file, content);
    if (named.role == Role.ITEM) {
      // Its lines go into the volume in which its bytes end, or the next (format.md §4.2).
      close(open);
      open = null;
      if (sealed == null && writer.isCheckpointDue(length)) {
        checkpoint();
      }
    }
    try (var source = new SoundBytes(reading, length, text)) {
      if (sealed == null) {
        var declared = described(file, named, length, new byte[0], new byte[0]);
        sealed = writer.addAsItLay(declared, new Located(declared, place.extents()), source);
      } else {
        source.transferTo(OutputStream.nullOutputStream());
      }
    }
    while (reading.nextSegment(segment) > 0) {
      // Behind the last sound byte more may be sound this time.
    }
    if (!reading.losses().equals(losses)) {
      return null;
    }
    remember(content, sealed);
    return add(known, named, sealed, text, reading.sizeBytes(), losses);
  }

  private void remember(Content content, SealedContent sealed) {
    if (sealed.sizeBytes() > 0) {
      sealedOnce.putIfAbsent(content, sealed);
    }
  }

  /** What was sealed with just these bytes; null where nothing was. Of hashes in a catalogue one may be anybody's word. */
  private SealedContent twin(PackedFile file, Content content) {
    var twin = sealedOnce.get(content);
    boolean contradicted =
        twin != null && !content.sha256.isEmpty() && !Arrays.equals(twin.segmentHashes(), file.segmentHashes());
    return contradicted ? null : twin;
  }

  private Named name(SalvagedBundle.Known known, List<Loss> losses) {
    var before = known.line().file();
    var path = path(before.path(), known.proof(), losses.isEmpty());
    if (known.line().item().isPresent() && !ids.contains(before.id())) {
      return new Named(before.id(), path, before.id(), Role.ITEM, true);
    }
    if (open != null && open.id.equals(before.of()) && before.role() != Role.ITEM) {
      return new Named(before.id(), path, before.of(), before.role(), false);
    }
    // Without its item a file is one by itself.
    for (int number = 2; ids.contains(Item.idOf(path)); number++) {
      path = RecoveryFolder.before(path, "~" + number);
    }
    return new Named(Item.idOf(path), path, Item.idOf(path), Role.ITEM, false);
  }

  /** @param text of it; null where it has none, or was too long */
  private RecoveredFile add(
      SalvagedBundle.Known known,
      Named named,
      SealedContent sealed,
      ByteArrayOutputStream text,
      long sizeBytes,
      List<Loss> losses)
      throws IOException {
    var before = known.line().file();
    if (named.role == Role.ITEM) {
      close(open);
      ids.add(named.id);
      open = new Sealing(named.id);
    }
    var file = described(before, named, sealed.sizeBytes(), sealed.segmentHashes(), sealed.sha256());
    if (text != null) {
      var passages =
          Passages.cut(file.textFormat(), Charsets.decode(text.toByteArray(), Charsets.named(file.charset())));
      if (!passages.isEmpty()) {
        open.texts.add(
            new IndexedText(open.lines.size(), file.language(), file.textFormat(), file.charset(), passages));
      }
    }
    Item item = null;
    if (named.role == Role.ITEM) {
      item = named.isItem ? moved(known.line().item().get(), named.path) : found(named.id, named.path, file.language());
    }
    open.lines.add(
        new CatalogueLine(file, Optional.ofNullable(item), named.isItem ? known.line().declared() : ""));
    open.sealed.add(sealed);
    bytes += sealed.sizeBytes();
    var taken = new RecoveredFile(before.path(), named.path, sizeBytes, known.proof(), losses);
    open.taken.add(new Taken(RecoveryRecords.key(known), taken));
    settle();
    return taken;
  }

  private String path(String path, Proof proof, boolean whole) {
    var named = proof == Proof.NONE ? RecoveryFolder.UNPROVEN + "/" + path : path;
    named = whole ? named : RecoveryFolder.marked(named);
    boolean plain =
        named.indexOf('\0') < 0
            && Arrays.stream(named.split("/", -1)).noneMatch(p -> p.isEmpty() || p.equals(".") || p.equals(".."));
    named = plain ? named : safeNames.apply(named);
    return named.getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES ? Item.idOf(named) : named;
  }

  private static PackedFile described(PackedFile file, Named named, long length, byte[] hashes, byte[] sha256) {
    return new PackedFile(
        named.id, named.path, named.of, named.role, named.role == Role.ITEM ? "" : file.derivedFrom(), file.mediaType(),
        file.language(), file.textFormat(), file.charset(), length, file.media(), file.links(), hashes, sha256);
  }

  private static Item moved(Item item, String path) {
    return new Item(
        item.id(), path, item.type(), item.language(), item.description(), item.series(), item.part(),
        item.priority(), item.notes(), item.fiction(), item.featured());
  }

  private static Item found(String id, String path, String language) {
    return new Item(
        id, path, ItemType.DOCUMENT, language, DublinCore.NOTHING, null, 0, 0, List.of(), false, false);
  }

  private void close(Sealing item) throws IOException {
    if (item != null) {
      waiting.add(item.closed());
      settle();
    }
  }

  private void settle() throws IOException {
    for (var items = waiting.iterator(); items.hasNext(); ) {
      var item = items.next();
      if (item.sealed.isPlaced()) {
        items.remove();
        var described = item.sealed.lines().getFirst().item().orElseThrow();
        var locations = item.sealed.catalogue(writer).encode();
        var indexed = new IndexedItem(described, item.sealed.files(), item.texts, locations);
        writer.record(target -> RecoveryRecords.write(target, indexed, item.taken));
        index.add(indexed);
      }
    }
  }

  /** Ends the volume: from here another run goes on, if this one is interrupted. */
  private void checkpoint() throws IOException {
    writer.closeShelf();
    settle();
    writer.checkpoint();
  }

  /**
   * @param root the old bundle's; null where none is left
   * @return a delta to this bundle; owned by the caller
   * @throws DamagedBundleException there was nothing to take
   */
  Lineage finish(Root root) throws IOException {
    close(open);
    open = null;
    checkpoint();
    if (bytes == 0) {
      writer.abandon();
      throw new DamagedBundleException(
          "Nothing of a bundle's content is sound, so that no new one was made",
          made.target().toString(),
          "Give more copies of it together.");
    }
    for (var file : index.finish()) {
      try (var in = file.open()) {
        writer.addLuceneFile(file.name(), file.length(), in);
      }
    }
    var told = root == null ? new About(Map.of(), "und", "", "", List.of()) : root.content().about();
    writer.withdraw(root == null ? List.of() : root.content().withdrawn());
    var featured = told.featured().stream().filter(ids::contains).toList();
    writer.finish(
        new About(told.title(), told.language(), told.publisher(), told.rights(), featured),
        Analysis.VERSION,
        made.slots());
    return writer.deltaLineage();
  }

  /** Without {@link #finish} nothing is left of it but what another run goes on with. */
  @Override
  public void close() throws IOException {
    waiting.clear();
    closeAll(workers, writer, index);
  }

  /** Those that aren't null. */
  private static void closeAll(ExecutorService workers, BundleWriter writer, IndexBuilder index) throws IOException {
    try (workers;
        writer) {
      if (index != null) {
        index.close();
      }
    }
  }
}

package org.bojagi.recover;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.bojagi.bundle.Format;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.bundle.SealedContent;
import org.bojagi.bundle.SealedItem;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.index.IndexBuilder;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.IndexedText;
import org.bojagi.language.Analysis;
import org.bojagi.recover.RecoveredFile.Proof;
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
  private final BundleWriter writer;
  private final IndexBuilder index;
  private final byte[] segment = new byte[PackedFile.SEGMENT_BYTES];
  private final Set<String> ids = new HashSet<>();
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private Sealing open;
  private long bytes;

  /** An item of which files are being sealed. */
  private record Sealing(String id, List<CatalogueLine> lines, List<SealedContent> sealed, List<IndexedText> texts) {
    Waiting closed() {
      return new Waiting(new SealedItem(lines, sealed), texts);
    }
  }

  /** All of one is sealed; where files on a shelf lie may not be known yet. */
  private record Waiting(SealedItem sealed, List<IndexedText> texts) {}

  /** Reads a file from its beginning. */
  interface Readings {
    FileReading open() throws IOException;
  }

  /**
   * What became of a file.
   *
   * @param name in the new bundle; empty where nothing of it was sound
   */
  record Taken(String name, long sizeBytes, List<Loss> losses) {}

  /** @param safeNames makes of a path that leads out of a bundle one that doesn't */
  RecoveredBundle(NewBundle made, long volumeBytes, UnaryOperator<String> safeNames) throws IOException {
    this.made = made;
    this.safeNames = safeNames;
    BundleWriter writer = null;
    IndexBuilder index = null;
    boolean complete = false;
    try {
      writer = new BundleWriter(made.target(), volumeBytes, workers);
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

  Taken take(SalvagedBundle.Known known, FilePlace place, Readings readings) throws IOException {
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
        var name = seal(known, place, reading, losses, length);
        if (name != null) {
          return new Taken(name, sizeBytes, losses);
        }
        // What was sealed stays behind as an entry that nothing names.
        losses = reading.losses();
        length = reading.soundUpTo();
        sizeBytes = reading.sizeBytes();
      }
    }
    var all = sizeBytes < 0 ? Loss.TO_AN_UNKNOWN_END : sizeBytes;
    return new Taken("", sizeBytes, length == 0 ? losses : List.of(new Loss(0, all, Loss.Why.DAMAGED)));
  }

  /** @return null where it was read otherwise than before */
  private String seal(
      SalvagedBundle.Known known, FilePlace place, FileReading reading, List<Loss> losses, long length)
      throws IOException {
    var before = known.line().file();
    var path = path(before.path(), known.proof(), losses.isEmpty());
    boolean isItem = known.line().item().isPresent() && !ids.contains(before.id());
    boolean belongs = !isItem && open != null && open.id.equals(before.of());
    // Without its item a file is one by itself.
    for (int number = 2; !isItem && !belongs && ids.contains(Item.idOf(path)); number++) {
      path = RecoveryFolder.before(path, "~" + number);
    }
    var id = isItem || belongs ? before.id() : Item.idOf(path);
    var role = belongs ? before.role() : Role.ITEM;
    var declared = described(before, id, path, belongs ? before.of() : id, role, length, new byte[0], new byte[0]);
    var text = before.textFormat() != null && length <= MAX_TEXT_BYTES ? new ByteArrayOutputStream((int) length) : null;
    if (!belongs) {
      // Its lines go into the volume in which its bytes end, or the next (format.md §4.2).
      close(open);
      open = null;
    }
    SealedContent sealed;
    try (var source = new SoundBytes(reading, length, text)) {
      sealed = writer.addAsItLay(declared, new Located(declared, place.extents()), source);
    }
    while (reading.nextSegment(segment) > 0) {
      // Behind the last sound byte more may be sound this time.
    }
    if (!reading.losses().equals(losses)) {
      return null;
    }
    var file = described(before, id, path, declared.of(), role, length, sealed.segmentHashes(), sealed.sha256());
    if (!belongs) {
      ids.add(id);
      open = new Sealing(id, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
    if (text != null) {
      var passages =
          Passages.cut(file.textFormat(), Charsets.decode(text.toByteArray(), Charsets.named(file.charset())));
      if (!passages.isEmpty()) {
        open.texts.add(
            new IndexedText(open.lines.size(), file.language(), file.textFormat(), file.charset(), passages));
      }
    }
    var item =
        belongs
            ? Optional.<Item>empty()
            : Optional.of(isItem ? moved(known.line().item().get(), path) : found(id, path, file.language()));
    open.lines.add(new CatalogueLine(file, item, isItem ? known.line().declared() : ""));
    open.sealed.add(sealed);
    bytes += length;
    settle();
    return path;
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

  private static PackedFile described(
      PackedFile file, String id, String path, String of, Role role, long length, byte[] hashes, byte[] sha256) {
    return new PackedFile(
        id, path, of, role, role == Role.ITEM ? "" : file.derivedFrom(), file.mediaType(), file.language(),
        file.textFormat(), file.charset(), length, file.media(), file.links(), hashes, sha256);
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
        index.add(new IndexedItem(described, item.sealed.files(), item.texts, locations));
      }
    }
  }

  /**
   * @param about the old bundle; null where no root says it
   * @throws DamagedBundleException there was nothing to take
   */
  void finish(About about) throws IOException {
    close(open);
    open = null;
    writer.closeShelf();
    settle();
    if (bytes == 0) {
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
    var told = about == null ? new About(Map.of(), "und", "", "", List.of()) : about;
    var featured = told.featured().stream().filter(ids::contains).toList();
    writer.finish(
        new About(told.title(), told.language(), told.publisher(), told.rights(), featured),
        Analysis.VERSION,
        made.slots());
  }

  /** Without {@link #finish} nothing is left of it. */
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

  /** A file up to its last sound byte. */
  private static final class SoundBytes extends InputStream {
    private final FileReading reading;
    private final ByteArrayOutputStream copy;
    private final byte[] segment = new byte[PackedFile.SEGMENT_BYTES];
    private long left;
    private int position;
    private int end;

    /** @param copy null: none is kept */
    SoundBytes(FileReading reading, long length, ByteArrayOutputStream copy) {
      this.reading = reading;
      this.left = length;
      this.copy = copy;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (position == end) {
        position = 0;
        end = left == 0 ? 0 : (int) Math.min(left, reading.nextSegment(segment));
        left -= end;
        if (end == 0) {
          return -1;
        }
        if (copy != null) {
          copy.write(segment, 0, end);
        }
      }
      int n = Math.min(length, end - position);
      System.arraycopy(segment, position, into, offset, n);
      position += n;
      return n;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }
  }
}

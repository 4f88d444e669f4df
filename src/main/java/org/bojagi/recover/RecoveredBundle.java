package org.bojagi.recover;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
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
import org.bojagi.bundle.Locations.Located;
import org.bojagi.bundle.SealedContent;
import org.bojagi.bundle.SealedItem;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.Json;
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
    var file = known.line().file();
    if (file.sha256().length > 0 && file.textFormat() == null && !place.isGuess()) {
      var twin = twin(file, Content.of(file, place, file.sizeBytes(), List.of()));
      if (twin != null) {
        // Its bytes are here, whatever became of those that lie there.
        return new Taken(add(known, name(known, List.of()), twin, null), twin.sizeBytes(), List.of());
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
    var file = known.line().file();
    var named = name(known, losses);
    var text = file.textFormat() != null && length <= MAX_TEXT_BYTES ? new ByteArrayOutputStream((int) length) : null;
    var content = Content.of(file, place, length, losses);
    var sealed = twin(file, content);
    if (named.role == Role.ITEM) {
      // Its lines go into the volume in which its bytes end, or the next (format.md §4.2).
      close(open);
      open = null;
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
    if (length > 0) {
      sealedOnce.putIfAbsent(content, sealed);
    }
    return add(known, named, sealed, text);
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

  /** @return its name */
  private String add(SalvagedBundle.Known known, Named named, SealedContent sealed, ByteArrayOutputStream text)
      throws IOException {
    var before = known.line().file();
    if (named.role == Role.ITEM) {
      close(open);
      ids.add(named.id);
      open = new Sealing(named.id, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
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
    settle();
    return named.path;
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

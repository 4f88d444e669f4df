package org.bojagi.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import org.bojagi.age.AgePayload;
import org.bojagi.age.Recipient;
import org.bojagi.age.X25519Identity;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;

/**
 * A small bundle for tests, sealed from bytes in memory with an index of arbitrary bytes in place of Lucene's. What ends
 * in {@code .html} is on shelves.
 */
final class SealedBundle {
  final Path folder;
  final X25519Identity reader;
  final Map<String, byte[]> files;
  final Map<String, Locations.Located> locations = new LinkedHashMap<>();
  final Map<String, byte[]> lucene = new LinkedHashMap<>();

  SealedBundle(Path target, long volumeBytes, Map<String, byte[]> files) throws IOException {
    this(target, volumeBytes, files, List.of());
  }

  SealedBundle(Path target, long volumeBytes, Map<String, byte[]> files, List<? extends Recipient> moreSlots)
      throws IOException {
    this(target, volumeBytes, files, new byte[300_000], X25519Identity.generate(), moreSlots);
  }

  SealedBundle(
      Path target,
      long volumeBytes,
      Map<String, byte[]> files,
      byte[] index,
      X25519Identity reader,
      List<? extends Recipient> moreSlots)
      throws IOException {
    this.folder = target;
    this.files = files;
    this.reader = reader;
    try (var executor = Executors.newFixedThreadPool(2);
        var writer = new BundleWriter(target, volumeBytes, executor)) {
      var waiting = new LinkedHashMap<String, SealedContent>();
      for (var file : files.entrySet()) {
        var path = file.getKey();
        var content = file.getValue();
        waiting.put(
            path,
            path.endsWith(".html")
                ? writer.shelve(path, content)
                : writer.add(path, new ByteArrayInputStream(content), content.length, path.endsWith(".txt")));
        addLines(writer, waiting);
      }
      writer.closeShelf();
      addLines(writer, waiting);
      lucene.put("segments_1", Arrays.copyOf(index, Math.min(index.length, 1000)));
      lucene.put("_0.cfs", index);
      for (var file : lucene.entrySet()) {
        writer.addLuceneFile(file.getKey(), file.getValue().length, new ByteArrayInputStream(file.getValue()));
      }
      var slots = new ArrayList<Recipient>(moreSlots);
      slots.add(reader.recipient());
      writer.finish(new About(Map.of("ko", "시험"), "ko", "", "", List.of()), 1, slots);
    }
  }

  private void addLines(BundleWriter writer, Map<String, SealedContent> waiting) throws IOException {
    for (var sealed = waiting.entrySet().iterator(); sealed.hasNext(); ) {
      var next = sealed.next();
      if (next.getValue().isPlaced()) {
        locations.put(next.getKey(), addLine(writer, next.getKey(), next.getValue()));
        sealed.remove();
      }
    }
  }

  static Locations.Located addLine(BundleWriter writer, String path, SealedContent sealed)
      throws IOException {
    var id = Item.idOf(path);
    var packed =
        new PackedFile(
            id, path, id, Role.ITEM, "", "application/octet-stream", "ko", null, "",
            sealed.sizeBytes(), null, Map.of(), sealed.segmentHashes(), sealed.sha256());
    var item = new Item(id, path, ItemType.STORY, "ko", DublinCore.NOTHING, null, 0, 0, List.of(), false, false);
    writer.addLine(new CatalogueLine(packed, Optional.of(item)));
    return new Locations.Located(packed, sealed.extents());
  }

  /** Some files of each kind: a few texts, some of them on shelves, one large enough for several volumes of 100,000 bytes, one empty. */
  static Map<String, byte[]> someFiles(long seed) {
    var random = new Random(seed);
    var files = new LinkedHashMap<String, byte[]>();
    for (int i = 0; i < 12; i++) {
      var text = ("가나다라 마바사 " + i + "\n").repeat(50 + random.nextInt(400));
      files.put("글/이야기 " + i + ".txt", text.getBytes(StandardCharsets.UTF_8));
    }
    files.put("빈 것.bin", new byte[0]);
    for (int i = 0; i < 25; i++) {
      files.put("글/마디 " + i + ".html", ("<p>가나다라 " + i).repeat(random.nextInt(500)).getBytes(StandardCharsets.UTF_8));
    }
    files.put("영상/🎬 큰 것.mp4", bytes(random, 260_000));
    files.put("그림.png", bytes(random, 30_000));
    return files;
  }

  static byte[] bytes(Random random, int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  Bundle open() throws IOException {
    return Bundle.open(folder, KeyRing.of(X25519Identity.parse(reader.encode())));
  }

  /** What only who unlocked it knows; to be closed. */
  X25519Identity identity() throws IOException {
    for (var file : paths(folder)) {
      if (Files.size(file) <= Format.MAX_SLOT_FILE_BYTES) {
        try {
          return Slot.open(Files.readAllBytes(file), reader, "slot");
        } catch (org.bojagi.fault.WrongKeyException e) {
          // Another's slot.
        }
      }
    }
    throw new AssertionError("no slot");
  }

  /** Every file of a folder by what it is: slot, root, content, index. */
  Map<String, List<Path>> byKind() throws IOException {
    var kinds = new LinkedHashMap<String, List<Path>>();
    try (var identity = identity()) {
      for (var file : paths(folder)) {
        var kind = "slot";
        if (Files.size(file) > Format.MAX_SLOT_FILE_BYTES) {
          try (var payload = AgePayload.open(FileChannel.open(file), List.of(identity))) {
            kind = VolumeAbout.read(payload, "volume").kind();
          }
        }
        kinds.computeIfAbsent(kind, k -> new ArrayList<>()).add(file);
      }
    }
    return kinds;
  }

  static List<Path> paths(Path folder) throws IOException {
    try (var paths = Files.list(folder)) {
      return paths.sorted().toList();
    }
  }

  /** The same files in a new folder, to be damaged there. */
  static Path copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (var file : paths(from)) {
      Files.copy(file, to.resolve(file.getFileName()));
    }
    return to;
  }

  /** The whole plaintext of a volume. */
  static byte[] plaintext(Path file, X25519Identity identity) throws IOException {
    try (var payload = AgePayload.open(FileChannel.open(file), List.of(identity))) {
      var bytes = new byte[(int) payload.plaintextSize()];
      payload.readAt(0, bytes, 0, bytes.length);
      return bytes;
    }
  }

  static void flipBit(Path file, long bit) throws IOException {
    try (var channel = FileChannel.open(file, java.nio.file.StandardOpenOption.READ, java.nio.file.StandardOpenOption.WRITE)) {
      var one = ByteBuffer.allocate(1);
      channel.read(one, bit / 8);
      one.put(0, (byte) (one.get(0) ^ 1 << bit % 8));
      channel.write(one.flip(), bit / 8);
    }
  }
}

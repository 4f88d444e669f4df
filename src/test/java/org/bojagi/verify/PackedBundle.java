package org.bojagi.verify;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.bojagi.age.X25519Identity;
import org.bojagi.age.X25519Recipient;
import org.bojagi.bundle.About;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.BundleWriter;
import org.bojagi.bundle.InterruptedRun;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.Lineage;
import org.bojagi.bundle.Locations;
import org.bojagi.bundle.SealedContent;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Passage;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.index.IndexBuilder;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.IndexedText;

/**
 * A bundle with a true index, packed with one thing wrong where a test asks for it. What ends in {@code .html} is on
 * shelves.
 */
public final class PackedBundle {
  public final Path folder;
  public final X25519Identity reader;

  /** What goes wrong while packing. */
  public static class Mistakes {
    CatalogueLine line(CatalogueLine line) {
      return line;
    }

    /** Null: the item doesn't get into the index. */
    Locations locations(Locations locations) {
      return locations;
    }

    void add(BundleWriter writer) throws IOException {}

    /** Paths of items that have the content of another, sealed once, each with that other's. */
    Map<String, String> twins() {
      return Map.of();
    }

    /** No mistake: content that stands twice. */
    public static Mistakes alsoAs(String path, String other) {
      return new Mistakes() {
        @Override
        Map<String, String> twins() {
          return Map.of(other, path);
        }
      };
    }

    boolean oneMoreInIndex() {
      return false;
    }
  }

  public PackedBundle(Path folder, long volumeBytes, Map<String, Source> files, Mistakes mistakes) throws IOException {
    this.folder = folder;
    this.reader = X25519Identity.generate();
    try (var executor = Executors.newFixedThreadPool(2);
        var writer = new BundleWriter(folder, volumeBytes, executor)) {
      fill(writer, executor, files, mistakes, List.of(reader.recipient()));
    }
  }

  /** A delta to a bundle, or its next edition, with these files alone. */
  public PackedBundle(Path folder, PackedBundle before, boolean delta, Map<String, Source> files) throws IOException {
    this(folder, before, delta, files, Set.of());
  }

  /** @param withdrawn ids of items, by a delta */
  public PackedBundle(
      Path folder, PackedBundle before, boolean delta, Map<String, Source> files, Set<String> withdrawn)
      throws IOException {
    this.folder = folder;
    this.reader = before.reader;
    try (var executor = Executors.newFixedThreadPool(2);
        var bundle = before.open();
        var run = InterruptedRun.at(folder, delta ? Lineage.delta(bundle) : Lineage.nextEdition(bundle));
        var writer = run.goOn(List.of(), "test", 1 << 20, executor, List.of())) {
      writer.withdraw(withdrawn);
      fill(writer, executor, files, new Mistakes(), List.of());
    }
  }

  private static void fill(
      BundleWriter writer,
      ExecutorService executor,
      Map<String, Source> files,
      Mistakes mistakes,
      List<X25519Recipient> slots)
      throws IOException {
    try (var index = new IndexBuilder(writer.scratch(), 16 << 20, executor)) {
      var sealed = new LinkedHashMap<String, SealedContent>();
      var once = new LinkedHashMap<String, SealedContent>();
      for (var file : files.entrySet()) {
        var path = file.getKey();
        var source = file.getValue();
        var content =
            path.endsWith(".html")
                ? writer.shelve(path, source.bytes)
                : writer.add(path, source.open(), source.sizeBytes, path.endsWith(".txt"));
        sealed.put(path, content);
        once.put(path, content);
        addPlaced(writer, index, sealed, files, mistakes);
      }
      var all = new LinkedHashMap<>(files);
      mistakes.twins().forEach((twin, of) -> all.put(twin, files.get(of)));
      mistakes.twins().forEach((twin, of) -> sealed.put(twin, once.get(of)));
      addPlaced(writer, index, sealed, all, mistakes);
      mistakes.add(writer);
      writer.closeShelf();
      addPlaced(writer, index, sealed, files, mistakes);
      if (mistakes.oneMoreInIndex()) {
        index.add(new IndexedItem(item("no such"), List.of(), List.of(), new Locations(List.of()).encode()));
      }
      for (var file : index.finish()) {
        try (var in = file.open()) {
          writer.addLuceneFile(file.name(), file.length(), in);
        }
      }
      writer.finish(new About(Map.of(), "ko", "", "", List.of()), 1, slots);
    }
  }

  private static void addPlaced(
      BundleWriter writer,
      IndexBuilder index,
      Map<String, SealedContent> waiting,
      Map<String, Source> files,
      Mistakes mistakes)
      throws IOException {
    for (var next = waiting.entrySet().iterator(); next.hasNext(); ) {
      var file = next.next();
      if (!file.getValue().isPlaced()) {
        continue;
      }
      next.remove();
      var path = file.getKey();
      var sealed = file.getValue();
      var id = Item.idOf(path);
      var packed =
          new PackedFile(
              id, path, id, Role.ITEM, "", "text/plain", "ko", isText(path) ? TextFormat.PLAIN : null, "",
              sealed.sizeBytes(), null, Map.of(), sealed.segmentHashes(), sealed.sha256());
      var item = item(path);
      writer.addLine(mistakes.line(new CatalogueLine(packed, Optional.of(item))));
      var locations = mistakes.locations(new Locations(List.of(new Locations.Located(packed, sealed.extents()))));
      if (locations != null) {
        index.add(new IndexedItem(item, List.of(packed), texts(path, files.get(path)), locations.encode()));
      }
    }
  }

  private static boolean isText(String path) {
    return path.endsWith(".txt") || path.endsWith(".html");
  }

  private static Item item(String path) {
    return new Item(
        Item.idOf(path), path, ItemType.STORY, "ko", DublinCore.NOTHING, null, 0, 0, List.of(), false, false);
  }

  private static List<IndexedText> texts(String path, Source source) throws IOException {
    if (!isText(path)) {
      return List.of();
    }
    var text = new String(source.open().readAllBytes(), StandardCharsets.UTF_8);
    var passages = new ArrayList<Passage>();
    for (int at = 0; at < text.length(); at += 1000) {
      var piece = text.substring(at, Math.min(text.length(), at + 1000));
      passages.add(new Passage(new Place.Start(), at, piece.length(), piece));
    }
    return List.of(new IndexedText(0, "ko", TextFormat.PLAIN, "", passages));
  }

  /** Bytes to pack. */
  public record Source(long sizeBytes, UnaryOperator<InputStream> streamOf, byte[] bytes) {
    public static Source of(byte[] bytes) {
      return new Source(bytes.length, in -> new ByteArrayInputStream(bytes), bytes);
    }

    InputStream open() {
      return streamOf.apply(null);
    }
  }

  public static Map<String, Source> someFiles() {
    var random = new Random(5);
    var files = new LinkedHashMap<String, Source>();
    for (int i = 0; i < 30; i++) {
      var text = new StringBuilder();
      for (int word = random.nextInt(200, 3000); word > 0; word--) {
        text.append((char) ('가' + random.nextInt(11_000))).append((char) ('가' + random.nextInt(11_000))).append(' ');
      }
      files.put("글/이야기 " + i + ".txt", Source.of(text.toString().getBytes(StandardCharsets.UTF_8)));
    }
    files.put("빈 것.bin", Source.of(new byte[0]));
    for (int size : new int[] {2_600_000, 70_000, 1 << 20, 1}) {
      var bytes = new byte[size];
      random.nextBytes(bytes);
      files.put("영상/" + size + ".mp4", Source.of(bytes));
    }
    return files;
  }

  /** 120 files for shelves, among a few that aren't. */
  public static Map<String, Source> manySmallFiles() {
    var random = new Random(6);
    var files = new LinkedHashMap<String, Source>();
    for (int i = 0; i < 120; i++) {
      var text = new StringBuilder("살구꽃 아래 " + i);
      for (int word = random.nextInt(3000); word > 0; word--) {
        text.append(' ').append((char) ('가' + random.nextInt(11_000)));
      }
      files.put("글/" + "길고 긴 이름 ".repeat(i % 9) + i + ".html", Source.of(text.toString().getBytes(StandardCharsets.UTF_8)));
      if (i % 40 == 0) {
        var bytes = new byte[10_000];
        random.nextBytes(bytes);
        files.put("그림/" + i + ".png", Source.of(bytes));
      }
    }
    return files;
  }

  /** Small, for tests that check it again and again. */
  static Map<String, Source> fewFiles() {
    var files = someFiles();
    files.keySet().removeIf(path -> path.contains("2600000") || path.contains("1048576") || path.contains("1") && path.endsWith(".txt"));
    return files;
  }

  public Bundle open() throws IOException {
    return Bundle.open(folder, KeyRing.of(X25519Identity.parse(reader.encode())));
  }

  List<Path> files() throws IOException {
    try (var paths = Files.list(folder)) {
      return paths.sorted().toList();
    }
  }
}

package org.bojagi.show;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.About;
import org.bojagi.bundle.BundleWriter;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.Locations;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.MediaFacts;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.index.IndexBuilder;
import org.bojagi.index.IndexedItem;
import org.bojagi.open.OpenBundle;

/** A bundle with the files that a test names, packed and opened as any other. */
final class ShownBundle implements AutoCloseable {
  static final FrameWords WORDS =
      new FrameWords(
          "en", "Text", "Not here: %s", "Film: %s", "Sound: %s", "Page %s", "Text of page %s",
          "The text goes on in the next part.", "The rest of this part can't be shown here.",
          "The rest of this text is damaged.", language -> language.startsWith("ko") ? "조선말" : language);

  /** Items by the path of their own file; each with its files in order. */
  static final class Corpus {
    private final Map<String, List<PackedSource>> items = new LinkedHashMap<>();

    Corpus add(String item, String path, Role role, String mediaType, TextFormat format, byte[] bytes) {
      return add(item, path, role, "", mediaType, format, null, Map.of(), bytes);
    }

    Corpus add(
        String item,
        String path,
        Role role,
        String derivedFromPath,
        String mediaType,
        TextFormat format,
        MediaFacts media,
        Map<String, String> links,
        byte[] bytes) {
      items
          .computeIfAbsent(item, none -> new ArrayList<>())
          .add(new PackedSource(path, role, derivedFromPath, mediaType, format, media, links, bytes));
      return this;
    }

    Corpus text(String path, TextFormat format, String text) {
      var mediaType = switch (format) {
        case HTML -> "text/html";
        case MARKDOWN -> "text/markdown";
        default -> "text/plain";
      };
      return add(path, path, Role.ITEM, mediaType, format, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private record PackedSource(
      String path,
      Role role,
      String derivedFromPath,
      String mediaType,
      TextFormat format,
      MediaFacts media,
      Map<String, String> links,
      byte[] bytes) {}

  final OpenBundle open;
  final Addresses addresses = new Addresses();
  final Frames frames = new Frames(addresses);

  ShownBundle(Path folder, Corpus corpus) throws IOException {
    var reader = X25519Identity.generate();
    try (var executor = Executors.newFixedThreadPool(2);
        var writer = new BundleWriter(folder, Format.MAX_VOLUME_BYTES, executor);
        var index = new IndexBuilder(writer.scratch(), 16 << 20, executor)) {
      for (var entry : corpus.items.entrySet()) {
        var item =
            new Item(
                Item.idOf(entry.getKey()), entry.getKey(), ItemType.STORY, "ko-KP",
                DublinCore.NOTHING.withTitle(Map.of("ko-KP", "《" + entry.getKey() + "》<b>")),
                null, 0, 0, List.of(), false, false);
        var located = new ArrayList<Locations.Located>();
        for (var source : entry.getValue()) {
          var sealed = writer.add(source.path, new ByteArrayInputStream(source.bytes), source.bytes.length, true);
          var packed =
              new PackedFile(
                  Item.idOf(source.path), source.path, item.id(), source.role,
                  source.derivedFromPath.isEmpty() ? "" : Item.idOf(source.derivedFromPath),
                  source.mediaType, "ko-KP", source.format, "", sealed.sizeBytes(), source.media, source.links,
                  sealed.segmentHashes(), sealed.sha256());
          located.add(new Locations.Located(packed, sealed.extents()));
          boolean own = source.role == Role.ITEM;
          writer.addLine(new CatalogueLine(packed, own ? Optional.of(item) : Optional.empty()));
        }
        var files = located.stream().map(Locations.Located::file).toList();
        index.add(new IndexedItem(item, files, List.of(), new Locations(located).encode()));
      }
      for (var file : index.finish()) {
        try (var in = file.open()) {
          writer.addLuceneFile(file.name(), file.length(), in);
        }
      }
      writer.finish(new About(Map.of(), "ko-KP", "", "", List.of()), 1, List.of(reader.recipient()));
    }
    open = OpenBundle.open(folder, KeyRing.of(reader), OpenBundle.newCache());
  }

  int document(String path) throws IOException {
    return open.requireIndex().documentByPath(path).orElseThrow();
  }

  Locations locations(String path) throws IOException {
    return OpenBundle.locations(open.requireIndex().byPath(path).orElseThrow());
  }

  FrameRequest request(String path) throws IOException {
    var locations = locations(path);
    int file = 0;
    while (!locations.files().get(file).file().path().equals(path)) {
      file++;
    }
    return new FrameRequest(open, 0, document(path), locations, file, WORDS);
  }

  Frame frame(String path) throws IOException {
    return frames.frame(request(path));
  }

  @Override
  public void close() throws IOException {
    open.close();
  }
}

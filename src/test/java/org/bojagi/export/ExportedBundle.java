package org.bojagi.export;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
import org.bojagi.plan.Card;

/** A bundle of items that a test names, packed and opened as any other. */
final class ExportedBundle implements AutoCloseable {
  /** Of one item the facts, then its files. */
  record Source(
      String path, ItemType type, String title, String date, int priority, Item.Series series, int part, List<File> files) {}

  record File(
      String path, Role role, String mediaType, String language, TextFormat format, MediaFacts media, byte[] bytes) {}

  static Source text(String path, String title, String markdown) {
    var file = new File(path, Role.ITEM, "text/markdown", "ko", TextFormat.MARKDOWN, null, utf8(markdown));
    return new Source(path, ItemType.STORY, title, "", 0, null, 0, List.of(file));
  }

  static Source film(String path, String title, byte[] film, MediaFacts facts, File... more) {
    var files = new ArrayList<File>();
    files.add(new File(path, Role.ITEM, "video/mp4", "ko", null, facts, film));
    files.addAll(List.of(more));
    return new Source(path, ItemType.FILM, title, "", 0, null, 0, files);
  }

  static Source bytes(String path, int priority, String date, byte[] bytes) {
    var file = new File(path, Role.ITEM, "audio/mpeg", "ko", null, null, bytes);
    return new Source(path, ItemType.MUSIC, path, date, priority, null, 0, List.of(file));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  final Path folder;
  final OpenBundle open;

  ExportedBundle(Path folder, List<Source> sources) throws IOException {
    this.folder = folder;
    var reader = X25519Identity.generate();
    try (var executor = Executors.newFixedThreadPool(2);
        var writer = new BundleWriter(folder, Format.MAX_VOLUME_BYTES, executor);
        var index = new IndexBuilder(writer.scratch(), 16 << 20, executor)) {
      for (var source : sources) {
        var titles = new LinkedHashMap<String, String>();
        titles.put("ko", source.title);
        var said =
            new DublinCore(titles, List.of(), List.of(), "", source.date, List.of(), "", "", "", "", "");
        var item =
            new Item(
                Item.idOf(source.path), source.path, source.type, "ko", said, source.series, source.part,
                source.priority, List.of(), false, false);
        var located = new ArrayList<Locations.Located>();
        for (var file : source.files) {
          var sealed = writer.add(file.path, new ByteArrayInputStream(file.bytes), file.bytes.length, file.format != null);
          var packed =
              new PackedFile(
                  Item.idOf(file.path), file.path, item.id(), file.role, "", file.mediaType, file.language, file.format,
                  "", sealed.sizeBytes(), file.media, Map.of(), sealed.segmentHashes(), sealed.sha256());
          located.add(new Locations.Located(packed, sealed.extents()));
          writer.addLine(new CatalogueLine(packed, file.role == Role.ITEM ? Optional.of(item) : Optional.empty()));
        }
        var files = located.stream().map(Locations.Located::file).toList();
        index.add(new IndexedItem(item, files, List.of(), new Locations(located).encode()));
      }
      for (var file : index.finish()) {
        try (var in = file.open()) {
          writer.addLuceneFile(file.name(), file.length(), in);
        }
      }
      writer.finish(new About(Map.of("ko", "봄"), "ko", "", "", List.of()), 1, List.of(reader.recipient()));
    }
    open = OpenBundle.open(folder, KeyRing.of(reader), OpenBundle.newCache());
  }

  List<ExportedItem> items() throws IOException {
    return BundleItems.read(
        List.of(open),
        (bundle, item) -> true,
        lost -> {
          throw new AssertionError(lost);
        });
  }

  /** Without ffmpeg. */
  ExportPlan plan(PlayerNames names) throws IOException {
    return ExportPlanner.plan(items(), new ExportOptions(names, Locale.KOREAN, Optional.empty(), Optional.empty()));
  }

  ExportPlan plan(Card card) throws IOException {
    return ExportPlanner.plan(
        items(), new ExportOptions(PlayerNames.TITLES, Locale.KOREAN, Optional.of(card), Optional.empty()));
  }

  @Override
  public void close() throws IOException {
    open.close();
  }
}

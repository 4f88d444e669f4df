package org.bojagi.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.bojagi.age.AgePayload;
import org.bojagi.age.ScryptRecipient;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.About;
import org.bojagi.bundle.BundleWriter;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.Locations;
import org.bojagi.bundle.Passphrase;
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
import org.bojagi.index.IndexedText;
import org.bojagi.open.Library;
import org.bojagi.open.OpenBundle;
import org.bojagi.search.ShelfItem;
import org.bojagi.sign.SigningKey;
import org.bojagi.text.Passages;

/**
 * A bundle with one item of each kind, and as many as a test adds, packed and opened as any other.
 */
public final class PagesBundle implements AutoCloseable {
  /** Open the packed bundle, beside the key that {@link #pack} opens it with: little work, for tests. */
  public static final String WORDS = "봄비 강냉이";

  private static final int WORDS_LOG_N = 10;
  private static final String CAPTIONS =
      "WEBVTT\n\n"
          + "00:00:01.000 --> 00:00:04.000\n"
          + "%s\n\n"
          + "00:00:04.500 --> 00:00:08.000\n"
          + "살구꽃 <b>눈</b>\n";

  /** A file of an item. {@code derivedFrom} is a path; empty: none. */
  record Source(
      String path,
      Role role,
      String derivedFrom,
      String mediaType,
      String language,
      TextFormat format,
      MediaFacts media,
      String text) {
    static Source text(String path, Role role, String language, String text) {
      return new Source(path, role, "", "text/markdown", language, TextFormat.MARKDOWN, null, text);
    }

    static Source file(String path, String mediaType, MediaFacts media) {
      return new Source(path, Role.ITEM, "", mediaType, "und", null, media, path);
    }

    static Source captions(String path, String language, String line) {
      return new Source(
          path,
          Role.CAPTIONS,
          "",
          "text/vtt",
          language,
          TextFormat.WEBVTT,
          null,
          CAPTIONS.formatted(line));
    }
  }

  private record Entry(Item item, List<Source> files) {}

  static final DublinCore SAID =
      new DublinCore(
          Map.of(),
          List.of("꾸며낸 인물"),
          List.of("누구"),
          "짧은 설명",
          "2025-03",
          List.of("겨울"),
          "예시 모임",
          "CC0-1.0",
          "출처",
          "마을",
          "");

  private final List<Entry> entries = new ArrayList<>();
  private final X25519Identity reader = X25519Identity.generate();
  private List<String> featured = List.of();
  private SigningKey signer;
  private OpenBundle open;
  private Library library;

  PagesBundle add(
      ItemType type,
      Map<String, String> titles,
      Item.Series series,
      int part,
      List<String> notes,
      Source... files) {
    var path = files[0].path;
    var item =
        new Item(
            Item.idOf(path),
            path,
            type,
            files[0].language,
            SAID.withTitle(titles),
            series,
            part,
            0,
            notes,
            part > 0,
            part == 1);
    entries.add(new Entry(item, List.of(files)));
    return this;
  }

  PagesBundle add(ItemType type, String title, Source... files) {
    return add(type, Map.of(files[0].language, title), null, 0, List.of(), files);
  }

  public static PagesBundle ofEachKind() {
    var bundle = new PagesBundle();
    var series = new Item.Series("bridge", "다리 우에서");
    for (int part = 1; part <= 3; part++) {
      bundle.add(
          ItemType.STORY,
          Map.of("ko-KP", "다리 " + part, "en", "Bridge " + part),
          series,
          part,
          part == 2 ? List.of("큰물", "리별") : List.of(),
          Source.text("이야기/" + part + ".ko.md", Role.ITEM, "ko-KP", "력사책을 펼쳤다. 살구꽃이 피였다."),
          Source.text(
              "이야기/" + part + ".en.md",
              Role.TRANSLATION,
              "en",
              "They opened the book of history."));
    }
    var film = new MediaFacts(48, 640, 360, 1, List.of("avc1"));
    bundle.add(
        ItemType.FILM,
        "살구나무",
        Source.file("영상/살구나무.mp4", "video/mp4", film),
        Source.captions("영상/살구나무.ko.vtt", "ko-KP", "력사가 흐른다"),
        Source.captions("영상/살구나무.en.vtt", "en", "history"),
        new Source("영상/살구나무.jpg", Role.POSTER, "", "image/jpeg", "und", null, null, "poster"));
    bundle.add(ItemType.FILM, "오랜 영상", Source.file("영상/오랜.avi", "video/x-msvideo", film));
    bundle.add(
        ItemType.MUSIC,
        "자장가",
        Source.file("노래/자장가.opus", "audio/ogg", new MediaFacts(21, 0, 0, 1, List.of())),
        Source.captions("노래/자장가.ko.vtt", "ko-KP", "자장 자장"));
    bundle.add(
        ItemType.PICTURE,
        "겨울강",
        Source.file("그림/겨울강.webp", "image/webp", new MediaFacts(0, 800, 600, 1, List.of())));
    bundle.add(ItemType.PICTURE, "옛 사진", Source.file("그림/옛.tif", "image/tiff", null));
    bundle.add(ItemType.DOCUMENT, "표", Source.file("문서/표.bin", "application/octet-stream", null));
    bundle.add(ItemType.LETTER, "편지", Source.text("편지/편지.md", Role.ITEM, "ko-KR", "역사를 적는다."));
    bundle.add(ItemType.EVENT, "시랑송", Source.text("소식/시.md", Role.ITEM, "ko-KP", "시를 읽었다."));
    bundle.add(ItemType.BOOK, "唐诗", Source.text("책/唐诗.md", Role.ITEM, "zh", "床前明月光"));
    return bundle;
  }

  /** One film, whose bytes are ASCII. */
  public static PagesBundle ofFilm(String path, String bytes) {
    var film = new MediaFacts(48, 640, 360, 1, List.of("avc1"));
    return new PagesBundle()
        .add(ItemType.FILM, "영화", new Source(path, Role.ITEM, "", "video/mp4", "und", null, film, bytes));
  }

  public PagesBundle signedBy(SigningKey key) {
    signer = key;
    return this;
  }

  /** Who opens it besides those who know the words. */
  public X25519Identity reader() {
    return reader;
  }

  /** As the packer lists them: ids of items, in order. */
  PagesBundle featured(String... paths) {
    featured = Stream.of(paths).map(Item::idOf).toList();
    return this;
  }

  public PagesBundle pack(Path folder) throws IOException {
    try (var executor = Executors.newFixedThreadPool(2);
        var writer = new BundleWriter(folder, Format.MAX_VOLUME_BYTES, executor);
        var index = new IndexBuilder(writer.scratch(), 16 << 20, executor)) {
      if (signer != null) {
        writer.signWith(signer);
      }
      for (var entry : entries) {
        index.add(indexed(entry, writer));
      }
      for (var file : index.finish()) {
        try (var in = file.open()) {
          writer.addLuceneFile(file.name(), file.length(), in);
        }
      }
      try (var words = new ScryptRecipient(Passphrase.forWriting(WORDS.getBytes(StandardCharsets.UTF_8)), WORDS_LOG_N)) {
        writer.finish(new About(Map.of(), "ko-KP", "", "", featured), 1, List.of(reader.recipient(), words));
      }
    }
    open = OpenBundle.open(folder, KeyRing.of(reader), OpenBundle.newCache());
    library = new Library(List.of(open));
    return this;
  }

  private static IndexedItem indexed(Entry entry, BundleWriter writer) throws IOException {
    var located = new ArrayList<Locations.Located>();
    var texts = new ArrayList<IndexedText>();
    for (var source : entry.files) {
      var bytes = source.text.getBytes(StandardCharsets.UTF_8);
      var sealed = writer.add(source.path, new ByteArrayInputStream(bytes), bytes.length, !source.mediaType.startsWith("video/"));
      var packed =
          new PackedFile(
              Item.idOf(source.path),
              source.path,
              entry.item.id(),
              source.role,
              source.derivedFrom.isEmpty() ? "" : Item.idOf(source.derivedFrom),
              source.mediaType,
              source.language,
              source.format,
              "",
              sealed.sizeBytes(),
              source.media,
              Map.of(),
              sealed.segmentHashes(),
              sealed.sha256());
      if (source.format != null) {
        texts.add(
            new IndexedText(
                located.size(),
                source.language,
                source.format,
                "",
                Passages.cut(source.format, source.text)));
      }
      located.add(new Locations.Located(packed, sealed.extents()));
      writer.addLine(
          new CatalogueLine(
              packed, source.role == Role.ITEM ? Optional.of(entry.item) : Optional.empty()));
    }
    var files = located.stream().map(Locations.Located::file).toList();
    return new IndexedItem(entry.item, files, texts, new Locations(located).encode());
  }

  public Library library() {
    return library;
  }

  public ShelfItem item(String path) throws IOException {
    return library.shelves().byPath(0, path).orElseThrow();
  }

  /** Turns one bit over in the first chunk of a packed file, so that nothing of it can be read any more. */
  public void damage(String path) throws IOException {
    var shown = item(path);
    var located = library.locations(shown.stored()).files().stream()
        .filter(each -> each.file().path().equals(path))
        .findFirst().orElseThrow();
    var extent = located.extents().getFirst();
    var volume = open.bundle().root().content().volumes().stream()
        .filter(each -> each.id().equals(extent.volume()))
        .findFirst().orElseThrow();
    long chunk = extent.plaintextOffset() / AgePayload.CHUNK_SIZE;
    long offset = volume.header().length + extent.plaintextOffset() + 16 * chunk;
    try (var file = new RandomAccessFile(open.bundle().file(extent.volume()).orElseThrow().toFile(), "rw")) {
      file.seek(offset);
      int old = file.read();
      file.seek(offset);
      file.write(old ^ 4);
    }
  }

  @Override
  public void close() throws IOException {
    open.close();
  }
}

package org.bojagi.seal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bojagi.bundle.BundleWriter;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.Locations;
import org.bojagi.bundle.SealedContent;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.RelativePath;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.corpus.CorpusItem;
import org.bojagi.corpus.SourceFile;
import org.bojagi.extract.Extraction;
import org.bojagi.extract.ExtractionPool;
import org.bojagi.extract.ExtractionPool.Kind;
import org.bojagi.extract.ExtractionRequest;
import org.bojagi.extract.MediaExcerpt;
import org.bojagi.extract.Rendition;
import org.bojagi.extract.SourceBytes;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.IndexedText;
import org.bojagi.scrub.Sensitive;
import org.bojagi.seal.PackProgress.Stage;
import org.bojagi.seal.Preparation.PreparedFile;
import org.bojagi.seal.Preparation.PreparedItem;
import org.bojagi.seal.Preparation.Traces;

/**
 * Seals one item after the other: its files, then what was rendered of them, then their lines of the catalogue, so that
 * all of an item lies side by side.
 */
final class ItemSealer {
  /** Types of text that aren't {@code text/…}: worth compressing, as nothing else is. */
  static final Set<String> TEXT_TYPES =
      Set.of("application/json", "application/xml", "application/rtf", "application/xhtml+xml", "image/svg+xml");

  private final BundleWriter writer;
  private final ExtractionPool pool;
  private final PackTally tally;
  private final Duplicates duplicates = new Duplicates();
  private final String options;

  /** Items of which some files lie on a shelf that isn't closed. */
  private final ArrayDeque<Assembly> waiting = new ArrayDeque<>();

  /** @param options what items are packed with, for {@link Declared} */
  ItemSealer(BundleWriter writer, ExtractionPool pool, PackTally tally, String options) {
    this.options = options;
    this.writer = writer;
    this.pool = pool;
    this.tally = tally;
  }

  /** Takes what the index needs to know of an item. */
  @FunctionalInterface
  interface IndexedItems {
    /**
     * @param sealedBytes of its files and renditions in the volumes
     * @param volumes ids of those in which they lie
     */
    void accept(IndexedItem item, long sealedBytes, Set<String> volumes) throws IOException;
  }

  /** A file of the corpus in its volume, and what is known of it; {@code extraction} null where nothing is. */
  private record SealedFile(
      SourceFile source, String id, SealedContent sealed, Extraction extraction, PageSpool pages, Traces traces) {}

  /** A file of an item; where it lies is known once its shelf is closed. */
  private record AssembledFile(PackedFile file, SealedContent sealed) {}

  /** One item as it is put together: its files, and the texts among them. */
  private static final class Assembly {
    final Item item;
    final String declared;
    final List<AssembledFile> files = new ArrayList<>();
    final List<IndexedText> texts = new ArrayList<>();
    private final Set<String> captionLanguages = new HashSet<>();

    Assembly(Item item, String declared) {
      this.item = item;
      this.declared = declared;
    }

    boolean isPlaced() {
      return files.stream().allMatch(file -> file.sealed.isPlaced());
    }

    /** Whether these captions say what others of the same language say already: then search leaves them aside. */
    boolean repeats(Role role, String language) {
      return role == Role.CAPTIONS && !captionLanguages.add(language);
    }
  }

  /**
   * Seals one item; takes no notice of one whose own file could not be read.
   *
   * @param whole given what the index needs to know of this and of earlier items, as soon as all their files have a place
   */
  void seal(PreparedItem prepared, IndexedItems whole) throws IOException {
    prepared.findings().forEach(tally::find);
    var sealed = new ArrayList<SealedFile>();
    var keep = SourceCleaning.kept(prepared.item().keep());
    for (var file : prepared.files()) {
      var id = file.file().role() == Role.ITEM ? prepared.item().item().id() : Item.idOf(file.file().path());
      seal(file, id, keep).ifPresent(sealed::add);
    }
    if (sealed.isEmpty() || sealed.getFirst().source.role() != Role.ITEM) {
      return;
    }
    var item = described(prepared.item(), sealed);
    var assembly = new Assembly(item, Declared.of(prepared.item(), options));
    for (var file : sealed) {
      nameTraces(file);
      addFile(item, prepared.item(), file, assembly);
      if (file.extraction != null) {
        for (var rendition : file.extraction.renditions()) {
          addRendition(item, file, rendition, SourceBytes.of(rendition.content()), assembly);
        }
      }
      for (var page : file.pages.renditions()) {
        addRendition(item, file, page.rendition(), page.content(), assembly);
      }
    }
    waiting.add(assembly);
    settle(whole);
  }

  /** What was sealed by now. */
  Duplicates duplicates() {
    return duplicates;
  }

  /** An item that an interrupted run sealed: its content isn't sealed again under another path. */
  void keep(IndexedItem item) throws IOException {
    duplicates.add(item);
  }

  /** Gives what still lies on an open shelf its place. */
  void finish(IndexedItems whole) throws IOException {
    writer.closeShelf();
    settle(whole);
  }

  private void settle(IndexedItems whole) throws IOException {
    for (var assemblies = waiting.iterator(); assemblies.hasNext(); ) {
      var assembly = assemblies.next();
      if (!assembly.isPlaced()) {
        continue;
      }
      assemblies.remove();
      var located = new ArrayList<Locations.Located>();
      var volumes = new LinkedHashSet<String>();
      for (var file : assembly.files) {
        writer.addLine(line(file.file(), assembly));
        located.add(new Locations.Located(file.file(), file.sealed.extents()));
        file.sealed.extents().forEach(extent -> volumes.add(extent.volume()));
      }
      var files = assembly.files.stream().map(AssembledFile::file).toList();
      whole.accept(
          new IndexedItem(assembly.item, files, assembly.texts, new Locations(located).encode()),
          assembly.files.stream().mapToLong(file -> file.sealed.sealedBytes()).sum(),
          volumes);
    }
  }

  private static CatalogueLine line(PackedFile file, Assembly assembly) {
    return file.role() == Role.ITEM
        ? new CatalogueLine(file, Optional.of(assembly.item), assembly.declared)
        : new CatalogueLine(file, Optional.empty());
  }

  /** The bytes of one file into the bundle; films are extracted from what is kept of them as they pass. */
  private Optional<SealedFile> seal(PreparedFile file, String id, Set<Sensitive.Kind> keep) throws IOException {
    var source = file.file();
    boolean media = file.kind() == Kind.MEDIA;
    var excerpt = media ? new MediaExcerpt() : null;
    boolean compress = source.mediaType().startsWith("text/") || TEXT_TYPES.contains(source.mediaType());
    SealedContent sealed;
    try {
      var twin = twin(file, excerpt);
      if (twin.isPresent()) {
        sealed = twin.get().sealed();
      } else {
        excerpt = media ? new MediaExcerpt() : null;
        try (var in =
            new SourceInput(file.bytes().open(), bytes -> tally.at(Stage.SEALING, source.path(), bytes))) {
          sealed = add(source.path(), excerpt == null ? in : tee(in, excerpt), file.bytes().sizeBytes(), compress);
          if (in.failed()) {
            tally.find(Preparation.unreadable(source));
            return Optional.empty();
          }
        }
      }
    } catch (java.nio.file.NoSuchFileException | java.nio.file.AccessDeniedException e) {
      tally.find(Preparation.unreadable(source));
      return Optional.empty();
    }
    if (!file.held() && (sealed.changed() || !source.isUnchanged())) {
      if (!file.traces().removed().isEmpty()) {
        tally.find(Preparation.changedWhileCleaned(source));
        return Optional.empty();
      }
      tally.find(Preparation.changed(source));
    }
    duplicates.add(source.path(), sealed);
    var extraction = file.extraction();
    var traces = file.traces();
    if (excerpt != null) {
      var request =
          new ExtractionRequest(source.path(), source.mediaType(), source.charset(), source.language());
      extraction = pool.extract(request, excerpt.excerpt());
      traces = traces.with(extraction.sensitive(), keep);
    }
    if (extraction != null) {
      extraction.findings().forEach(tally::find);
    }
    FilmPreparation.unplayable(file, extraction).ifPresent(tally::find);
    return Optional.of(new SealedFile(source, id, sealed, extraction, file.pages(), traces));
  }

  /** What is compressed goes on a shelf where it is small enough. */
  private SealedContent add(String path, InputStream in, long sizeBytes, boolean compress) throws IOException {
    if (!compress || sizeBytes > BundleWriter.MAX_SHELVED_BYTES) {
      return writer.add(path, in, sizeBytes, compress);
    }
    var content = in.readNBytes((int) sizeBytes);
    boolean changed = content.length < sizeBytes || in.read() >= 0;
    var sealed = writer.shelve(path, content);
    return new SealedContent(sealed.placement(), sealed.sizeBytes(), sealed.segmentHashes(), sealed.sha256(), changed);
  }

  /** The file with the same content that was sealed already; {@code excerpt} then is what is kept of it. */
  private Optional<Duplicates.Twin> twin(PreparedFile file, MediaExcerpt excerpt) throws IOException {
    var twin =
        duplicates.find(
            file.bytes().sizeBytes(),
            () -> {
              var in = new SourceInput(file.bytes().open());
              return excerpt == null ? in : tee(in, excerpt);
            });
    twin.ifPresent(
        same ->
            tally.duplicates.add(
                new PackReport.Duplicate(file.file().path(), same.path(), same.sealed().sizeBytes())));
    return twin;
  }

  private static InputStream tee(InputStream in, MediaExcerpt excerpt) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int b = super.read();
        if (b >= 0) {
          excerpt.write(b);
        }
        return b;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = super.read(bytes, offset, length);
        if (n > 0) {
          excerpt.write(bytes, offset, n);
        }
        return n;
      }
    };
  }

  private void addFile(Item item, CorpusItem prepared, SealedFile file, Assembly assembly) {
    var extraction = file.extraction;
    boolean translatable = extraction != null && file.source.role() != Role.COMPANION;
    TextFormat format = translatable ? extraction.textFormat() : null;
    var packed =
        new PackedFile(
            file.id,
            file.source.path(),
            item.id(),
            file.source.role(),
            "",
            extraction == null ? file.source.mediaType() : extraction.mediaType(),
            language(file, item),
            format,
            format == null ? "" : extraction.charset(),
            file.sealed.sizeBytes(),
            extraction == null ? null : extraction.media(),
            links(prepared, file.source.path()),
            file.sealed.segmentHashes(),
            file.sealed.sha256());
    assembly.files.add(new AssembledFile(packed, file.sealed));
    addText(packed, "", extraction, assembly);
  }

  /** Those that whoever reads the bundle can't follow by path alone. */
  private static Map<String, String> links(CorpusItem item, String from) {
    var links = new LinkedHashMap<String, String>();
    for (var link : item.links()) {
      boolean found = link.from().equals(from) && !link.isMissing();
      if (found
          && links.size() < PackedFile.MAX_LINKS
          && !RelativePath.resolve(from, link.target()).equals(link.path())) {
        links.put(link.target(), link.path());
      }
    }
    return links;
  }

  private void addRendition(
      Item item, SealedFile of, Rendition rendition, SourceBytes content, Assembly assembly)
      throws IOException {
    var path = Format.RENDITIONS + of.id + "/" + rendition.name();
    boolean text = rendition.textFormat() != null || rendition.mediaType().startsWith("text/");
    SealedContent sealed;
    var twin = duplicates.find(content.sizeBytes(), content::open);
    if (twin.isPresent()) {
      sealed = twin.get().sealed();
    } else {
      try (var in = content.open()) {
        sealed = add(path, in, content.sizeBytes(), text);
      }
      duplicates.add(path, sealed);
    }
    var language = rendition.language().isEmpty() ? language(of, item) : rendition.language();
    var format = assembly.repeats(rendition.role(), language) ? null : rendition.textFormat();
    var packed =
        new PackedFile(
            Item.idOf(path),
            path,
            item.id(),
            rendition.role(),
            of.id,
            rendition.mediaType(),
            language,
            format,
            "",
            sealed.sizeBytes(),
            null,
            Map.of(),
            sealed.segmentHashes(),
            sealed.sha256());
    assembly.files.add(new AssembledFile(packed, sealed));
    addText(packed, rendition.name(), of.extraction, assembly);
  }

  private static void addText(PackedFile packed, String renditionName, Extraction extraction, Assembly assembly) {
    if (packed.textFormat() == null) {
      return;
    }
    for (var text : extraction.texts()) {
      if (text.renditionName().equals(renditionName)) {
        assembly.texts.add(
            new IndexedText(
                assembly.files.size() - 1,
                packed.language(),
                packed.textFormat(),
                packed.charset(),
                text.passages()));
      }
    }
  }

  /** What was declared goes before what was found; for an item's own file its item's language is what it says. */
  private static String language(SealedFile file, Item item) {
    var declared = file.source.role() == Role.ITEM ? item.language() : file.source.language();
    if (!declared.equals("und") || file.extraction == null || file.extraction.language().isEmpty()) {
      return declared;
    }
    return file.extraction.language();
  }

  /** The item with the titles that only its content has, and a language where nobody declared one. */
  private static Item described(CorpusItem corpusItem, List<SealedFile> sealed) {
    var item = corpusItem.item();
    var own = sealed.getFirst();
    var language = language(own, item);
    Map<String, String> titles = new LinkedHashMap<>(item.description().title());
    if (titles.isEmpty()) {
      titles.put(language, foundTitle(corpusItem, own.extraction));
    }
    for (var file : sealed) {
      if (file.source.role() == Role.TRANSLATION && file.extraction != null && !file.extraction.title().isEmpty()) {
        titles.putIfAbsent(language(file, item), file.extraction.title());
      }
    }
    return new Item(
        item.id(),
        item.path(),
        item.type(),
        language,
        item.description().withTitle(titles),
        item.series(),
        item.part(),
        item.priority(),
        item.notes(),
        item.fiction(),
        item.featured());
  }

  private static String foundTitle(CorpusItem item, Extraction extraction) {
    if (extraction != null && !extraction.title().isBlank()) {
      return extraction.title();
    }
    return item.titleOtherwise();
  }

  private void nameTraces(SealedFile file) {
    var found = file.traces;
    if (!found.equals(Traces.NONE)) {
      tally.scrubbed.add(
          new PackReport.Scrubbed(file.source.path(), found.removed(), found.left(), found.kept()));
    }
  }
}

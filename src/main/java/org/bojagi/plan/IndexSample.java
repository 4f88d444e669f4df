package org.bojagi.plan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.Locations;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Passage;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.corpus.BoundedMarkdown;
import org.bojagi.corpus.CorpusItem;
import org.bojagi.corpus.SourceFile;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.IndexedText;
import org.bojagi.index.MemoryIndex;
import org.bojagi.plan.IndexEstimate.Share;
import org.bojagi.text.Charsets;
import org.bojagi.text.HtmlText;
import org.bojagi.text.Passages;
import org.bojagi.text.Subtitles;
import org.bojagi.text.WebVtt;

/**
 * An index of a few megabytes of a corpus's texts, made in memory, by which the estimate of the whole is corrected: how
 * many bytes a letter costs depends on how often words come again, and no formula knows that of texts that it never saw.
 * Of a corpus that is no larger it is the index itself but for what only packing knows, as where files will lie.
 */
final class IndexSample {
  private static final long MOST_TEXT_BYTES = 3 << 20;
  private static final int MOST_ITEMS = 4_000;

  private final MemoryIndex index;
  private final Random places = new Random(1);
  private final SampledLines lines = new SampledLines(places);
  private Share share = Share.NONE;
  private long estimatedLineBytes;

  private IndexSample() throws IOException {
    this.index = new MemoryIndex();
  }

  /**
   * Items at even distances, as many as take a few seconds.
   *
   * @param items of the corpus, with their shares by formula
   * @param formula corrected by this; stays as it is where nothing can be read
   * @return the items, what their lines of the catalogue take corrected likewise
   */
  static List<ItemSize> correct(IndexEstimate formula, List<ItemSize> items) {
    var suited = items.stream().filter(item -> isSuited(item.item())).toList();
    long bytes = suited.stream().mapToLong(IndexSample::textBytes).sum();
    int every = (int) Math.max(1, Math.max(Math.ceilDiv(bytes, MOST_TEXT_BYTES), suited.size() / MOST_ITEMS));
    try {
      var sample = new IndexSample();
      try (var index = sample.index) {
        for (int i = 0; i < suited.size(); i += every) {
          sample.add(suited.get(i));
        }
        formula.measured(sample.share, index.finishedBytes());
        double lines = sample.lines.finishedBytes() / (double) Math.max(1, sample.estimatedLineBytes);
        return sample.estimatedLineBytes == 0 ? items : items.stream().map(item -> item.withLines(lines)).toList();
      }
    } catch (IOException e) {
      return items; // packing will name what can't be read
    }
  }

  /** Not where texts are large, or lie in documents that only extraction takes apart. */
  private static boolean isSuited(CorpusItem item) {
    return textBytes(item) <= MOST_TEXT_BYTES / 4 && item.files().stream().noneMatch(ItemEstimator::isDocument);
  }

  private static long textBytes(ItemSize item) {
    return textBytes(item.item());
  }

  private static long textBytes(CorpusItem item) {
    return item.files().stream().filter(IndexSample::isText).mapToLong(SourceFile::sizeBytes).sum();
  }

  private static boolean isText(SourceFile file) {
    return file.role() == Role.SUBTITLES
        || (file.role() == Role.ITEM || file.role() == Role.TRANSLATION) && file.mediaType().startsWith("text/");
  }

  /** A file's text, decoded; one for each language of subtitles. */
  private record Text(String language, TextFormat format, String content, List<Passage> passages) {}

  private void add(ItemSize size) throws IOException {
    var item = size.item();
    var files = new ArrayList<PackedFile>();
    var texts = new ArrayList<IndexedText>();
    var renditions = new ArrayList<Runnable>();
    for (var file : item.files()) {
      var id = file.role() == Role.ITEM ? item.item().id() : Item.idOf(file.path());
      var found = isText(file) ? texts(file) : List.<Text>of();
      var own = found.isEmpty() || file.role() == Role.SUBTITLES ? null : found.getFirst();
      files.add(packed(id, file.path(), item, file.role(), "", file, own == null ? null : own.format));
      if (own != null) {
        texts.add(new IndexedText(files.size() - 1, own.language, own.format, "", own.passages));
        continue;
      }
      for (var text : found) {
        renditions.add(
            () -> {
              var path = Format.RENDITIONS + id + "/captions." + text.language + ".vtt";
              files.add(packed(Item.idOf(path), path, item, Role.CAPTIONS, id, file, text.format));
              texts.add(new IndexedText(files.size() - 1, text.language, text.format, "", text.passages));
            });
      }
    }
    renditions.forEach(Runnable::run);
    for (var file : files) {
      lines.add(file, file.role() == Role.ITEM ? Optional.of(titled(item)) : Optional.empty());
    }
    estimatedLineBytes += size.parts().stream().mapToLong(part -> part.entry().lineBytes()).sum();
    index.add(new IndexedItem(titled(item), files, texts, new Locations(located(files)).encode()));
    share = share.plus(size.index());
  }

  private static PackedFile packed(
      String id, String path, CorpusItem item, Role role, String of, SourceFile file, TextFormat format) {
    var type = role == Role.CAPTIONS ? "text/vtt" : file.mediaType();
    return new PackedFile(
        id, path, item.item().id(), role, of, type, file.language(), format, "", file.sizeBytes(), null, Map.of(),
        new byte[0], new byte[0]);
  }

  /** Anywhere, with numbers as large as they will be. */
  private List<Locations.Located> located(List<PackedFile> files) {
    var located = new ArrayList<Locations.Located>();
    for (var file : files) {
      var entry = new Extent(VOLUME, "shelves/0001.tar.zst", places.nextInt(1 << 28), 300_000, Extent.Encoding.STORED);
      boolean shelved = file.textFormat() != null;
      var sha256 = new byte[32];
      places.nextBytes(sha256);
      located.add(
          new Locations.Located(
              file,
              List.of(
                  shelved
                      ? entry.onShelf(places.nextInt(1 << 20), (int) file.sizeBytes())
                      : new Extent(
                          VOLUME, file.path(), places.nextInt(1 << 28), file.sizeBytes(), Extent.Encoding.STORED)),
              sha256));
    }
    return located;
  }

  /** An id as a volume may have it. */
  private static final String VOLUME = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

  private static Item titled(CorpusItem of) {
    var item = of.item();
    var titles = new HashMap<>(item.description().title());
    if (titles.isEmpty()) {
      titles.put(item.language(), of.titleOtherwise());
    }
    return new Item(
        item.id(), item.path(), item.type(), item.language(), item.description().withTitle(titles), item.series(),
        item.part(), item.priority(), item.notes(), item.fiction(), item.featured());
  }

  private static List<Text> texts(SourceFile file) throws IOException {
    try {
      return read(file);
    } catch (RuntimeException | StackOverflowError crafted) {
      return List.of(); // packing reads it in a process of its own, and will name it
    }
  }

  private static List<Text> read(SourceFile file) throws IOException {
    byte[] bytes;
    try (var in = file.open()) {
      bytes = in.readNBytes((int) Math.min(file.sizeBytes(), MOST_TEXT_BYTES));
    }
    var text = Charsets.decode(bytes, Charsets.detect(bytes, file.charset()));
    if (file.role() == Role.SUBTITLES) {
      return captions(file, text);
    }
    var format =
        file.mediaType().contains("html")
            ? TextFormat.HTML
            : isMarkdown(file, text) ? TextFormat.MARKDOWN : TextFormat.PLAIN;
    var passages = format == TextFormat.HTML ? HtmlText.of(text).passages(text) : Passages.cut(format, text);
    return List.of(new Text(file.language(), format, text, passages));
  }

  /** What would take its parser hours counts as plain text. */
  private static boolean isMarkdown(SourceFile file, String text) {
    return file.mediaType().equals("text/markdown") && BoundedMarkdown.of(text).equals(text);
  }

  private static List<Text> captions(SourceFile file, String text) {
    var read =
        Subtitles.formatOf(file.path(), text)
            .map(format -> Subtitles.read(format, text, file.language()))
            .orElse(Map.of());
    var texts = new ArrayList<Text>();
    read.forEach(
        (language, cues) -> {
          var written = WebVtt.write(cues);
          var spoken = language.isEmpty() ? file.language() : language;
          texts.add(new Text(spoken, TextFormat.WEBVTT, written, Passages.cut(TextFormat.WEBVTT, written)));
        });
    return texts;
  }

  /** The WebVTT that subtitles are rendered to, one for each language; empty where nothing can be read. */
  static List<byte[]> captions(SourceFile file) {
    if (file.sizeBytes() > MOST_TEXT_BYTES) {
      return List.of();
    }
    try {
      return texts(file).stream().map(text -> text.content.getBytes(StandardCharsets.UTF_8)).toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}

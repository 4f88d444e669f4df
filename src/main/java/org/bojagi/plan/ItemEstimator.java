package org.bojagi.plan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bojagi.bundle.BundleWriter;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.bojagi.corpus.CorpusItem;
import org.bojagi.corpus.Link;
import org.bojagi.corpus.SourceFile;
import org.bojagi.media.MediaPrograms;
import org.bojagi.plan.IndexEstimate.Share;
import org.bojagi.plan.ItemSize.Part;
import org.bojagi.plan.PlannedCard.ContentKind;
import org.bojagi.plan.SealedVolumes.Entry;

/**
 * What an item of a corpus will take. Media are known to the byte, texts by their samples; what is made of files is
 * guessed by what it mostly is: a small picture 9 KB, a page of a PDF 58 KB, captions and HTML by their file's size.
 */
final class ItemEstimator {
  private static final int RENDITION_NAME_BYTES = 11 + 32 + 1 + 13;
  private static final int THUMBNAIL_BYTES = 9_000;

  /** Of an item's line more than of another file's: what was declared of it, as a hash, its title and type. */
  private static final int ITEM_LINE_BYTES = 43;

  /** On a page that Tesseract reads, where it is full. */
  private static final int SYLLABLES_OF_SCAN = 575;

  private static final int PAGE_BYTES = 58_000;
  private static final int MAX_PAGES = 400;
  private static final long MAX_PAGES_BYTES = 48 << 20;

  /** Of a PDF that hides its pages in compressed objects: how much of it a page has. */
  private static final int PDF_BYTES_OF_PAGE = 31_000;

  private static final int MAX_PDF_READ = 4 << 20;
  private static final long MAX_PDFS_READ = 64 << 20;

  private final Sampling sampling;
  private final Twins twins;
  private final MediaPrograms programs;
  private final Map<Object, Integer> contents = new HashMap<>();
  private final Set<Integer> met = new HashSet<>();
  private int estimated;
  private long pdfBytesRead;

  ItemEstimator(Sampling sampling, Twins twins, MediaPrograms programs) {
    this.sampling = sampling;
    this.twins = twins;
    this.programs = programs;
  }

  /** One item in the making. */
  private final class Draft {
    final List<Part> parts = new ArrayList<>();
    final List<Part> renditions = new ArrayList<>();
    double[] letters = new double[TextCount.Script.values().length];
    boolean text;
    long sourceBytes;

    void file(Entry entry, ContentKind kind, int content) {
      parts.add(new Part(entry, kind, content, isAgain(content)));
    }

    /** @param of content of the file that it is made of: where that stands twice, so does the rendition */
    void rendition(long bytes, ContentKind kind, int of) {
      int nameBytes = kind == ContentKind.PICTURES || bytes == PAGE_BYTES ? RENDITION_NAME_BYTES : Entry.ON_A_SHELF;
      rendition(new Entry(nameBytes, bytes, bytes, lineBytes(20, bytes)), kind, of);
    }

    void captions(Sampling.Captions captions, ContentKind kind, int of) {
      boolean shelved = captions.sizeBytes() <= BundleWriter.MAX_SHELVED_BYTES;
      int nameBytes = shelved ? Entry.ON_A_SHELF : RENDITION_NAME_BYTES;
      long bytes = captions.compressedBytes();
      rendition(new Entry(nameBytes, bytes, bytes, lineBytes(20, captions.sizeBytes())), kind, of);
    }

    private void rendition(Entry entry, ContentKind kind, int of) {
      int content = of == ItemSize.ONLY_HERE ? of : contentOf(List.of(of, renditions.size()));
      renditions.add(new Part(entry, kind, content, isAgain(content)));
    }
  }

  private int contentOf(Object rendition) {
    return contents.computeIfAbsent(rendition, unused -> twins.count() + contents.size());
  }

  private boolean isAgain(int content) {
    return content != ItemSize.ONLY_HERE && !met.add(content);
  }

  /** Called for each item once, in the order of the corpus. */
  ItemSize estimate(CorpusItem item) {
    var draft = new Draft();
    for (var file : item.files()) {
      addFile(file, draft);
    }
    if (hasThumbnail(item)) {
      draft.rendition(THUMBNAIL_BYTES, ContentKind.PICTURES, twins.content(item.ownFile()));
    }
    draft.parts.addAll(draft.renditions);
    var share = new Share(draft.letters, draft.text ? 0 : 1, draft.text ? 1 : 0, draft.parts.size() - 1);
    return new ItemSize(estimated++, item, draft.parts, share, draft.sourceBytes, List.of());
  }

  private void addFile(SourceFile file, Draft draft) {
    long size = file.sizeBytes();
    long packed = size;
    var kind = kindOf(file);
    if (Sampling.isCompressed(file)) {
      var text = sampling.text(file);
      packed = text.compressedBytes();
      draft.letters = sum(draft.letters, text.letters());
      draft.text |= file.role() == Role.ITEM;
    }
    int nameBytes = file.path().getBytes(StandardCharsets.UTF_8).length;
    long bound = Sampling.isCompressed(file) ? size + 5 * (size >> 14) + 64 : size;
    boolean shelved = Sampling.isShelved(file);
    int content = twins.content(file);
    var entry =
        new Entry(
            shelved ? Entry.ON_A_SHELF : nameBytes,
            packed,
            shelved ? packed : bound,
            lineBytes(nameBytes, size) + (file.role() == Role.ITEM ? ITEM_LINE_BYTES : 0));
    draft.sourceBytes += size;
    draft.file(entry, kind, content);
    if (file.role() == Role.SUBTITLES) {
      if (!Sampling.isCompressed(file)) {
        draft.letters = sum(draft.letters, guessed(file, size / 4));
      }
      var known = sampling.captions(file);
      known.forEach(captions -> draft.captions(captions, kind, content));
      if (known.isEmpty()) {
        draft.rendition(Math.max(60, Math.min(size, 2_000_000) / 4), kind, content);
      }
    } else if (isDocument(file)) {
      draft.text |= file.role() == Role.ITEM;
      if (file.mediaType().equals("application/pdf")) {
        addPdf(file, content, draft);
      } else {
        draft.letters = sum(draft.letters, guessed(file, Math.min(200_000, size / 20)));
        draft.rendition(600 + Math.min(300_000, size / 10), ContentKind.TEXTS, content);
      }
    }
  }

  /** A PDF without any font is pictures of pages: it has a text where a machine reads them. */
  private void addPdf(SourceFile file, int content, Draft draft) {
    var pdf = pdf(file);
    boolean read = !pdf.isScanned() || programs.ocr().filter(ocr -> ocr.reads(file.language())).isPresent();
    if (read) {
      boolean korean = !file.language().startsWith("en");
      long letters =
          pdf.isScanned()
              ? pdf.pages() * (korean ? SYLLABLES_OF_SCAN : 3 * SYLLABLES_OF_SCAN)
              : Math.min(200_000, file.sizeBytes() / 20);
      draft.letters = sum(draft.letters, guessed(file, letters));
      draft.rendition(1_000 * pdf.pages(), ContentKind.TEXTS, content);
    }
    draft.rendition(THUMBNAIL_BYTES, ContentKind.PICTURES, content);
    long left = MAX_PAGES_BYTES;
    for (int i = 0; i < pdf.pages() && left >= PAGE_BYTES; i++, left -= PAGE_BYTES) {
      draft.rendition(PAGE_BYTES, ContentKind.TEXTS, content);
    }
  }

  private static double[] sum(double[] a, double[] b) {
    var sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }

  private static double[] guessed(SourceFile file, double letters) {
    var guess = new double[TextCount.Script.values().length];
    var script =
        file.language().startsWith("zh")
            ? TextCount.Script.HAN
            : file.language().startsWith("en") ? TextCount.Script.OTHER : TextCount.Script.HANGUL;
    guess[script.ordinal()] = letters;
    return guess;
  }

  /** A line of the catalogue, deflated: hashes don't shrink, paths do to about half. */
  private static long lineBytes(int pathBytes, long sizeBytes) {
    return 28 + 33 * Math.max(1, PackedFile.segmentCount(sizeBytes)) + pathBytes / 2;
  }

  static boolean isDocument(SourceFile file) {
    var type = file.mediaType();
    boolean read = file.role() == Role.ITEM || file.role() == Role.TRANSLATION;
    return read
        && (type.equals("application/pdf")
            || type.equals("application/msword")
            || type.equals("application/epub+zip")
            || type.equals("multipart/related")
            || type.equals("application/rtf")
            || type.startsWith("application/vnd.o")
            || type.startsWith("application/vnd.ms-")
            || type.contains("hwp"));
  }

  private record Pdf(long pages, boolean isScanned) {}

  private Pdf pdf(SourceFile file) {
    long guess = Math.clamp(file.sizeBytes() / PDF_BYTES_OF_PAGE, 1, MAX_PAGES);
    if (pdfBytesRead > MAX_PDFS_READ) {
      return new Pdf(guess, false);
    }
    try (var in = file.open()) {
      var bytes = in.readNBytes(MAX_PDF_READ);
      pdfBytesRead += bytes.length;
      long found = PdfPages.count(bytes);
      long pages =
          found == 0 ? guess : Math.min(MAX_PAGES, found * Math.max(1, file.sizeBytes() / bytes.length));
      return new Pdf(pages, found > 0 && !PdfPages.hasFonts(bytes));
    } catch (IOException e) {
      return new Pdf(guess, false);
    }
  }

  /**
   * The team's poster, else the item itself, else the first picture in it; only what looks like one that is decoded. Of a
   * film ffmpeg draws one.
   */
  private boolean hasThumbnail(CorpusItem item) {
    boolean isFilm = kindOf(item.ownFile()) == ContentKind.FILMS;
    if (isFilm && programs.ffmpeg().isPresent() && item.files(Role.POSTER).isEmpty()) {
      return true;
    }
    if (!item.files(Role.POSTER).isEmpty()) {
      return item.files(Role.POSTER).stream().anyMatch(ItemEstimator::isPicture);
    }
    return isPicture(item.ownFile())
        || item.links().stream()
            .filter(Link::embedded)
            .flatMap(link -> item.files(Role.COMPANION).stream().filter(file -> file.path().equals(link.path())))
            .anyMatch(ItemEstimator::isPicture);
  }

  private static boolean isPicture(SourceFile file) {
    if (!file.mediaType().startsWith("image/")) {
      return false;
    }
    try (var in = file.open()) {
      var head = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
      return head.startsWith("\u00FF\u00D8\u00FF")
          || head.startsWith("\u0089PNG")
          || head.startsWith("GIF8")
          || head.startsWith("RIFF") && head.endsWith("WEBP");
    } catch (IOException e) {
      return false;
    }
  }

  static ContentKind kindOf(SourceFile file) {
    if (file.mediaType().startsWith("video/") || file.mediaType().startsWith("application/vnd.rn-realmedia")) {
      return ContentKind.FILMS;
    }
    if (file.mediaType().startsWith("audio/")) {
      return ContentKind.SOUND;
    }
    return file.mediaType().startsWith("image/") ? ContentKind.PICTURES : ContentKind.TEXTS;
  }
}

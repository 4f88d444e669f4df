package org.bojagi.plan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.bojagi.corpus.Corpus;
import org.bojagi.corpus.CorpusItem;
import org.bojagi.corpus.Link;
import org.bojagi.corpus.SourceFile;
import org.bojagi.plan.IndexEstimate.Share;
import org.bojagi.plan.PlannedCard.ContentKind;
import org.bojagi.plan.SealedVolumes.Entry;

/**
 * What each item of a corpus will take. Media are known to the byte, texts by their samples; what is made of files is
 * guessed by what it mostly is: a small picture 9 KB, a page of a PDF 58 KB, captions and HTML by their file's size.
 */
final class SizeEstimates {
  private static final int RENDITION_NAME_BYTES = 11 + 32 + 1 + 13;
  private static final int THUMBNAIL_BYTES = 9_000;
  private static final int PAGE_BYTES = 58_000;
  private static final int MAX_PAGES = 400;
  private static final long MAX_PAGES_BYTES = 48 << 20;

  /** Of a PDF that hides its pages in compressed objects: how much of it a page has. */
  private static final int PDF_BYTES_OF_PAGE = 31_000;

  private static final int MAX_PDF_READ = 4 << 20;
  private static final long MAX_PDFS_READ = 64 << 20;

  private final Sampling sampling;
  private final IndexEstimate index;
  private final List<ItemSize> items = new ArrayList<>();
  private long pdfBytesRead;

  private SizeEstimates(Sampling sampling) {
    this.sampling = sampling;
    this.index = sampling.index();
  }

  static SizeEstimates of(Corpus corpus) {
    var estimates = new SizeEstimates(Sampling.of(corpus));
    corpus.items().forEach(item -> estimates.items.add(estimates.estimate(item)));
    return estimates;
  }

  /** In the order of the corpus. */
  List<ItemSize> items() {
    return List.copyOf(items);
  }

  IndexEstimate index() {
    return index;
  }

  /** One item in the making. */
  private static final class Draft {
    final List<Entry> entries = new ArrayList<>();
    final List<Entry> renditions = new ArrayList<>();
    final List<ContentKind> kinds = new ArrayList<>();
    final List<ContentKind> kindsOfRenditions = new ArrayList<>();
    double[] letters = new double[TextCount.Script.values().length];
    boolean text;

    void rendition(long bytes, ContentKind kind) {
      int nameBytes = kind == ContentKind.PICTURES || bytes == PAGE_BYTES ? RENDITION_NAME_BYTES : Entry.ON_A_SHELF;
      renditions.add(new Entry(nameBytes, bytes, bytes, lineBytes(20, bytes)));
      kindsOfRenditions.add(kind);
    }
  }

  private ItemSize estimate(CorpusItem item) {
    var draft = new Draft();
    for (var file : item.files()) {
      addFile(file, draft);
    }
    if (hasThumbnail(item)) {
      draft.rendition(THUMBNAIL_BYTES, ContentKind.PICTURES);
    }
    draft.entries.addAll(draft.renditions);
    draft.kinds.addAll(draft.kindsOfRenditions);
    var share = new Share(draft.letters, draft.text ? 0 : 1, draft.text ? 1 : 0, draft.entries.size() - 1);
    return new ItemSize(items.size(), item, List.copyOf(draft.entries), List.copyOf(draft.kinds), share);
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
    draft.entries.add(
        new Entry(
            shelved ? Entry.ON_A_SHELF : nameBytes, packed, shelved ? packed : bound, lineBytes(nameBytes, size)));
    draft.kinds.add(kind);
    if (file.role() == Role.SUBTITLES) {
      if (!Sampling.isCompressed(file)) {
        draft.letters = sum(draft.letters, guessed(file, size / 4));
      }
      draft.rendition(Math.max(60, Math.min(size, 2_000_000) / 4), kind);
    } else if (isDocument(file)) {
      draft.text |= file.role() == Role.ITEM;
      draft.letters = sum(draft.letters, guessed(file, Math.min(200_000, size / 20)));
      if (file.mediaType().equals("application/pdf")) {
        long pages = pages(file);
        draft.rendition(1_000 * pages, ContentKind.TEXTS);
        draft.rendition(THUMBNAIL_BYTES, ContentKind.PICTURES);
        long left = MAX_PAGES_BYTES;
        for (int i = 0; i < pages && left >= PAGE_BYTES; i++, left -= PAGE_BYTES) {
          draft.rendition(PAGE_BYTES, ContentKind.TEXTS);
        }
      } else {
        draft.rendition(600 + Math.min(300_000, size / 10), ContentKind.TEXTS);
      }
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

  /** A line of the catalogue, deflated: ids and hashes don't shrink, paths to about half. */
  private static long lineBytes(int pathBytes, long sizeBytes) {
    return 78 + 33 * Math.max(1, PackedFile.segmentCount(sizeBytes)) + pathBytes / 2;
  }

  private static boolean isDocument(SourceFile file) {
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

  private long pages(SourceFile file) {
    long guess = Math.clamp(file.sizeBytes() / PDF_BYTES_OF_PAGE, 1, MAX_PAGES);
    if (pdfBytesRead > MAX_PDFS_READ) {
      return guess;
    }
    try (var in = file.open()) {
      var bytes = in.readNBytes(MAX_PDF_READ);
      pdfBytesRead += bytes.length;
      long found = PdfPages.count(bytes);
      return found == 0 ? guess : Math.min(MAX_PAGES, found * Math.max(1, file.sizeBytes() / bytes.length));
    } catch (IOException e) {
      return guess;
    }
  }

  /** The team's poster, else the item itself, else the first picture in it; only what looks like one that is decoded. */
  private static boolean hasThumbnail(CorpusItem item) {
    if (!item.files(Role.POSTER).isEmpty()) {
      return item.files(Role.POSTER).stream().anyMatch(SizeEstimates::isPicture);
    }
    return isPicture(item.ownFile())
        || item.links().stream()
            .filter(Link::embedded)
            .flatMap(link -> item.files(Role.COMPANION).stream().filter(file -> file.path().equals(link.path())))
            .anyMatch(SizeEstimates::isPicture);
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

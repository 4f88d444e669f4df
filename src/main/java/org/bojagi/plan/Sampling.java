package org.bojagi.plan;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import org.bojagi.bundle.BundleWriter;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.Tar;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.Role;
import org.bojagi.corpus.Corpus;
import org.bojagi.corpus.SourceFile;

/**
 * What texts will come to once compressed, and what is in them for the index: all of them are read where they are few,
 * else files at even distances of each kind, so that it takes seconds whatever the corpus.
 */
final class Sampling {
  private static final Set<String> TEXT_TYPES =
      Set.of("application/json", "application/xml", "application/rtf", "application/xhtml+xml", "image/svg+xml");

  /** Larger texts stay as they are (format.md §4.2). */
  private static final long MAX_COMPRESSED_BYTES = 16 << 20;

  private static final long BYTES_OF_KIND = 16 << 20;
  private static final long BYTES_OF_ALL = 48 << 20;
  private static final int BYTES_OF_FILE = BundleWriter.MAX_SHELVED_BYTES;

  /** As the writer of shelves has it (decisions/0019); a test compares what comes of it with real volumes. */
  private static final int SHELF_BYTES = 1 << 20;

  private static final int SHELF_LEVEL = 12;
  private static final int SHELF_ENTRY_BYTES = SealedVolumes.entryBytes("shelves/0001.tar.zst".length());

  /** What its headers weigh once compressed, against its bytes. */
  private static final int TAR_WEIGHT = 200;

  private final TextCount count = new TextCount();
  private final Map<String, Ratios> byKind = new HashMap<>();
  private final Map<SourceFile, Text> read = new HashMap<>();
  private final Map<SourceFile, List<Captions>> captions = new HashMap<>();
  private final ByteArrayOutputStream shelf = new ByteArrayOutputStream();
  private final List<Shelved> onShelf = new ArrayList<>();

  /** @param letters null of the captions that are rendered of a file */
  private record Shelved(SourceFile file, int sizeBytes, long[] letters) {}

  /** What subtitles are rendered to in one language: its size, and what it comes to on a shelf. */
  record Captions(int sizeBytes, long compressedBytes) {}

  /** One text: what it comes to, and its letters of each script. */
  record Text(long compressedBytes, double[] letters) {}

  /** Sums over what was read of a kind. */
  private static final class Ratios {
    long bytes;
    long compressed;
    final double[] letters = new double[TextCount.Script.values().length];
  }

  static Sampling of(Corpus corpus) {
    var files = new HashMap<String, List<SourceFile>>();
    for (var item : corpus.items()) {
      for (var file : item.files()) {
        if (isCompressed(file)) {
          files.computeIfAbsent(kind(file), unused -> new ArrayList<>()).add(file);
        }
      }
    }
    var chosen = new HashSet<SourceFile>();
    long left = BYTES_OF_ALL;
    for (var kind : files.keySet().stream().sorted().toList()) {
      left -= choose(files.get(kind), Math.min(BYTES_OF_KIND, left), chosen);
    }
    var sampling = new Sampling();
    long captionsLeft = BYTES_OF_KIND;
    for (var item : corpus.items()) {
      item.files().stream().filter(chosen::contains).forEach(sampling::read);
      for (var subtitles : item.files(Role.SUBTITLES)) {
        captionsLeft -= subtitles.sizeBytes();
        if (captionsLeft >= 0) {
          var path = Format.RENDITIONS + Item.idOf(subtitles.path()) + "/captions.vtt";
          IndexSample.captions(subtitles).forEach(captions -> sampling.shelve(subtitles, path, captions, null));
        }
      }
    }
    sampling.closeShelf();
    return sampling;
  }

  private static long choose(List<SourceFile> files, long budget, Set<SourceFile> chosen) {
    long total = files.stream().mapToLong(file -> Math.min(file.sizeBytes(), BYTES_OF_FILE)).sum();
    int every = (int) Math.max(1, budget <= 0 ? files.size() : Math.ceilDiv(total, budget));
    long bytes = 0;
    for (int i = 0; i < files.size(); i += every) {
      chosen.add(files.get(i));
      bytes += Math.min(files.get(i).sizeBytes(), BYTES_OF_FILE);
    }
    return bytes;
  }

  /** Compressed side by side with others, or on a shelf of its own (format.md §4.4). */
  static boolean isShelved(SourceFile file) {
    return isCompressed(file) && file.sizeBytes() <= BundleWriter.MAX_SHELVED_BYTES;
  }

  static boolean isCompressed(SourceFile file) {
    boolean text = file.mediaType().startsWith("text/") || TEXT_TYPES.contains(file.mediaType());
    return text && file.sizeBytes() <= MAX_COMPRESSED_BYTES;
  }

  private static String kind(SourceFile file) {
    return file.mediaType() + " " + file.language();
  }

  private void read(SourceFile file) {
    byte[] bytes;
    try (var in = file.open()) {
      bytes = in.readNBytes(BYTES_OF_FILE);
    } catch (IOException e) {
      return; // packing will name it
    }
    boolean markup = file.mediaType().contains("html") || file.mediaType().contains("xml");
    var letters =
        isIndexed(file)
            ? count.add(TextCount.decode(bytes, bytes.length, file.charset(), file.language()), markup)
            : new long[TextCount.Script.values().length];
    if (file.sizeBytes() > SHELF_BYTES / 2) {
      long compressed =
          isShelved(file) ? Zstd.compress(bytes, SHELF_LEVEL).length + SHELF_ENTRY_BYTES : compressed(bytes);
      take(file, bytes.length, compressed, letters);
      return;
    }
    shelve(file, file.path(), bytes, letters);
  }

  private void shelve(SourceFile file, String path, byte[] bytes, long[] letters) {
    int mostInTar = Tar.boundBytes(path.getBytes(StandardCharsets.UTF_8).length, bytes.length);
    if (shelf.size() > 0 && shelf.size() + mostInTar + Tar.END_BYTES > SHELF_BYTES) {
      closeShelf();
    }
    Tar.add(shelf, path, bytes);
    onShelf.add(new Shelved(file, bytes.length, letters));
  }

  /** What the shelf comes to is shared out by the sizes of its files and a constant for each. */
  private void closeShelf() {
    double weights = onShelf.stream().mapToLong(one -> one.sizeBytes + TAR_WEIGHT).sum();
    if (onShelf.isEmpty()) {
      return;
    }
    shelf.writeBytes(new byte[Tar.END_BYTES]);
    long compressed = Zstd.compress(shelf.toByteArray(), SHELF_LEVEL).length + SHELF_ENTRY_BYTES;
    for (var one : onShelf) {
      long share = Math.round(compressed * ((one.sizeBytes + TAR_WEIGHT) / weights));
      if (one.letters == null) {
        captions.computeIfAbsent(one.file, unused -> new ArrayList<>(1)).add(new Captions(one.sizeBytes, share));
      } else {
        take(one.file, one.sizeBytes, share, one.letters);
      }
    }
    onShelf.clear();
    shelf.reset();
  }

  private void take(SourceFile file, int bytes, long compressed, long[] letters) {
    var ratios = byKind.computeIfAbsent(kind(file), unused -> new Ratios());
    ratios.bytes += bytes;
    ratios.compressed += compressed;
    for (int i = 0; i < letters.length; i++) {
      ratios.letters[i] += letters[i];
    }
    if (bytes == file.sizeBytes()) {
      read.put(file, new Text(compressed, Arrays.stream(letters).asDoubleStream().toArray()));
    }
  }

  /** Searched: not what only belongs to a page, as styles. */
  private static boolean isIndexed(SourceFile file) {
    return switch (file.role()) {
      case ITEM, TRANSLATION, SUBTITLES -> true;
      default -> false;
    };
  }

  /** A text too large for a shelf: by itself, at DEFLATE's usual level. */
  private static long compressed(byte[] bytes) {
    var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      var buffer = new byte[1 << 16];
      while (!deflater.finished()) {
        deflater.deflate(buffer);
      }
      return deflater.getBytesWritten();
    } finally {
      deflater.end();
    }
  }

  /** @param file one that {@link #isCompressed} */
  Text text(SourceFile file) {
    var known = read.get(file);
    if (known != null) {
      return known;
    }
    var ratios = byKind.get(kind(file));
    if (ratios == null || ratios.bytes == 0) {
      return new Text(file.sizeBytes(), new double[TextCount.Script.values().length]);
    }
    double share = file.sizeBytes() / (double) ratios.bytes;
    var letters = Arrays.stream(ratios.letters).map(n -> n * share).toArray();
    return new Text(Math.round(ratios.compressed * share), letters);
  }

  /** One for each language; empty where nothing was read of it. */
  List<Captions> captions(SourceFile file) {
    return captions.getOrDefault(file, List.of());
  }

  IndexEstimate index() {
    return new IndexEstimate(count);
  }
}

package org.bojagi.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
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
  private static final int BYTES_OF_FILE = 1 << 20;

  private final TextCount count = new TextCount();
  private final Map<String, Ratios> byKind = new HashMap<>();
  private final Map<SourceFile, Text> read = new HashMap<>();

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
    var sampling = new Sampling();
    long left = BYTES_OF_ALL;
    for (var kind : files.keySet().stream().sorted().toList()) {
      left -= sampling.read(kind, files.get(kind), Math.min(BYTES_OF_KIND, left));
    }
    return sampling;
  }

  static boolean isCompressed(SourceFile file) {
    boolean text = file.mediaType().startsWith("text/") || TEXT_TYPES.contains(file.mediaType());
    return text && file.sizeBytes() <= MAX_COMPRESSED_BYTES;
  }

  private static String kind(SourceFile file) {
    return file.mediaType() + " " + file.language();
  }

  private long read(String kind, List<SourceFile> files, long budget) {
    long total = files.stream().mapToLong(file -> Math.min(file.sizeBytes(), BYTES_OF_FILE)).sum();
    int every = (int) Math.max(1, budget <= 0 ? files.size() : Math.ceilDiv(total, budget));
    var ratios = new Ratios();
    long done = 0;
    for (int i = 0; i < files.size(); i += every) {
      done += read(files.get(i), ratios);
    }
    byKind.put(kind, ratios);
    return done;
  }

  private long read(SourceFile file, Ratios ratios) {
    byte[] bytes;
    try (var in = file.open()) {
      bytes = in.readNBytes(BYTES_OF_FILE);
    } catch (IOException e) {
      return 0; // packing will name it
    }
    long compressed = compressed(bytes);
    boolean markup = file.mediaType().contains("html") || file.mediaType().contains("xml");
    var found =
        isIndexed(file)
            ? count.add(TextCount.decode(bytes, bytes.length, file.charset(), file.language()), markup)
            : new long[ratios.letters.length];
    ratios.bytes += bytes.length;
    ratios.compressed += compressed;
    for (int i = 0; i < found.length; i++) {
      ratios.letters[i] += found[i];
    }
    if (bytes.length == file.sizeBytes()) {
      read.put(file, new Text(compressed, java.util.Arrays.stream(found).asDoubleStream().toArray()));
    }
    return bytes.length;
  }

  /** Searched: not what only belongs to a page, as styles. */
  private static boolean isIndexed(SourceFile file) {
    return switch (file.role()) {
      case ITEM, TRANSLATION, SUBTITLES -> true;
      default -> false;
    };
  }

  /** As sealing will compress it: each text by itself, at DEFLATE's usual level. */
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
    var letters = java.util.Arrays.stream(ratios.letters).map(n -> n * share).toArray();
    return new Text(Math.round(ratios.compressed * share), letters);
  }

  IndexEstimate index() {
    return new IndexEstimate(count);
  }
}

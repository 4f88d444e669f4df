package org.bojagi.seal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;
import org.bojagi.age.SealedSpool;
import org.bojagi.corpus.SourceFile;
import org.bojagi.extract.ExtractionPool;
import org.bojagi.extract.ExtractionPool.Kind;
import org.bojagi.extract.ExtractionRequest;
import org.bojagi.extract.SourceBytes;
import org.bojagi.scrub.ArchiveScrubbing;
import org.bojagi.scrub.Cleaning;
import org.bojagi.scrub.EditedBytes;
import org.bojagi.scrub.Scrubbing;
import org.bojagi.scrub.SeekableBytes;
import org.bojagi.scrub.Sensitive;
import org.bojagi.scrub.TextScrubbing;

/**
 * Takes out of a file of the corpus what gives its source away, before anything else looks at it: what is extracted,
 * rendered, hashed and indexed is what is packed.
 */
final class SourceCleaning {
  private static final String SVG = "image/svg+xml";

  private final ExtractionPool pool;
  private final Path scratch;
  private final Executor executor;

  SourceCleaning(ExtractionPool pool, Path scratch, Executor executor) {
    this.pool = pool;
    this.scratch = scratch;
    this.executor = executor;
  }

  /**
   * A file without its traces.
   *
   * @param bytes as they are packed
   * @param spool of them, to be closed; mostly null
   */
  record CleanedFile(SourceBytes bytes, List<Sensitive> removed, List<Sensitive> left, SealedSpool spool) {

    static CleanedFile asItIs(SourceBytes bytes) {
      return new CleanedFile(bytes, List.of(), List.of(), null);
    }
  }

  /** What a team keeps on purpose, of {@code keep} in its metadata; what it says besides is passed over. */
  static Set<Sensitive.Kind> kept(Set<String> keep) {
    var kinds = EnumSet.noneOf(Sensitive.Kind.class);
    for (var kind : Sensitive.Kind.values()) {
      if (keep.contains(kind.name().toLowerCase(Locale.ROOT))) {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  /**
   * A file whose bytes are in memory or in a spool.
   *
   * @param head its first {@link ExtractionPool#HEAD_BYTES} bytes
   * @param bytes may be needed as long as the result is
   */
  CleanedFile clean(
      SourceFile file, Kind kind, byte[] head, SourceBytes bytes, SeekableBytes seekable, Set<Sensitive.Kind> keep)
      throws IOException {
    if (ExtractionPool.takesApart(file.path(), head)) {
      return takenApart(file, bytes, keep);
    }
    var cleaning = edits(file, kind, head, seekable, keep);
    return new CleanedFile(edited(bytes, cleaning), cleaning.removed(), cleaning.left(), null);
  }

  /** A file that is read again as it is sealed: only the edits are found. {@code head} as for the other. */
  CleanedFile clean(SourceFile file, Kind kind, byte[] head, Set<Sensitive.Kind> keep) throws IOException {
    if (file.source().getFileSystem() != FileSystems.getDefault()) {
      // In a ZIP nothing can be sought: the file is unpacked once, encrypted.
      SealedSpool spool;
      try (var in = file.open()) {
        spool = new SealedSpool(scratch, in, Long.MAX_VALUE, executor);
      }
      try {
        var cleaning = edits(file, kind, head, SeekableBytes.of(spool.sizeBytes(), spool::open), keep);
        var bytes = edited(new SourceBytes(spool.sizeBytes(), spool::open), cleaning);
        return new CleanedFile(bytes, cleaning.removed(), cleaning.left(), spool);
      } catch (IOException | RuntimeException e) {
        spool.close();
        throw e;
      }
    }
    try (var channel =
        FileChannel.open(file.source(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      var cleaning = edits(file, kind, head, SeekableBytes.of(channel), keep);
      var bytes = edited(new SourceBytes(file.sizeBytes(), file::open), cleaning);
      return new CleanedFile(bytes, cleaning.removed(), cleaning.left(), null);
    }
  }

  private static SourceBytes edited(SourceBytes bytes, Cleaning cleaning) {
    return cleaning.edits().isEmpty()
        ? bytes
        : new SourceBytes(
            cleaning.sizeAfter(bytes.sizeBytes()), () -> EditedBytes.stream(bytes.open(), cleaning));
  }

  private static Cleaning edits(
      SourceFile file, Kind kind, byte[] head, SeekableBytes bytes, Set<Sensitive.Kind> keep) throws IOException {
    var mediaType = file.mediaType();
    return switch (kind) {
      case TEXT -> {
        var cleaning = TextScrubbing.of(mediaType, bytes, keep);
        // A page without a suffix is shown as the page that it is.
        var shownAs = ExtractionPool.mediaTypeOf(file.path(), head);
        yield cleaning.equals(Cleaning.NOTHING) && !shownAs.equals(mediaType)
            ? TextScrubbing.of(shownAs, bytes, keep)
            : cleaning;
      }
      case PICTURE ->
          ExtractionPool.mediaTypeOf(file.path(), head).equals(SVG)
              ? TextScrubbing.of(SVG, bytes, keep)
              : Scrubbing.of(mediaType, bytes, keep);
      case MEDIA -> Scrubbing.of(mediaType, bytes, keep);
      case DOCUMENT, OTHER -> {
        var archive = ArchiveScrubbing.of(mediaType, bytes, keep);
        var media = archive.equals(Cleaning.NOTHING) ? Scrubbing.of(mediaType, bytes, keep) : archive;
        yield media.equals(Cleaning.NOTHING) ? otherThanMedia(mediaType, bytes, keep) : media;
      }
    };
  }

  /** Of a text nothing is hidden; what nobody knows may hold anything. */
  private static Cleaning otherThanMedia(String mediaType, SeekableBytes bytes, Set<Sensitive.Kind> keep)
      throws IOException {
    if (mediaType.startsWith("text/") || ItemSealer.TEXT_TYPES.contains(mediaType)) {
      return TextScrubbing.of(mediaType, bytes, keep);
    }
    return new Cleaning(
        List.of(), List.of(), List.of(new Sensitive(Sensitive.Kind.CONTENT, "a format that isn't known here")));
  }

  private CleanedFile takenApart(SourceFile file, SourceBytes bytes, Set<Sensitive.Kind> keep) throws IOException {
    var request = new ExtractionRequest(file.path(), file.mediaType(), file.charset(), file.language());
    if (bytes.sizeBytes() <= Preparation.IN_MEMORY_BYTES) {
      var out = new ByteArrayOutputStream((int) bytes.sizeBytes());
      var cleaned = pool.clean(request, keep, bytes, out);
      var packed = cleaned.changed() ? SourceBytes.of(out.toByteArray()) : bytes;
      return new CleanedFile(packed, cleaned.removed(), cleaned.left(), null);
    }
    var removed = new ArrayList<Sensitive>();
    var left = new ArrayList<Sensitive>();
    var changed = new boolean[1];
    var spool =
        new SealedSpool(
            scratch,
            executor,
            out -> {
              var cleaned = pool.clean(request, keep, bytes, out);
              changed[0] = cleaned.changed();
              removed.addAll(cleaned.removed());
              left.addAll(cleaned.left());
            });
    if (!changed[0]) {
      spool.close();
      return new CleanedFile(bytes, removed, left, null);
    }
    return new CleanedFile(new SourceBytes(spool.sizeBytes(), spool::open), removed, left, spool);
  }
}

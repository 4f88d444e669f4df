package org.bojagi.seal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.bojagi.catalog.Role;
import org.bojagi.corpus.CorpusItem;
import org.bojagi.corpus.Link;
import org.bojagi.corpus.SourceFile;
import org.bojagi.extract.Extraction;
import org.bojagi.extract.ExtractionLimits;
import org.bojagi.extract.ExtractionPool;
import org.bojagi.extract.ExtractionPool.Kind;
import org.bojagi.extract.ExtractionRequest;
import org.bojagi.extract.PagePictures;
import org.bojagi.extract.SourceBytes;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;

/**
 * The step before sealing: reads the files of an item that extraction needs whole, once, and extracts them. Films, sound
 * and what nobody can read are left to stream through the sealing itself.
 */
final class Preparation {
  /** A file of this size or less waits in memory to be sealed; a larger one in a {@link SealedSpool}. */
  static final int IN_MEMORY_BYTES = 32 << 20;

  /** Companions that may be decoded; the drawn ones (SVG) and HEIC can't be. */
  private static final Set<String> DECODED =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

  private final ExtractionPool pool;
  private final PagePictures drawing;
  private final ExtractionLimits limits;
  private final Path scratch;
  private final Executor executor;

  Preparation(ExtractionPool pool, ExtractionLimits limits, Path scratch, Executor executor) {
    this.pool = pool;
    this.drawing = new PagePictures(pool, limits);
    this.limits = limits;
    this.scratch = scratch;
    this.executor = executor;
  }

  /** An item whose files are ready to be sealed, and what is wrong with those that aren't. */
  record PreparedItem(CorpusItem item, List<PreparedFile> files, List<Finding> findings) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      for (var file : files) {
        file.close();
      }
    }
  }

  /**
   * @param bytes what was read; null for a file that is read while it is sealed
   * @param extraction null for such a file too
   * @param pages drawn of it; none of most
   * @param spool of {@code bytes}, to be closed; mostly null
   */
  record PreparedFile(
      SourceFile file,
      Kind kind,
      long sizeBytes,
      SourceBytes bytes,
      Extraction extraction,
      PageSpool pages,
      SealedSpool spool)
      implements AutoCloseable {

    InputStream open() throws IOException {
      return bytes == null ? file.open() : bytes.open();
    }

    @Override
    public void close() throws IOException {
      pages.close();
      if (spool != null) {
        spool.close();
      }
    }

    boolean hasThumbnail() {
      return extraction != null && extraction.renditions().stream().anyMatch(r -> r.role() == Role.THUMBNAIL)
          || pages.renditions().stream().anyMatch(held -> held.rendition().role() == Role.THUMBNAIL);
    }
  }

  PreparedItem prepare(CorpusItem item) throws IOException {
    var files = new ArrayList<PreparedFile>();
    var findings = new ArrayList<Finding>();
    var pictured = pictured(item);
    for (var file : item.files()) {
      try {
        boolean thumbnail = pictured.contains(file) && files.stream().noneMatch(PreparedFile::hasThumbnail);
        files.add(prepare(file, thumbnail, findings));
      } catch (SourceFailure e) {
        findings.add(e.finding);
        if (file.role() == Role.ITEM) {
          break; // without its own file there is no item
        }
      }
    }
    return new PreparedItem(item, files, findings);
  }

  /** Of which files the thumbnail may be: the team's poster, else the item and the first picture in it. */
  private static Set<SourceFile> pictured(CorpusItem item) {
    var posters = item.files(Role.POSTER);
    if (!posters.isEmpty()) {
      return Set.copyOf(posters);
    }
    var pictured = new HashSet<SourceFile>();
    pictured.add(item.ownFile());
    pictured.addAll(item.files(Role.TRANSLATION));
    item.links().stream()
        .filter(Link::embedded)
        .flatMap(link -> item.files(Role.COMPANION).stream().filter(file -> file.path().equals(link.path())))
        .filter(file -> DECODED.contains(file.mediaType()))
        .findFirst()
        .ifPresent(pictured::add);
    return pictured;
  }

  private PreparedFile prepare(SourceFile file, boolean thumbnail, List<Finding> findings)
      throws IOException, SourceFailure {
    Kind kind;
    SealedSpool spool = null;
    SourceBytes bytes;
    try (var in = new SourceInput(file.open())) {
      var head = in.readNBytes(ExtractionPool.HEAD_BYTES);
      kind = ExtractionPool.kindOf(file.path(), head);
      if (!isReadWhole(file, kind, findings)) {
        if (file.withheldBytes() > 0) {
          throw new SourceFailure(privateAndLarge(file));
        }
        return new PreparedFile(file, kind, file.sizeBytes(), null, null, PageSpool.NONE, null);
      }
      var whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
      if (file.sizeBytes() <= IN_MEMORY_BYTES) {
        bytes = SourceBytes.of(whole.readNBytes(IN_MEMORY_BYTES));
      } else {
        var spooled = new SealedSpool(scratch, whole, limits.documentBytes(), executor);
        bytes = new SourceBytes(spooled.sizeBytes(), spooled::open);
        spool = spooled;
      }
      if (in.failed()) {
        close(spool);
        throw new SourceFailure(unreadable(file));
      }
    } catch (NoSuchFileException | AccessDeniedException e) {
      throw new SourceFailure(unreadable(file));
    }
    if (bytes.sizeBytes() != file.sizeBytes() || !file.isUnchanged()) {
      if (kind == Kind.TEXT) {
        close(spool);
        throw new SourceFailure(textChanged(file));
      }
      findings.add(changed(file));
    }
    var request =
        new ExtractionRequest(file.path(), file.mediaType(), file.charset(), file.language())
            .withThumbnail(thumbnail);
    var extraction = pool.extract(request, bytes);
    var pages = extraction.lastPage() > 0 ? new PageSpool(scratch, executor) : PageSpool.NONE;
    var prepared = new PreparedFile(file, kind, bytes.sizeBytes(), bytes, extraction, pages, spool);
    if (extraction.lastPage() > 0) {
      try {
        drawing.draw(request, bytes, extraction.lastPage(), pages::add).ifPresent(findings::add);
      } catch (IOException | RuntimeException e) {
        prepared.close();
        throw e;
      }
    }
    return prepared;
  }

  private boolean isReadWhole(SourceFile file, Kind kind, List<Finding> findings) {
    boolean ofInterest =
        switch (kind) {
          case TEXT, DOCUMENT -> isRead(file.role());
          case PICTURE -> true;
          case MEDIA, OTHER -> false;
        };
    if (!ofInterest) {
      return false;
    }
    if (file.sizeBytes() > (kind == Kind.TEXT ? limits.textBytes() : limits.documentBytes())) {
      findings.add(
          new Finding(
              Severity.WARNING,
              "too-large-to-read",
              file.path(),
              "This file is too large to be looked into",
              "It is packed as it is, and nobody checked what it says of its maker; split it if it should be found."));
      return false;
    }
    return true;
  }

  /** Of companions and posters only pictures are looked at, for what they give away. */
  private static boolean isRead(Role role) {
    return role == Role.ITEM || role == Role.TRANSLATION || role == Role.SUBTITLES;
  }

  static Finding changed(SourceFile file) {
    return new Finding(
        Severity.WARNING,
        "file-changed",
        file.path(),
        "This file changed while it was packed",
        "What was read first went in; pack again when nobody writes to it.");
  }

  static Finding unreadable(SourceFile file) {
    boolean gone = !Files.exists(file.source());
    return new Finding(
        Severity.ERROR,
        gone ? "file-gone" : "file-unreadable",
        file.path(),
        gone ? "This file was there and is gone" : "This file can't be read",
        gone ? "Pack again." : "Check its permissions and the medium it is on.");
  }

  /** What is never packed was found when the corpus was read: in a text that changed since it may stand elsewhere. */
  private static Finding textChanged(SourceFile file) {
    return new Finding(
        Severity.ERROR,
        "text-changed",
        file.path(),
        "This text changed since the folder was read, so that what is private in it may have moved",
        "It is left out; pack again when nobody writes to it.");
  }

  private static Finding privateAndLarge(SourceFile file) {
    return new Finding(
        Severity.ERROR,
        "private-and-large",
        file.path(),
        "This text has lines that are never packed and is too large to be held while they are taken out",
        "It is left out; take these lines out, or split the file.");
  }

  private static void close(SealedSpool spool) throws IOException {
    if (spool != null) {
      spool.close();
    }
  }

  /** A source that can't go in: it is left out and the rest goes on. */
  private static final class SourceFailure extends Exception {
    private final transient Finding finding;

    SourceFailure(Finding finding) {
      this.finding = finding;
    }
  }
}

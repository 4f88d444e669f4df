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
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.bojagi.age.SealedSpool;
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
import org.bojagi.plan.CardPlan;
import org.bojagi.scrub.SeekableBytes;
import org.bojagi.scrub.Sensitive;

/**
 * The step before sealing: reads the files of an item that extraction needs whole, once, and extracts them. Films, sound
 * and what nobody can read are left to stream through the sealing itself.
 */
final class Preparation {
  /** A file of this size or less waits in memory to be sealed; a larger one in a {@link SealedSpool}. */
  static final int IN_MEMORY_BYTES = 32 << 20;

  /** Read at once, whatever it is. */
  private static final int SMALL_BYTES = 128 << 10;

  /** Companions that may be decoded; the drawn ones (SVG) and HEIC can't be. */
  private static final Set<String> DECODED =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

  private final ExtractionPool pool;
  private final PagePictures drawing;
  private final ExtractionLimits limits;
  private final Path scratch;
  private final Executor executor;
  private final SourceCleaning cleaning;
  private final boolean strict;
  private final FilmPreparation films;
  private final PageReading reading;

  /** @param scratch a folder for what is too large for memory, encrypted */
  Preparation(ExtractionPool pool, PackOptions options, Path scratch, Executor executor) {
    this.pool = pool;
    this.limits = options.limits();
    this.cleaning = options.traces() == PackOptions.Traces.KEEP ? null : new SourceCleaning(pool, scratch, executor);
    this.strict = options.traces() == PackOptions.Traces.LEAVE_OUT;
    this.drawing = new PagePictures(pool, limits);
    this.films = new FilmPreparation(options, pool, scratch, executor);
    this.reading = new PageReading(options.programs().ocr());
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
   * @param bytes as they are packed
   * @param held whether they were read already: else they are read while they are sealed
   * @param extraction null of what isn't held, or isn't extracted
   * @param pages drawn of it; none of most
   * @param traces what was taken out of it
   * @param spools that hold its bytes, to be closed; mostly none
   */
  record PreparedFile(
      SourceFile file,
      Kind kind,
      SourceBytes bytes,
      boolean held,
      Extraction extraction,
      PageSpool pages,
      Traces traces,
      List<SealedSpool> spools)
      implements AutoCloseable {

    @Override
    public void close() throws IOException {
      pages.close();
      for (var spool : spools) {
        spool.close();
      }
    }

    boolean hasThumbnail() {
      return extraction != null && extraction.renditions().stream().anyMatch(r -> r.role() == Role.THUMBNAIL)
          || pages.renditions().stream().anyMatch(held -> held.rendition().role() == Role.THUMBNAIL);
    }
  }

  /**
   * What in a file leads to a person or a place.
   *
   * @param removed isn't packed
   * @param left is packed: it couldn't be taken out
   * @param kept is packed on purpose
   */
  record Traces(List<Sensitive> removed, List<Sensitive> left, List<Sensitive> kept) {
    static final Traces NONE = new Traces(List.of(), List.of(), List.of());

    /** With what extraction met in what is packed. */
    Traces with(List<Sensitive> met, Set<Sensitive.Kind> keep) {
      var allLeft = new LinkedHashSet<>(left);
      var allKept = new LinkedHashSet<>(kept);
      met.forEach(field -> (keep.contains(field.kind()) ? allKept : allLeft).add(field));
      return new Traces(removed, List.copyOf(allLeft), List.copyOf(allKept));
    }
  }

  PreparedItem prepare(CorpusItem item) throws IOException {
    return prepare(item, true);
  }

  /** For whose plan is made when others have been prepared already. */
  void planned(CardPlan plan) {
    films.planned(plan);
  }

  /**
   * The same item with its films made anew, the next quality below; empty where none is left to be lowered. The one given
   * is closed then.
   */
  Optional<PreparedItem> lowered(PreparedItem item) throws IOException {
    boolean lowered = false;
    for (var file : item.files()) {
      lowered |=
          isRead(file.file().role())
              && FilmPreparation.isPlayed(file.file(), file.kind())
              && films.lower(file.file(), file.bytes().sizeBytes());
    }
    if (!lowered) {
      return Optional.empty();
    }
    item.close();
    return Optional.of(prepare(item.item()));
  }

  /** The bytes alone as they would be packed, read and cleaned. */
  PreparedItem withoutExtraction(CorpusItem item) throws IOException {
    return prepare(item, false);
  }

  private PreparedItem prepare(CorpusItem item, boolean extracting) throws IOException {
    var files = new ArrayList<PreparedFile>();
    var findings = new ArrayList<Finding>();
    var pictured = pictured(item);
    var keep = SourceCleaning.kept(item.keep());
    for (var file : item.files()) {
      try {
        boolean thumbnail = pictured.contains(file) && files.stream().noneMatch(PreparedFile::hasThumbnail);
        var prepared = prepare(file, keep, thumbnail, extracting, findings);
        files.add(prepared);
        if (isRead(file.role()) && FilmPreparation.isPlayed(file, prepared.kind())) {
          files.addAll(films.subtitles(item, file));
        }
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

  private PreparedFile prepare(
      SourceFile file, Set<Sensitive.Kind> keep, boolean thumbnail, boolean extracting, List<Finding> findings)
      throws IOException, SourceFailure {
    var spools = new ArrayList<SealedSpool>();
    boolean complete = false;
    try {
      var prepared = prepare(file, keep, thumbnail, extracting, findings, spools);
      complete = true;
      return prepared;
    } catch (NoSuchFileException | AccessDeniedException e) {
      throw new SourceFailure(unreadable(file));
    } finally {
      if (!complete) {
        for (var spool : spools) {
          spool.close();
        }
      }
    }
  }

  private PreparedFile prepare(
      SourceFile file,
      Set<Sensitive.Kind> keep,
      boolean thumbnail,
      boolean extracting,
      List<Finding> findings,
      List<SealedSpool> spools)
      throws IOException, SourceFailure {
    byte[] head;
    Kind kind;
    boolean extracted;
    boolean held;
    SourceBytes bytes = null;
    SeekableBytes seekable = null;
    try (var in = new SourceInput(file.open())) {
      head = in.readNBytes(ExtractionPool.HEAD_BYTES);
      kind = ExtractionPool.kindOf(file.path(), head);
      extracted = isExtracted(file, kind, findings);
      held = extracted || isHeld(file, head);
      if (held && file.sizeBytes() <= IN_MEMORY_BYTES) {
        var whole = new byte[(int) file.sizeBytes()];
        int length = readNBytes(head, in, whole);
        whole = length == whole.length ? whole : Arrays.copyOf(whole, length);
        bytes = SourceBytes.of(whole);
        seekable = SeekableBytes.of(whole);
      } else if (held) {
        var whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
        var spool = new SealedSpool(scratch, whole, limits.documentBytes(), executor);
        spools.add(spool);
        bytes = new SourceBytes(spool.sizeBytes(), spool::open);
        seekable = SeekableBytes.of(spool.sizeBytes(), spool::open);
      }
      if (in.failed()) {
        throw new SourceFailure(unreadable(file));
      }
    }
    var pictures = PageSpool.NONE;
    if (isRead(file.role()) && FilmPreparation.isPlayed(file, kind)) {
      var film = films.prepare(file, thumbnail, findings);
      pictures = film.pictures();
      if (film.anew() != null) {
        spools.add(film.anew());
        var anew = new SourceBytes(film.anew().sizeBytes(), film.anew()::open);
        return new PreparedFile(file, Kind.MEDIA, anew, true, null, pictures, Traces.NONE, spools);
      }
    }
    if (!held && file.withheldBytes() > 0) {
      throw new SourceFailure(privateAndLarge(file));
    }
    if (held && (bytes.sizeBytes() != file.sizeBytes() || !file.isUnchanged())) {
      if (kind == Kind.TEXT) {
        throw new SourceFailure(textChanged(file));
      }
      findings.add(changed(file));
    }
    var traces = Traces.NONE;
    if (cleaning != null) {
      var cleaned =
          held
              ? cleaning.clean(file, kind, head, bytes, seekable, keep)
              : cleaning.clean(file, kind, head, keep);
      if (cleaned.spool() != null) {
        spools.add(cleaned.spool());
      }
      bytes = cleaned.bytes();
      traces = new Traces(cleaned.removed(), cleaned.left(), List.of());
    } else if (!held) {
      bytes = new SourceBytes(file.sizeBytes(), file::open);
    }
    if (!extracted || !extracting) {
      requireClean(file, traces);
      return new PreparedFile(file, kind, bytes, held, null, pictures, traces, spools);
    }
    var request =
        new ExtractionRequest(file.path(), file.mediaType(), file.charset(), file.language())
            .withThumbnail(thumbnail);
    var extraction = pool.extract(request, bytes);
    traces = traces.with(extraction.sensitive(), keep);
    requireClean(file, traces);
    var pages = extraction.lastPage() > 0 ? new PageSpool(scratch, executor) : PageSpool.NONE;
    if (extraction.lastPage() > 0) {
      try {
        drawing.draw(request, bytes, extraction.lastPage(), pages::add).ifPresent(findings::add);
        extraction = reading.withWords(extraction, pages, file);
      } catch (IOException | RuntimeException e) {
        pages.close();
        throw e;
      }
    }
    return new PreparedFile(file, kind, bytes, held, extraction, pages, traces, spools);
  }

  private static int readNBytes(byte[] head, InputStream rest, byte[] into) throws IOException {
    int fromHead = Math.min(head.length, into.length);
    System.arraycopy(head, 0, into, 0, fromHead);
    return fromHead + rest.readNBytes(into, fromHead, into.length - fromHead);
  }

  /** Small files are read once; documents that have to be taken apart to be cleaned must be here whole. */
  private boolean isHeld(SourceFile file, byte[] head) {
    return file.sizeBytes() <= SMALL_BYTES
        || cleaning != null
            && file.sizeBytes() <= limits.documentBytes()
            && ExtractionPool.takesApart(file.path(), head);
  }

  private void requireClean(SourceFile file, Traces traces) throws SourceFailure {
    if (strict && !traces.left().isEmpty()) {
      throw new SourceFailure(notClean(file, traces));
    }
  }

  private boolean isExtracted(SourceFile file, Kind kind, List<Finding> findings) {
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
              cleaning == null
                  ? "It is packed as it is, and nobody checked what it says of its maker; split it if it should be found."
                  : "Its words can't be found, and lists have no picture of it; split it if it should be found."));
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

  /** A film changed after it was found out what is to be taken out of it, and where. */
  static Finding changedWhileCleaned(SourceFile file) {
    return new Finding(
        Severity.ERROR,
        "file-changed-while-cleaned",
        file.path(),
        "This file changed while it was packed, so that what names somebody in it may have moved",
        "It is left out; pack again when nobody writes to it.");
  }

  private static Finding notClean(SourceFile file, Traces traces) {
    return new Finding(
        Severity.ERROR,
        "not-clean",
        file.path(),
        "This file says something of a person, place or device that can't be taken out ("
            + PackReport.fieldNames(traces.left())
            + ")",
        "It is left out, as --strict says; clean it with the program that made it, or pack without --strict.");
  }

  /** A source that can't go in: it is left out and the rest goes on. */
  private static final class SourceFailure extends Exception {
    private final transient Finding finding;

    SourceFailure(Finding finding) {
      this.finding = finding;
    }
  }
}

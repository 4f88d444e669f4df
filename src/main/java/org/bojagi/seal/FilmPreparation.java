package org.bojagi.seal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.bojagi.age.SealedSpool;
import org.bojagi.catalog.Playability;
import org.bojagi.catalog.Role;
import org.bojagi.corpus.CorpusCheck;
import org.bojagi.corpus.CorpusItem;
import org.bojagi.corpus.SourceFile;
import org.bojagi.extract.Extraction;
import org.bojagi.extract.ExtractionPool;
import org.bojagi.extract.ExtractionPool.Kind;
import org.bojagi.extract.ExtractionRequest;
import org.bojagi.extract.SourceBytes;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.InputException;
import org.bojagi.media.Ffmpeg;
import org.bojagi.media.Film;
import org.bojagi.media.Quality;
import org.bojagi.media.Transcode;
import org.bojagi.media.Transcoder;
import org.bojagi.media.Transcoding;
import org.bojagi.plan.CardPlan;
import org.bojagi.seal.Preparation.PreparedFile;

/**
 * What ffmpeg does for films and sounds before they are sealed: it makes them anew, draws a small picture and
 * takes subtitles out. Whatever it can't do, the file goes in as it is.
 *
 * <p>A film made anew waits in a {@link SealedSpool}: several are made at once ahead of the thread that
 * seals, their size is known when they are sealed, and nothing of them lies on the medium in clear.
 */
final class FilmPreparation {
  private static final int MAX_SUBTITLES = 20;

  private final Optional<Ffmpeg> ffmpeg;
  private final Optional<Transcode> transcode;
  private volatile boolean fit;

  /** By path, of films that are made smaller than they would be so that more fits. */
  private final Map<String, Quality> lowered = new ConcurrentHashMap<>();

  private final ExtractionPool pool;
  private final Path scratch;
  private final Executor executor;

  FilmPreparation(PackOptions options, ExtractionPool pool, Path scratch, Executor executor) {
    this.ffmpeg = options.programs().ffmpeg();
    this.transcode = options.transcode();
    this.pool = pool;
    this.scratch = scratch;
    this.executor = executor;
  }

  /**
   * @param anew to be sealed in place of the file, and closed; null where it stays as it is
   * @param pictures the small picture; mostly none
   */
  record PreparedFilm(SealedSpool anew, PageSpool pictures) {
    static final PreparedFilm AS_IT_IS = new PreparedFilm(null, PageSpool.NONE);
  }

  PreparedFilm prepare(SourceFile file, boolean thumbnail, List<Finding> findings) throws IOException {
    var film = look(file);
    if (film.isEmpty()) {
      return PreparedFilm.AS_IT_IS;
    }
    var pictures = thumbnail ? picture(file, film.get()) : PageSpool.NONE;
    var plan = transcode.flatMap(which -> plan(file, film.get(), which, lowered.get(file.path())));
    return new PreparedFilm(plan.isEmpty() ? null : make(file, film.get(), plan.get(), findings), pictures);
  }

  /** @param lowered null: as it is packed where there is room */
  private Optional<Transcoding> plan(SourceFile file, Film film, Transcode which, Quality lowered) {
    return lowered == null
        ? new Transcoder(ffmpeg.get(), which, 1).plan(file, film, Quality.HIGH)
        : new Transcoder(ffmpeg.get(), Transcode.ALL, 1).plan(file, film, lowered);
  }

  /**
   * Whether a film that came out larger than there is room for can be made anew with the next quality below; from now on
   * it is prepared so.
   *
   * @param presentBytes of the film as it was prepared
   */
  boolean lower(SourceFile file, long presentBytes) {
    if (!fit || transcode.isEmpty()) {
      return false;
    }
    var film = look(file);
    var present = lowered.get(file.path());
    for (var quality : Quality.values()) {
      boolean below = present == null || quality.compareTo(present) > 0;
      if (below && film.flatMap(seen -> plan(file, seen, Transcode.ALL, quality)).filter(
          plan -> !plan.copied() && plan.estimatedBytes() < presentBytes).isPresent()) {
        lowered.put(file.path(), quality);
        return true;
      }
    }
    return false;
  }

  /** From now on films are made as small as this plan has them. */
  void planned(CardPlan plan) {
    fit = plan.options().fit();
    plan.lowered().forEach(film -> lowered.put(film.path(), film.quality()));
  }

  /** Also in containers that nobody here but ffmpeg knows. */
  static boolean isPlayed(SourceFile file, Kind kind) {
    return kind == Kind.MEDIA || kind == Kind.OTHER && file.isPlayed();
  }

  /** What a reader will miss of a film or sound as it is packed. */
  static Optional<Finding> unplayable(PreparedFile file, Extraction extraction) {
    if (!isPlayed(file.file(), file.kind()) || file.file().role() == Role.COMPANION) {
      return Optional.empty();
    }
    var type = extraction == null ? file.file().mediaType() : extraction.mediaType();
    var media = extraction == null ? null : extraction.media();
    var played = Playability.ofMediaType(type, media == null ? List.of() : media.codecs());
    return CorpusCheck.unplayable(!type.startsWith("audio/"), played, file.file().path());
  }

  private Optional<Film> look(SourceFile file) {
    return ffmpeg.isEmpty() ? Optional.empty() : ffmpeg.get().look(file);
  }

  /** Null where that fails. */
  private SealedSpool make(SourceFile file, Film film, Transcoding plan, List<Finding> findings)
      throws IOException {
    try (var made = plan.open()) {
      var spool = new SealedSpool(scratch, made, Long.MAX_VALUE, executor);
      findings.add(made(file, film, plan));
      if (film.sounds().size() > 1 || film.pictureSubtitles() > 0) {
        findings.add(
            new Finding(
                Severity.WARNING,
                "transcoded-in-part",
                file.path(),
                "Only its first sound goes in, and no subtitles that are pictures",
                "Pack other sounds as files of their own, and subtitles as SRT."));
      }
      return spool;
    } catch (InputException e) {
      findings.add(Finding.of(Severity.WARNING, "not-transcoded", e));
      return null;
    }
  }

  private Finding made(SourceFile file, Film film, Transcoding plan) {
    if (!lowered.containsKey(file.path())) {
      return new Finding(
          Severity.NOTE,
          "transcoded",
          file.path(),
          plan.copied()
              ? "Its container was made anew, so that browsers play it"
              : "It was made anew, so that browsers play it",
          "");
    }
    return new Finding(
        Severity.NOTE,
        "film-lowered",
        file.path(),
        film.video() == null
            ? "It was made anew with " + plan.quality().soundKilobits() + " kbit/s, so that more fits"
            : "It was made anew with at most " + plan.quality().lines() + " lines, so that more fits",
        "");
  }

  /** Drawn anew by a worker, which takes whatever ffmpeg wrote into it away. */
  private PageSpool picture(SourceFile file, Film film) throws IOException {
    var frame = ffmpeg.get().poster(file, film);
    if (frame.isEmpty()) {
      return PageSpool.NONE;
    }
    var drawn =
        pool.extract(new ExtractionRequest("poster.jpg").withThumbnail(true), SourceBytes.of(frame.get()));
    var pictures = new PageSpool(scratch, executor);
    pictures.add(drawn.renditions().stream().filter(made -> made.role() == Role.THUMBNAIL).toList());
    return pictures;
  }

  /** Those inside of the film in languages that the team has none of beside it, each as a file of its own. */
  List<PreparedFile> subtitles(CorpusItem item, SourceFile file) throws IOException {
    var found = new ArrayList<PreparedFile>();
    var film = look(file);
    if (film.isEmpty() || film.get().subtitles().isEmpty()) {
      return found;
    }
    var spoken = new HashSet<String>();
    var paths = new HashSet<String>();
    for (var other : item.files()) {
      paths.add(other.path());
      if (other.role() == Role.SUBTITLES) {
        spoken.add(primary(other.language()));
      }
    }
    for (var stream : film.get().subtitles()) {
      var path = stem(file.path()) + "." + stream.language() + ".vtt";
      if (found.size() >= MAX_SUBTITLES || !spoken.add(primary(stream.language())) || !paths.add(path)) {
        continue;
      }
      var cues = ffmpeg.get().subtitles(file, stream);
      if (cues.isPresent()) {
        var source =
            new SourceFile(
                file.root(), file.within(), path, Role.SUBTITLES, "text/vtt", stream.language(), "UTF-8",
                cues.get().length, file.modifiedMillis(), 0);
        var bytes = SourceBytes.of(cues.get());
        var extraction =
            pool.extract(new ExtractionRequest(path, "text/vtt", "UTF-8", stream.language()), bytes);
        found.add(
            new PreparedFile(
                source, Kind.TEXT, bytes, true, extraction, PageSpool.NONE, Preparation.Traces.NONE, List.of()));
      }
    }
    return found;
  }

  private static String primary(String language) {
    return language.split("-", 2)[0];
  }

  private static String stem(String path) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
  }
}

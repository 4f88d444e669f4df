package org.bojagi.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bojagi.catalog.Role;
import org.bojagi.corpus.Corpus;
import org.bojagi.corpus.SourceFile;
import org.bojagi.media.Ffmpeg;
import org.bojagi.media.Film;
import org.bojagi.media.Quality;
import org.bojagi.media.Transcode;
import org.bojagi.media.Transcoder;
import org.bojagi.media.Transcoding;

/** How large films and sounds become by {@code --transcode}, and how much smaller they can become. */
final class FilmSizes {
  /** A step that gains less isn't worth what is lost. */
  private static final double WORTHWHILE = 0.9;

  private final Ffmpeg ffmpeg;
  private final Transcode which;

  FilmSizes(Ffmpeg ffmpeg, Transcode which) {
    this.ffmpeg = ffmpeg;
    this.which = which;
  }

  /**
   * One way to pack a film.
   *
   * @param quality null where it is packed as it would be for a card without an end
   * @param bytes known where it stays as it is, else estimated
   */
  record Version(Quality quality, long bytes) {}

  /** From the one that it has unless room is short to the smallest; that one alone where nothing is gained by others. */
  private List<Version> of(SourceFile file) {
    var versions = new ArrayList<Version>();
    var looked = ffmpeg.look(file);
    long usual = looked.flatMap(film -> bytes(file, film, which, Quality.HIGH)).orElse(file.sizeBytes());
    versions.add(new Version(null, usual));
    if (looked.isPresent()) {
      for (var quality : Quality.values()) {
        bytes(file, looked.get(), Transcode.ALL, quality)
            .filter(bytes -> bytes < WORTHWHILE * versions.getLast().bytes)
            .ifPresent(bytes -> versions.add(new Version(quality, bytes)));
      }
    }
    return versions;
  }

  /** Empty where it stays as it is, or nobody can tell. */
  private Optional<Long> bytes(SourceFile file, Film film, Transcode films, Quality quality) {
    return new Transcoder(ffmpeg, films, 1)
        .plan(file, film, quality)
        .map(Transcoding::estimatedBytes)
        .filter(bytes -> bytes > 0);
  }

  /** The films and sounds of a corpus that readers are shown. */
  static List<SourceFile> played(Corpus corpus) {
    return corpus.items().stream()
        .flatMap(item -> item.files().stream())
        .filter(file -> file.role() == Role.ITEM || file.role() == Role.TRANSLATION)
        .filter(SourceFile::isPlayed)
        .toList();
  }

  /** By file. ffprobe takes a twentieth of a second for each: as many at once as there are cores. */
  Map<SourceFile, List<Version>> of(Corpus corpus) {
    return played(corpus).parallelStream().collect(Collectors.toConcurrentMap(file -> file, this::of));
  }
}

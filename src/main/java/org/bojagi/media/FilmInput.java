package org.bojagi.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bojagi.corpus.SourceFile;

/**
 * A film, sound or picture for ffmpeg.
 *
 * @param file of the default file system, in which ffmpeg may seek; empty: it is read from its beginning only
 * @param opener opens the same bytes from their beginning
 */
public record FilmInput(Optional<Path> file, Opener opener) {
  /** Opens it anew each time; whoever asks closes it. */
  @FunctionalInterface
  public interface Opener {
    InputStream open() throws IOException;
  }

  public static FilmInput of(Path file) {
    return new FilmInput(Optional.of(file), () -> Files.newInputStream(file));
  }

  public static FilmInput of(Opener opener) {
    return new FilmInput(Optional.empty(), opener);
  }

  static FilmInput of(SourceFile file) {
    return Ffmpeg.isSeekable(file) ? of(file.source()) : of(file::open);
  }

  /** What ffmpeg is given on its standard input; null: nothing. */
  BoundedProcess.Source source() {
    return file.isPresent() ? null : opener::open;
  }
}

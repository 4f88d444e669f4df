package org.bojagi.media;

import java.io.IOException;
import java.util.Optional;
import org.bojagi.corpus.SourceFile;

/** ffmpeg and ffprobe, where they are installed. Threads may share it. */
public final class Ffmpeg {
  private Ffmpeg() {}

  /** Empty where there is none on the PATH, or one without any encoder that browsers play. */
  public static Optional<Ffmpeg> find() {
    return Optional.empty();
  }

  /** What it says of a film or sound; empty where it can't read it. */
  public Optional<Film> look(SourceFile file) throws IOException {
    return Optional.empty();
  }

  /** A frame for lists, JPEG or PNG of at most 800 by 600 pixels, or the cover of a sound; empty where there is none. */
  public Optional<byte[]> poster(SourceFile file, Film film) throws IOException {
    return Optional.empty();
  }

  /** One stream of subtitles as WebVTT, UTF-8; empty where it holds none that can be read. */
  public Optional<byte[]> subtitles(SourceFile file, Film.Subtitles stream) throws IOException {
    return Optional.empty();
  }
}

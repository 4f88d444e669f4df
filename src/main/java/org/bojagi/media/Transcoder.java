package org.bojagi.media;

import java.util.Optional;
import org.bojagi.corpus.SourceFile;

/** Decides which films are made anew, and how. */
public final class Transcoder {
  private final Ffmpeg ffmpeg;
  private final Transcode which;

  public Transcoder(Ffmpeg ffmpeg, Transcode which) {
    this.ffmpeg = ffmpeg;
    this.which = which;
  }

  /** Empty where the film stays as it is. */
  public Optional<Transcoding> plan(SourceFile file, Film film, Quality quality) {
    return Optional.empty();
  }

  /** What the film takes at the floor, or as it is where that is less: how far {@code --fit} may go. */
  public long lowestBytesEstimate(SourceFile file, Film film) {
    return file.sizeBytes();
  }
}

package org.bojagi.media;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A film or sound about to be made anew. It keeps its path in the bundle, ending and all: links to it and the
 * team's own names stay true, and a reader goes by the first bytes.
 *
 * @param mediaType {@code video/mp4}, {@code video/webm}, {@code audio/mp4}
 * @param copied whether pictures and sound stay bit for bit as they are and get another container only
 * @param estimatedBytes 0 where it can't be told
 * @param subtitles streams of text in it, which the new file hasn't; each can be had by
 *     {@link Ffmpeg#subtitles}
 */
public record Transcoding(
    String mediaType,
    Quality quality,
    boolean copied,
    long estimatedBytes,
    List<Film.Subtitles> subtitles,
    Opener opener) {

  /** Starts the program anew each time. */
  @FunctionalInterface
  interface Opener {
    InputStream open() throws IOException;
  }

  /**
   * The new bytes as they are made, to be read to the end; nothing of them lies on a disk. Closing it ends
   * the program. At the end of the stream it is known whether it is whole.
   *
   * @throws org.bojagi.fault.InputException the film can't be made anew, thrown by reading too: the original
   *     goes in
   */
  public InputStream open() throws IOException {
    return opener.open();
  }
}

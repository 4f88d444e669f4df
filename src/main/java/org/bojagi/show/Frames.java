package org.bojagi.show;

import java.io.IOException;

/** Makes a packed text a page of its own for a sandboxed frame. One at a time, so that memory stays bounded. */
public final class Frames {
  private final Addresses addresses;

  public Frames(Addresses addresses) {
    this.addresses = addresses;
  }

  /**
   * @throws org.bojagi.fault.DamagedBundleException nothing of the file can be read
   * @throws IllegalArgumentException the file is none that a frame shows: see {@link #shows}
   */
  public synchronized Frame frame(FrameRequest request) throws IOException {
    throw new UnsupportedOperationException(addresses.toString());
  }

  /** Whether a file is a text that a frame shows; subtitles are {@link Transcripts}'. */
  public static boolean shows(org.bojagi.catalog.PackedFile file) {
    return file.textFormat() != null && file.textFormat() != org.bojagi.catalog.TextFormat.WEBVTT;
  }

  /**
   * The header to send with a frame: only our script and our style, pictures and films of this server, and the sandbox
   * even where no frame surrounds it.
   *
   * @param origin of the server, {@code http://127.0.0.1:PORT}
   */
  public static String contentSecurityPolicy(String origin) {
    return FramePage.policy(origin);
  }
}

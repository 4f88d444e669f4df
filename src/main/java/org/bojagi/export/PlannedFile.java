package org.bojagi.export;

import org.bojagi.bundle.Locations.Located;

/**
 * One file to be written.
 *
 * @param path below the target, separated by {@code /}
 * @param asItIs path where it can't be made what it should be and is copied; of what is copied anyway {@code path}
 * @param position of {@code source} among the item's files
 * @param estimatedBytes exact for what is copied
 */
record PlannedFile(
    String path, String asItIs, Step step, Located source, int position, long estimatedBytes) {

  enum Step {
    /** Bit for bit. */
    COPY,
    /** MP4 with H.264 and AAC; bit for bit where it is so already. */
    FILM,
    SOUND,
    PICTURE,
    /** A page with the drawing in it. */
    DRAWING,
    SUBTITLES,
    HTML,
    TXT
  }
}

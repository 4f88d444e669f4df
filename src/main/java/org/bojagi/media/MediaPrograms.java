package org.bojagi.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is there of the programs, or is to be made use of. */
public record MediaPrograms(Optional<Ffmpeg> ffmpeg, Optional<Ocr> ocr) {
  public static final MediaPrograms NONE = new MediaPrograms(Optional.empty(), Optional.empty());

  /** Asks both programs for their version: a fifth of a second. */
  public static MediaPrograms find() {
    return new MediaPrograms(Ffmpeg.find(), Ocr.find());
  }

  public MediaPrograms withoutOcr() {
    return new MediaPrograms(ffmpeg, Optional.empty());
  }

  /**
   * Those that aren't there, and Tesseract's Korean: {@code ffmpeg}, {@code tesseract},
   * {@code tesseract-kor}.
   */
  public List<String> missing() {
    var missing = new ArrayList<String>();
    if (ffmpeg.isEmpty()) {
      missing.add("ffmpeg");
    }
    if (ocr.isEmpty()) {
      missing.add("tesseract");
    } else if (!ocr.get().reads("ko")) {
      missing.add("tesseract-kor");
    }
    return missing;
  }
}

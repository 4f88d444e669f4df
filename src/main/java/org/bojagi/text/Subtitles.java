package org.bojagi.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bojagi.catalog.Cue;

/** Subtitles of any of the formats that teams keep, read as cues. Tolerant: a broken cue is skipped. */
public final class Subtitles {
  private Subtitles() {}

  public enum Format {
    SRT,
    WEBVTT,
    /** SAMI, {@code .smi}: several languages in one file. */
    SAMI,
    /** Also SSA. */
    ASS
  }

  /** By what the text begins with, else by the file's name; empty where it is none. */
  public static Optional<Format> formatOf(String fileName, String decodedText) {
    throw new UnsupportedOperationException();
  }

  /**
   * Cues in order of their begin, by BCP 47 language.
   *
   * @param language of formats that don't say it, and of classes that we don't know; may be empty
   */
  public static Map<String, List<Cue>> read(Format format, String decodedText, String language) {
    throw new UnsupportedOperationException();
  }
}

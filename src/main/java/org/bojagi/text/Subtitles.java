package org.bojagi.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bojagi.catalog.Cue;

/**
 * Subtitles of any of the formats that teams keep, read as cues. Tolerant: a broken cue is skipped.
 *
 * <p>At most {@value CueBlock#MAX_CUES} cues in all and {@value CueBlock#MAX_TEXT_CHARS} characters
 * in one; what is beyond is left out.
 */
public final class Subtitles {
  private static final int HEAD_CHARS = 4_096;

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
    var head =
        PassageText.tidy(decodedText.substring(0, Math.min(decodedText.length(), HEAD_CHARS)));
    var upper = head.toUpperCase(Locale.ROOT);
    if (upper.startsWith("WEBVTT")) {
      return Optional.of(Format.WEBVTT);
    }
    if (upper.startsWith("<SAMI") || upper.contains("<SYNC START")) {
      return Optional.of(Format.SAMI);
    }
    if (upper.startsWith("[SCRIPT INFO]")
        || upper.contains("[V4+ STYLES]")
        || upper.contains("[EVENTS]")) {
      return Optional.of(Format.ASS);
    }
    var name = fileName.toLowerCase(Locale.ROOT);
    if (!CueBlock.scan(head).isEmpty()
        && (name.endsWith(".srt") || name.endsWith(".vtt") || name.endsWith(".txt"))) {
      return Optional.of(Format.SRT);
    }
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "srt" -> Optional.of(Format.SRT);
      case "vtt" -> Optional.of(Format.WEBVTT);
      case "smi", "sami" -> Optional.of(Format.SAMI);
      case "ass", "ssa" -> Optional.of(Format.ASS);
      default -> Optional.empty();
    };
  }

  /**
   * Cues in order of their begin, by BCP 47 language; a language without cues is left out.
   *
   * @param language of formats that don't say it, and of classes that we don't know; may be empty
   */
  public static Map<String, List<Cue>> read(Format format, String decodedText, String language) {
    var cues =
        switch (format) {
          case SRT, WEBVTT -> ofBlocks(decodedText, language);
          case SAMI -> Sami.read(decodedText, language);
          case ASS -> AdvancedSubStation.read(decodedText, language);
        };
    var sorted = new LinkedHashMap<String, List<Cue>>();
    cues.forEach(
        (code, list) -> {
          if (!list.isEmpty()) {
            var inOrder = new ArrayList<>(list);
            inOrder.sort(Comparator.comparingLong(Cue::startMillis));
            sorted.put(code, List.copyOf(inOrder));
          }
        });
    return sorted;
  }

  private static Map<String, List<Cue>> ofBlocks(String text, String language) {
    return Map.of(
        language,
        CueBlock.scan(text).stream()
            .map(block -> new Cue(block.startMillis(), block.endMillis(), block.text()))
            .toList());
  }
}

package org.bojagi.catalog;

import java.util.Collection;
import java.util.Set;

/**
 * Whether browsers play a film or sound, by its container and codecs. One table for whoever asks.
 *
 * <p>What is in it was played and sought in Chromium 156; {@code FilmsMadeAnewIT} does it again. What Firefox
 * plays is from its documentation (MDN, "Media container formats", "Web video codec guide").
 *
 * @param reason what stands in the way, as a person would look it up: {@code HEVC}, {@code AVI},
 *     {@code AC-3}; empty where every browser plays it
 */
public record Playability(Verdict verdict, String reason) {
  public static final Playability EVERYWHERE = new Playability(Verdict.EVERYWHERE, "");

  public enum Verdict {
    /** In Chromium, Chrome, Edge, Firefox. */
    EVERYWHERE,
    /** In Chromium and its kin, not in every Firefox. */
    SOME,
    /** Not at all, or without its picture or its sound. */
    NOWHERE
  }

  private static final Set<String> GOOD_CONTAINERS = Set.of("mp4", "webm", "mp3", "ogg", "flac", "wav", "aac");

  private static final Set<String> GOOD =
      Set.of("H.264", "VP8", "VP9", "AV1", "AAC", "MP3", "Opus", "Vorbis", "FLAC", "PCM");

  /** Chromium and its kin bring decoders of these, Firefox leaves them to the system. */
  private static final Set<String> SOME = Set.of("H.264 High 10", "H.264 4:2:2", "H.264 4:4:4", "VP9 10 bit");

  /** Of a file whose media type says the container. */
  public static Playability ofMediaType(String mediaType, Collection<String> codecs) {
    return of(
        switch (mediaType) {
          case "video/mp4", "audio/mp4", "video/quicktime", "video/3gpp" -> "mp4";
          case "video/x-matroska", "audio/x-matroska" -> "matroska";
          case "video/webm", "audio/webm" -> "webm";
          case "audio/mpeg" -> "mp3";
          case "video/ogg", "audio/ogg" -> "ogg";
          case "audio/flac", "audio/wav", "audio/aac" -> mediaType.substring("audio/".length());
          case "video/x-msvideo" -> "AVI";
          case "video/x-ms-wmv", "video/x-ms-asf", "audio/x-ms-wma" -> "Windows Media";
          case "video/mpeg", "video/mp2t" -> "MPEG";
          case "video/x-flv" -> "Flash";
          case "audio/amr" -> "AMR";
          default -> mediaType.startsWith("application/vnd.rn-realmedia") ? "RealMedia" : mediaType;
        },
        codecs);
  }

  /**
   * @param container {@code mp4} (QuickTime too), {@code matroska}, {@code webm}, {@code mp3}, {@code ogg},
   *     {@code flac}, {@code wav}, {@code aac}; any other is named as what is in the way
   * @param codecs as containers or ffmpeg name them, or as a person does; none says nothing against it
   */
  public static Playability of(String container, Collection<String> codecs) {
    boolean matroska = container.equals("matroska");
    if (!matroska && !GOOD_CONTAINERS.contains(container)) {
      return new Playability(Verdict.NOWHERE, container);
    }
    var some = matroska ? "Matroska" : "";
    for (var codec : codecs) {
      var name = CodecNames.of(codec);
      if (SOME.contains(name) || name.equals("PCM") && !container.equals("wav")) {
        some = name;
      } else if (!name.isEmpty() && !GOOD.contains(name)) {
        return new Playability(Verdict.NOWHERE, name);
      }
    }
    return some.isEmpty() ? EVERYWHERE : new Playability(Verdict.SOME, some);
  }
}

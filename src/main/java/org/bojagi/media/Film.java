package org.bojagi.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bojagi.catalog.MediaFacts;
import org.bojagi.catalog.Playability;

/**
 * What ffprobe says of a film or sound.
 *
 * @param container ffmpeg's names of it, comma-separated: {@code mov,mp4,m4a,3gp,3g2,mj2}
 * @param facts with ffmpeg's names of codecs, video first; width and height as shown, turned already
 * @param video null for a sound
 * @param sounds the streams of sound, in order
 * @param subtitles the streams that are text
 * @param pictureSubtitles how many streams of subtitles are pictures, which are lost
 * @param coverStream index of a stream that is one picture; -1 where there is none
 */
public record Film(
    String container,
    MediaFacts facts,
    Video video,
    List<Sound> sounds,
    List<Subtitles> subtitles,
    int pictureSubtitles,
    int coverStream) {

  private static final Set<String> EIGHT_BITS = Set.of("", "yuv420p", "yuvj420p");

  /** The first of ffmpeg's names of a container, and ours. */
  private static final Map<String, String> CONTAINERS =
      Map.ofEntries(
          Map.entry("mov", "mp4"),
          Map.entry("mp3", "mp3"),
          Map.entry("ogg", "ogg"),
          Map.entry("flac", "flac"),
          Map.entry("wav", "wav"),
          Map.entry("aac", "aac"),
          Map.entry("avi", "AVI"),
          Map.entry("asf", "Windows Media"),
          Map.entry("mpeg", "MPEG"),
          Map.entry("mpegts", "MPEG"),
          Map.entry("mpegvideo", "MPEG"),
          Map.entry("flv", "Flash"),
          Map.entry("rm", "RealMedia"),
          Map.entry("amr", "AMR"));

  public Film {
    sounds = List.copyOf(sounds);
    subtitles = List.copyOf(subtitles);
  }

  /**
   * @param profile as ffmpeg calls it, {@code High 10}; may be empty
   * @param width as shown, turned already; and height
   * @param framesPerSecond 0 where it isn't known
   */
  public record Video(
      int stream,
      String codec,
      String profile,
      String pixelFormat,
      int width,
      int height,
      double framesPerSecond) {

    /** As {@link Playability} knows it: pixels that few decoders have count as another codec. */
    String name() {
      if (!codec.equals("h264") && !codec.equals("vp9") || EIGHT_BITS.contains(pixelFormat)) {
        return codec;
      }
      if (codec.equals("vp9")) {
        return "VP9 10 bit";
      }
      return pixelFormat.startsWith("yuv444")
          ? "H.264 4:4:4"
          : pixelFormat.startsWith("yuv422") ? "H.264 4:2:2" : "H.264 High 10";
    }
  }

  public record Sound(int stream, String codec, int channels) {}

  /** @param language BCP 47 tag, {@code und} where the film doesn't say */
  public record Subtitles(int stream, String codec, String language) {}

  /**
   * Whether browsers play it.
   *
   * @param mediaType of the file's name, to tell WebM from Matroska
   */
  public Playability playability(String mediaType) {
    var codecs = new ArrayList<String>();
    if (video != null) {
      codecs.add(video.name());
    }
    sounds.forEach(sound -> codecs.add(sound.codec()));
    var first = container.split(",", 2)[0];
    var known = CONTAINERS.getOrDefault(first, first);
    if (first.equals("matroska")) {
      known = mediaType.endsWith("/webm") ? "webm" : "matroska";
    }
    return Playability.of(known, codecs);
  }
}

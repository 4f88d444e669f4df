package org.bojagi.media;

import java.util.List;
import org.bojagi.catalog.MediaFacts;

/**
 * What ffprobe says of a film or sound.
 *
 * @param container ffmpeg's names of it, comma-separated: {@code mov,mp4,m4a,3gp,3g2,mj2}
 * @param facts with ffmpeg's names of codecs, video first; width and height as shown, turned already
 * @param video null for a sound
 * @param sounds of the streams of sound, in order
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

  public Film {
    sounds = List.copyOf(sounds);
    subtitles = List.copyOf(subtitles);
  }

  /** @param profile as ffmpeg calls it, {@code High 10}; may be empty */
  public record Video(int stream, String codec, String profile, String pixelFormat, int width, int height) {}

  public record Sound(int stream, String codec, int channels) {}

  /** @param language BCP 47 tag, {@code und} where the film doesn't say */
  public record Subtitles(int stream, String codec, String language) {}
}

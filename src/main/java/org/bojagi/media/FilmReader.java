package org.bojagi.media;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.MediaFacts;

/** What ffprobe prints as JSON, none of which is believed to make sense. */
final class FilmReader {
  private static final int MAX_STREAMS = 100;

  /** Subtitles that are text; all others are pictures. */
  private static final Set<String> TEXT =
      Set.of(
          "subrip", "ass", "ssa", "mov_text", "webvtt", "text", "sami", "microdvd", "subviewer", "srt", "eia_608");

  private FilmReader() {}

  /** Empty where there is neither picture nor sound. */
  static Optional<Film> read(String json) throws Json.Malformed {
    var probe = Json.read(json);
    var container = probe.object("format").string("format_name", "");
    double seconds = decimal(probe.object("format").string("duration", ""));
    Film.Video video = null;
    int cover = -1;
    int pictures = 0;
    var sounds = new ArrayList<Film.Sound>();
    var subtitles = new ArrayList<Film.Subtitles>();
    var codecs = new LinkedHashSet<String>();
    for (var stream : probe.objects("streams")) {
      int index = (int) stream.number("index", 0, MAX_STREAMS);
      var codec = word(stream.string("codec_name", "unknown"));
      seconds = seconds > 0 ? seconds : decimal(stream.string("duration", ""));
      switch (stream.string("codec_type", "")) {
        case "video" -> {
          if (stream.object("disposition").number("attached_pic", 0) != 0) {
            cover = cover < 0 ? index : cover;
          } else if (video == null) {
            video = video(stream, index, codec);
          }
        }
        case "audio" -> sounds.add(new Film.Sound(index, codec, (int) stream.number("channels", 0)));
        case "subtitle" -> {
          if (TEXT.contains(codec)) {
            subtitles.add(new Film.Subtitles(index, codec, language(stream)));
          } else {
            pictures++;
          }
        }
        default -> {}
      }
    }
    if (video == null && sounds.isEmpty()) {
      return Optional.empty();
    }
    if (video != null) {
      codecs.add(video.codec());
    }
    sounds.forEach(sound -> codecs.add(sound.codec()));
    var facts =
        new MediaFacts(
            seconds,
            video == null ? 0 : video.width(),
            video == null ? 0 : video.height(),
            1,
            List.copyOf(codecs));
    return Optional.of(new Film(container, facts, video, sounds, subtitles, pictures, cover));
  }

  private static Film.Video video(Json.Fields stream, int index, String codec) throws Json.Malformed {
    int width = (int) stream.number("width", 0, 1 << 16);
    int height = (int) stream.number("height", 0, 1 << 16);
    boolean turned = false;
    for (var side : stream.objects("side_data_list")) {
      turned |= Math.abs(side.number("rotation", 0)) % 180 == 90;
    }
    return new Film.Video(
        index,
        codec,
        stream.string("profile", ""),
        stream.string("pix_fmt", ""),
        turned ? height : width,
        turned ? width : height,
        rate(stream.string("avg_frame_rate", "")));
  }

  private static String language(Json.Fields stream) throws Json.Malformed {
    var tag = stream.object("tags").string("language", "und");
    return switch (tag) {
      case "kor" -> "ko";
      case "eng" -> "en";
      case "chi", "zho" -> "zh";
      default -> tag.matches("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}") ? tag : "und";
    };
  }

  private static String word(String name) {
    return name.replaceAll("[^a-z0-9_]", "");
  }

  private static double decimal(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Frames a second of {@code 30000/1001}. */
  private static double rate(String fraction) {
    int slash = fraction.indexOf('/');
    double below = slash < 0 ? 0 : decimal(fraction.substring(slash + 1));
    return below == 0 ? 0 : decimal(fraction.substring(0, slash)) / below;
  }
}

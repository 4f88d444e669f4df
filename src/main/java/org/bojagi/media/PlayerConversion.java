package org.bojagi.media;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bojagi.fault.InputException;

/**
 * Makes of a film, sound or picture what simple players know: H.264 and AAC in MP4 of at most 720 lines, MP3
 * (AAC in M4A where ffmpeg has no MP3), JPEG. Streams that are so already are copied, not made anew.
 */
public final class PlayerConversion {
  /** The shorter side of a picture that a simple player still shows. */
  public static final int MOST_LINES = 720;

  private static final int MAX_PICTURE_BYTES = 64 << 20;

  /** Of a film that doesn't say how long it is. */
  private static final double UNKNOWN_SECONDS = 6 * 3_600;

  private static final String PICTURES = "png_pipe,webp_pipe,bmp_pipe,tiff_pipe,jpeg_pipe";

  private static final BoundedProcess.Limits PICTURE =
      new BoundedProcess.Limits(
          Duration.ofSeconds(60), Duration.ofMinutes(5), Duration.ofSeconds(60), MAX_PICTURE_BYTES);

  private final Ffmpeg ffmpeg;
  private final Transcoder encoder;
  private final int threads;

  /** @param threads that one film may keep busy */
  public PlayerConversion(Ffmpeg ffmpeg, int threads) {
    this.ffmpeg = ffmpeg;
    this.encoder = new Transcoder(ffmpeg, Transcode.UNPLAYABLE, threads);
    this.threads = threads;
  }

  /** Whether this ffmpeg can make H.264 and AAC at all. */
  public boolean makesFilms() {
    return ffmpeg.has("libx264") && ffmpeg.has("aac");
  }

  /** {@code mp3} or {@code m4a}. */
  public String soundExtension() {
    return ffmpeg.has("libmp3lame") ? "mp3" : "m4a";
  }

  /** What it says of a film or sound; empty where it can't read it, from its beginning only perhaps. */
  public Optional<Film> look(FilmInput input) {
    return ffmpeg.look(input);
  }

  /** Whether a simple player plays the streams of a film as they are, in an MP4. */
  public static boolean fits(Film film) {
    return fitsPicture(film) && film.sounds().stream().limit(1).allMatch(PlayerConversion::fitsSound);
  }

  private static boolean fitsPicture(Film film) {
    return film.video() != null
        && film.video().name().equals("h264")
        && Math.min(film.video().width(), film.video().height()) <= MOST_LINES;
  }

  private static boolean fitsSound(Film.Sound sound) {
    return sound.codec().equals("aac");
  }

  /**
   * Writes a plain MP4 whose index comes first.
   *
   * @param target made new, or replaced; on failure something may be left of it
   * @throws InputException the film can't be made anew
   */
  public void film(FilmInput input, Film film, Path target, String path) throws IOException {
    var arguments = filmArguments(input, film);
    // It says how far it is on its standard output: one that says nothing any more is ended.
    arguments.addAll(List.of("-progress", "pipe:1", "-movflags", "+faststart"));
    arguments.addAll(List.of("-f", "mp4", "-y", "file:" + target.toAbsolutePath()));
    try (var said = ffmpeg.run(input, arguments, limits(film, 64 << 20));
        var lines = new BufferedReader(new InputStreamReader(said, StandardCharsets.US_ASCII))) {
      while (lines.readLine() != null) {
        // Only that it goes on counts.
      }
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  /**
   * The same as an MP4 in fragments, for where nothing may lie on a disk in clear; to be read to its end.
   *
   * @throws InputException the film can't be made anew
   */
  public InputStream film(FilmInput input, Film film, String path) throws IOException {
    var arguments = filmArguments(input, film);
    arguments.addAll(List.of("-movflags", "frag_keyframe+empty_moov+default_base_moof", "-f", "mp4", "pipe:1"));
    try {
      var program = ffmpeg.run(input, arguments, limits(film, mostBytes(film)));
      try {
        return new Transcoder.Whole(MovieHeader.read(program, film.facts().durationSeconds()), program, path);
      } catch (IOException e) {
        program.close();
        throw e;
      }
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  /** As {@link #film(FilmInput, Film, String)}, of the first sound. */
  public InputStream sound(FilmInput input, Film film, String path) throws IOException {
    var arguments = begun(input);
    arguments.addAll(List.of("-t", String.valueOf(mostSeconds(film))));
    arguments.addAll(List.of("-map", "0:" + film.sounds().getFirst().stream(), "-vn", "-sn", "-dn"));
    boolean mp3 = soundExtension().equals("mp3");
    arguments.addAll(List.of("-map_metadata", "-1", "-map_chapters", "-1", "-flags:a", "+bitexact"));
    arguments.addAll(List.of("-c:a", mp3 ? "libmp3lame" : "aac", "-b:a", "128k", "-ar", "44100"));
    arguments.addAll(List.of("-ac", film.sounds().getFirst().channels() == 1 ? "1" : "2"));
    // One rate throughout, so that its length is known without the header that a pipe can't go back to.
    arguments.addAll(
        mp3
            ? List.of("-id3v2_version", "0", "-write_xing", "0", "-f", "mp3", "pipe:1")
            : List.of("-movflags", "frag_keyframe+empty_moov+default_base_moof", "-f", "mp4", "pipe:1"));
    try {
      var program = ffmpeg.run(input, arguments, limits(film, mostBytes(film)));
      return new Transcoder.Whole(new byte[0], program, path);
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  /** A picture as JPEG, without what it says of itself; empty where ffmpeg can't read it. */
  public Optional<byte[]> picture(FilmInput input) {
    var arguments = new ArrayList<>(List.of("-hide_banner", "-nostdin", "-v", "quiet", "-threads", "1"));
    arguments.addAll(Ffmpeg.input(input, PICTURES));
    arguments.addAll(List.of("-map_metadata", "-1", "-frames:v", "1", "-pix_fmt", "yuvj420p"));
    arguments.addAll(List.of("-flags:v", "+bitexact", "-c:v", "mjpeg", "-q:v", "3", "-f", "image2pipe", "pipe:1"));
    try (var out = ffmpeg.run(input, arguments, PICTURE)) {
      var picture = out.readAllBytes();
      return picture.length == 0 ? Optional.empty() : Optional.of(picture);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private List<String> begun(FilmInput input) {
    var arguments = new ArrayList<>(List.of("-hide_banner", "-nostdin", "-v", "quiet"));
    arguments.addAll(List.of("-threads", String.valueOf(threads)));
    arguments.addAll(Ffmpeg.input(input));
    return arguments;
  }

  private List<String> filmArguments(FilmInput input, Film film) {
    var arguments = begun(input);
    arguments.addAll(List.of("-t", String.valueOf(mostSeconds(film))));
    arguments.addAll(List.of("-map", "0:" + film.video().stream()));
    arguments.addAll(
        fitsPicture(film) ? List.of("-c:v", "copy") : encoder.picture(film.video(), Quality.HIGH));
    if (!film.sounds().isEmpty()) {
      var sound = film.sounds().getFirst();
      arguments.addAll(List.of("-map", "0:" + sound.stream()));
      arguments.addAll(fitsSound(sound) ? List.of("-c:a", "copy") : encoder.sound(sound, Quality.HIGH));
    }
    arguments.addAll(List.of("-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1"));
    arguments.addAll(List.of("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"));
    arguments.addAll(List.of("-metadata:s:v", "encoder=video", "-metadata:s:a", "encoder=sound"));
    arguments.addAll(List.of("-threads", String.valueOf(threads), "-strict", "experimental"));
    return arguments;
  }

  /** A film that goes on beyond its own length is cut: it may be without an end. */
  private static long mostSeconds(Film film) {
    return (long) (1.05 * seconds(film) + 30);
  }

  private static double seconds(Film film) {
    return film.facts().durationSeconds() > 0 ? film.facts().durationSeconds() : UNKNOWN_SECONDS;
  }

  /** Copied streams may be of any rate. */
  private static long mostBytes(Film film) {
    return (64L << 20) + (long) (seconds(film) * 40_000_000 / 8);
  }

  private static BoundedProcess.Limits limits(Film film, long outputBytes) {
    return new BoundedProcess.Limits(
        Duration.ofMinutes(5),
        Duration.ofMinutes(30),
        Duration.ofMinutes(10).plusSeconds((long) (60 * seconds(film))),
        outputBytes);
  }

  private static InputException failure(String path, IOException cause) {
    return new InputException(
        "ffmpeg could not make this for a player", path, "It is copied as it is; see whether it plays.", cause);
  }
}

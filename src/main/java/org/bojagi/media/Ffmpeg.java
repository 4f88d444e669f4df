package org.bojagi.media;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bojagi.catalog.Json;
import org.bojagi.corpus.SourceFile;

/**
 * ffmpeg and ffprobe, where they are installed. Threads may share it.
 *
 * <p>What a film says decides nothing of what is opened: only containers are read, never playlists,
 * concatenations or images that name other files or addresses; only files and pipes, no network.
 */
public final class Ffmpeg {
  /** Demuxers that read one file and follow nothing. */
  private static final String CONTAINERS =
      "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,asf,flv,live_flv,mpeg,mpegts,mpegvideo,m4v,h264,hevc,ogg,"
          + "mp3,wav,w64,flac,aac,ac3,eac3,dts,amr,amrnb,amrwb,rm,aiff,au,caf,ape,wv,tta,mxf,dv,nut,ivf";

  private static final BoundedProcess.Limits SHORT =
      new BoundedProcess.Limits(
          Duration.ofSeconds(60), Duration.ofMinutes(5), Duration.ofSeconds(60), 8 << 20);

  /** Into 800 by 600 square pixels. */
  private static final String FIT =
      "scale=trunc(iw*sar/2)*2:ih,setsar=1,scale=800:600:force_original_aspect_ratio=decrease";

  /** A JPEG of one colour takes fewer bytes, whatever its size here. */
  private static final int BLACK_JPEG_BYTES = 4_000;

  private static final Pattern VERSION = Pattern.compile("ffmpeg version (\\S{1,60})");
  private static final Pattern ENCODER = Pattern.compile("(?m)^ [VA][.A-Z]{5} (\\S+)");

  private final Path ffmpeg;
  private final Path ffprobe;
  private final String version;
  private final Set<String> encoders;

  private Ffmpeg(Path ffmpeg, Path ffprobe, String version, Set<String> encoders) {
    this.ffmpeg = ffmpeg;
    this.ffprobe = ffprobe;
    this.version = version;
    this.encoders = Set.copyOf(encoders);
  }

  /** Empty where there is none on the PATH, or one without any encoder of what browsers play. */
  public static Optional<Ffmpeg> find() {
    return Programs.find("ffmpeg")
        .flatMap(program -> Programs.find("ffprobe").flatMap(probe -> of(program, probe)));
  }

  static Optional<Ffmpeg> of(Path ffmpeg, Path ffprobe) {
    try {
      var said = text(ffmpeg, List.of("-hide_banner", "-version"));
      var listed = ENCODER.matcher(text(ffmpeg, List.of("-hide_banner", "-encoders")));
      var version = VERSION.matcher(said);
      var encoders = new HashSet<String>();
      while (listed.find()) {
        encoders.add(listed.group(1));
      }
      var found = new Ffmpeg(ffmpeg, ffprobe, version.find() ? version.group(1) : "", encoders);
      return version.hasMatch() && found.makesFilms() ? Optional.of(found) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // one that doesn't even say its version is none
    }
  }

  public String version() {
    return version;
  }

  /** By x264 and AAC, else VP9 and Opus. */
  private boolean makesFilms() {
    return has("libx264") && has("aac") || has("libvpx-vp9") && has("libopus");
  }

  boolean has(String encoder) {
    return encoders.contains(encoder);
  }

  /** What it says of a film or sound; empty where it can't read it. */
  public Optional<Film> look(SourceFile file) {
    return look(FilmInput.of(file));
  }

  /** As {@link #look(SourceFile)}. */
  public Optional<Film> look(FilmInput film) {
    var arguments =
        new ArrayList<>(
            List.of(
                "-v", "quiet", "-of", "json", "-show_entries",
                "format=format_name,duration:stream=index,codec_type,codec_name,profile,pix_fmt,width,height,"
                    + "channels,avg_frame_rate,duration:stream_tags=language:stream_disposition=attached_pic"
                    + ":stream_side_data=rotation"));
    arguments.addAll(input(film));
    try (var out = new BoundedProcess(ffprobe, arguments, film.source(), SHORT)) {
      return FilmReader.read(new String(out.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException | Json.Malformed e) {
      return Optional.empty();
    }
  }

  /**
   * A frame for lists, JPEG of at most 800 by 600 pixels, or the cover of a sound as it is; empty where there
   * is none. Not yet fit to be packed: whoever makes a thumbnail of it draws it anew.
   */
  public Optional<byte[]> poster(SourceFile file, Film film) {
    if (film.coverStream() >= 0) {
      var cover = picture(file, 0, List.of("-map", "0:" + film.coverStream(), "-frames:v", "1"));
      if (cover.isPresent() || film.video() == null) {
        return cover;
      }
    }
    if (film.video() == null) {
      return Optional.empty();
    }
    var stream = List.of("-map", "0:" + film.video().stream(), "-an", "-sn", "-dn");
    // Of 50 frames the one most like the others: no flash and no black between scenes.
    for (double share : List.of(0.1, 0.3, 0.0)) {
      var arguments = new ArrayList<>(stream);
      arguments.addAll(List.of("-vf", "thumbnail=50," + FIT, "-frames:v", "1"));
      var frame = picture(file, film.facts().durationSeconds() * share, arguments);
      if (frame.isPresent() && frame.get().length > BLACK_JPEG_BYTES) {
        return frame;
      }
    }
    return Optional.empty();
  }

  private Optional<byte[]> picture(SourceFile file, double fromSeconds, List<String> how) {
    var arguments = new ArrayList<>(List.of("-hide_banner", "-nostdin", "-v", "quiet", "-threads", "1"));
    if (fromSeconds > 0 && isSeekable(file)) {
      arguments.addAll(List.of("-ss", String.valueOf((long) fromSeconds)));
    }
    arguments.addAll(input(file));
    arguments.addAll(how);
    arguments.addAll(
        List.of(
            "-map_metadata", "-1", "-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-q:v", "3", "-f", "image2pipe",
            "pipe:1"));
    try (var out = new BoundedProcess(ffmpeg, arguments, FilmInput.of(file).source(), SHORT)) {
      var picture = out.readAllBytes();
      return picture.length == 0 ? Optional.empty() : Optional.of(picture);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** One stream of subtitles as WebVTT, UTF-8; empty where it holds none that can be read. */
  public Optional<byte[]> subtitles(SourceFile file, Film.Subtitles stream) {
    var arguments = new ArrayList<>(List.of("-hide_banner", "-nostdin", "-v", "quiet"));
    arguments.addAll(input(file));
    arguments.addAll(
        List.of(
            "-map", "0:" + stream.stream(), "-map_metadata", "-1", "-c:s", "webvtt", "-f", "webvtt", "pipe:1"));
    try (var out = new BoundedProcess(ffmpeg, arguments, FilmInput.of(file).source(), SHORT)) {
      var cues = out.readAllBytes();
      return new String(cues, StandardCharsets.UTF_8).contains("-->") ? Optional.of(cues) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  BoundedProcess run(SourceFile file, List<String> arguments, BoundedProcess.Limits limits)
      throws IOException {
    return run(FilmInput.of(file), arguments, limits);
  }

  BoundedProcess run(FilmInput film, List<String> arguments, BoundedProcess.Limits limits)
      throws IOException {
    return new BoundedProcess(ffmpeg, arguments, film.source(), limits);
  }

  static List<String> input(SourceFile file) {
    return input(FilmInput.of(file));
  }

  /**
   * As a path from the root on and with its protocol, so that no name is taken for an option or an address.
   */
  static List<String> input(FilmInput film) {
    return input(film, CONTAINERS);
  }

  /** As {@link #input(FilmInput)}, read by these demuxers alone. */
  static List<String> input(FilmInput film, String demuxers) {
    var address = film.file().map(file -> "file:" + file.toAbsolutePath()).orElse("pipe:0");
    return List.of("-protocol_whitelist", "file,pipe", "-format_whitelist", demuxers, "-i", address);
  }

  /** In a ZIP a film is read from its beginning only: one whose index comes last can't be read there. */
  static boolean isSeekable(SourceFile file) {
    return file.source().getFileSystem() == FileSystems.getDefault() && file.withheldBytes() == 0;
  }

  private static String text(Path program, List<String> arguments) throws IOException {
    try (var out = new BoundedProcess(program, arguments, null, SHORT)) {
      return new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

package org.bojagi.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bojagi.catalog.Playability;
import org.bojagi.corpus.SourceFile;
import org.bojagi.fault.InputException;

/**
 * Decides which films are made anew, and how: H.264 and AAC where ffmpeg has them, else VP9 and Opus, in MP4
 * cut into fragments (ISO/IEC 14496-12 §8.8), which is written from its beginning to its end and so needs no
 * disk; its table of fragments (mfra) comes last. What plays already is copied, not made anew.
 */
public final class Transcoder {
  /** Made smaller by less than this it isn't worth what is lost. */
  private static final double WORTHWHILE = 0.8;

  /** Containers whose streams have a time for each picture, so that they can be copied as they are. */
  private static final Set<String> TIMED = Set.of("mov", "matroska", "mpegts", "flv");

  private static final Set<String> COPIED_PICTURES = Set.of("h264", "av1", "vp9");
  private static final Set<String> COPIED_SOUNDS = Set.of("aac", "mp3", "opus", "flac");
  private static final double MOST_FRAMES_PER_SECOND = 31;

  /** A keyframe each so many pictures at most: a fragment begins at each, and a seek lands at one. */
  private static final int KEYFRAME_EACH = 120;

  /** Of a film that doesn't say how long it is. */
  private static final double UNKNOWN_SECONDS = 6 * 3_600;

  private final Ffmpeg ffmpeg;
  private final Transcode which;
  private final int threads;

  /** @param threads that one film may keep busy */
  public Transcoder(Ffmpeg ffmpeg, Transcode which, int threads) {
    this.ffmpeg = ffmpeg;
    this.which = which;
    this.threads = threads;
  }

  /**
   * Empty where the film stays as it is.
   *
   * @param quality one below {@link Quality#HIGH} makes a film anew that plays, too, where it becomes smaller
   *     by it
   */
  public Optional<Transcoding> plan(SourceFile file, Film film, Quality quality) {
    boolean plays = film.playability(file.mediaType()).verdict() == Playability.Verdict.EVERYWHERE;
    // What was small already doesn't grow by being made anew.
    long estimated = Math.min(quality.estimatedBytes(film.facts()), file.sizeBytes());
    boolean smaller = estimated > 0 && estimated < WORTHWHILE * file.sizeBytes();
    boolean shrink = smaller && (which == Transcode.ALL || quality != Quality.HIGH);
    if (plays && !shrink) {
      return Optional.empty();
    }
    boolean copied = !shrink && isCopied(film);
    boolean hasPicture = film.video() != null;
    return Optional.of(
        new Transcoding(
            hasPicture ? "video/mp4" : "audio/mp4",
            quality,
            copied,
            copied ? file.sizeBytes() : estimated,
            film.subtitles(),
            () -> open(file, film, quality, copied)));
  }

  private static boolean isCopied(Film film) {
    return film.video() != null
        && TIMED.contains(film.container().split(",", 2)[0])
        && COPIED_PICTURES.contains(film.video().name());
  }

  private InputStream open(SourceFile file, Film film, Quality quality, boolean copied) throws IOException {
    double seconds = film.facts().durationSeconds() > 0 ? film.facts().durationSeconds() : UNKNOWN_SECONDS;
    long bytes = copied ? 2 * file.sizeBytes() : (long) (seconds * 1.5 * quality.mostKilobits() * 125);
    var limits =
        new BoundedProcess.Limits(
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofMinutes(10).plusSeconds((long) (60 * seconds)),
            bytes + (16 << 20));
    var arguments = arguments(file, film, quality, copied, seconds);
    try {
      var program = ffmpeg.run(file, arguments, limits);
      try {
        return new Whole(MovieHeader.read(program, film.facts().durationSeconds()), program, file.path());
      } catch (IOException e) {
        program.close();
        throw e;
      }
    } catch (IOException e) {
      throw failure(file.path(), e);
    }
  }

  private List<String> arguments(
      SourceFile file, Film film, Quality quality, boolean copied, double seconds) {
    var arguments = new ArrayList<>(List.of("-hide_banner", "-nostdin", "-v", "quiet"));
    arguments.addAll(List.of("-threads", String.valueOf(threads)));
    arguments.addAll(Ffmpeg.input(file));
    // A film that goes on beyond its own length is cut: it may be without an end.
    arguments.addAll(List.of("-t", String.valueOf((long) (1.05 * seconds + 30))));
    if (film.video() != null) {
      arguments.addAll(List.of("-map", "0:" + film.video().stream()));
      arguments.addAll(copied ? List.of("-c:v", "copy") : picture(film.video(), quality));
    }
    if (!film.sounds().isEmpty()) {
      var sound = film.sounds().getFirst();
      arguments.addAll(List.of("-map", "0:" + sound.stream()));
      boolean good = copied && COPIED_SOUNDS.contains(sound.codec());
      arguments.addAll(good ? List.of("-c:a", "copy") : sound(sound, quality));
    }
    arguments.addAll(List.of("-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1"));
    // Without names and versions of programs; what is left of them MovieHeader takes away.
    arguments.addAll(List.of("-flags:v", "+bitexact", "-flags:a", "+bitexact"));
    arguments.addAll(List.of("-metadata:s:v", "encoder=video", "-metadata:s:a", "encoder=sound"));
    arguments.addAll(List.of("-threads", String.valueOf(threads), "-strict", "experimental"));
    arguments.addAll(List.of("-movflags", "frag_keyframe+empty_moov+default_base_moof"));
    if (film.video() == null) {
      arguments.addAll(List.of("-frag_duration", "5000000", "-brand", "M4A "));
    }
    arguments.addAll(List.of("-f", "mp4", "pipe:1"));
    return arguments;
  }

  List<String> picture(Film.Video video, Quality quality) {
    var filters = new StringBuilder("yadif=deint=interlaced,");
    if (video.framesPerSecond() > MOST_FRAMES_PER_SECOND) {
      filters.append("fps=30,");
    }
    // Square pixels, then the shorter side; both sides even, as 4:2:0 needs them.
    filters.append("scale=trunc(iw*sar/2)*2:trunc(ih/2)*2,setsar=1,");
    int lines = quality.lines();
    filters.append(
        video.width() >= video.height()
            ? "scale=-2:trunc(min(ih\\," + lines + ")/2)*2"
            : "scale=trunc(min(iw\\," + lines + ")/2)*2:-2");
    filters.append(",format=yuv420p");
    var how = new ArrayList<>(List.of("-vf", filters.toString(), "-g", String.valueOf(KEYFRAME_EACH)));
    var most = quality.mostVideoKilobits() + "k";
    if (ffmpeg.has("libx264")) {
      how.addAll(List.of("-c:v", "libx264", "-preset", "fast", "-profile:v", "high", "-level:v", "4.0"));
      how.addAll(List.of("-crf", String.valueOf(quality.crf()), "-maxrate", most));
      how.addAll(List.of("-bufsize", 2 * quality.mostVideoKilobits() + "k"));
      // x264 writes its options into the film, and among them how many threads this computer has.
      how.addAll(List.of("-bsf:v", "filter_units=remove_types=6"));
    } else {
      how.addAll(List.of("-c:v", "libvpx-vp9", "-crf", String.valueOf(quality.crf() + 10), "-b:v", most));
      how.addAll(List.of("-deadline", "good", "-cpu-used", "4", "-row-mt", "1"));
    }
    return how;
  }

  List<String> sound(Film.Sound sound, Quality quality) {
    var codec = ffmpeg.has("libx264") || !ffmpeg.has("libopus") ? "aac" : "libopus";
    var how = new ArrayList<>(List.of("-c:a", codec, "-b:a", quality.soundKilobits() + "k"));
    how.addAll(List.of("-ac", sound.channels() == 1 ? "1" : "2", "-ar", "48000"));
    return how;
  }

  private static InputException failure(String path, IOException cause) {
    boolean stopped = cause instanceof BoundedProcess.Failed failed && failed.ended;
    return new InputException(
        stopped ? "ffmpeg got nowhere with this film and was ended" : "ffmpeg could not make this film anew",
        path,
        "It goes in as it is; look whether it plays.",
        cause);
  }

  /** What goes wrong with the program, told as what it means for the film. */
  static final class Whole extends SequenceInputStream {
    private final InputStream program;
    private final String path;

    Whole(byte[] head, InputStream program, String path) {
      super(new ByteArrayInputStream(head), program);
      this.program = program;
      this.path = path;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return super.read(buffer, offset, length);
      } catch (IOException e) {
        throw failure(path, e);
      }
    }

    @Override
    public void close() throws IOException {
      program.close();
    }
  }
}

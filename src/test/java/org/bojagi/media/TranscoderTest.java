package org.bojagi.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.catalog.Playability.Verdict;
import org.bojagi.corpus.SourceFile;
import org.bojagi.fault.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscoderTest {
  private static final String XVID = "video/x-msvideo";

  @TempDir static Path folder;

  private final Ffmpeg ffmpeg = Films.ffmpeg();

  private Transcoder unplayable() {
    return new Transcoder(ffmpeg, Transcode.UNPLAYABLE, 2);
  }

  private static SourceFile xvid(String name, int seconds) throws Exception {
    return Films.source(
        Films.make(folder, name, seconds, "-c:v", "mpeg4", "-c:a", "libmp3lame", "-metadata", "artist=Ri Chol"),
        XVID);
  }

  private Film made(Transcoding transcoding, String name) throws IOException {
    var file = folder.resolve(name);
    try (var in = transcoding.open()) {
      Files.copy(in, file);
    }
    return ffmpeg.look(Films.source(file, transcoding.mediaType())).orElseThrow();
  }

  @Test
  void aFilmThatNoBrowserPlaysBecomesOneThatAllDo() throws Exception {
    var file = xvid("film.avi", 4);
    var film = ffmpeg.look(file).orElseThrow();
    assertEquals(Verdict.NOWHERE, film.playability(XVID).verdict());
    assertEquals(List.of("mpeg4", "mp3"), film.facts().codecs());
    var transcoding = unplayable().plan(file, film, Quality.HIGH).orElseThrow();
    assertEquals("video/mp4", transcoding.mediaType());
    assertFalse(transcoding.copied());
    var made = made(transcoding, "film.mp4");
    assertEquals(Verdict.EVERYWHERE, made.playability("video/mp4").verdict());
    assertEquals(List.of("h264", "aac"), made.facts().codecs());
    assertEquals(4, made.facts().durationSeconds(), 0.3);
    assertEquals(320, made.facts().width());
    var bytes = Files.readString(folder.resolve("film.mp4"), StandardCharsets.ISO_8859_1);
    assertTrue(bytes.contains("mehd"));
    for (var trace : List.of("Ri Chol", "Lavf", "Lavc", "x264", "threads=", "film.avi")) {
      assertFalse(bytes.contains(trace), trace);
    }
  }

  @Test
  void aFilmInAContainerThatNotAllReadIsCopiedBitForBit() throws Exception {
    var file =
        Films.source(
            Films.make(folder, "good.mkv", 3, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "ac3"),
            "video/x-matroska");
    var transcoding =
        unplayable().plan(file, ffmpeg.look(file).orElseThrow(), Quality.HIGH).orElseThrow();
    assertTrue(transcoding.copied());
    assertEquals(List.of("h264", "aac"), made(transcoding, "good.mp4").facts().codecs());
  }

  @Test
  void whatPlaysStaysAsItIsUnlessItIsToBecomeSmaller() throws Exception {
    var file =
        Films.source(
            Films.make(folder, "plays.mp4", 3, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-b:v", "6M", "-minrate", "6M",
                "-maxrate", "6M", "-bufsize", "6M", "-x264-params", "nal-hrd=cbr", "-c:a", "aac"),
            "video/mp4");
    var film = ffmpeg.look(file).orElseThrow();
    assertTrue(unplayable().plan(file, film, Quality.HIGH).isEmpty());
    assertTrue(new Transcoder(ffmpeg, Transcode.ALL, 1).plan(file, film, Quality.HIGH).isPresent());
    var low = unplayable().plan(file, film, Quality.FLOOR).orElseThrow();
    made(low, "low.mp4");
    assertTrue(Files.size(folder.resolve("low.mp4")) < file.sizeBytes() / 4);
    assertTrue(low.estimatedBytes() < file.sizeBytes());
  }

  /** x264 with more than one thread makes other bytes each time; what holds is its buffer model. */
  @Test
  void aRestlessPictureTakesNoMoreThanTheEncodersBufferLets() throws Exception {
    var file =
        Films.source(
            Films.make(folder, "noise.mp4", 10, "-vf", "noise=alls=60:allf=t+u", "-c:v", "libx264", "-preset",
                "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"),
            "video/mp4");
    var film = ffmpeg.look(file).orElseThrow();
    made(unplayable().plan(file, film, Quality.FLOOR).orElseThrow(), "quiet.mp4");
    long most = 125L * (10 * Quality.FLOOR.mostKilobits() + 2 * Quality.FLOOR.mostVideoKilobits());
    long made = Files.size(folder.resolve("quiet.mp4"));
    assertTrue(made <= 1.02 * most, made + " of " + most);
    assertTrue(made < file.sizeBytes() / 4);
  }

  @Test
  void aFilmHeldUprightStaysUpright() throws Exception {
    var lying = Films.make(folder, "lying.mp4", 2, "-c:v", "mpeg4", "-c:a", "aac");
    var turned = folder.resolve("turned.mp4");
    Films.run(
        List.of("ffmpeg", "-v", "error", "-nostdin", "-y", "-i", lying.toString(), "-c", "copy", "-metadata:s:v",
            "rotate=90", turned.toString()));
    var file = Films.source(turned, "video/mp4");
    var film = ffmpeg.look(file).orElseThrow();
    assertEquals(180, film.facts().width());
    var made = made(unplayable().plan(file, film, Quality.HIGH).orElseThrow(), "upright.mp4");
    assertEquals(180, made.facts().width());
    assertEquals(320, made.facts().height());
  }

  @Test
  void aSoundThatNoBrowserPlaysBecomesAac() throws Exception {
    var file = Films.source(Films.make(folder, "song.wma", 3, "-vn", "-c:a", "wmav2"), "audio/x-ms-wma");
    var transcoding = unplayable().plan(file, ffmpeg.look(file).orElseThrow(), Quality.HIGH).orElseThrow();
    assertEquals("audio/mp4", transcoding.mediaType());
    assertEquals(List.of("aac"), made(transcoding, "song.m4a").facts().codecs());
    var head = Files.readString(folder.resolve("song.m4a"), StandardCharsets.ISO_8859_1).substring(4, 12);
    assertEquals("ftypM4A ", head);
  }

  @Test
  void subtitlesInsideComeOutAsWebVtt() throws Exception {
    var cues = Files.writeString(folder.resolve("k.srt"), "1\n00:00:00,500 --> 00:00:02,000\n《저녁까지는 온다.》\n");
    var silent = Films.make(folder, "silent.mkv", 3, "-c:v", "mpeg4", "-c:a", "aac");
    var whole = folder.resolve("spoken.mkv");
    Films.run(
        List.of("ffmpeg", "-v", "error", "-nostdin", "-y", "-i", silent.toString(), "-i", cues.toString(), "-map", "0",
            "-map", "1", "-c", "copy", "-metadata:s:s", "language=kor", whole.toString()));
    var file = Films.source(whole, "video/x-matroska");
    var film = ffmpeg.look(file).orElseThrow();
    var transcoding = unplayable().plan(file, film, Quality.HIGH).orElseThrow();
    var stream = transcoding.subtitles().getFirst();
    assertEquals("ko", stream.language());
    var vtt = new String(ffmpeg.subtitles(file, stream).orElseThrow(), StandardCharsets.UTF_8);
    assertTrue(vtt.startsWith("WEBVTT"), vtt);
    assertTrue(vtt.contains("《저녁까지는 온다.》"), vtt);
  }

  @Test
  void aPosterIsNeverBlack() throws Exception {
    var black = folder.resolve("fade.avi");
    Films.run(
        List.of("ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", "color=black:s=320x180:r=25:d=8", "-f",
            "lavfi", "-i", "testsrc2=s=320x180:r=25:d=8", "-filter_complex", "[0][1]concat", "-c:v", "mpeg4",
            black.toString()));
    var file = Films.source(black, XVID);
    var film = ffmpeg.look(file).orElseThrow();
    var poster = ffmpeg.poster(file, film).orElse(new byte[0]);
    assertTrue(poster.length == 0 || poster.length > 4_000);
    var bright = xvid("bright.avi", 3);
    var drawn = ffmpeg.poster(bright, ffmpeg.look(bright).orElseThrow()).orElseThrow();
    assertEquals((byte) 0xFF, drawn[0]);
    assertEquals((byte) 0xD8, drawn[1]);
  }

  @Test
  void aFilmInAZipIsPipedIn() throws Exception {
    var avi = Films.make(folder, "zipped.avi", 2, "-c:v", "mpeg4", "-c:a", "libmp3lame");
    var zip = folder.resolve("corpus.zip");
    try (var files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Files.copy(avi, files.getPath("/zipped.avi"));
    }
    try (var files = FileSystems.newFileSystem(zip)) {
      var file = Films.source(files.getPath("/zipped.avi"), XVID);
      var film = ffmpeg.look(file).orElseThrow();
      var plan = unplayable().plan(file, film, Quality.HIGH).orElseThrow();
      assertEquals("h264", made(plan, "unzipped.mp4").video().codec());
    }
  }

  /** A playlist under a film's name would put a file of this computer into a film. */
  @Test
  void aPlaylistIsNoFilmWhateverItIsCalled() throws Exception {
    var secret = Films.make(folder, "secret.ts", 2, "-c:v", "mpeg2video", "-c:a", "mp2");
    var lists =
        List.of(
            "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile://" + secret + "\n#EXT-X-ENDLIST\n",
            "ffconcat version 1.0\nfile '" + secret + "'\n",
            "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nhttp://127.0.0.1:9/x.ts\n#EXT-X-ENDLIST\n");
    for (var list : lists) {
      var file = Films.source(Files.writeString(folder.resolve("film-of-lists.avi"), list), XVID);
      assertTrue(ffmpeg.look(file).isEmpty(), list);
    }
  }

  @Test
  void aBrokenFilmIsAFaultThatNamesItAndNeverEndless() throws Exception {
    var whole = Files.readAllBytes(xvid("whole.avi", 1).source());
    var random = new Random(Trials.seed(getClass()));
    int failed = 0;
    for (int trial = 0; trial < Trials.of(200); trial++) {
      var broken = whole.clone();
      for (int i = random.nextInt(200); i >= 0; i--) {
        broken[random.nextInt(trial % 2 == 0 ? 4_096 : broken.length)] = (byte) random.nextInt();
      }
      var file = Films.source(Files.write(folder.resolve("broken.avi"), broken), XVID);
      var film = ffmpeg.look(file);
      if (film.isEmpty()) {
        continue;
      }
      ffmpeg.poster(file, film.get());
      try (var in = unplayable().plan(file, film.get(), Quality.FLOOR).orElseThrow().open()) {
        in.readAllBytes();
      } catch (InputException e) {
        failed++;
        assertEquals("영상/broken.avi", e.where());
      }
    }
    System.out.println("broken films that ffmpeg gave up: " + failed);
  }

  @Test
  void anFfmpegThatHangsFloodsOrDiesLeavesAFault() throws Exception {
    var file = xvid("victim.avi", 1);
    var film = ffmpeg.look(file).orElseThrow();
    var installed = Programs.find("ffmpeg").orElseThrow();
    var ffprobe = Programs.find("ffprobe").orElseThrow();
    var asked = "case \"$*\" in *-version*|*-encoders*) exec " + installed + " \"$@\";; esac\n";
    var scripts =
        List.of("exit 1", "printf half; exit 1", "kill -9 $$", "head -c 100000000 /dev/zero", "exit 0");
    for (var script : scripts) {
      var fake = Ffmpeg.of(FakeProgram.of(folder, "ffmpeg", asked + script), ffprobe).orElseThrow();
      var transcoder = new Transcoder(fake, Transcode.UNPLAYABLE, 1);
      var transcoding = transcoder.plan(file, film, Quality.FLOOR).orElseThrow();
      var fault =
          assertThrows(
              InputException.class,
              () -> {
                try (var in = transcoding.open()) {
                  in.readAllBytes();
                }
              },
              script);
      assertEquals("영상/victim.avi", fault.where());
    }
    assertTrue(Ffmpeg.of(FakeProgram.of(folder, "dead", "exit 1"), ffprobe).isEmpty());
  }
}

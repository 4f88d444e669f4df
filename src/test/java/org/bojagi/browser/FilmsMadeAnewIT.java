package org.bojagi.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bojagi.catalog.Playability.Verdict;
import org.bojagi.media.Ffmpeg;
import org.bojagi.media.Films;
import org.bojagi.media.Quality;
import org.bojagi.media.Transcode;
import org.bojagi.media.Transcoder;
import org.bojagi.window.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the table of playable films says, asked of a Chromium; and that films made anew play and seek there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilmsMadeAnewIT {
  private static final String POLICY = "default-src 'none'; media-src 'self'";
  private static final String H264 = "-c:v libx264 -pix_fmt yuv420p ";

  /** Name of a file, media type, and how ffmpeg makes it. */
  private static final Map<String, String[]> KINDS = new LinkedHashMap<>();

  static {
    kind("aac.mp4", "video/mp4", H264 + "-c:a aac");
    kind("mp3.mp4", "video/mp4", H264 + "-c:a libmp3lame");
    kind("aac.mov", "video/quicktime", H264 + "-c:a aac");
    kind("pcm.mov", "video/quicktime", H264 + "-c:a pcm_s16le");
    kind("aac.mkv", "video/x-matroska", H264 + "-c:a aac");
    kind("ten.mp4", "video/mp4", "-c:v libx264 -pix_fmt yuv420p10le -c:a aac");
    kind("vp8.webm", "video/webm", "-c:v libvpx -c:a libvorbis");
    kind("vp9.webm", "video/webm", "-c:v libvpx-vp9 -cpu-used 8 -deadline realtime -c:a libopus");
    kind("ac3.mp4", "video/mp4", H264 + "-c:a ac3");
    kind("alac.mp4", "video/mp4", H264 + "-c:a alac");
    kind("xvid.mp4", "video/mp4", "-c:v mpeg4 -c:a aac");
    kind("xvid.avi", "video/x-msvideo", "-c:v mpeg4 -c:a libmp3lame");
    kind("h263.3gp", "video/3gpp", "-s 352x288 -c:v h263 -c:a aac");
    kind("prores.mov", "video/quicktime", "-c:v prores -c:a pcm_s16le");
    kind("mjpeg.mov", "video/quicktime", "-c:v mjpeg -c:a pcm_s16le");
    kind("mpeg.mpg", "video/mpeg", "-c:v mpeg2video -c:a mp2");
    kind("wmv.wmv", "video/x-ms-wmv", "-c:v wmv2 -c:a wmav2");
    kind("flash.flv", "video/x-flv", "-c:v flv -c:a libmp3lame -ar 44100");
    kind("theora.ogv", "video/ogg", "-c:v libtheora -c:a libvorbis");
    kind("mp3.mp3", "audio/mpeg", "-vn -c:a libmp3lame");
    kind("opus.ogg", "audio/ogg", "-vn -c:a libopus");
    kind("flac.flac", "audio/flac", "-vn -c:a flac");
    kind("wav.wav", "audio/wav", "-vn -c:a pcm_s16le");
    kind("adpcm.wav", "audio/wav", "-vn -c:a adpcm_ms");
    kind("aac.m4a", "audio/mp4", "-vn -c:a aac");
    kind("alac.m4a", "audio/mp4", "-vn -c:a alac");
    kind("wma.wma", "audio/x-ms-wma", "-vn -c:a wmav2");
  }

  @TempDir static Path folder;
  private final Ffmpeg ffmpeg = Films.ffmpeg();
  private TestServer server;
  private WrappedChromium wrapped;
  private Chromium chromium;
  private Page page;

  private static void kind(String name, String mediaType, String options) {
    KINDS.put(name, new String[] {mediaType, options});
  }

  @BeforeAll
  void start() throws Exception {
    server = new TestServer().page("/", "<!doctype html><title>films</title>", POLICY);
    wrapped = WrappedChromium.in(folder.resolve("browser"));
    Browser.named(wrapped.program()).open(server.address("/"));
    chromium = wrapped.attach();
    page = chromium.page(server.address("/").toString());
  }

  @AfterAll
  void stop() throws Exception {
    chromium.close();
    wrapped.close();
    server.close();
  }

  /**
   * Plays from the film's last third on, until all of it is seen to play or it ends. What came of it: {@code picture},
   * {@code sound}, seconds.
   */
  private Map<String, Object> play(String path) {
    page.go(server.address("/").toString());
    return DevTools.object(
        page.evaluate(
            """
            new Promise(done => {
              const film = document.createElement('video');
              const seen = () => ({picture: film.videoWidth > 0, sound: film.webkitAudioDecodedByteCount > 0,
                seconds: film.duration, moved: film.currentTime > film.duration * 0.7 + 0.1, at: film.currentTime});
              const end = () => done(seen());
              film.ontimeupdate = () => {
                const now = seen();
                if (now.picture && now.sound && now.moved) end();
              };
              film.muted = true;
              film.onerror = end;
              film.onended = end;
              film.onloadedmetadata = () => {
                film.currentTime = film.duration * 0.7;
                film.play().catch(() => 0);
              };
              film.src = '%s';
              document.body.append(film);
            })
            """
                .formatted(path)));
  }

  @Test
  void theTableSaysWhatChromiumPlays() throws Exception {
    for (var kind : KINDS.entrySet()) {
      var name = kind.getKey();
      var made = Films.make(folder, name, 2, kind.getValue()[1].split(" "));
      var file = Films.source(made, kind.getValue()[0]);
      var film = ffmpeg.look(file).orElseThrow();
      var playability = film.playability(file.mediaType());
      server.file("/" + name, file.mediaType(), java.nio.file.Files.readAllBytes(made));
      var played = play("/" + name);
      boolean whole =
          Boolean.TRUE.equals(played.get("moved"))
              && Boolean.TRUE.equals(played.get("sound"))
              && (film.video() == null || Boolean.TRUE.equals(played.get("picture")));
      assertEquals(whole, playability.verdict() != Verdict.NOWHERE, name + ": " + playability + " " + played);
    }
  }

  @Test
  void aFilmMadeAnewPlaysAndSeeksAndKnowsItsLength() throws Exception {
    var made = Films.make(folder, "long.avi", 30, "-c:v", "mpeg4", "-c:a", "libmp3lame");
    var file = Films.source(made, "video/x-msvideo");
    var film = ffmpeg.look(file).orElseThrow();
    var transcoding =
        new Transcoder(ffmpeg, Transcode.UNPLAYABLE, 2).plan(file, film, Quality.MEDIUM).orElseThrow();
    try (var in = transcoding.open()) {
      server.file("/long.mp4", transcoding.mediaType(), in.readAllBytes());
    }
    var played = play("/long.mp4");
    assertEquals(Boolean.TRUE, played.get("moved"), played.toString());
    assertEquals(Boolean.TRUE, played.get("picture"));
    assertEquals(Boolean.TRUE, played.get("sound"));
    assertEquals(30, ((Number) played.get("seconds")).doubleValue(), 0.5);
    assertTrue(
        server.asked().stream().filter(asked -> asked.contains("/long.mp4")).count() >= 1, server.asked().toString());
  }
}

package org.bojagi.scrub;

import static org.bojagi.scrub.Samples.box;
import static org.bojagi.scrub.Samples.cleaned;
import static org.bojagi.scrub.Samples.full;
import static org.bojagi.scrub.Samples.join;
import static org.bojagi.scrub.Samples.latin;
import static org.bojagi.scrub.Samples.u32;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bojagi.scrub.Sensitive.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Films and sounds: every stream has the same packets and frames afterwards. */
class FilmScrubbingTest {
  private final PlantedValues planted = new PlantedValues();

  @Nested
  class AsFfmpegMakesThem {
    @TempDir Path folder;

    @BeforeEach
    void ffmpegIsThere() {
      boolean there = Files.isExecutable(Path.of("/usr/bin/ffmpeg"));
      if (!there) {
        System.out.println("FilmScrubbingTest: no ffmpeg, streams are not compared");
      }
      assumeTrue(there, "no ffmpeg");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "mp4 | -c:v mpeg4 -c:a aac -metadata location=+37.5665+126.9780/",
          "mov | -c:v mpeg4 -c:a aac -timecode 01:02:03:04 -movflags use_metadata_tags -metadata com.apple.quicktime.model=PLANT -metadata com.apple.quicktime.location.ISO6709=PLANT",
          "mp4 | -c:v libx264 -c:a aac -movflags frag_keyframe+empty_moov",
          "mp4 | -c:v libx264 -c:a aac -movflags +faststart -metadata:s:v handler_name=PLANT",
          "3gp | -c:v mpeg4 -c:a aac",
          "mkv | -c:v libx264 -c:a aac -metadata:s:v title=PLANT -metadata:s:a DEVICE=PLANT",
          "webm | -c:v libvpx -c:a libopus",
          "webm | -c:v libvpx -c:a libvorbis -live 1",
          "avi | -c:v mpeg4 -c:a libmp3lame",
          "ogv | -c:v libtheora -c:a libvorbis",
          "m4a | -vn -c:a aac",
          "wav | -vn -c:a pcm_s16le -write_bext 1 -metadata originator=PLANT",
          "wav | -vn -c:a pcm_s16le",
          "mp3 | -vn -c:a libmp3lame -write_id3v1 1 -write_apetag 1",
          "mp3 | -vn -c:a libmp3lame -id3v2_version 3",
          "aac | -vn -c:a aac -write_id3v2 1",
          "ogg | -vn -c:a libvorbis",
          "opus | -vn -c:a libopus",
          "flac | -vn -c:a flac",
          "oga | -vn -c:a flac"
        })
    void nothingPlantedIsLeftAndStreamsAreTheSame(String extension, String how) throws Exception {
      var file = folder.resolve("film." + extension);
      var command = new ArrayList<>(List.of("-f", "lavfi", "-i", "testsrc=d=2:s=64x48:r=10"));
      command.addAll(List.of("-f", "lavfi", "-i", "sine=d=2"));
      command.addAll(List.of("-metadata", "artist=" + planted.plantKorean("artist")));
      command.addAll(List.of("-metadata", "title=" + planted.plant("title")));
      command.addAll(List.of("-metadata", "comment=" + planted.plantKorean("comment")));
      int plant = 0;
      for (var word : how.split(" ")) {
        command.add(word.replace("PLANT", planted.plant("special " + plant++)));
      }
      if (how.contains("location=+")) {
        planted.text("location", "+37.5665+126.9780");
      }
      command.add(file.toString());
      ffmpeg(command);
      var before = Files.readAllBytes(file);
      assertTrue(planted.placesIn(before).size() >= 1, "nothing was planted");
      var cleaning = Scrubbing.of(null, SeekableBytes.of(before), Set.of());
      var clean = cleaned(before);
      planted.assertAbsent(clean);
      assertEquals(List.of(), cleaning.left());
      assertEquals(before.length + clean.length - before.length, cleaning.sizeAfter(before.length));
      var after = folder.resolve("clean." + extension);
      Files.write(after, clean);
      for (var packets : List.of(List.of("-c", "copy", "-f", "streamhash"), List.of("-f", "framemd5"))) {
        assertEquals(hash(file, packets), hash(after, packets));
      }
      assertArrayEquals(clean, cleaned(clean), "a second time");
      assertEquals(List.of(), Scrubbing.of(null, SeekableBytes.of(clean), Set.of()).removed());
      assertSameInPieces(before, clean);
    }

    @ParameterizedTest
    @CsvSource({"flac", "mp3", "m4a", "ogg", "opus", "avi"})
    void anArtistIsKeptOnPurpose(String extension) throws Exception {
      var file = folder.resolve("song." + extension);
      ffmpeg(
          List.of("-f", "lavfi", "-i", "sine=d=1", "-metadata", "artist=Credited Artist Stays", "-metadata",
              "comment=" + planted.plant("comment"), file.toString()));
      var before = Files.readAllBytes(file);
      planted.assertPresent(before);
      var clean = cleaned(before, Set.of(Kind.AUTHOR));
      planted.assertAbsent(clean);
      assertTrue(new String(clean, java.nio.charset.StandardCharsets.ISO_8859_1).contains("Credited Artist Stays"));
      var after = folder.resolve("kept." + extension);
      Files.write(after, clean);
      var packets = List.of("-c", "copy", "-f", "streamhash");
      assertEquals(hash(file, packets), hash(after, packets));
    }

    private List<String> hash(Path file, List<String> how) throws Exception {
      var command = new ArrayList<>(List.of("-v", "error", "-i", file.toString(), "-map", "0:v?", "-map", "0:a?"));
      command.addAll(how);
      command.add("-");
      var lines = ffmpeg(command).lines().filter(line -> !line.startsWith("#")).toList();
      assertTrue(!lines.isEmpty(), "no streams");
      return lines;
    }

    private String ffmpeg(List<String> arguments) throws Exception {
      var command = new ArrayList<>(List.of("/usr/bin/ffmpeg", "-nostdin", "-y", "-v", "error"));
      command.addAll(arguments);
      var errors = Files.createTempFile(folder, "ffmpeg", ".txt");
      var process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      var out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), () -> command + "\n" + errors);
      return out;
    }
  }

  @Test
  void aTrackOfPositionsGoesWithItsSamples() throws Exception {
    var file = PlantedFilms.withPositions(planted);
    planted.assertPresent(file);
    var clean = cleaned(file);
    planted.assertAbsent(clean);
    assertEquals(file.length, clean.length);
    var text = new String(clean, java.nio.charset.StandardCharsets.ISO_8859_1);
    assertTrue(text.contains("picture one..") && text.contains("picture two.."));
    assertArrayEquals(clean, cleaned(clean));
  }

  @Test
  void aFragmentsPositionsGoToo() throws Exception {
    var head = box("ftyp", latin("iso5\0\0\0\0"));
    var moov =
        box("moov", full("mvhd", 0, u32(7, 7, 1000, 5)), PlantedFilms.track(2, "meta", "camm", new byte[0], 0, 0, 0, 0),
            box("mvex", full("trex", 0, u32(2, 1, 0, 0, 0))));
    var sample = latin("camm" + planted.plant("position"));
    var run = full("trun", 0, u32(1, 0, sample.length));
    run[10] = 0x02;
    run[11] = 0x01;
    var moof = box("moof", full("mfhd", 0, u32(1)), box("traf", full("tfhd", 0, u32(2)), run));
    int offsetAt = moof.length - 8;
    System.arraycopy(u32(moof.length + 8), 0, moof, offsetAt, 4);
    var file = join(head, moov, moof, box("mdat", sample));
    planted.assertPresent(file);
    var clean = cleaned(file);
    planted.assertAbsent(clean);
    assertArrayEquals(clean, cleaned(clean));
  }

  /** As {@code cat} and cutters of sound join them: each with its tags. */
  @Test
  void tagsBetweenSoundsThatWereJoinedGo() throws Exception {
    var frame = new byte[417];
    System.arraycopy(new byte[] {(byte) 0xFF, (byte) 0xFB, (byte) 0x90, 0}, 0, frame, 0, 4);
    var sound = join(frame, frame, frame);
    var id3v1 = Arrays.copyOf(latin("TAG" + planted.plant("title")), 128);
    var item = latin(planted.plant("album artist"));
    var items = join(FileBytes.littleEndian(item.length, 4), new byte[4], latin("Artist\0"), item);
    var ape = new byte[2][];
    for (int i = 0; i < 2; i++) {
      ape[i] =
          join(latin("APETAGEX"), FileBytes.littleEndian(2000, 4), FileBytes.littleEndian(items.length + 32, 4),
              FileBytes.littleEndian(1, 4), FileBytes.littleEndian(i == 0 ? 0xA0000000L : 0x80000000L, 4), new byte[8]);
    }
    var lyrics = latin("LYRICSBEGINLYR" + planted.plant("LYRICS of a song"));
    lyrics = join(lyrics, latin("%06dLYRICS200".formatted(lyrics.length)));
    var id3 = join(latin("ID3\3\0\0\0\0\2\0"), Arrays.copyOf(latin(planted.plant("artist")), 256));
    var file =
        join(sound, ape[0], items, ape[1], lyrics, id3v1, id3, sound, id3v1, sound, lyrics, sound, id3v1);
    var cleaning = Scrubbing.of("audio/mpeg", SeekableBytes.of(file), Set.of());
    assertEquals(List.of(), cleaning.left());
    assertArrayEquals(join(sound, sound, sound, sound), cleaned(file));
  }

  @Test
  void pictureInTheTagsAndAReadersChunksGo() throws Exception {
    var id3 = latin("TPE1\0\0\0\17\0\0\0" + planted.plant("artist") + "xx");
    var file =
        join(latin("RIFF"), FileBytes.littleEndian(4 + 24 + 8 + id3.length + id3.length % 2 + 8 + 4, 4), latin("WAVE"),
            latin("fmt \20\0\0\0\1\0\1\0\104\254\0\0\104\254\0\0\1\0\10\0"),
            latin("id3 "), FileBytes.littleEndian(id3.length, 4), id3, new byte[id3.length % 2],
            latin("data\4\0\0\0abcd"));
    planted.assertPresent(file);
    planted.assertAbsent(cleaned(file));
  }

  /** The view and both streams give the same, in odd pieces too. */
  private static void assertSameInPieces(byte[] before, byte[] clean) throws IOException {
    var file = SeekableBytes.of(before);
    var cleaning = Scrubbing.of(null, file, Set.of());
    try (var once = EditedBytes.stream(new java.io.ByteArrayInputStream(before), cleaning)) {
      assertArrayEquals(clean, once.readAllBytes());
    }
    var view = EditedBytes.of(file, cleaning);
    assertEquals(clean.length, view.sizeBytes());
    for (int at = 0; at < clean.length; at += 997) {
      var piece = new byte[1009];
      int n = view.reader().read(at, piece, 0, piece.length);
      assertArrayEquals(Arrays.copyOfRange(clean, at, Math.min(clean.length, at + 1009)), Arrays.copyOf(piece, n));
    }
  }
}

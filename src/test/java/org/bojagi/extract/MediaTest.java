package org.bojagi.extract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.bojagi.Trials;
import org.bojagi.catalog.MediaFacts;
import org.bojagi.scrub.Sensitive.Kind;
import org.bojagi.scrub.Sensitive;
import org.junit.jupiter.api.Test;

/** Sounds and films: from their excerpts to their facts. No worker: these readers are ours. */
class MediaTest {
  private static final int MIB = 1 << 20;

  @Test
  void aFilmSaysItsLengthSizeCodecAndThatItNamesAPlace() throws IOException {
    for (boolean wide : new boolean[] {false, true}) {
      var film = read("a.mp4", streamed(Samples.mp4(9 * MIB, wide), 10_007));
      assertEquals(new MediaFacts(2, 320, 180, 1, List.of("avc1")), film.media());
      assertEquals(List.of(new Sensitive(Kind.PLACE, "MP4 ©xyz")), film.sensitive());
    }
  }

  @Test
  void theExcerptOfAFilmHoldsNoSamplesAndIsTheSameForAnyPieces() throws IOException {
    var film = Samples.mp4(6 * MIB, false);
    var excerpt = streamed(film, 1 << 16);
    assertTrue(excerpt.length < 2_000);
    for (int piece : new int[] {1 << 20, 4_093, 7}) {
      assertArrayEquals(excerpt, streamed(film, piece));
    }
  }

  @Test
  void boxesThatMakeNoSenseFallBackToBeginningAndEnd() throws IOException {
    var film = Samples.mp4(7 * MIB, false);
    ByteBuffer.wrap(film).putInt(20, 3); // a box shorter than its own header
    var excerpt = MediaReader.Excerpt.of(streamed(film, 65_536));
    assertArrayEquals(Arrays.copyOf(film, 4 * MIB), excerpt.head());
    assertArrayEquals(Arrays.copyOfRange(film, film.length - MIB, film.length), excerpt.tail());
    assertEquals(film.length, excerpt.sizeBytes());
  }

  @Test
  void beginningAndEndJoinWithoutGapOrOverlapForAnyLength() throws IOException {
    for (int length :
        new int[] {
          0, 1, 17, 4 * MIB - 1, 4 * MIB, 4 * MIB + 1, 5 * MIB, 5 * MIB + 1, 7 * MIB + 13
        }) {
      var bytes = new byte[length];
      new Random(length).nextBytes(bytes);
      if (length > 8) {
        bytes[4] = 0; // never a box
      }
      var excerpt = MediaReader.Excerpt.of(streamed(bytes, 9_973));
      int head = Math.min(length, 4 * MIB);
      assertArrayEquals(Arrays.copyOf(bytes, head), excerpt.head());
      int tail = Math.min(MIB, length - head);
      assertArrayEquals(Arrays.copyOfRange(bytes, length - tail, length), excerpt.tail());
    }
  }

  @Test
  void aBoxOfAnySizeTakesBoundedMemory() throws IOException {
    var excerpt = new MediaExcerpt();
    excerpt.write(Samples.box("ftyp", new byte[8]));
    excerpt.write(
        ByteBuffer.allocate(16)
            .putInt(1)
            .put("uuid".getBytes(StandardCharsets.US_ASCII))
            .putLong(Long.MAX_VALUE)
            .array());
    var block = new byte[MIB];
    for (int i = 0; i < 100; i++) {
      excerpt.write(block);
    }
    assertTrue(excerpt.excerpt().sizeBytes() <= 32 * MIB);
  }

  @Test
  void soundsSayTheirLength() throws IOException {
    assertEquals(3.0, read("a.wav", wav(3)).media().durationSeconds());
    assertEquals(2.0, read("a.flac", flac("ENCODED-BY=Invented")).media().durationSeconds());
    assertEquals(4.0, read("a.opus", opus(4, "LOCATION=x")).media().durationSeconds());
    assertEquals(1.0, read("a.mp3", mp3("TIT2", "제목", 1)).media().durationSeconds(), 0.05);
  }

  @Test
  void aacIsKnownWithAndWithoutATagBeforeIt() throws IOException {
    var frame = Arrays.copyOf(new byte[] {-1, (byte) 0xF1, 0x50, (byte) 0x80, 0x0C, (byte) 0x80, 0}, 100);
    var sound = Samples.joined(Collections.nCopies(441, frame).toArray(byte[][]::new));
    assertEquals(10.24, read("a.aac", sound).media().durationSeconds(), 0.01);
    var tagged = read("a.aac", Samples.joined(Samples.utf8("ID3\3\0\0\0\0\0\0"), sound));
    assertEquals(List.of("aac"), tagged.media().codecs());
    assertEquals("audio/aac", tagged.mediaType());
    assertEquals(List.of(), tagged.findings());
  }

  @Test
  void theArtistOfASongIsNoSourceAndWhoEncodedItMayBe() throws IOException {
    assertEquals(Set.of(), kinds(read("a.flac", flac("ARTIST=Invented"))));
    assertEquals(Set.of(Kind.AUTHOR), kinds(read("a.flac", flac("encoded-by=Invented"))));
    assertEquals(Set.of(Kind.PLACE), kinds(read("a.opus", opus(4, "LOCATION=x"))));
    assertEquals(Set.of(), kinds(read("a.mp3", mp3("TPE1", "Invented", 1))));
    assertEquals(Set.of(Kind.AUTHOR), kinds(read("a.mp3", mp3("TENC", "Invented", 1))));
    assertEquals("제목", read("a.mp3", mp3("TIT2", "제목", 1)).title());
  }

  @Test
  void matroskaSaysItsLengthSizeAndCodecs() throws IOException {
    assertEquals(
        new MediaFacts(20, 640, 360, 1, List.of("V_VP9", "A_OPUS")),
        read("a.webm", webm()).media());
  }

  @Test
  void kindsGoByBytesFirstAndByNamesWhereBytesSayLittle() {
    assertEquals(
        ExtractionPool.Kind.PICTURE, ExtractionPool.kindOf("a.txt", Samples.picture("png")));
    assertEquals(ExtractionPool.Kind.DOCUMENT, ExtractionPool.kindOf("글.hwp", Samples.hwp(0)));
    assertEquals(ExtractionPool.Kind.DOCUMENT, ExtractionPool.kindOf("a.docx", Samples.docx()));
    assertEquals(ExtractionPool.Kind.TEXT, ExtractionPool.kindOf("a.md", Samples.utf8("글")));
    assertEquals(ExtractionPool.Kind.TEXT, ExtractionPool.kindOf("a.smi", Samples.utf8("<SAMI>")));
    assertEquals(ExtractionPool.Kind.MEDIA, ExtractionPool.kindOf("이름", Samples.mp4(1, false)));
    assertEquals(
        ExtractionPool.Kind.OTHER, ExtractionPool.kindOf("a.zip", Samples.zip("a", new byte[1])));
    assertEquals(
        ExtractionPool.Kind.OTHER, ExtractionPool.kindOf("a.jpg", Samples.utf8("no picture")));
    assertEquals(ExtractionPool.Kind.OTHER, ExtractionPool.kindOf(".md", new byte[0]));
  }

  @Test
  void anyBytesGiveFactsWithinBoundsOrAFinding() throws IOException {
    long seed = Trials.seed(MediaTest.class);
    int trials = Trials.of(20_000);
    var samples =
        Map.of(
            "a.mp4",
            Samples.mp4(10, false),
            "a.wav",
            wav(1),
            "a.flac",
            flac("A=b"),
            "a.opus",
            opus(1, "A=b"),
            "a.mp3",
            mp3("TENC", "x", 1),
            "a.webm",
            webm());
    for (var entry : samples.entrySet()) {
      for (int i = 0; i < trials / 6; i++) {
        var random = new Random(seed + i);
        var bytes = Arrays.copyOf(entry.getValue(), 1 + random.nextInt(entry.getValue().length));
        for (int flips = random.nextInt(12); flips > 0; flips--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        var media =
            read(entry.getKey(), random.nextBoolean() ? bytes : streamed(bytes, 100)).media();
        assertTrue(
            media == null || media.width() >= 0 && media.durationSeconds() >= 0, entry.getKey());
      }
    }
  }

  private static Extraction read(String name, byte[] bytes) {
    return FileReader.read(new ExtractionRequest(name), bytes, ExtractionLimits.DEFAULT);
  }

  private static byte[] streamed(byte[] bytes, int piece) throws IOException {
    var excerpt = new MediaExcerpt();
    for (int at = 0; at < bytes.length; at += piece) {
      excerpt.write(bytes, at, Math.min(piece, bytes.length - at));
    }
    try (var in = excerpt.excerpt().open()) {
      return in.readAllBytes();
    }
  }

  private static Set<Kind> kinds(Extraction extraction) {
    return extraction.sensitive().stream().map(Sensitive::kind).collect(Collectors.toSet());
  }

  private static byte[] wav(int seconds) {
    var wav = ByteBuffer.allocate(44 + seconds * 8_000).order(ByteOrder.LITTLE_ENDIAN);
    wav.put(Samples.utf8("RIFF"))
        .putInt(36 + seconds * 8_000)
        .put(Samples.utf8("WAVEfmt "))
        .putInt(16);
    wav.putShort((short) 1)
        .putShort((short) 1)
        .putInt(8_000)
        .putInt(8_000)
        .putShort((short) 1)
        .putShort((short) 8);
    return wav.put(Samples.utf8("data")).putInt(seconds * 8_000).array();
  }

  private static byte[] flac(String comment) {
    var information = ByteBuffer.allocate(34).putLong(10, 44_100L << 44 | 88_200).array();
    var comments = comments(comment);
    return Samples.joined(
        Samples.utf8("fLaC"),
        ByteBuffer.allocate(4).putInt(34).array(),
        information,
        ByteBuffer.allocate(4).putInt(0x84000000 | comments.length).array(),
        comments);
  }

  private static byte[] opus(int seconds, String comment) {
    var page =
        ByteBuffer.allocate(27)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(Samples.utf8("OggS"))
            .putLong(6, seconds * 48_000L)
            .array();
    return Samples.joined(
        Samples.utf8("OggS"),
        new byte[24],
        Samples.utf8("OpusHead"),
        new byte[20],
        Samples.utf8("OpusTags"),
        comments(comment),
        page);
  }

  private static byte[] comments(String comment) {
    var text = Samples.utf8(comment);
    return ByteBuffer.allocate(4 + 1 + 4 + 4 + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(1)
        .put((byte) 'v')
        .putInt(1)
        .putInt(text.length)
        .put(text)
        .array();
  }

  /** ID3v2.4 with one frame in UTF-8, then frames of 128 kbit/s at 44.1 kHz. */
  private static byte[] mp3(String frame, String text, int seconds) {
    var words = Samples.utf8(text);
    var tag =
        ByteBuffer.allocate(10 + 10 + 1 + words.length)
            .put(Samples.utf8("ID3\4"))
            .put(9, (byte) (11 + words.length))
            .position(10)
            .put(Samples.utf8(frame))
            .putInt(1 + words.length)
            .putShort((short) 0)
            .put((byte) 3)
            .put(words)
            .array();
    var sound = ByteBuffer.allocate(seconds * 16_000).putInt(0, 0xfffb9064).array();
    return Samples.joined(tag, sound);
  }

  private static byte[] webm() {
    var information =
        element(
            0x1549a966,
            Samples.joined(
                element(0x2ad7b1, 0x0f, 0x42, 0x40),
                element(0x4489, ByteBuffer.allocate(8).putDouble(20_000).array())));
    var sound =
        element(0xae, Samples.joined(element(0x83, 2), element(0x86, Samples.utf8("A_OPUS"))));
    var film =
        element(
            0xae,
            Samples.joined(
                element(0x83, 1),
                element(0x86, Samples.utf8("V_VP9")),
                element(0xe0, Samples.joined(element(0xb0, 2, 0x80), element(0xba, 1, 0x68)))));
    var segment =
        element(
            0x18538067,
            Samples.joined(information, element(0x1654ae6b, Samples.joined(sound, film))));
    return Samples.joined(element(0x1a45dfa3, element(0x4282, Samples.utf8("webm"))), segment);
  }

  private static byte[] element(int id, int... content) {
    var bytes = new byte[content.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) content[i];
    }
    return element(id, bytes);
  }

  private static byte[] element(int id, byte[] content) {
    int idBytes = (39 - Integer.numberOfLeadingZeros(id)) / 8;
    var header = ByteBuffer.allocate(idBytes + 2);
    for (int i = idBytes - 1; i >= 0; i--) {
      header.put((byte) (id >>> 8 * i));
    }
    return Samples.joined(header.putShort((short) (0x4000 | content.length)).array(), content);
  }
}

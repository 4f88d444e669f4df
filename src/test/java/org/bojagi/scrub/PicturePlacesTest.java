package org.bojagi.scrub;

import static org.bojagi.scrub.Samples.chunk;
import static org.bojagi.scrub.Samples.cleaned;
import static org.bojagi.scrub.Samples.join;
import static org.bojagi.scrub.Samples.latin;
import static org.bojagi.scrub.Samples.segment;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Places of pictures that no program should write to, and what programs leave behind that edit in place. */
class PicturePlacesTest {
  private final PlantedValues planted = new PlantedValues();

  private byte[] text(String place) {
    return latin(planted.plant(place));
  }

  private byte[] assertCleaned(byte[] file) throws IOException {
    planted.assertPresent(file);
    var clean = cleaned(file);
    planted.assertAbsent(clean);
    assertEquals(List.of(), Scrubbing.of(null, SeekableBytes.of(file), Set.of()).left());
    assertArrayEquals(clean, cleaned(clean));
    return clean;
  }

  @Test
  void extensionsOfAJpegGo() throws IOException {
    var plain = Samples.jpeg(false);
    var odd = Arrays.copyOf(plain, 2);
    for (int code = 0xF0; code <= 0xFD; code++) {
      odd = join(odd, segment(code, text("JPEG " + code)));
    }
    assertArrayEquals(plain, assertCleaned(join(odd, Arrays.copyOfRange(plain, 2, plain.length))));
  }

  @Test
  void chunksOfAPngHoldNoMoreThanTheirNumbers() throws IOException {
    var plain = Samples.written("png");
    var head = Arrays.copyOf(plain, 33);
    var file = head;
    for (var type : List.of("gAMA", "sRGB", "pHYs", "sBIT", "cICP", "bKGD", "acTL")) {
      file = join(file, chunk(type, text(type), new byte[9]));
    }
    file = join(file, Arrays.copyOfRange(plain, 33, plain.length - 12), chunk("IEND", text("IEND")));
    assertArrayEquals(plain, assertCleaned(file));
  }

  @Test
  void aColourProfileHasNoNameOfItsOwn() throws IOException {
    var plain = Samples.written("png");
    var rest = Arrays.copyOfRange(plain, 33, plain.length);
    var file = join(Arrays.copyOf(plain, 33), chunk("iCCP", text("name of the screen"), latin("\0\0packed")), rest);
    var clean = assertCleaned(file);
    assertArrayEquals(join(Arrays.copyOf(plain, 33), chunk("iCCP", latin("ICC profile\0\0packed")), rest), clean);
  }

  @Test
  void whatIsCalledAColourProfileOfAGifMustBeOne() throws IOException {
    var plain = Samples.written("gif");
    var head = Arrays.copyOf(plain, plain.length - 1);
    var name = text("no profile");
    assertArrayEquals(plain, assertCleaned(join(head, latin("!\u00FF\u000BICCRGBG1012\r"), name, latin("\0;"))));
  }

  @Test
  void aWebpHasEachChunkOnceAndNoLonger() throws IOException {
    var file =
        riff(
            riffChunk("VP8X", new byte[10], text("behind the head")), riffChunk("VP8L", latin("picture!")),
            riffChunk("VP8L", text("a second one")), riffChunk("ANIM", new byte[6], text("behind the loop")));
    assertCleaned(file);
  }

  private static byte[] riff(byte[]... chunks) {
    var all = latin("WEBP");
    for (var chunk : chunks) {
      all = join(all, chunk);
    }
    return join(latin("RIFF"), FileBytes.littleEndian(all.length, 4), all);
  }

  private static byte[] riffChunk(String type, byte[]... content) {
    var all = new byte[0];
    for (var part : content) {
      all = join(all, part);
    }
    return join(latin(type), FileBytes.littleEndian(all.length, 4), all, new byte[all.length & 1]);
  }

  /** A directory, then a strip of the four bytes "draw", then what an editor left behind. */
  private byte[] tiff(int compression, byte[] strip, byte[] behind, TiffWriter more) {
    var directory =
        more.numbered(256, 2).numbered(257, 2).numbered(258, 8).numbered(259, compression).numbered(262, 1)
            .numbered(278, 2).offset(279, strip.length);
    int size = directory.offset(273, 0).build(new byte[0]).length;
    return join(directory.offset(273, size).build(new byte[0]), strip, behind);
  }

  @Test
  void whatNothingInATiffLeadsToGoes() throws IOException {
    var more = new TiffWriter(true);
    more.directory(400).text(315, planted.plant("directory of a program's own"));
    var clean = assertCleaned(tiff(1, latin("draw"), text("value before it was edited"), more));
    assertEquals(1, new String(clean, java.nio.charset.StandardCharsets.ISO_8859_1).split("draw", -1).length - 1);
  }

  @Test
  void notesInStripsOfJpegGo() throws IOException {
    var plain = Samples.jpeg(false);
    var strip = join(Arrays.copyOf(plain, 2), segment(0xFE, text("in a strip")), Arrays.copyOfRange(plain, 2, plain.length));
    var tables = join(latin("\u00FF\u00D8"), segment(0xED, text("in the tables")), latin("\u00FF\u00D9"));
    assertCleaned(tiff(7, strip, new byte[0], new TiffWriter(false).bytes(347, 7, tables)));
  }

  @Test
  void aTiffWhoseDataHasNoLengthIsNamed() throws IOException {
    var file = tiff(1, latin("draw"), new byte[0], new TiffWriter(true));
    for (int at = 10; at + 1 < 106; at += 12) {
      if (file[at] == 1 && file[at + 1] == 0x17) {
        file[at + 1] = 0x18; // 280 in place of 279
      }
    }
    assertEquals(1, Scrubbing.of(null, SeekableBytes.of(file), Set.of()).left().size());
    assertArrayEquals(file, cleaned(file));
  }
}

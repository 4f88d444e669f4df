package org.bojagi.scrub;

import static org.bojagi.scrub.Samples.cleaned;
import static org.bojagi.scrub.Samples.join;
import static org.bojagi.scrub.Samples.latin;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** MP3s that were cut and joined at any byte, each with its tags. */
class JoinedSoundsTest {
  private final PlantedValues planted = new PlantedValues();
  private final byte[] frame = frame();

  /** Of 128 kbit/s: what is in it is noise that holds no tag and no second frame. */
  private static byte[] frame() {
    var frame = new byte[417];
    new Random(3).nextBytes(frame);
    for (int i = 0; i < frame.length; i++) {
      frame[i] &= 0x3F;
    }
    System.arraycopy(new byte[] {(byte) 0xFF, (byte) 0xFB, (byte) 0x90, 0}, 0, frame, 0, 4);
    return frame;
  }

  private byte[] sound(int frames) {
    var all = new byte[0];
    for (int i = 0; i < frames; i++) {
      all = join(all, frame);
    }
    return all;
  }

  private Map<String, byte[]> tags() {
    var text = latin("TPE1\0\0\0\15\0\0\0" + planted.plant("ID3v2"));
    var item = latin(planted.plant("APEv2"));
    var items = join(FileBytes.littleEndian(item.length, 4), new byte[4], latin("Artist\0"), item);
    var lyrics = latin("LYRICSBEGINLYR" + planted.plant("Lyrics3 2"));
    return Map.of(
        "ID3v2", join(latin("ID3\3\0\0\0\0\0"), new byte[] {(byte) (text.length + 60)}, text, new byte[60]),
        "ID3v1", Arrays.copyOf(latin("TAG" + planted.plant("ID3v1")), 128),
        "APEv2", join(ape(items, 0xA0000000L), items, ape(items, 0x80000000L)),
        "APEv2 without a head", join(items, ape(items, 0)),
        "Lyrics3 1", latin("LYRICSBEGIN" + planted.plant("Lyrics3 1") + "LYRICSEND"),
        "Lyrics3 2", join(lyrics, latin("%06dLYRICS200".formatted(lyrics.length))));
  }

  private static byte[] ape(byte[] items, long flags) {
    return join(
        latin("APETAGEX"), FileBytes.littleEndian(2000, 4), FileBytes.littleEndian(items.length + 32, 4),
        FileBytes.littleEndian(1, 4), FileBytes.littleEndian(flags, 4), new byte[8]);
  }

  @Test
  void aTagWhereASoundWasCutInTheMiddleOfAFrameGoes() throws IOException {
    for (var tag : tags().entrySet()) {
      for (int cut : new int[] {5, 100, 411}) {
        // The second time it stands behind the first MiB.
        for (int before : new int[] {4, 2600}) {
          var head = join(sound(before), Arrays.copyOf(frame, cut));
          var file = join(head, tag.getValue(), sound(5));
          assertEquals(List.of(), Scrubbing.of(null, SeekableBytes.of(file), Set.of()).left(), tag.getKey());
          assertArrayEquals(join(head, sound(5)), cleaned(file), tag.getKey() + " at " + cut);
        }
      }
    }
  }

  @Test
  void aTagBeforeARestOfAFrameGoesWithTheRest() throws IOException {
    for (var tag : tags().entrySet()) {
      var file = join(sound(4), tag.getValue(), Arrays.copyOfRange(frame, 217, 417), sound(5));
      assertEquals(List.of(), Scrubbing.of(null, SeekableBytes.of(file), Set.of()).left(), tag.getKey());
      assertArrayEquals(sound(9), cleaned(file), tag.getKey());
    }
  }

  @Test
  void soundsThatWereJoinedWithoutTagsStayAsTheyAre() throws IOException {
    var file = join(sound(4), Arrays.copyOf(frame, 201), sound(5));
    assertEquals(Cleaning.NOTHING, Scrubbing.of(null, SeekableBytes.of(file), Set.of()));
  }

  /** Its bytes are sound: they stay, and are named. */
  @Test
  void aTagInsideAWholeFrameIsNamed() throws IOException {
    for (var tag : tags().entrySet()) {
      var odd = Arrays.copyOf(join(Arrays.copyOf(frame, 60), tag.getValue()), 417);
      var file = join(sound(4), odd, sound(4));
      var cleaning = Scrubbing.of(null, SeekableBytes.of(file), Set.of());
      assertEquals(1, cleaning.left().size(), tag.getKey());
      assertArrayEquals(file, cleaned(file), tag.getKey());
    }
  }

  @Test
  void framesInWhichMarksStandByChanceStayAndAreNotNamed() throws IOException {
    var marks = latin("ID3\377\377\377TAG\1\2\3ID3\4\0\0\377\0\0\0TAGID3\3\0\17\0\0\0\1APETAGEX....LYRICSEND");
    var odd = Arrays.copyOf(join(Arrays.copyOf(frame, 60), marks, Arrays.copyOfRange(frame, 60, 417)), 417);
    var file = join(sound(4), odd, sound(4));
    assertEquals(Cleaning.NOTHING, Scrubbing.of(null, SeekableBytes.of(file), Set.of()));
  }

  @Test
  void roomBehindTheTableOfTheFirstFrameIsEmptied() throws IOException {
    var table = join(Arrays.copyOf(frame, 4), new byte[32], latin("Info\0\0\0\0LAME3.100"), new byte[27]);
    var first = Arrays.copyOf(join(table, latin(planted.plant("comment"))), 417);
    var clean = cleaned(join(first, sound(4)));
    assertArrayEquals(join(Arrays.copyOf(table, 417), sound(4)), clean);
  }
}

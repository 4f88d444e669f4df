package org.bojagi.scrub;

import static org.bojagi.scrub.Samples.box;
import static org.bojagi.scrub.Samples.full;
import static org.bojagi.scrub.Samples.join;
import static org.bojagi.scrub.Samples.latin;
import static org.bojagi.scrub.Samples.u32;

import java.util.Arrays;

/** Films made by hand, with values planted where no program that is installed would put them. */
public final class PlantedFilms {
  private PlantedFilms() {}

  /** MP4 with a second track, of positions, and user data. */
  public static byte[] withPositions(PlantedValues planted) {
    var film = latin("picture one..picture two..");
    var first = latin("GPS5" + planted.plant("position 1"));
    var second = latin("GPS5" + planted.plant("position 2"));
    byte[] file = null;
    long at = 0;
    for (int round = 0; round < 2; round++) {
      var head = box("ftyp", latin("isom\0\0\0\0"));
      var pictures = track(1, "vide", "avc1", new byte[0], 13, 13, at, at + 13 + first.length);
      var place = latin(round == 0 ? "Zq00planted00" : planted.plant("udta"));
      var positions = track(2, "meta", "gpmd", place, first.length, second.length, at + 13, at + 26 + first.length);
      var moov = box("moov", full("mvhd", 0, u32(7, 7, 1000, 5)), pictures, positions);
      at = head.length + moov.length + 8;
      var data = join(Arrays.copyOf(film, 13), first, Arrays.copyOfRange(film, 13, 26), second);
      file = join(head, moov, box("mdat", data));
    }
    return file;
  }

  static byte[] track(
      int id, String handler, String codec, byte[] note, int size1, int size2, long chunk1, long chunk2) {
    var table =
        box(
            "stbl",
            full("stsd", 0, u32(1), box(codec, new byte[78])),
            full("stsc", 0, u32(1, 1, 1, 1)),
            full("stsz", 0, u32(0, 2, size1, size2)),
            full("stco", 0, u32(2, chunk1, chunk2)));
    return box(
        "trak",
        full("tkhd", 0, u32(5, 6, id, 0, 9)),
        box("udta", box("name", note)),
        box("mdia", full("mdhd", 0, u32(1, 2, 1000, 5, 0)),
            full("hdlr", 0, u32(0), latin(handler), new byte[13]), box("minf", table)));
  }
}

package org.bojagi.scrub;

import java.io.IOException;
import java.util.Set;
import org.bojagi.scrub.Sensitive.Kind;

/**
 * The sample descriptions of a track (ISO/IEC 14496-12 §12, QuickTime's likewise): names of encoders and vendors go,
 * and boxes that decoding doesn't need.
 */
final class IsoSampleEntries {
  private static final Set<String> PICTURES =
      Set.of(
          "avc1", "avc2", "avc3", "avc4", "hvc1", "hvc2", "hev1", "vvc1", "vvi1", "mp4v", "vp08", "vp09", "av01", "jpeg",
          "s263", "h263", "H263", "apch", "apcn", "apcs", "apco", "ap4h", "ap4x", "dvh1", "dvhe", "dvav", "dva1", "dav1",
          "encv", "mjpa", "mjpb", "mjp2", "png ", "rle ", "SVQ1", "SVQ3", "cvid", "DIVX", "XVID", "raw ", "yuv2", "2vuy",
          "v210", "mp1v", "mp2v", "m1v ", "m2v1", "WMV3", "dvc ", "dvcp", "dvpp", "dv5n", "dv5p", "drac", "FFV1", "tiff",
          "AVdn", "gif ", "smc ", "rpza", "msvc", "8BPS", "hap1", "cfhd", "CFHD", "icod", "uncv", "theo");

  private static final Set<String> SOUNDS =
      Set.of(
          "mp4a", "ac-3", "ec-3", "ac-4", "Opus", "fLaC", "alac", "samr", "sawb", "sawp", "sevc", "sqcp", "sowt", "twos",
          "lpcm", "ipcm", "fpcm", "enca", ".mp3", "ulaw", "alaw", "in24", "in32", "fl32", "fl64", "raw ", "NONE", "ima4",
          "MAC3", "MAC6", "QDMC", "QDM2", "Qclp", "dtsc", "dtse", "dtsh", "dtsl", "mha1", "mhm1", "ms\0\2", "ms\0\21",
          "ms\0U", "GSM ", "agsm", "MSWM", "spex", "vdva", "dvca", "mlpa", "apac");

  private static final Set<String> TEXTS =
      Set.of("tx3g", "text", "c608", "c708", "stpp", "wvtt", "sbtt", "stxt", "mp4s", "rtp ", "enct", "subp", "dvbs");

  /** What decoders and players read of the boxes behind the numbers. */
  private static final Set<String> NEEDED =
      Set.of(
          "avcC", "hvcC", "lhvC", "hvcE", "dvcC", "dvvC", "dvwC", "vvcC", "av1C", "vpcC", "esds", "d263", "m4ds", "bitr",
          "colr", "pasp", "clap", "fiel", "gama", "btrt", "SmDm", "CoLL", "mdcv", "clli", "cclv", "amve", "ccst", "auxi",
          "st3d", "sv3d", "vexu", "hfov", "stvi", "jpgC", "jhdr", "glbl", "ALAC", "SVQ3", "SMI ", "ACLR", "ARES", "AORD",
          "dac3", "dec3", "dac4", "dOps", "dfLa", "alac", "damr", "wave", "chan", "chnl", "srat", "pcmC", "SA3D", "SAND",
          "frma", "enda", "mp4a", "samr", "QDCA", "QDCP", "ddts", "udts", "mhaC", "dmlp", "sinf", "ftab", "vttC", "mime",
          "uncC", "cmpd", "dvc1", "strf", "dapa", "\0\0\0\0");

  private final FileBytes file;
  private final CleaningDraft draft;

  IsoSampleEntries(FileBytes file, CleaningDraft draft) {
    this.file = file;
    this.draft = draft;
  }

  void clean(IsoBox descriptions) throws IOException, BrokenStructure {
    for (var sample : IsoBox.in(file, descriptions.content() + 8, descriptions.end())) {
      long boxes = sample.end();
      if (PICTURES.contains(sample.type()) && sample.size() >= 78) {
        draft.blank(file, sample.content() + 12, 4, Kind.DEVICE, "MP4 vendor");
        draft.blank(file, sample.content() + 42, 32, Kind.DEVICE, "MP4 encoder's name");
        boxes = sample.content() + 78;
      } else if (SOUNDS.contains(sample.type()) && sample.size() >= 28) {
        int version = file.u16(sample.content() + 8);
        draft.blank(file, sample.content() + 12, 4, Kind.DEVICE, "MP4 vendor");
        boxes = sample.content() + (version == 1 ? 44 : version == 2 ? 64 : 28);
      } else if (sample.type().equals("wvtt") || sample.type().equals("tx3g")) {
        boxes = sample.content() + (sample.type().equals("wvtt") ? 8 : 38);
      } else if (!TEXTS.contains(sample.type()) && sample.size() > 8) {
        draft.left(Kind.CONTENT, "MP4 description of " + FileBytes.printable(sample.type()));
      }
      if (boxes < sample.end()) {
        boxes(boxes, sample.end());
      }
    }
  }

  private void boxes(long from, long end) throws IOException, BrokenStructure {
    for (var box : IsoBox.in(file, from, end)) {
      switch (box.type()) {
        case "wave" -> boxes(box.content(), box.end());
        case "dfLa" -> flac(box);
        case "damr" -> draft.blank(file, box.content(), Math.min(4, box.size()), Kind.DEVICE, "MP4 vendor");
        case "free", "skip" -> draft.blank(file, box.content(), box.size(), Kind.COMMENT, "MP4 unused space");
        default -> {
          if (!NEEDED.contains(box.type())) {
            IsoScrubbing.free(file, draft, box);
            draft.removed(Kind.COMMENT, "MP4 box " + box.type());
          }
        }
      }
    }
  }

  /** FLAC's blocks as in a file (RFC 9639 §8): the first one describes the sound; others become padding. */
  private void flac(IsoBox box) throws IOException, BrokenStructure {
    for (long at = box.content() + 4; at + 4 <= box.end(); ) {
      int head = file.u8(at);
      long length = Math.min(file.u24(at + 1), box.end() - at - 4);
      if ((head & 0x7F) != 0 && !file.blank(at + 4, length)) {
        draft.edit(Edit.blank(at, 4 + length, FileBytes.join(new byte[] {(byte) (head & 0x80 | 1)}, file.bytes(at + 1, 3))));
        draft.removed(Kind.COMMENT, "MP4 FLAC block");
      }
      at += 4 + length;
    }
  }
}

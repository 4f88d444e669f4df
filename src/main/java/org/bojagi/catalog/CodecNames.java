package org.bojagi.catalog;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Codecs have a name in each container, one in ffmpeg, and one that people know. */
final class CodecNames {
  private static final Map<String, String> NAMES = new HashMap<>();

  static {
    put("H.264", "avc1 avc3 h264 x264 v_mpeg4/iso/avc davc");
    put("HEVC", "hvc1 hev1 hevc h265 x265 dvh1 dvhe v_mpegh/iso/hevc");
    put("AV1", "av01 av1 v_av1");
    put("VP8", "vp08 vp8 vp80 v_vp8");
    put("VP9", "vp09 vp9 vp90 v_vp9");
    put(
        "MPEG-4 (DivX, Xvid)",
        "mp4v mpeg4 xvid divx dx50 fmp4 v_mpeg4/iso/sp v_mpeg4/iso/asp v_mpeg4/iso/ap");
    put("MS MPEG-4 (DivX 3)", "msmpeg4v1 msmpeg4v2 msmpeg4v3 div3 div4 mp42 mp43 v_mpeg4/ms/v3");
    put("MPEG-2", "mpeg2video mp2v m2v1 mx5p v_mpeg2 hdv2 hdv3");
    put("MPEG-1", "mpeg1video m1v1 v_mpeg1");
    put("Windows Media", "wmv1 wmv2 wmv3 vc1 wvc1 vc-1 wmav1 wmav2 wmapro wmavoice wmalossless");
    put("RealVideo", "rv10 rv20 rv30 rv40 v_real/rv30 v_real/rv40 v_real/rv20");
    put("RealAudio", "cook sipr ra_144 ra_288 atrac3");
    put("Flash video", "flv1 flv vp6f vp6 vp6a");
    put("H.263", "s263 h263");
    put("Theora", "theora v_theora");
    put("ProRes", "apch apcn apcs apco ap4h ap4x prores");
    put("Motion JPEG", "jpeg mjpa mjpb mjpg mjpeg v_mjpeg");
    put("DV", "dvc dvcp dvpp dv5n dv5p dvh5 dvh6 dvvideo");
    put("AAC", "mp4a aac a_aac");
    put("MP3", ".mp3 mp3 a_mpeg/l3");
    put("MP2", "mp2 mp1 a_mpeg/l2 a_mpeg/l1 .mp2");
    put("Opus", "opus a_opus");
    put("Vorbis", "vorbis a_vorbis");
    put("FLAC", "flac a_flac");
    put("PCM", "pcm twos sowt lpcm ipcm fl32 in24 raw wav-1 a_pcm/int/lit a_pcm/float/ieee wav-3 wav-65534");
    put("AC-3", "ac-3 ac3 a_ac3");
    put("E-AC-3", "ec-3 eac3 a_eac3");
    put("DTS", "dtsc dtsh dtsl dts dca a_dts");
    put("TrueHD", "truehd mlp mlpa a_truehd");
    put("ALAC", "alac a_alac");
    put("AMR", "samr sawb amrnb amrwb amr_nb amr_wb");
    put("Speex", "speex");
    put("ADPCM", "ima4 ms adpcm wav-2 wav-17");
    put("", "tx3g text wvtt stpp c608 c708 tmcd mebx mp4s rtp gpmd camm sbtl subp clcp hint fdsc");
  }

  private CodecNames() {}

  private static void put(String name, String codecs) {
    for (var codec : codecs.split(" ")) {
      NAMES.put(codec, name);
    }
  }

  /** As people know it; as it is where nobody here does; empty for a track that is neither seen nor heard. */
  static String of(String codec) {
    var known = codec.strip().toLowerCase(Locale.ROOT);
    if (known.startsWith("pcm_")) {
      return "PCM";
    }
    if (known.startsWith("adpcm_")) {
      return "ADPCM";
    }
    if (known.startsWith("a_aac/")) {
      return "AAC";
    }
    if (known.startsWith("s_")) {
      return ""; // Matroska's subtitles
    }
    return NAMES.getOrDefault(known, codec.strip());
  }
}

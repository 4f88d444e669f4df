package org.bojagi.extract;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.catalog.MediaFacts;

/** FLAC (RFC 9639), Ogg (RFC 3533) with Vorbis comments, MP3 with ID3, AAC in ADTS, and RIFF (WAV, AVI). */
final class SoundFacts {
  private static final int MAX_COMMENTS = 1_000;

  /** Kilobits a second of MPEG 1 layer III, and of MPEG 2 and 2.5. */
  private static final int[] MPEG1_KBPS = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
  };

  private static final int[] MPEG2_KBPS = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
  };
  private static final int[] MPEG1_HERTZ = {44_100, 48_000, 32_000};

  private static final int[] AAC_HERTZ = {
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350
  };

  private SoundFacts() {}

  static MediaFacts flac(MediaReader.Excerpt excerpt, Draft draft) {
    var in = ByteBuffer.wrap(excerpt.head());
    double seconds = 0;
    try {
      in.position(4);
      boolean last = false;
      while (!last) {
        int header = in.getInt();
        last = header < 0;
        int type = header >>> 24 & 0x7f;
        int length = Math.min(header & 0xffffff, in.remaining());
        if (type == 0) {
          long packed = in.getLong(in.position() + 10);
          long rate = packed >>> 44;
          seconds = rate == 0 ? 0 : (double) (packed & 0xfffffffffL) / rate;
        } else if (type == 4) {
          comments(in.slice(in.position(), length), "FLAC", draft);
        }
        in.position(in.position() + length);
      }
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return seconds == 0 ? null : new MediaFacts(seconds, 0, 0, 1, List.of("flac"));
    }
    return new MediaFacts(seconds, 0, 0, 1, List.of("flac"));
  }

  /**
   * The last page's granule position is the number of samples; the second packet holds the
   * comments.
   */
  static MediaFacts ogg(MediaReader.Excerpt excerpt, Draft draft) {
    var head =
        new String(
            excerpt.head(),
            0,
            Math.min(excerpt.head().length, 256 << 10),
            StandardCharsets.ISO_8859_1);
    var codecs = new ArrayList<String>();
    double rate = 0;
    for (var codec : List.of("theora", "vorbis", "OpusHead", "FLAC")) {
      int at = head.indexOf(codec);
      if (at < 0 || at > 4_096) {
        continue;
      }
      codecs.add(codec.replace("Head", "").toLowerCase(java.util.Locale.ROOT));
      if (codec.equals("OpusHead")) {
        rate = 48_000; // RFC 7845 §4
      } else if (codec.equals("vorbis") && at + 15 <= head.length()) {
        rate = ByteBuffer.wrap(excerpt.head()).order(ByteOrder.LITTLE_ENDIAN).getInt(at + 11);
      }
    }
    for (var mark : List.of("\u0003vorbis", "OpusTags", "\u0081theora")) {
      int at = head.indexOf(mark);
      if (at >= 0) {
        int from = at + mark.length();
        comments(
            ByteBuffer.wrap(excerpt.head(), from, excerpt.head().length - from).slice(),
            "Ogg",
            draft);
      }
    }
    if (codecs.isEmpty()) {
      return null;
    }
    var end = excerpt.tail().length > 0 ? excerpt.tail() : excerpt.head();
    var endText = new String(end, StandardCharsets.ISO_8859_1);
    int page = endText.lastIndexOf("OggS");
    double seconds = 0;
    if (page >= 0 && page + 14 <= end.length && rate > 0) {
      long samples = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getLong(page + 6);
      seconds = samples > 0 ? samples / rate : 0;
    }
    return new MediaFacts(seconds, 0, 0, 1, codecs);
  }

  /** Vorbis comment header: vendor, then {@code NAME=value} (Xiph, Vorbis I §5). */
  private static void comments(ByteBuffer in, String container, Draft draft) {
    try {
      in.order(ByteOrder.LITTLE_ENDIAN);
      in.position(in.position() + 4 + in.getInt(in.position()));
      int count = Math.min(in.getInt(), MAX_COMMENTS);
      for (int i = 0; i < count; i++) {
        int length = in.getInt();
        var text =
            StandardCharsets.UTF_8
                .decode(in.slice(in.position(), Math.min(length, 1_000)))
                .toString();
        in.position(in.position() + length);
        int equals = text.indexOf('=');
        if (equals > 0) {
          TagNames.sensitive(
              text.substring(0, equals), text.substring(equals + 1), container, draft);
        }
      }
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      // The comments end here.
    }
  }

  static MediaFacts mp3(MediaReader.Excerpt excerpt, Draft draft) {
    var head = excerpt.head();
    int audioAt = Id3.read(head, draft);
    Id3.readVersion1(excerpt.tail().length > 0 ? excerpt.tail() : head, draft);
    for (int i = audioAt; i + 4 <= Math.min(head.length, audioAt + 65_536); i++) {
      int frame = ByteBuffer.wrap(head).getInt(i);
      int version = frame >>> 19 & 3;
      int bitrate = frame >>> 12 & 15;
      int rate = frame >>> 10 & 3;
      boolean sync =
          frame >>> 21 == 0x7ff
              && version != 1
              && (frame >>> 17 & 3) == 1
              && bitrate > 0
              && bitrate < 15
              && rate < 3;
      if (sync) {
        int hertz = MPEG1_HERTZ[rate] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
        int kbps = (version == 3 ? MPEG1_KBPS : MPEG2_KBPS)[bitrate];
        long frames = frames(head, i);
        double seconds =
            frames > 0
                ? (double) frames * (version == 3 ? 1152 : 576) / hertz
                : (excerpt.sizeBytes() - i) * 8.0 / (kbps * 1000.0);
        return new MediaFacts(seconds, 0, 0, 1, List.of("mp3"));
      }
    }
    return null;
  }

  /** ADTS (ISO/IEC 13818-7 §6.2): frames of 1,024 samples, in the whole as long as in the part that is here. */
  static MediaFacts aac(MediaReader.Excerpt excerpt, Draft draft) {
    var head = excerpt.head();
    int start = Id3.read(head, draft);
    int frames = 0;
    int hertz = 0;
    int at = start;
    while (at >= 0 && at + 7 <= head.length && (head[at] & 0xff) == 0xff && (head[at + 1] & 0xf6) == 0xf0) {
      int rate = head[at + 2] >> 2 & 15;
      int size = (head[at + 3] & 3) << 11 | (head[at + 4] & 0xff) << 3 | (head[at + 5] & 0xff) >> 5;
      if (rate >= AAC_HERTZ.length || size < 7) {
        break;
      }
      hertz = AAC_HERTZ[rate];
      frames++;
      at += size;
    }
    if (frames == 0) {
      return null;
    }
    double allFrames = (double) (excerpt.sizeBytes() - start) * frames / (at - start);
    return new MediaFacts(allFrames * 1024 / hertz, 0, 0, 1, List.of("aac"));
  }

  /** Of a Xing or Info header in the first frame; 0 where there is none. */
  private static long frames(byte[] head, int frameAt) {
    for (int i = frameAt + 4; i + 12 <= Math.min(head.length, frameAt + 64); i++) {
      int mark = ByteBuffer.wrap(head).getInt(i);
      if ((mark == 0x58696e67 || mark == 0x496e666f) && (head[i + 7] & 1) == 1) {
        return ByteBuffer.wrap(head).getInt(i + 8) & 0xffffffffL;
      }
    }
    return 0;
  }

  static MediaFacts riff(MediaReader.Excerpt excerpt, Draft draft) {
    var in = ByteBuffer.wrap(excerpt.head()).order(ByteOrder.LITTLE_ENDIAN);
    var facts = new RiffFacts(draft);
    if (in.remaining() < 12) {
      return null;
    }
    in.position(12);
    facts.walk(in, 0);
    return facts.facts();
  }
}

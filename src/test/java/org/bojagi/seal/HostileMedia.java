package org.bojagi.seal;

import static org.bojagi.extract.Samples.box;
import static org.bojagi.extract.Samples.joined;
import static org.bojagi.extract.Samples.utf8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.bojagi.extract.Samples;

/** Films, sounds and pictures whose heads promise what isn't there, or go round in circles. */
final class HostileMedia {
  private HostileMedia() {}

  /** ISO 14496-12: boxes of size 0 (to the end), 1 (a long size follows), of less than their head, of more than all. */
  static byte[] mp4(Random random) {
    var film = Samples.mp4(random.nextInt(300_000), random.nextBoolean());
    var types = new String[] {"moov", "trak", "mdia", "minf", "stbl", "udta", "meta", "ilst", "moof", "mdat", "free"};
    return switch (random.nextInt(4)) {
      case 0 -> {
        var inner = box("free", new byte[9]);
        for (int depth = 2 + random.nextInt(3_000); depth > 0; depth--) {
          inner = box(types[random.nextInt(9)], inner);
        }
        yield joined(box("ftyp", utf8("isom\0\0\0\0")), inner);
      }
      case 1 -> {
        int[] sizes = {0, 1, 2, 7, 8, 15, 16, -1, Integer.MIN_VALUE, Integer.MAX_VALUE};
        var view = ByteBuffer.wrap(film);
        var latin = new String(film, StandardCharsets.ISO_8859_1);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
          int at = latin.indexOf(types[random.nextInt(types.length)]);
          if (at >= 4) {
            view.putInt(at - 4, sizes[random.nextInt(sizes.length)]);
          }
        }
        yield film;
      }
      case 2 -> joined(film, box(types[random.nextInt(types.length)], film), film);
      default -> {
        // Tables of more samples than there are bytes.
        var stbl = new byte[4_096];
        random.nextBytes(stbl);
        ByteBuffer.wrap(stbl).putInt(4, random.nextInt());
        var table = new String[] {"stsz", "stco", "co64", "stsc", "stts", "stsd", "elst", "tkhd", "mvhd"};
        yield joined(
            box("ftyp", utf8("isom\0\0\0\0")),
            box("moov", box("trak", box("mdia", box("minf", box("stbl", box(table[random.nextInt(9)], stbl)))))));
      }
    };
  }

  /** EBML (RFC 8794): sizes that aren't known, or are as large as can be. */
  static byte[] matroska(Random random) {
    var out = new java.io.ByteArrayOutputStream();
    out.writeBytes(bytes(0x1a, 0x45, 0xdf, 0xa3, 0x80));
    int[][] ids = {
      {0x18, 0x53, 0x80, 0x67}, {0x1f, 0x43, 0xb6, 0x75}, {0x16, 0x54, 0xae, 0x6b}, {0x12, 0x54, 0xc3, 0x67}
    };
    for (int i = 1 + random.nextInt(4_000); i > 0; i--) {
      out.writeBytes(bytes(ids[random.nextInt(4)]));
      out.writeBytes(random.nextBoolean() ? bytes(0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff) : bytes(0x81, 0));
    }
    return out.toByteArray();
  }

  /** ID3v2: a tag of more than the file, frames of more than the tag. */
  static byte[] mp3(Random random) {
    var tag = new byte[2_000];
    random.nextBytes(tag);
    System.arraycopy(utf8("TPE1"), 0, tag, 0, 4);
    return joined(bytes('I', 'D', '3', 3 + random.nextInt(3), 0, random.nextInt(256), 127, 127, 127, 127), tag);
  }

  static byte[] ogg(Random random) {
    var page = joined(utf8("OggS"), new byte[22], bytes(255), filled(255, 255), new byte[255 * 255]);
    var out = new java.io.ByteArrayOutputStream();
    for (int i = 1 + random.nextInt(20); i > 0; i--) {
      out.writeBytes(page);
    }
    return out.toByteArray();
  }

  static byte[] flac(Random random) {
    var block = joined(bytes(random.nextInt(7), 0xff, 0xff, 0xff), new byte[random.nextInt(9_000)]);
    return joined(utf8("fLaC"), block, block, block);
  }

  static byte[] riff(Random random) {
    var kind = new String[] {"WAVE", "AVI ", "WEBP"}[random.nextInt(3)];
    var content = ByteBuffer.allocate(2_000).order(ByteOrder.LITTLE_ENDIAN);
    while (content.remaining() > 12) {
      content.put(utf8(new String[] {"LIST", "fmt ", "RIFF", "VP8X", "EXIF", "ANMF"}[random.nextInt(6)]));
      content.putInt(random.nextBoolean() ? random.nextInt() : random.nextInt(12));
    }
    return joined(utf8("RIFF"), bytes(255, 255, 255, random.nextInt(256)), utf8(kind), content.array());
  }

  /** Pictures of 60,000 by 60,000 and more, in their heads. */
  static byte[] claiming(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> HostileArchives.pngClaiming(60_000, 60_000);
      case 1 -> HostileArchives.pngClaiming(Integer.MAX_VALUE, Integer.MAX_VALUE);
      case 2 -> {
        var jpeg = Samples.picture("jpg");
        int at = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0");
        ByteBuffer.wrap(jpeg).putInt(at + 5, 0xFFFFFFFF);
        yield jpeg;
      }
      case 3 -> {
        var gif = Samples.picture("gif");
        ByteBuffer.wrap(gif).putInt(6, -1);
        yield gif;
      }
      default -> joined(utf8("RIFF\u001e\0\0\0WEBPVP8X\n\0\0\0\0\0\0\0"), filled(6, 255), new byte[20]);
    };
  }

  /** TIFF 6.0: directories that follow themselves, strips without end. */
  static byte[] tiff(Random random) {
    int entries = 1 + random.nextInt(200);
    var tiff = ByteBuffer.allocate(8 + 2 + entries * 12 + 4).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put(utf8("II*\0")).putInt(8).putShort((short) entries);
    int[] tags = {254, 256, 257, 258, 259, 273, 277, 278, 279, 330, 700, 0x8769, 0x8825, 0x927c};
    for (int i = 0; i < entries; i++) {
      tiff.putShort((short) tags[random.nextInt(tags.length)]).putShort((short) (1 + random.nextInt(13)));
      tiff.putInt(random.nextBoolean() ? random.nextInt() : 1).putInt(random.nextBoolean() ? 8 : random.nextInt());
    }
    return tiff.putInt(random.nextBoolean() ? 8 : -1).array();
  }

  /** ISO 23008-12: items that are made of each other. */
  static byte[] heic(Random random) {
    var items = new byte[500];
    random.nextBytes(items);
    var boxes = joined(box("iloc", items), box("iinf", items), box("iref", items), box("iprp", items));
    return joined(box("ftyp", utf8("heic\0\0\0\0")), box("meta", joined(new byte[4], boxes)));
  }

  /** A tiny picture that says of itself that it has tens of thousands of frames. */
  static byte[] animated(Random random) {
    var control = bytes(0x21, 0xf9, 4, 0, 0, 0, 0, 0);
    var frame = joined(control, bytes(0x2c, 0, 0, 0, 0, 255, 255, 255, 255, 0, 2, 1, 0x44, 0));
    var out = new java.io.ByteArrayOutputStream();
    out.writeBytes(joined(utf8("GIF89a"), bytes(255, 255, 255, 255, 0x80, 0, 0, 0, 0, 0, 255, 255, 255)));
    for (int i = 1 + random.nextInt(30_000); i > 0; i--) {
      out.writeBytes(frame);
    }
    return out.toByteArray();
  }

  private static byte[] filled(int length, int value) {
    var bytes = new byte[length];
    java.util.Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] bytes(int... values) {
    var bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}

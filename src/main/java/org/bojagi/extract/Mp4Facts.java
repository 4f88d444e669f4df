package org.bojagi.extract;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bojagi.catalog.MediaFacts;
import org.bojagi.scrub.Sensitive.Kind;
import org.bojagi.scrub.Sensitive;

/**
 * MP4 and QuickTime by their boxes (ISO 14496-12; Apple QuickTime File Format): duration, size,
 * codecs, and the user data in which telephones write where a film was made.
 */
final class Mp4Facts {
  private static final int MAX_DEPTH = 10;
  private static final int MAX_BOXES = 100_000;

  private static final Set<String> CONTAINERS =
      Set.of("moov", "trak", "mdia", "minf", "stbl", "udta", "ilst", "edts", "mvex");

  private static final Set<String> AUTHORS =
      Set.of(
          "auth",
          "aut",
          "wrt",
          "prd",
          "dir",
          "enc",
          "swr?",
          "own",
          "com.apple.quicktime.author",
          "com.apple.quicktime.director",
          "com.apple.quicktime.producer");

  private final Draft draft;
  private final LinkedHashSet<String> videoCodecs = new LinkedHashSet<>();
  private final LinkedHashSet<String> otherCodecs = new LinkedHashSet<>();
  private List<String> keys = List.of();
  private double durationSeconds;
  private long timescale;
  private int width;
  private int height;
  private String handler = "";
  private int boxes;
  private boolean movie;

  Mp4Facts(Draft draft) {
    this.draft = draft;
  }

  /** Null where there is no movie box. */
  MediaFacts read(byte[] bytes) {
    walk(ByteBuffer.wrap(bytes), 0);
    if (!movie) {
      return null;
    }
    var codecs = new ArrayList<>(videoCodecs);
    codecs.addAll(otherCodecs);
    return new MediaFacts(durationSeconds, width, height, 1, codecs);
  }

  private void walk(ByteBuffer in, int depth) {
    while (in.remaining() >= 8 && boxes++ < MAX_BOXES) {
      long size = in.getInt() & 0xffffffffL;
      var type = fourCharacters(in);
      long content = size - 8;
      if (size == 1 && in.remaining() >= 8) {
        content = in.getLong() - 16;
      } else if (size == 0) {
        content = in.remaining();
      }
      if (content < 0) {
        return;
      }
      int length = (int) Math.min(content, in.remaining());
      try {
        box(type, in.slice(in.position(), length), depth);
      } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
        draft.note("media-facts-damaged", "A part of what the film says of itself is damaged", "");
      }
      in.position(in.position() + length);
    }
  }

  private void box(String type, ByteBuffer in, int depth) {
    movie |= type.equals("moov");
    if (depth > MAX_DEPTH) {
      return;
    }
    switch (type) {
      case "mvhd" -> movieHeader(in);
      case "mehd" -> fragmentsDuration(in);
      case "tkhd" -> trackHeader(in);
      case "hdlr" -> {
        in.position(8);
        handler = fourCharacters(in);
      }
      case "stsd" -> sampleDescriptions(in);
      case "meta" -> {
        // ISO's has version and flags before its boxes, QuickTime's hasn't.
        if (in.remaining() >= 8 && in.getInt(4) != 0x68646c72) {
          in.position(4);
        }
        walk(in, depth + 1);
      }
      case "keys" -> keys = keys(in);
      case "loci", "\u00a9xyz" -> draft.sensitive(Kind.PLACE, "MP4 " + printable(type));
      case "uuid" -> xmp(in);
      case "XMP_" -> xmp(in);
      default -> {
        if (CONTAINERS.contains(type)) {
          walk(in, depth + 1);
        } else if (depth > 0) {
          userData(type, in);
        }
      }
    }
  }

  /**
   * {@code ©nam} and kin of user data, and the items of an iTunes or QuickTime list, where a number
   * stands for a key.
   */
  private void userData(String type, ByteBuffer in) {
    int index = ByteBuffer.wrap(type.getBytes(StandardCharsets.ISO_8859_1)).getInt();
    var name = index > 0 && index <= keys.size() ? keys.get(index - 1) : printable(type);
    var lower = name.toLowerCase(Locale.ROOT);
    if (in.remaining() < 5 || !name.equals(printable(type)) && lower.isEmpty()) {
      return;
    }
    if (lower.contains("location") || lower.contains("gps")) {
      draft.sensitive(Kind.PLACE, "MP4 " + name);
    } else if (lower.contains("serial") || lower.contains("device") || lower.contains("unique")) {
      draft.sensitive(Kind.DEVICE, "MP4 " + name);
    } else if (AUTHORS.contains(lower.replaceFirst("^©", ""))) {
      draft.sensitive(Kind.AUTHOR, "MP4 " + name);
    } else if (lower.equals("©cmt")
        || lower.endsWith(".comment")
        || lower.equals("©des")
        || lower.equals("desc")
        || lower.endsWith(".description")) {
      draft.sensitive(Kind.COMMENT, "MP4 " + name);
    }
  }

  private void xmp(ByteBuffer in) {
    var text = StandardCharsets.UTF_8.decode(in).toString();
    if (text.contains("<dc:creator")) {
      draft.sensitive(Kind.AUTHOR, "XMP dc:creator");
    }
    if (text.contains("exif:GPS")) {
      draft.sensitive(Kind.PLACE, "XMP exif:GPS");
    }
  }

  private void movieHeader(ByteBuffer in) {
    boolean wide = in.get(0) == 1;
    in.position(wide ? 20 : 12);
    timescale = in.getInt() & 0xffffffffL;
    long duration = wide ? in.getLong() : in.getInt() & 0xffffffffL;
    if (timescale > 0 && duration > 0 && duration != 0xffffffffL) {
      durationSeconds = (double) duration / timescale;
    }
  }

  /** Of a film in fragments, whose movie header counts none of them. */
  private void fragmentsDuration(ByteBuffer in) {
    boolean wide = in.get(0) == 1;
    in.position(4);
    long duration = wide ? in.getLong() : in.getInt() & 0xffffffffL;
    if (timescale > 0 && duration > 0) {
      durationSeconds = (double) duration / timescale;
    }
  }

  /** The first track with a size is the film's: 16.16 fixed numbers at the end. */
  private void trackHeader(ByteBuffer in) {
    int trackWidth = in.getInt(in.limit() - 8) >>> 16;
    int trackHeight = in.getInt(in.limit() - 4) >>> 16;
    if (width == 0 && trackWidth > 0 && trackHeight > 0) {
      width = trackWidth;
      height = trackHeight;
    }
  }

  private void sampleDescriptions(ByteBuffer in) {
    in.position(8);
    while (in.remaining() >= 8) {
      int size = in.getInt(in.position());
      in.position(in.position() + 4);
      (handler.equals("vide") ? videoCodecs : otherCodecs).add(printable(fourCharacters(in)));
      if (size < 16 || size - 8 > in.remaining()) {
        return;
      }
      in.position(in.position() + size - 8);
    }
  }

  private static List<String> keys(ByteBuffer in) {
    var keys = new ArrayList<String>();
    in.position(4);
    int count = Math.min(in.getInt(), 1_000);
    for (int i = 0; i < count && in.remaining() >= 8; i++) {
      int length = in.getInt() - 8;
      fourCharacters(in);
      if (length < 0 || length > Math.min(in.remaining(), 1_000)) {
        break;
      }
      var name = new byte[length];
      in.get(name);
      keys.add(printable(new String(name, StandardCharsets.UTF_8)));
    }
    return keys;
  }

  private static String fourCharacters(ByteBuffer in) {
    var type = new byte[4];
    in.get(type);
    return new String(type, StandardCharsets.ISO_8859_1);
  }

  static String printable(String name) {
    return name.replaceAll("[^\\p{L}\\p{N} ._:/©-]", "").strip();
  }
}

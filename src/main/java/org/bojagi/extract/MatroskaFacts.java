package org.bojagi.extract;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Locale;
import org.bojagi.catalog.MediaFacts;

/** WebM and Matroska by their EBML elements (RFC 8794, RFC 9559). */
final class MatroskaFacts {
  private static final int SEGMENT = 0x18538067;
  private static final int INFO = 0x1549a966;
  private static final int TRACKS = 0x1654ae6b;
  private static final int TAGS = 0x1254c367;
  private static final int MAX_ELEMENTS = 100_000;

  private final Draft draft;
  private final LinkedHashSet<String> videoCodecs = new LinkedHashSet<>();
  private final LinkedHashSet<String> otherCodecs = new LinkedHashSet<>();
  private long timestampScale = 1_000_000;
  private double duration;
  private int width;
  private int height;
  private String tagName = "";
  private boolean segment;
  private int elements;

  MatroskaFacts(Draft draft) {
    this.draft = draft;
  }

  /** Null where there is no segment. */
  MediaFacts read(MediaReader.Excerpt excerpt) {
    walk(ByteBuffer.wrap(excerpt.head()), 0);
    tagsAtTheEnd(excerpt.tail());
    if (!segment) {
      return null;
    }
    var codecs = new ArrayList<>(videoCodecs);
    codecs.addAll(otherCodecs);
    return new MediaFacts(duration * timestampScale / 1e9, width, height, 1, codecs);
  }

  /** Tags often come last; in a tail that begins anywhere they are found by their four bytes. */
  private void tagsAtTheEnd(byte[] tail) {
    for (int i = 0; i + 5 < tail.length; i++) {
      if (tail[i] == 0x12
          && tail[i + 1] == 0x54
          && tail[i + 2] == (byte) 0xc3
          && tail[i + 3] == 0x67) {
        walk(ByteBuffer.wrap(tail, i, tail.length - i).slice(), 1);
        return;
      }
    }
  }

  private void walk(ByteBuffer in, int depth) {
    try {
      while (in.hasRemaining() && elements++ < MAX_ELEMENTS) {
        int id = (int) variable(in, false);
        long size = variable(in, true);
        int length = (int) Math.min(size < 0 ? in.remaining() : size, in.remaining());
        element(id, in.slice(in.position(), length), depth);
        in.position(in.position() + length);
      }
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      // The excerpt ends here, or the film does.
    }
  }

  private void element(int id, ByteBuffer in, int depth) {
    segment |= id == SEGMENT;
    boolean master =
        switch (id) {
          case SEGMENT, INFO, TRACKS, TAGS, 0xae, 0xe0, 0xe1, 0x7373, 0x67c8 -> true;
          default -> false;
        };
    if (master && depth < 8) {
      walk(in, depth + 1);
      return;
    }
    switch (id) {
      case 0x2ad7b1 -> timestampScale = number(in);
      case 0x4489 ->
          duration = in.remaining() == 4 ? in.getFloat() : in.remaining() == 8 ? in.getDouble() : 0;
      case 0x86 -> {
        var codec = Mp4Facts.printable(text(in));
        (codec.startsWith("V_") ? videoCodecs : otherCodecs).add(codec);
      }
      case 0xb0 -> width = width == 0 ? (int) Math.min(number(in), 1 << 20) : width;
      case 0xba -> height = height == 0 ? (int) Math.min(number(in), 1 << 20) : height;
      case 0x45a3 -> tagName = Mp4Facts.printable(text(in)).toUpperCase(Locale.ROOT);
      case 0x4487 -> TagNames.sensitive(tagName, text(in), "Matroska", draft);
      default -> {}
    }
  }

  private static long number(ByteBuffer in) {
    long value = 0;
    for (int i = 0; i < 8 && in.hasRemaining(); i++) {
      value = value << 8 | in.get() & 0xff;
    }
    return value;
  }

  private static String text(ByteBuffer in) {
    var bytes = new byte[Math.min(in.remaining(), 1_000)];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8).replace("\0", "").strip();
  }

  /** A number of 1 to 8 bytes (RFC 8794 §4); -1 for a size that is not known. */
  private static long variable(ByteBuffer in, boolean withoutMarker) {
    int first = in.get() & 0xff;
    int length = Integer.numberOfLeadingZeros(first) - 23;
    if (length > 8) {
      throw new IllegalArgumentException("no EBML");
    }
    long value = withoutMarker ? first & (0xff >> length) : first;
    boolean unknown = withoutMarker && value == 0xff >> length;
    for (int i = 1; i < length; i++) {
      int next = in.get() & 0xff;
      unknown &= next == 0xff;
      value = value << 8 | next;
    }
    return unknown ? -1 : value;
  }
}

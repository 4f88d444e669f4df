package org.bojagi.extract;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import org.bojagi.catalog.MediaFacts;

/** Chunks of RIFF (Microsoft and IBM, 1991): what WAV and AVI say of themselves. */
final class RiffFacts {
  private static final int MAX_DEPTH = 5;

  private final Draft draft;
  private final LinkedHashSet<String> codecs = new LinkedHashSet<>();
  private double seconds;
  private int width;
  private int height;
  private long bytesPerSecond;
  private boolean known;
  private boolean film;

  RiffFacts(Draft draft) {
    this.draft = draft;
  }

  /** Null where neither a sound's format nor a film's header was met. */
  MediaFacts facts() {
    return known ? new MediaFacts(seconds, width, height, 1, List.copyOf(codecs)) : null;
  }

  void walk(ByteBuffer in, int depth) {
    while (in.remaining() >= 8) {
      var id = text(in, 4);
      long size = in.getInt() & 0xffffffffL;
      int length = (int) Math.min(size, in.remaining());
      var chunk = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      if (id.equals("data") && bytesPerSecond > 0) {
        seconds = (double) size / bytesPerSecond;
      } else if (!id.equals("movi")) {
        chunk(id, chunk, depth);
      }
      in.position(Math.min(in.limit(), in.position() + length + (int) (size & 1)));
    }
  }

  private void chunk(String id, ByteBuffer in, int depth) {
    switch (id) {
      case "LIST", "RIFF" -> {
        if (in.remaining() >= 4 && depth < MAX_DEPTH && !text(in, 4).equals("movi")) {
          walk(in, depth + 1);
        }
      }
      case "fmt " -> {
        if (in.remaining() >= 16) {
          codecs.add(in.getShort(0) == 1 ? "pcm" : "wav-" + (in.getShort(0) & 0xffff));
          bytesPerSecond = in.getInt(8) & 0xffffffffL;
          known = true;
        }
      }
      case "avih" -> {
        if (in.remaining() >= 40) {
          seconds = (in.getInt(0) & 0xffffffffL) * (double) (in.getInt(16) & 0xffffffffL) / 1e6;
          width = in.getInt(32);
          height = in.getInt(36);
          known = true;
          film = true;
        }
      }
      case "strh" -> {
        if (in.remaining() >= 8 && text(in, 4).equals("vids")) {
          codecs.add(Mp4Facts.printable(text(in, 4)));
        }
      }
      default -> {
        if (depth > 0 || id.startsWith("I")) {
          TagNames.sensitive(
              id,
              Mp4Facts.printable(text(in, Math.min(in.remaining(), 200))),
              film ? "AVI" : "WAV",
              draft);
        }
      }
    }
  }

  private static String text(ByteBuffer in, int length) {
    var bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}

package org.bojagi.scrub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * Which times, owners and comments a ZIP, tar or gzip carries around its files, and the edits that
 * take them out.
 */
public final class ArchiveScrubbing {
  private static final int HEAD_BYTES = 512;
  private static final int MAX_GZIP_NAME_BYTES = 64 * 1024;

  /** Others, by their first bytes: named, not edited. */
  private static final List<byte[]> OTHERS =
      List.of(
          new byte[] {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c},
          new byte[] {'R', 'a', 'r', '!', 0x1a, 7},
          new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0},
          new byte[] {'B', 'Z', 'h'},
          new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd},
          new byte[] {'M', 'S', 'C', 'F', 0, 0, 0, 0});

  private ArchiveScrubbing() {}

  /**
   * The edits that make times constant and take out owners and comments. In ZIP and tar nothing
   * moves, but for a comment at a ZIP's end.
   *
   * <p>The bytes decide what it is. The files inside are not looked into, which {@link
   * Cleaning#left} says; nothing is edited in 7z, RAR, xz, bzip2 and zstd. What is no archive gives
   * {@link Cleaning#NOTHING}. Damaged and hostile files give what was found; all work is bounded by
   * the file's size.
   *
   * @param mediaType as the folder or a detector has it, or null
   * @param keep kinds that stay: with {@code AUTHOR} owners do, with {@code COMMENT} comments
   * @throws IOException only when reading {@code file} fails
   */
  public static Cleaning of(String mediaType, SeekableBytes file, Set<Sensitive.Kind> keep)
      throws IOException {
    var head = new byte[HEAD_BYTES];
    int length = file.reader().read(0, head, 0, HEAD_BYTES);
    var edits = new FixedEdits(file, keep);
    if (length >= 4 && head[0] == 'P' && head[1] == 'K' && (head[2] == 3 || head[2] == 5)) {
      new ZipTraces(file, edits).find();
    } else if (length >= 10 && head[0] == 0x1f && (head[1] & 0xff) == 0x8b && head[2] == 8) {
      gzip(file, edits);
    } else if (length == HEAD_BYTES && TarTraces.isHeader(head)) {
      new TarTraces(file, edits).find();
    } else if (OTHERS.stream().anyMatch(mark -> startsWith(head, length, mark))
        || "application/zip".equals(mediaType)) {
      edits.left(Sensitive.Kind.AUTHOR, "owners and times in the archive");
    } else {
      return Cleaning.NOTHING;
    }
    edits.left(Sensitive.Kind.CONTENT, "files in the archive");
    return edits.finish();
  }

  /**
   * RFC 1952 §2.3.1: a head of ten bytes, then what its flags announce. Of several members only the
   * first.
   */
  private static void gzip(SeekableBytes file, FixedEdits edits) throws IOException {
    int size = (int) Math.min(file.sizeBytes(), MAX_GZIP_NAME_BYTES);
    var head = new byte[size];
    file.reader().read(0, head, 0, size);
    int flags = head[3];
    int at = 10;
    if ((flags & 4) != 0) {
      int extra = size < 12 ? 0 : (head[10] & 0xff) | (head[11] & 0xff) << 8;
      at += 2 + extra;
      edits.left(Sensitive.Kind.COMMENT, "gzip extra field");
    }
    int namesStart = at;
    for (int flag = 8; flag <= 16; flag += 8) {
      if ((flags & flag) != 0) {
        while (at < size && head[at] != 0) {
          at++;
        }
        at++;
      }
    }
    if ((flags & 2) != 0) {
      at += 2;
    }
    if (at > size) {
      edits.left(Sensitive.Kind.PATH, "gzip name");
      return;
    }
    var plain = new ByteArrayOutputStream();
    plain.write(
        new byte[] {0x1f, (byte) 0x8b, 8, (byte) (flags & 5), 0, 0, 0, 0, head[8], (byte) 255},
        0,
        10);
    plain.write(head, 10, namesStart - 10);
    edits.replace(0, at, plain.toByteArray(), Sensitive.Kind.PATH, "gzip name, time and system");
  }

  private static boolean startsWith(byte[] head, int length, byte[] mark) {
    return length >= mark.length
        && new String(head, 0, mark.length, StandardCharsets.ISO_8859_1)
            .equals(new String(mark, StandardCharsets.ISO_8859_1));
  }
}

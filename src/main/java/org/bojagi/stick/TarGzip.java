package org.bojagi.stick;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A gzipped tar (POSIX.1-1988 ustar, with the long names of GNU and of POSIX.1-2001) read in place: its files are opened
 * by going on in the archive, and only by starting over where one before is asked for.
 */
final class TarGzip {
  private static final int BLOCK = 512;
  private static final int MAX_EXTENDED_HEADER_BYTES = 64 * 1024;
  private static final int BUFFER = 64 * 1024;

  private final Path archive;
  private InputStream in;

  /** What of the current file, and of the padding behind it, is still to come. */
  private long rest;

  private long padding;
  private int position = -1;

  TarGzip(Path archive) {
    this.archive = archive;
  }

  private record Entry(String name, long sizeBytes) {}

  /** In the archive's order; links and devices are left out. */
  List<StickFile> files() throws IOException {
    var files = new ArrayList<StickFile>();
    restart();
    try {
      for (var entry = next(); entry != null; entry = next()) {
        int index = position;
        files.add(new StickFile(entry.name, entry.sizeBytes, () -> open(index)));
        FileTree.requireFew(files, archive);
      }
    } catch (EOFException | ZipException | NumberFormatException e) {
      throw FileTree.damaged(archive, e);
    } finally {
      close();
    }
    return files;
  }

  private InputStream open(int index) throws IOException {
    try {
      if (in == null || position >= index) {
        restart();
      }
      while (position < index) {
        if (next() == null) {
          throw new EOFException();
        }
      }
    } catch (EOFException | ZipException | NumberFormatException e) {
      throw FileTree.damaged(archive, e);
    }
    return new InputStream() {
      @Override
      public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        if (rest == 0) {
          return -1;
        }
        int count = in.read(buffer, offset, (int) Math.min(length, rest));
        if (count < 0) {
          throw FileTree.damaged(archive, new EOFException());
        }
        rest -= count;
        return count;
      }
    };
  }

  private void restart() throws IOException {
    close();
    rest = 0;
    padding = 0;
    position = -1;
    try {
      in = new BufferedInputStream(new GZIPInputStream(Files.newInputStream(archive), BUFFER), BUFFER);
    } catch (ZipException | EOFException e) {
      throw FileTree.damaged(archive, e);
    }
  }

  private void close() throws IOException {
    if (in != null) {
      in.close();
      in = null;
    }
  }

  /** Goes to the next regular file; null, and everything closed, at the end. */
  private Entry next() throws IOException {
    var longName = "";
    while (true) {
      in.skipNBytes(rest);
      in.skipNBytes(padding);
      rest = 0;
      padding = 0;
      var header = in.readNBytes(BLOCK);
      if (header.length == 0 || header.length == BLOCK && header[0] == 0) {
        close();
        return null;
      }
      if (header.length < BLOCK) {
        throw new EOFException();
      }
      long size = octal(header, 124, 12);
      rest = size;
      padding = (BLOCK - size % BLOCK) % BLOCK;
      switch (header[156]) {
        case '0', 0 -> {
          position++;
          return new Entry(longName.isEmpty() ? name(header) : longName, size);
        }
        case 'L' -> longName = text(extended(size), 0, (int) size);
        case 'x' -> longName = pathOf(extended(size), longName);
        case 'g' -> {}
        default -> longName = "";
      }
    }
  }

  private byte[] extended(long size) throws IOException {
    if (size > MAX_EXTENDED_HEADER_BYTES) {
      throw new ZipException("a name of " + size + " bytes");
    }
    var bytes = in.readNBytes((int) size);
    if (bytes.length < size) {
      throw new EOFException();
    }
    rest = 0;
    return bytes;
  }

  /** Records are {@code LENGTH KEY=VALUE\n}, the length in decimal and of all of it. */
  private static String pathOf(byte[] records, String otherwise) throws IOException {
    int start = 0;
    var path = otherwise;
    while (start < records.length) {
      int space = start;
      while (space < records.length && records[space] != ' ') {
        space++;
      }
      int length = Integer.parseInt(text(records, start, space - start));
      int end = start + length - 1;
      if (length < 5 || end > records.length - 1 || end <= space) {
        throw new ZipException("a record of an extended header is too long");
      }
      var record = text(records, space + 1, end - space - 1);
      if (record.startsWith("path=")) {
        path = record.substring(5);
      }
      start = end + 1;
    }
    return path;
  }

  private static String name(byte[] header) {
    boolean ustar = text(header, 257, 5).equals("ustar") && header[262] == 0;
    var prefix = ustar ? text(header, 345, 155) : "";
    return (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, 100);
  }

  private static long octal(byte[] header, int offset, int length) throws IOException {
    var digits = text(header, offset, length).strip();
    long value = digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    if (value < 0) {
      throw new ZipException("a negative size");
    }
    return value;
  }

  /** Up to the first NUL. */
  private static String text(byte[] bytes, int offset, int length) {
    int end = offset;
    while (end < offset + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, offset, end - offset, StandardCharsets.UTF_8);
  }
}

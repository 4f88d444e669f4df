package org.bojagi.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bojagi.bundle.NeutralTime;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;

/**
 * One stream in files of a size: {@code FILE.001}, {@code FILE.002}…, which 7-Zip opens as they are and {@code cat}
 * joins; just {@code FILE} where there is one part. Parts are called {@code .part} until all of them are whole.
 */
final class SplitFile extends OutputStream {
  private static final int MOST_PARTS = 999;

  private final Path file;
  private final long partBytes;
  private final boolean force;
  private final List<Path> parts = new ArrayList<>();

  /** Of an earlier run, one stream with the same names. */
  private final List<Path> earlier = new ArrayList<>();

  private OutputStream out;
  private long left;
  private boolean finished;

  /**
   * @param partBytes of each part but the last
   * @throws UsageException there is such a file already
   */
  SplitFile(Path file, long partBytes, boolean force) throws IOException {
    this.file = file;
    this.partBytes = partBytes;
    this.force = force;
    for (var taken : List.of(file, numbered(1))) {
      requireFree(taken);
    }
    if (isFile(file)) {
      earlier.add(file);
    }
    for (int part = 1; part <= MOST_PARTS && isFile(numbered(part)); part++) {
      earlier.add(numbered(part));
    }
  }

  private static boolean isFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private void requireFree(Path taken) throws UsageException {
    if (!force && Files.exists(taken, LinkOption.NOFOLLOW_LINKS)) {
      throw new UsageException(
          "There is such a file already", taken.toString(), "Give another name, or replace it with --force.");
    }
  }

  private Path numbered(int part) {
    return file.resolveSibling(file.getFileName() + String.format(Locale.ROOT, ".%03d", part));
  }

  private static Path begun(Path part) {
    return part.resolveSibling(part.getFileName() + ".part");
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int to = offset + length;
    while (from < to) {
      if (left == 0) {
        next();
      }
      int n = (int) Math.min(left, to - from);
      try {
        out.write(bytes, from, n);
      } catch (IOException e) {
        throw Fault.ofStorage(e, parts.getLast());
      }
      from += n;
      left -= n;
    }
  }

  private void next() throws IOException {
    if (out != null) {
      out.close();
    }
    if (parts.size() == MOST_PARTS) {
      throw new UsageException("That are more than " + MOST_PARTS + " parts", file.toString(), "Give a larger --split.");
    }
    var part = numbered(parts.size() + 1);
    requireFree(part);
    var begun = begun(part);
    try {
      Files.deleteIfExists(begun);
      parts.add(part);
      out =
          new BufferedOutputStream(
              Files.newOutputStream(begun, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), 1 << 16);
    } catch (IOException e) {
      throw Fault.ofStorage(e, begun);
    }
    left = partBytes;
  }

  @Override
  public void flush() throws IOException {
    if (out != null) {
      out.flush();
    }
  }

  /**
   * Gives the parts their names, and removes what is left of an earlier file: beside these its parts would be joined to
   * them.
   *
   * @return the parts
   */
  List<Path> finish() throws IOException {
    flush();
    if (out != null) {
      out.close();
    }
    var named = new ArrayList<Path>();
    var time = NeutralTime.in(file.toAbsolutePath().getParent());
    for (var part : parts) {
      var name = parts.size() == 1 ? file : part;
      setTime(begun(part), time);
      if (force) {
        Files.move(begun(part), name, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.move(begun(part), name);
      }
      named.add(name);
    }
    finished = true;
    for (var left : earlier) {
      if (!named.contains(left)) {
        Files.deleteIfExists(left);
      }
    }
    return named;
  }

  private static void setTime(Path part, FileTime time) {
    try {
      Files.setLastModifiedTime(part, time);
    } catch (IOException e) {
      // A file system that doesn't let it does so for none.
    }
  }

  /** Unless finished, what was begun is removed. Not what closes it: a ZIP closes its stream at its own end. */
  void discard() throws IOException {
    if (finished) {
      return;
    }
    finished = true;
    if (out != null) {
      try {
        out.close();
      } catch (IOException e) {
        // A full disk: the file goes all the same.
      }
    }
    for (var part : parts) {
      Files.deleteIfExists(begun(part));
    }
  }
}

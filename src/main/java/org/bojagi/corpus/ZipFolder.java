package org.bojagi.corpus;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bojagi.fault.Fault;
import org.bojagi.fault.InputException;

/**
 * A ZIP of a folder (APPNOTE.TXT 6.3.10), read in place through the JDK's file system.
 *
 * <p>Before that opens, the central directory is read once, for what it doesn't tell: links,
 * encryption, sizes that no honest file has. Names are UTF-8, else CP949, as Windows in Korean
 * writes them. Limits: {@value #MAX_ENTRIES} entries, a directory of {@value #MAX_DIRECTORY_BYTES}
 * bytes, {@value #MAX_RATIO} bytes from one.
 *
 * @param root the corpus: the one folder at the top, else the top itself
 * @param refused why an entry can't go in, by the path that the file system gives it
 */
record ZipFolder(FileSystem fileSystem, Path root, Map<String, Refusal> refused) {
  record Refusal(String code, String what, String hint) {}

  private record Entry(
      byte[] name, int flags, int method, long compressed, long size, int unixMode) {}

  private static final Refusal TWICE =
      new Refusal(
          "zip-name-twice",
          "two entries of the ZIP have this name, and which of them is meant can't be told",
          "Pack the folder anew.");

  private static final int MAX_ENTRIES = FolderWalk.MAX_FILES;
  private static final int MAX_DIRECTORY_BYTES = 256 << 20;
  private static final int MAX_RATIO = 200;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int END64_LOCATOR_SIGNATURE = 0x07064b50;
  private static final int END64_LOCATOR_BYTES = 20;
  private static final int END64_SIGNATURE = 0x06064b50;
  private static final int HEADER_SIGNATURE = 0x02014b50;
  private static final int HEADER_BYTES = 46;
  private static final int LINK = 0xA000; // S_IFLNK
  private static final int TYPE_BITS = 0xF000; // S_IFMT

  static ZipFolder open(Path zip) throws Fault {
    try {
      var entries = entries(zip);
      var charset = entries.stream().allMatch(entry -> isUtf8(entry.name)) ? "UTF-8" : "MS949";
      var refused = new HashMap<String, Refusal>();
      var names = new HashSet<String>();
      for (var entry : entries) {
        var name = new String(entry.name, Charset.forName(charset));
        refuseWhole(zip, name, entry);
        var path = name.startsWith("/") ? name : "/" + name;
        if (!names.add(path)) {
          refused.put(path, TWICE);
        }
        refusal(entry).ifPresent(why -> refused.put(path, why));
      }
      refuseFilesThatAreFolders(names, refused);
      var fileSystem =
          FileSystems.newFileSystem(zip, Map.of("accessMode", "readOnly", "encoding", charset));
      return new ZipFolder(fileSystem, onlyFolder(fileSystem.getPath("/")), refused);
    } catch (Fault e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The JDK refuses names with .. in them, names that are both file and folder, and a broken
      // directory.
      throw new InputException(
          "this ZIP is broken, or has names in it that lead out of it",
          zip.toString(),
          "Pack the folder anew.",
          e);
    }
  }

  /** Programs differ in which of the two they see. */
  private static void refuseFilesThatAreFolders(Set<String> names, Map<String, Refusal> refused) {
    for (var name : names) {
      for (int slash = name.indexOf('/', 1); slash > 0; slash = name.indexOf('/', slash + 1)) {
        var above = name.substring(0, slash);
        if (names.contains(above)) {
          refused.put(above, TWICE);
        }
      }
    }
  }

  private static Optional<Refusal> refusal(Entry entry) {
    if ((entry.unixMode & TYPE_BITS) == LINK) {
      return Optional.of(
          new Refusal(
              "link-outside",
              "this is a link and was not followed",
              "Put what it points to into the ZIP."));
    }
    return entry.size > 64 << 20 && entry.size / MAX_RATIO > entry.compressed
        ? Optional.of(
            new Refusal(
                "zip-bomb",
                "this would grow more than " + MAX_RATIO + " times",
                "Put it in as it is."))
        : Optional.empty();
  }

  /**
   * The JDK's file system opens no ZIP that has one such entry: it says so of the ZIP, we of the
   * entry.
   */
  private static void refuseWhole(Path zip, String name, Entry entry) throws Fault {
    var where = zip + ": " + Names.printable(name);
    if ((entry.flags & 1) != 0) {
      throw new InputException(
          "this is encrypted inside the ZIP", where, "Pack the folder without a password.");
    }
    if (entry.method != 0 && entry.method != 8) {
      throw new InputException(
          "this is compressed in a way that is not read", where, "Use plain deflate.");
    }
  }

  /**
   * {@code corpus.zip} of the folder {@code corpus} has that one folder at its top: its files keep
   * their paths.
   */
  private static Path onlyFolder(Path top) throws IOException {
    var entries = new ArrayList<Path>();
    try (var stream = Files.newDirectoryStream(top)) {
      for (var entry : stream) {
        if (!Names.neverPacked(entry.getFileName().toString())) {
          entries.add(entry);
        }
      }
    }
    return entries.size() == 1 && Files.isDirectory(entries.getFirst()) ? entries.getFirst() : top;
  }

  private static List<Entry> entries(Path zip) throws IOException {
    try (var file = FileChannel.open(zip)) {
      var tail =
          at(
              file,
              Math.max(0, file.size() - END_BYTES - 0xFFFF),
              (int) Math.min(file.size(), END_BYTES + 0xFFFF));
      int end = tail.limit() - END_BYTES;
      while (end >= 0 && tail.getInt(end) != END_SIGNATURE) {
        end--;
      }
      if (end < 0) {
        throw new InputException(
            "this is neither a folder nor a ZIP", zip.toString(), "Name the folder to be packed.");
      }
      long count = tail.getShort(end + 10) & 0xFFFF;
      long bytes = tail.getInt(end + 12) & 0xFFFFFFFFL;
      long offset = tail.getInt(end + 16) & 0xFFFFFFFFL;
      if (end >= END64_LOCATOR_BYTES
          && tail.getInt(end - END64_LOCATOR_BYTES) == END64_LOCATOR_SIGNATURE) {
        var end64 = at(file, tail.getLong(end - END64_LOCATOR_BYTES + 8), 56);
        if (end64.getInt(0) == END64_SIGNATURE) {
          count = end64.getLong(32);
          bytes = end64.getLong(40);
          offset = end64.getLong(48);
        }
      }
      if (count < 0 || count > MAX_ENTRIES || bytes < 0 || bytes > MAX_DIRECTORY_BYTES) {
        throw new InputException(
            "this ZIP has too many entries", zip.toString(), "Pack it in several parts.");
      }
      return entries(at(file, offset, (int) bytes));
    }
  }

  private static List<Entry> entries(ByteBuffer directory) throws IOException {
    var entries = new ArrayList<Entry>();
    while (directory.remaining() >= HEADER_BYTES
        && directory.getInt(directory.position()) == HEADER_SIGNATURE) {
      int p = directory.position();
      int nameBytes = directory.getShort(p + 28) & 0xFFFF;
      int extraBytes = directory.getShort(p + 30) & 0xFFFF;
      int next = HEADER_BYTES + nameBytes + extraBytes + (directory.getShort(p + 32) & 0xFFFF);
      if (next > directory.remaining() || entries.size() >= MAX_ENTRIES) {
        throw new EOFException("central directory");
      }
      var name = new byte[nameBytes];
      directory.get(p + HEADER_BYTES, name);
      long compressed = directory.getInt(p + 20) & 0xFFFFFFFFL;
      long size = directory.getInt(p + 24) & 0xFFFFFFFFL;
      if (compressed == 0xFFFFFFFFL || size == 0xFFFFFFFFL) {
        var sizes = sizes64(directory, p + HEADER_BYTES + nameBytes, extraBytes, size, compressed);
        size = sizes[0];
        compressed = sizes[1];
      }
      entries.add(
          new Entry(
              name,
              directory.getShort(p + 8),
              directory.getShort(p + 10),
              compressed,
              size,
              directory.getInt(p + 38) >>> 16));
      directory.position(p + next);
    }
    return entries;
  }

  /** The true sizes of a ZIP64 entry (4.5.3), uncompressed first; those of the header where they aren't said. */
  private static long[] sizes64(ByteBuffer directory, int extra, int extraBytes, long size, long compressed) {
    var sizes = new long[] {size, compressed};
    for (int at = extra; at + 4 <= extra + extraBytes; ) {
      int end = Math.min(extra + extraBytes, at + 4 + (directory.getShort(at + 2) & 0xFFFF));
      if (directory.getShort(at) == 1) {
        int value = at + 4;
        for (int i = 0; i < 2; i++) {
          if (sizes[i] == 0xFFFFFFFFL && value + 8 <= end) {
            sizes[i] = Math.max(0, directory.getLong(value));
            value += 8;
          }
        }
      }
      at = end;
    }
    return sizes;
  }

  private static ByteBuffer at(FileChannel file, long offset, int bytes) throws IOException {
    if (offset < 0 || offset > file.size() - bytes) {
      throw new EOFException("central directory");
    }
    var buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining() && file.read(buffer, offset + buffer.position()) >= 0) {
      continue;
    }
    return buffer.flip();
  }

  private static boolean isUtf8(byte[] name) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}

package org.bojagi.extract;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** A ZIP in memory, by its central directory, with limits on what unpacking may give. */
final class MemoryZip implements Closeable {
  private static final int MAX_ENTRIES = 20_000;
  private static final long MAX_UNPACKED_BYTES = 384L << 20;

  private final ZipFile zip;
  private final byte[] bytes;
  private final String kind;
  private long unpackedBytes;

  /**
   * @param kind of document, for messages: {@code EPUB}
   */
  static MemoryZip open(byte[] bytes, String kind) throws UnreadableException {
    try {
      var zip =
          ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes)).get();
      return new MemoryZip(zip, bytes, kind);
    } catch (IOException | RuntimeException e) {
      throw UnreadableException.damaged(kind);
    }
  }

  private MemoryZip(ZipFile zip, byte[] bytes, String kind) {
    this.zip = zip;
    this.bytes = bytes;
    this.kind = kind;
  }

  List<String> names() throws UnreadableException {
    var names = new ArrayList<String>();
    for (var entries = zip.getEntries(); entries.hasMoreElements(); ) {
      names.add(entries.nextElement().getName());
      if (names.size() > MAX_ENTRIES) {
        throw bomb();
      }
    }
    return names;
  }

  /** Whether an entry says when or by whom it was written. */
  boolean tellsTimes() {
    for (var entries = zip.getEntries(); entries.hasMoreElements(); ) {
      var entry = entries.nextElement();
      var time = entry.getTimeLocal();
      if (time != null && time.getYear() > 1980 || entry.getComment() != null && !entry.getComment().isEmpty()) {
        return true;
      }
    }
    return holdsMore();
  }

  /** Whether bytes stand in it that are no part of an entry: comments, extra fields, what was deleted. */
  private boolean holdsMore() {
    long at = 0;
    for (var entries = zip.getEntriesInPhysicalOrder(); entries.hasMoreElements(); ) {
      var entry = entries.nextElement();
      long offset = entry.getLocalHeaderOffset();
      long dataOffset = entry.getDataOffset();
      if (offset != at
          || dataOffset - offset - 30 != entry.getRawName().length
          || entry.getCentralDirectoryExtra().length > 0) {
        return true;
      }
      at = dataOffset + entry.getCompressedSize();
      if (entry.getGeneralPurposeBit().usesDataDescriptor()) {
        at += mark(at, 0x08) ? 16 : 12;
      }
    }
    int end = bytes.length - 22;
    return !mark(at, 0x02) && !mark(at, 0x06) || !mark(end, 0x06) || bytes[end + 20] != 0 || bytes[end + 21] != 0;
  }

  /** Whether a mark of ZIP's stands there: {@code PK}, then the number and the one before it. */
  private boolean mark(long at, int last) {
    return at >= 0
        && at + 4 <= bytes.length
        && bytes[(int) at] == 'P'
        && bytes[(int) at + 1] == 'K'
        && bytes[(int) at + 2] == last - 1
        && bytes[(int) at + 3] == last;
  }

  boolean has(String name) {
    return zip.getEntry(name) != null;
  }

  /**
   * @throws UnreadableException no such entry, damage in it, or it unpacks to more than any
   *     document needs
   */
  byte[] read(String name) throws UnreadableException {
    try (var in = stream(name)) {
      long room = MAX_UNPACKED_BYTES - unpackedBytes;
      var bytes = in.readNBytes((int) Math.min(room + 1, 192L << 20));
      unpackedBytes += bytes.length;
      if (bytes.length > room || bytes.length == 192L << 20) {
        throw bomb();
      }
      return bytes;
    } catch (IOException | RuntimeException e) {
      throw UnreadableException.damaged(kind);
    }
  }

  InputStream stream(String name) throws IOException {
    ZipArchiveEntry entry = zip.getEntry(name);
    if (entry == null || !zip.canReadEntryData(entry)) {
      throw new IOException("no readable entry");
    }
    return zip.getInputStream(entry);
  }

  static UnreadableException bomb() {
    return new UnreadableException(
        "document-unpacks-too-large",
        "It unpacks to far more than a document holds",
        "Look where it came from.");
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}

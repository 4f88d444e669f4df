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
  private final String kind;
  private long unpackedBytes;

  /**
   * @param kind of document, for messages: {@code EPUB}
   */
  static MemoryZip open(byte[] bytes, String kind) throws UnreadableException {
    try {
      var zip =
          ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes)).get();
      return new MemoryZip(zip, kind);
    } catch (IOException | RuntimeException e) {
      throw UnreadableException.damaged(kind);
    }
  }

  private MemoryZip(ZipFile zip, String kind) {
    this.zip = zip;
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
    return false;
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

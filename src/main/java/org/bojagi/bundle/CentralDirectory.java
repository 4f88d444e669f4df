package org.bojagi.bundle;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.age.AgePayload;
import org.bojagi.bundle.Extent.Encoding;
import org.bojagi.fault.DamagedBundleException;

/**
 * The entries of a volume as its own ZIP central directory lists them (PKWARE APPNOTE.TXT 6.3.10), for whatever goes on
 * without recorded locations: checking, recovering, the root itself.
 *
 * <p>Bounded: reads 64 KiB at the end, then the directory a record at a time; at most {@link Format#MAX_ENTRIES} and a
 * few entries, names of {@link Format#MAX_NAME_BYTES}. Volumes have no ZIP64, no encryption, no archive comment;
 * anything of the kind is refused, as are entries that overlap each other or the directory.
 */
public final class CentralDirectory {
  /** Before an entry's name and bytes. */
  public static final int LOCAL_HEADER_BYTES = 30; // 4.3.7

  private static final int END_SIGNATURE = 0x06054b50; // 4.3.16
  private static final int CENTRAL_SIGNATURE = 0x02014b50; // 4.3.12
  public static final int LOCAL_SIGNATURE = 0x04034b50; // 4.3.7
  static final int END_BYTES = 22; // 4.3.16
  private static final int CENTRAL_BYTES = 46;
  private static final int STORE = 0;
  private static final int DEFLATE = 8;
  private static final int ENCRYPTED = 1;

  private CentralDirectory() {}

  /**
   * @param sizeBytes uncompressed
   * @param crc32 of the uncompressed bytes, as the directory says
   */
  public record Entry(
      String name, Encoding encoding, long localHeaderOffset, long compressedBytes, long sizeBytes, int crc32) {}

  /**
   * @param volume name of the file, for messages
   * @throws DamagedBundleException there is no directory, or one that no volume of ours has
   */
  public static List<Entry> read(AgePayload payload, String volume) throws IOException {
    long size = payload.plaintextSize();
    var end = record(payload, size - END_BYTES, END_BYTES, END_SIGNATURE, volume);
    int count = end.getShort(10) & 0xFFFF;
    long directoryBytes = end.getInt(12) & 0xFFFF_FFFFL;
    long position = end.getInt(16) & 0xFFFF_FFFFL;
    long directoryEnd = size - END_BYTES;
    if (end.getShort(20) != 0 || position + directoryBytes != directoryEnd || count > Format.MAX_ENTRIES + 8) {
      throw damaged("The list of a volume's entries is not one that a bundle has", volume, directoryEnd);
    }
    var entries = new ArrayList<Entry>();
    long lastEnd = 0;
    try (var directory = new BufferedInputStream(payload.stream(position, directoryBytes, null), 1 << 16)) {
      for (int i = 0; i < count; i++) {
        var header = record(directory.readNBytes(CENTRAL_BYTES), CENTRAL_BYTES, CENTRAL_SIGNATURE, volume, position);
        int nameBytes = header.getShort(28) & 0xFFFF;
        int otherBytes = (header.getShort(30) & 0xFFFF) + (header.getShort(32) & 0xFFFF);
        int method = header.getShort(10) & 0xFFFF;
        long compressedBytes = header.getInt(20) & 0xFFFF_FFFFL;
        long offset = header.getInt(42) & 0xFFFF_FFFFL;
        if (nameBytes == 0
            || nameBytes > Format.MAX_NAME_BYTES
            || (header.getShort(8) & ENCRYPTED) != 0
            || method != STORE && method != DEFLATE
            || offset < lastEnd
            || offset + LOCAL_HEADER_BYTES + nameBytes + compressedBytes > position) {
          throw damaged("An entry of a volume is not one that a bundle has", volume, offset);
        }
        var name = directory.readNBytes(nameBytes);
        if (name.length < nameBytes) {
          throw new EOFException();
        }
        directory.skipNBytes(otherBytes);
        entries.add(
            new Entry(
                new String(name, StandardCharsets.UTF_8),
                method == STORE ? Encoding.STORED : Encoding.DEFLATED,
                offset,
                compressedBytes,
                header.getInt(24) & 0xFFFF_FFFFL,
                header.getInt(16)));
        lastEnd = offset + LOCAL_HEADER_BYTES + nameBytes + compressedBytes;
      }
      if (directory.read() >= 0) {
        throw damaged("The list of a volume's entries is not one that a bundle has", volume, directoryEnd);
      }
    } catch (EOFException e) {
      throw damaged("The list of a volume's entries ends early", volume, directoryEnd);
    }
    return entries;
  }

  /** Where the entry's bytes lie: behind its local header, whose length only the header itself says. */
  public static Extent extent(AgePayload payload, String volumeId, Entry entry, String volume) throws IOException {
    var header = new byte[LOCAL_HEADER_BYTES];
    payload.readAt(entry.localHeaderOffset, header, 0, header.length);
    return extent(header, payload.plaintextSize(), volumeId, entry, volume);
  }

  /** Where a local header as ours are puts the entry's bytes, for who can't read that header. */
  public static Extent likelyExtent(String volumeId, Entry entry) {
    int nameBytes = entry.name.getBytes(StandardCharsets.UTF_8).length;
    long start = entry.localHeaderOffset + LOCAL_HEADER_BYTES + nameBytes;
    return new Extent(volumeId, entry.name, start, entry.compressedBytes, entry.encoding);
  }

  /** The same for who has read the {@link #LOCAL_HEADER_BYTES} at the entry's offset already. */
  public static Extent extent(byte[] localHeader, long plaintextSize, String volumeId, Entry entry, String volume)
      throws DamagedBundleException {
    var header = record(localHeader, LOCAL_HEADER_BYTES, LOCAL_SIGNATURE, volume, entry.localHeaderOffset);
    long start =
        entry.localHeaderOffset + LOCAL_HEADER_BYTES + (header.getShort(26) & 0xFFFF) + (header.getShort(28) & 0xFFFF);
    if (start + entry.compressedBytes > plaintextSize) {
      throw damaged("An entry of a volume reaches beyond its end", volume, entry.localHeaderOffset);
    }
    return new Extent(volumeId, entry.name, start, entry.compressedBytes, entry.encoding);
  }

  private static ByteBuffer record(AgePayload payload, long position, int length, int signature, String volume)
      throws IOException {
    if (position < 0) {
      throw damaged("A volume is too short to hold anything", volume, 0);
    }
    try (var in = payload.stream(position, length, null)) {
      return record(in.readNBytes(length), length, signature, volume, position);
    }
  }

  private static ByteBuffer record(byte[] bytes, int length, int signature, String volume, long position)
      throws DamagedBundleException {
    var record = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < length || record.getInt(0) != signature) {
      throw damaged("A volume has no entry where one should begin", volume, position);
    }
    return record;
  }

  private static DamagedBundleException damaged(String what, String volume, long plaintextOffset) {
    return new DamagedBundleException(
        what, volume + ", plaintext offset " + plaintextOffset, "Use another copy, or recover what is sound.");
  }
}

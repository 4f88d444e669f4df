package org.bojagi.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.zip.CRC32;
import org.bojagi.age.AgePayload;
import org.bojagi.bundle.Extent.Encoding;
import org.bojagi.fault.DamagedBundleException;

/**
 * A volume's plaintext with another bundle id in its {@code bojagi.json} (format.md §4.1), as it streams. Only the 32
 * digits and the entry's CRC-32, where ZIP keeps it, are others: every offset and every packed byte stays.
 */
final class VolumeOfAnotherBundle extends ForwardInputStream {
  private static final int DATA_DESCRIPTOR_SIGNATURE = 0x08074b50; // APPNOTE.TXT 4.3.9.3
  private static final int CRC_IN_LOCAL_HEADER = 14; // APPNOTE.TXT 4.3.7
  private static final int CRC_IN_CENTRAL_HEADER = 16; // APPNOTE.TXT 4.3.12
  private static final int DIRECTORY_IN_END = 16; // APPNOTE.TXT 4.3.16

  private final List<Change> changes;
  private long position;

  /** Bytes that stand at an offset of the plaintext in place of as many others. */
  private record Change(long plaintextOffset, byte[] bytes) {}

  private VolumeOfAnotherBundle(InputStream plaintext, List<Change> changes) {
    super(plaintext);
    this.changes = changes;
  }

  /**
   * @param payload stays the caller's
   * @param bundle id that it has, and {@code other} the one that it gets
   * @param name of the file, for messages
   * @param executor decrypts ahead; null: in the caller's thread
   * @throws DamagedBundleException it doesn't begin or end as the volume that the root names does; also while it is read,
   *     where the root has hashes of its chunks and one is another
   */
  static InputStream of(
      AgePayload payload, VolumeFacts facts, String bundle, String other, String name, Executor executor)
      throws IOException {
    var about = VolumeAbout.read(payload, name);
    var entry = CentralDirectory.read(payload, name).stream().findFirst();
    if (!about.bundle().equals(bundle)
        || !about.volume().equals(facts.id())
        || entry.isEmpty()
        || !entry.get().name().equals(Format.ABOUT_VOLUME)
        || entry.get().encoding() != Encoding.STORED
        || entry.get().compressedBytes() > VolumeAbout.MAX_BYTES
        || payload.plaintextSize() != facts.plaintextBytes()) {
      throw another(name);
    }
    var extent = CentralDirectory.extent(payload, facts.id(), entry.get(), name);
    var json = bytes(payload, extent.plaintextOffset(), (int) extent.length(), name);
    var text = new String(json, StandardCharsets.ISO_8859_1);
    int at = text.indexOf(bundle);
    if (at < 0 || at != text.lastIndexOf(bundle) || bundle.length() != other.length()) {
      throw another(name);
    }
    var changed = json.clone();
    var digits = other.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, changed, at, digits.length);
    var changes = new ArrayList<Change>();
    changes.add(new Change(extent.plaintextOffset() + at, digits));
    int before = crc32(json);
    var after = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(crc32(changed)).array();
    long behind = extent.plaintextOffset() + extent.length();
    boolean descriptor = integer(payload, behind, name) == DATA_DESCRIPTOR_SIGNATURE;
    long end = payload.plaintextSize() - CentralDirectory.END_BYTES;
    long directory = integer(payload, end + DIRECTORY_IN_END, name) & 0xFFFF_FFFFL;
    for (long crc :
        new long[] {CRC_IN_LOCAL_HEADER, descriptor ? behind + 4 : -1, directory + CRC_IN_CENTRAL_HEADER}) {
      if (crc >= 0 && integer(payload, crc, name) == before) {
        changes.add(new Change(crc, after));
      }
    }
    var plaintext = payload.stream(0, payload.plaintextSize(), executor);
    var hashes = facts.chunkHashes();
    return new VolumeOfAnotherBundle(hashes.length == 0 ? plaintext : new NamedChunks(plaintext, hashes, name), changes);
  }

  private static int crc32(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private static int integer(AgePayload payload, long plaintextOffset, String name) throws IOException {
    return ByteBuffer.wrap(bytes(payload, plaintextOffset, 4, name)).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  private static byte[] bytes(AgePayload payload, long plaintextOffset, int length, String name)
      throws IOException {
    var bytes = new byte[length];
    if (payload.readAt(plaintextOffset, bytes, 0, length) < length) {
      throw another(name);
    }
    return bytes;
  }

  private static DamagedBundleException another(String name) {
    return new DamagedBundleException(
        "A volume is not the one that the root names", name, "Use another copy of the bundle.");
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    for (var change : changes) {
      long from = Math.max(position, change.plaintextOffset);
      long to = Math.min(position + Math.max(0, read), change.plaintextOffset + change.bytes.length);
      for (long at = from; at < to; at++) {
        bytes[offset + (int) (at - position)] = change.bytes[(int) (at - change.plaintextOffset)];
      }
    }
    position += Math.max(0, read);
    return read;
  }
}

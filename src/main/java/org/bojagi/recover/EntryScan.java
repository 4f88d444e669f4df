package org.bojagi.recover;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.age.AgePayload;
import org.bojagi.bundle.CentralDirectory;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.Extent.Encoding;
import org.bojagi.bundle.Format;

/**
 * The entries of a volume whose list of entries is lost, by their local headers (PKWARE APPNOTE.TXT 6.3.10, 4.3.7).
 *
 * <p>A local header of ours has the one constant time, bit 3 of the flags and no extra field, and stands behind the data
 * descriptor of the entry before, whose length must be that entry's. So an archive that is packed as it is isn't taken
 * apart: its headers fail one of these.
 */
final class EntryScan {
  private static final int CHUNK = AgePayload.CHUNK_SIZE;
  static final int DESCRIPTOR_BYTES = 16; // 4.3.9
  private static final int DESCRIPTOR_SIGNATURE = 0x08074b50;
  private static final int CENTRAL_SIGNATURE = 0x02014b50;
  private static final int TIME_AND_DATE = 0x2821_0000; // 2000-01-01 00:00:00
  private static final int SIZE_BEHIND = 8; // flag: sizes stand behind the bytes

  private final SalvagedVolume volume;
  private final long size;
  private final List<Entry> entries = new ArrayList<>();
  private byte[] chunk = new byte[0];
  private long chunkNumber = -1;

  /** The entry that is open: its name, null where its header is lost; where its bytes begin; its method. */
  private String name;

  private long start;
  private int method;
  private boolean isOpen;

  /** Whether anything was lost since the open entry began, and where. */
  private boolean hole;

  private long holeAt;

  /** Where a descriptor stands that has the open entry's length; -1: there is none. */
  private long described = -1;

  private EntryScan(SalvagedVolume volume) {
    this.volume = volume;
    this.size = volume.plaintextBytes();
  }

  /** Reads the whole volume; in the order in which they lie. */
  static List<Entry> of(SalvagedVolume volume) throws IOException {
    var scan = new EntryScan(volume);
    for (long number = 0; number < volume.payload().chunkCount(); number++) {
      var bytes = scan.chunk(number);
      if (bytes == null) {
        scan.holeAt = scan.hole ? scan.holeAt : number * CHUNK;
        scan.hole = true;
        continue;
      }
      long base = number * CHUNK;
      // A signature may begin in this chunk and end in the next.
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == 'P' && (i + 1 >= bytes.length || bytes[i + 1] == 'K')) {
          scan.signature(base + i);
          bytes = scan.chunk(number);
        }
      }
    }
    scan.end(scan.size, null);
    return scan.entries;
  }

  private void signature(long at) throws IOException {
    var own = isOpen && !hole ? descriptor(at + DESCRIPTOR_BYTES) : null;
    if (own != null && follows(own, at + DESCRIPTOR_BYTES)) {
      described = at;
    }
    var header = at(at, CentralDirectory.LOCAL_HEADER_BYTES);
    if (header == null) {
      return;
    }
    if (header.getInt(0) == CENTRAL_SIGNATURE) {
      var descriptor = descriptor(at);
      if (isOpen && descriptor != null && (follows(descriptor, at) || hole)) {
        end(at - DESCRIPTOR_BYTES, descriptor);
      }
      return;
    }
    int nameBytes = header.getShort(26) & 0xFFFF;
    int found = header.getShort(8) & 0xFFFF;
    if (header.getInt(0) != CentralDirectory.LOCAL_SIGNATURE
        || (header.getShort(6) & SIZE_BEHIND) == 0
        || header.getInt(10) != TIME_AND_DATE
        || header.getShort(28) != 0
        || found != 0 && found != 8
        || nameBytes == 0
        || nameBytes > Format.MAX_NAME_BYTES) {
      return;
    }
    var descriptor = descriptor(at);
    boolean begins = at == 0 || descriptor != null && follows(descriptor, at) || hole && (!isOpen || descriptor != null || isLost(at - 1));
    var decoded = begins ? name(at + CentralDirectory.LOCAL_HEADER_BYTES, nameBytes) : null;
    if (decoded == null) {
      return;
    }
    end(at - DESCRIPTOR_BYTES, descriptor);
    name = decoded;
    start = at + CentralDirectory.LOCAL_HEADER_BYTES + nameBytes;
    method = found;
    isOpen = true;
    hole = false;
    described = -1;
  }

  /** What stands before a header; null where that is no descriptor, or lost. */
  private ByteBuffer descriptor(long header) throws IOException {
    var descriptor = header < DESCRIPTOR_BYTES ? null : at(header - DESCRIPTOR_BYTES, DESCRIPTOR_BYTES);
    return descriptor != null && descriptor.getInt(0) == DESCRIPTOR_SIGNATURE ? descriptor : null;
  }

  private boolean follows(ByteBuffer descriptor, long header) {
    return isOpen && (descriptor.getInt(8) & 0xFFFF_FFFFL) == header - DESCRIPTOR_BYTES - start;
  }

  private boolean isLost(long position) throws IOException {
    return chunk(position / CHUNK) == null;
  }

  /** @param descriptor null where it is lost */
  private void end(long end, ByteBuffer descriptor) throws IOException {
    if (isOpen && hole && described >= 0) {
      // The header behind it is lost and it is whole.
      var own = at(described, DESCRIPTOR_BYTES);
      isOpen = false;
      entries.add(entry(name, start, described - start, method, own.getInt(12) & 0xFFFF_FFFFL));
      start = described + DESCRIPTOR_BYTES;
    }
    long length = descriptor == null ? -1 : descriptor.getInt(8) & 0xFFFF_FFFFL;
    long sizeBytes = descriptor == null ? -1 : descriptor.getInt(12) & 0xFFFF_FFFFL;
    if (isOpen && length == end - start) {
      entries.add(entry(name, start, length, method, sizeBytes));
    } else if (isOpen && length < 0) {
      entries.add(entry(name, start, certainEnd(end) - start, method, -1));
    } else if (length >= 0 && length < end - (isOpen ? start : 0)) {
      // Between the two one at least began whose header is lost; of the last its descriptor says where.
      long lostStart = end - length;
      if (isOpen) {
        entries.add(entry(name, start, certainEnd(lostStart) - start, method, -1));
      }
      entries.add(entry("", lostStart, length, length == sizeBytes ? 0 : 8, sizeBytes));
    }
    isOpen = false;
    hole = false;
  }

  /** Before a hole may stand the beginning of the descriptor that ends the entry; what is deflated knows its own end. */
  private long certainEnd(long end) throws IOException {
    long to = hole ? Math.min(end, holeAt) : end;
    if (method != 0) {
      return end;
    }
    for (int bytes = (int) Math.min(DESCRIPTOR_BYTES - 1, to - start); bytes > 0; bytes--) {
      var tail = at(to - bytes, bytes);
      if (tail != null && beginsDescriptor(tail.array())) {
        return to - bytes;
      }
    }
    return to;
  }

  private static boolean beginsDescriptor(byte[] bytes) {
    for (int i = 0; i < Math.min(bytes.length, Integer.BYTES); i++) {
      if (bytes[i] != (byte) (DESCRIPTOR_SIGNATURE >> 8 * i)) {
        return false;
      }
    }
    return true;
  }

  private Entry entry(String entryName, long from, long length, int method, long sizeBytes) {
    var encoding = method == 0 ? Encoding.STORED : Encoding.DEFLATED;
    return new Entry(entryName, new Extent("", entryName, from, Math.max(0, length), encoding), sizeBytes);
  }

  private String name(long at, int bytes) throws IOException {
    var name = at(at, bytes);
    try {
      return name == null ? null : StandardCharsets.UTF_8.newDecoder().decode(name).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Null where some of it is lost or beyond the end. */
  private ByteBuffer at(long position, int length) throws IOException {
    if (position < 0 || position + length > size) {
      return null;
    }
    var bytes = new byte[length];
    for (int done = 0; done < length; ) {
      var holding = chunk((position + done) / CHUNK);
      int skip = (int) ((position + done) % CHUNK);
      if (holding == null || skip >= holding.length) {
        return null;
      }
      int now = Math.min(length - done, holding.length - skip);
      System.arraycopy(holding, skip, bytes, done, now);
      done += now;
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private byte[] chunk(long number) throws IOException {
    if (number != chunkNumber) {
      chunk = volume.holds(number) ? volume.payload().chunk(number) : null;
      chunkNumber = number;
    }
    return chunk;
  }
}

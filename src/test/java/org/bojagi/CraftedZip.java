package org.bojagi;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A ZIP whose every number may lie (APPNOTE.TXT 6.3.10 §4.3). */
public final class CraftedZip {
  /** One entry; what isn't set is true. */
  public static final class Entry {
    private final byte[] name;
    private final byte[] content;
    private byte[] localName;
    private byte[] centralExtra = {};
    private boolean deflated;
    private int flags = 0x800;
    private int method = -1;
    private long size = -1;
    private long compressed = -1;
    private long offset = -1;
    private int mode;
    private int crc;
    private boolean hasCrc;

    private Entry(String name, byte[] content) {
      this.name = name.getBytes(StandardCharsets.UTF_8);
      this.content = content;
      this.localName = this.name;
    }

    public Entry deflated() {
      deflated = true;
      return this;
    }

    public Entry localName(String other) {
      localName = other.getBytes(StandardCharsets.UTF_8);
      return this;
    }

    public Entry flags(int more) {
      flags |= more;
      return this;
    }

    public Entry method(int other) {
      method = other;
      return this;
    }

    public Entry size(long other) {
      size = other;
      return this;
    }

    public Entry compressed(long other) {
      compressed = other;
      return this;
    }

    public Entry offset(long other) {
      offset = other;
      return this;
    }

    /** Of Unix, with its type: {@code 0120777} is a link. */
    public Entry mode(int other) {
      mode = other;
      return this;
    }

    public Entry crc(int other) {
      crc = other;
      hasCrc = true;
      return this;
    }

    /** An extra field in the directory alone. */
    public Entry extra(int id, byte[] field) {
      centralExtra =
          ByteBuffer.allocate(4 + field.length)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putShort((short) id)
              .putShort((short) field.length)
              .put(field)
              .array();
      return this;
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private long count = -1;
  private long directoryBytes = -1;
  private long directoryOffset = -1;
  private byte[] beforeEnd = {};

  public Entry add(String name, String content) {
    return add(name, content.getBytes(StandardCharsets.UTF_8));
  }

  public Entry add(String name, byte[] content) {
    var entry = new Entry(name, content);
    entries.add(entry);
    return entry;
  }

  public CraftedZip count(long other) {
    count = other;
    return this;
  }

  public CraftedZip directoryBytes(long other) {
    directoryBytes = other;
    return this;
  }

  public CraftedZip directoryOffset(long other) {
    directoryOffset = other;
    return this;
  }

  /** Bytes between the directory and its end record, as of ZIP64. */
  public CraftedZip beforeEnd(byte[] bytes) {
    beforeEnd = bytes;
    return this;
  }

  public byte[] bytes() {
    var out = new ByteArrayOutputStream();
    var directory = new ByteArrayOutputStream();
    for (var entry : entries) {
      int at = out.size();
      var packed = entry.deflated ? deflate(entry.content) : entry.content;
      var crc = new CRC32();
      crc.update(entry.content);
      int method = entry.method >= 0 ? entry.method : entry.deflated ? 8 : 0;
      int sum = entry.hasCrc ? entry.crc : (int) crc.getValue();
      long compressed = entry.compressed >= 0 ? entry.compressed : packed.length;
      long size = entry.size >= 0 ? entry.size : entry.content.length;
      out.writeBytes(
          little(30)
              .putInt(0x04034b50).putShort((short) 20).putShort((short) entry.flags).putShort((short) method)
              .putInt(0x00210000).putInt(sum).putInt((int) compressed).putInt((int) size)
              .putShort((short) entry.localName.length).putShort((short) 0)
              .array());
      out.writeBytes(entry.localName);
      out.writeBytes(packed);
      directory.writeBytes(
          little(46)
              .putInt(0x02014b50).putShort((short) 0x0314).putShort((short) 20).putShort((short) entry.flags)
              .putShort((short) method).putInt(0x00210000).putInt(sum).putInt((int) compressed).putInt((int) size)
              .putShort((short) entry.name.length).putShort((short) entry.centralExtra.length).putShort((short) 0)
              .putShort((short) 0).putShort((short) 0).putInt(entry.mode << 16)
              .putInt((int) (entry.offset >= 0 ? entry.offset : at))
              .array());
      directory.writeBytes(entry.name);
      directory.writeBytes(entry.centralExtra);
    }
    int at = out.size();
    out.writeBytes(directory.toByteArray());
    out.writeBytes(beforeEnd);
    long number = count >= 0 ? count : entries.size();
    out.writeBytes(
        little(22)
            .putInt(0x06054b50).putInt(0).putShort((short) number).putShort((short) number)
            .putInt((int) (directoryBytes >= 0 ? directoryBytes : directory.size()))
            .putInt((int) (directoryOffset >= 0 ? directoryOffset : at)).putShort((short) 0)
            .array());
    return out.toByteArray();
  }

  /** ZIP64's end record and its locator, which says where the record lies. */
  public static byte[] end64(long count, long directoryBytes, long directoryOffset, long recordOffset) {
    return little(56 + 20)
        .putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45).putInt(0).putInt(0)
        .putLong(count).putLong(count).putLong(directoryBytes).putLong(directoryOffset)
        .putInt(0x07064b50).putInt(0).putLong(recordOffset).putInt(1)
        .array();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  public static byte[] deflate(byte[] bytes) {
    var deflater = new Deflater(9, true);
    deflater.setInput(bytes);
    deflater.finish();
    var out = new ByteArrayOutputStream();
    var buffer = new byte[1 << 16];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }
}

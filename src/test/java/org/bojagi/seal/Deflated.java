package org.bojagi.seal;

import static org.bojagi.extract.Samples.joined;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Deflated bytes (RFC 1951) that say the same over and over: gigabytes in megabytes, without unpacking or packing them
 * once.
 *
 * @param raw without any head
 * @param sizeBytes when unpacked
 */
record Deflated(byte[] raw, long sizeBytes, int crc, int adler) {
  private static final int BLOCK_BYTES = 1 << 20;

  /** {@code filling} over and over, to about {@code sizeBytes}, between a beginning and an end. */
  static Deflated repeated(byte[] before, String filling, long sizeBytes, byte[] after) {
    var block = new byte[BLOCK_BYTES / filling.length() * filling.length()];
    for (int i = 0; i < block.length; i++) {
      block[i] = (byte) filling.charAt(i % filling.length());
    }
    long times = sizeBytes / block.length;
    var out = new ByteArrayOutputStream();
    var deflater = new Deflater(9, true);
    try {
      // After a full flush nothing refers to what stands before it: the same block is always the same bytes.
      deflater.setInput(before);
      out.writeBytes(deflated(deflater, Deflater.FULL_FLUSH));
      deflater.setInput(block);
      var packed = deflated(deflater, Deflater.FULL_FLUSH);
      for (long i = 0; i < times; i++) {
        out.writeBytes(packed);
      }
      deflater.setInput(after);
      deflater.finish();
      out.writeBytes(deflated(deflater, Deflater.NO_FLUSH));
    } finally {
      deflater.end();
    }
    var crc = new CRC32();
    var adler = new Adler32();
    for (Checksum sum : new Checksum[] {crc, adler}) {
      sum.update(before);
      for (long i = 0; i < times; i++) {
        sum.update(block);
      }
      sum.update(after);
    }
    long size = before.length + times * block.length + after.length;
    return new Deflated(out.toByteArray(), size, (int) crc.getValue(), (int) adler.getValue());
  }

  static Deflated zeros(long sizeBytes) {
    return repeated(new byte[0], "\0", sizeBytes, new byte[0]);
  }

  private static byte[] deflated(Deflater deflater, int flush) {
    var out = new ByteArrayOutputStream();
    var buffer = new byte[1 << 16];
    int n;
    do {
      n = deflater.deflate(buffer, 0, buffer.length, flush);
      out.write(buffer, 0, n);
    } while (n == buffer.length);
    return out.toByteArray();
  }

  /** RFC 1952. */
  byte[] gzip() {
    var head = new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
    var end = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(crc).putInt((int) sizeBytes);
    return joined(head, raw, end.array());
  }

  /** RFC 1950. */
  byte[] zlib() {
    return joined(new byte[] {0x78, (byte) 0xda}, raw, ByteBuffer.allocate(4).putInt(adler).array());
  }

  /** A ZIP of this alone, or another ZIP with this in the place of the entry of the same name. */
  byte[] inZip(byte[] others, String name) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipArchiveOutputStream(out)) {
      zip.setUseZip64(Zip64Mode.AsNeeded);
      if (others.length > 0) {
        try (var file =
            ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(others)).get()) {
          for (var entry : Collections.list(file.getEntriesInPhysicalOrder())) {
            if (!entry.getName().equals(name)) {
              zip.addRawArchiveEntry(entry, file.getRawInputStream(entry));
            }
          }
        }
      }
      var entry = new ZipArchiveEntry(name);
      entry.setMethod(ZipArchiveEntry.DEFLATED);
      entry.setSize(sizeBytes);
      entry.setCompressedSize(raw.length);
      entry.setCrc(crc & 0xFFFFFFFFL);
      zip.addRawArchiveEntry(entry, new ByteArrayInputStream(raw));
    }
    return out.toByteArray();
  }
}

package org.bojagi.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Executor;
import net.lingala.zip4j.io.outputstream.ZipOutputStream;
import net.lingala.zip4j.model.ZipParameters;
import net.lingala.zip4j.model.enums.CompressionMethod;
import org.bojagi.age.AgeHeader;
import org.bojagi.age.AgeOutputStream;
import org.bojagi.age.AgePayload;
import org.bojagi.age.Recipient;
import org.bojagi.bundle.Extent.Encoding;
import org.bojagi.catalog.Json;

/**
 * One volume being written: a ZIP by Zip4j into an age stream (format.md §4). One thread.
 *
 * <p>Knows at any time how much still fits: what was written, the central directory that it will need, and a reserve
 * that the owner names for what comes last. An entry's position is where the encrypting stream stands once ZIP's local
 * header is out.
 */
final class VolumeWriter implements AutoCloseable {
  private static final int DATA_DESCRIPTOR = 16; // APPNOTE.TXT 4.3.9
  private static final int CENTRAL_HEADER = 46; // APPNOTE.TXT 4.3.12
  private static final int END_OF_CENTRAL_DIRECTORY = 22; // APPNOTE.TXT 4.3.16

  /** More than a volume takes that holds nothing yet: bojagi.json, the padding's entry, the end. */
  static final long EMPTY_BYTES = 1024;

  /**
   * The one time of every entry. ZIP keeps local time without a zone and Zip4j converts with the computer's, so the
   * instant is chosen such that the same six numbers come out everywhere.
   */
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2000, 1, 1, 0, 0, 0);

  /** Left to itself, Zip4j says whether it ran on Windows. */
  private static final int MADE_BY = 3 << 8 | 51; // APPNOTE.TXT 4.4.2: UNIX, version 5.1

  /** A regular file that its owner may write and all may read, in the upper two bytes, as UNIX has it. */
  private static final byte[] ATTRIBUTES = {0, 0, (byte) 0xA4, (byte) 0x81};

  private final String id;
  private final Path file;
  private final long maxPlaintextBytes;
  private final AgeOutputStream age;
  private final ZipOutputStream zip;

  /** null but for index volumes. */
  private final ChunkHashes chunkHashes;
  private long centralDirectoryBytes = END_OF_CENTRAL_DIRECTORY;
  private int entries;
  private Extent lastExtent;
  private boolean finished;

  /**
   * @param file made new; must not exist
   * @param maxFileBytes of the whole file, at most {@link Format#MAX_VOLUME_BYTES}
   */
  VolumeWriter(Path file, String bundle, String kind, long maxFileBytes, Recipient recipient, Executor executor)
      throws IOException {
    this.id = Format.randomId();
    this.file = file;
    this.maxPlaintextBytes = AgePayload.largestPlaintextWithin(maxFileBytes - AgeHeader.X25519_HEADER_SIZE);
    var out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      this.age = new AgeOutputStream(out, List.of(recipient), executor);
    } catch (IOException e) {
      out.close();
      throw e;
    }
    this.chunkHashes = kind.equals(Format.KIND_INDEX) ? new ChunkHashes(age, executor) : null;
    this.zip = new ZipOutputStream(chunkHashes == null ? age : chunkHashes);
    var about = new LinkedHashMap<String, Object>();
    about.put("format", Format.VERSION);
    about.put("bundle", bundle);
    about.put("volume", id);
    about.put("kind", kind);
    write(Format.ABOUT_VOLUME, Json.write(about).getBytes(StandardCharsets.UTF_8), Encoding.STORED);
  }

  String id() {
    return id;
  }

  Path file() {
    return file;
  }

  /** Written so far, without the central directory. */
  long plaintextBytes() {
    return age.plaintextSize();
  }

  /** Bytes that an entry of this name may still have, when {@code reserve} bytes of plaintext must stay free. */
  long room(String name, long reserve) {
    if (entries >= Format.MAX_ENTRIES) {
      return -1;
    }
    return maxPlaintextBytes
        - age.plaintextSize()
        - centralDirectoryBytes
        - overhead(name)
        - overhead(Format.PADDING)
        - reserve;
  }

  /** An upper bound of the file's size, should it end after so many more bytes of plaintext. */
  long fileBytesAfter(long moreBytes) {
    long plaintext = age.plaintextSize() + moreBytes + centralDirectoryBytes + overhead(Format.PADDING);
    return AgeHeader.X25519_HEADER_SIZE + AgePayload.ciphertextSize(paddedSize(plaintext, Long.MAX_VALUE));
  }

  /** What an entry takes besides its bytes: local header, data descriptor, central header. */
  static long overhead(String name) {
    return CentralDirectory.LOCAL_HEADER_BYTES + DATA_DESCRIPTOR + CENTRAL_HEADER + 2L * utf8Length(name);
  }

  /** Writes one entry from memory. */
  Extent write(String name, byte[] bytes, Encoding encoding) throws IOException {
    try (var entry = entry(name, bytes.length, encoding)) {
      entry.write(bytes);
    }
    return lastExtent;
  }

  /**
   * The stream of one entry. Closing it ends the entry, after which {@link #lastExtent()} says where it lies.
   *
   * @param declaredBytes how many will be written, as far as is known; a wrong number is no harm
   */
  OutputStream entry(String name, long declaredBytes, Encoding encoding) throws IOException {
    var parameters = new ZipParameters();
    parameters.setFileNameInZip(name);
    parameters.setCompressionMethod(
        encoding == Encoding.STORED ? CompressionMethod.STORE : CompressionMethod.DEFLATE);
    parameters.setEntrySize(declaredBytes);
    parameters.setLastModifiedFileTime(ENTRY_TIME.atZone(ZoneId.systemDefault()).toInstant().toEpochMilli());
    zip.putNextEntry(parameters);
    entries++;
    centralDirectoryBytes += CENTRAL_HEADER + utf8Length(name);
    long start = age.plaintextSize();
    return new OutputStream() {
      private boolean open = true;

      @Override
      public void write(int b) throws IOException {
        zip.write(b);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        zip.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        if (open) {
          open = false;
          var header = zip.closeEntry();
          header.setVersionMadeBy(MADE_BY);
          header.setExternalFileAttributes(ATTRIBUTES.clone());
          lastExtent = new Extent(id, name, start, header.getCompressedSize(), encoding);
        }
      }
    };
  }

  /** Where the entry lies whose stream was closed last. */
  Extent lastExtent() {
    return lastExtent;
  }

  /** Pads, ends the ZIP and the age file, and says what the root must know. {@code catalogue} may be null. */
  VolumeFacts finish(VolumeFacts.Catalogue catalogue) throws IOException {
    long unpadded = age.plaintextSize() + centralDirectoryBytes + overhead(Format.PADDING);
    int padding = (int) (paddedSize(unpadded, maxPlaintextBytes) - unpadded);
    try (var entry = entry(Format.PADDING, padding, Encoding.STORED)) {
      var zeros = new byte[64 << 10];
      for (int left = padding; left > 0; left -= zeros.length) {
        entry.write(zeros, 0, Math.min(left, zeros.length));
      }
    }
    zip.close();
    finished = true;
    var hashes = chunkHashes == null ? new byte[0] : chunkHashes.finish();
    return new VolumeFacts(id, 1, age.plaintextSize(), Files.size(file), age.header(), catalogue, hashes);
  }

  /**
   * A size that says little of what is inside: rounded up to a multiple of a 32nd of the next lower power of two, and of
   * 4 KiB at least, so that padding costs 1/32 at most and a bundle of many sizes shows few (format.md §4.3).
   */
  static long paddedSize(long bytes, long limit) {
    long unit = Math.max(4096, Long.highestOneBit(bytes) >> 5);
    return Math.min(limit, Math.ceilDiv(bytes, unit) * unit);
  }

  /** Unless finished, leaves a file that nobody takes for whole. */
  @Override
  public void close() throws IOException {
    if (!finished) {
      finished = true;
      age.abort();
    }
  }

  private static int utf8Length(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length;
  }
}

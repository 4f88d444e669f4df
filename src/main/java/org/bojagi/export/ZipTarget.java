package org.bojagi.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import net.lingala.zip4j.io.outputstream.ZipOutputStream;
import net.lingala.zip4j.model.ZipParameters;
import net.lingala.zip4j.model.enums.AesKeyStrength;
import net.lingala.zip4j.model.enums.AesVersion;
import net.lingala.zip4j.model.enums.CompressionMethod;
import net.lingala.zip4j.model.enums.EncryptionMethod;

/**
 * A ZIP whose entries are encrypted with AES-256 as WinZip does it (AE-2: no checksum of the plaintext is kept; key by
 * PBKDF2 with HMAC-SHA1 and 1,000 rounds, which the format fixes). Names and sizes are in clear. Nothing else is ever
 * on the disk.
 */
public final class ZipTarget implements ExportTarget {
  /** ZIP keeps local time without a zone and Zip4j converts with the computer's: the same six numbers everywhere. */
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2000, 1, 1, 0, 0, 0);

  private static final int MADE_BY = 3 << 8 | 51; // APPNOTE.TXT 4.4.2: UNIX, version 5.1
  private static final byte[] ATTRIBUTES = {0, 0, (byte) 0xA4, (byte) 0x81};

  private final SplitFile file;
  private final ZipOutputStream zip;
  private final char[] passphrase;
  private final Thread cleaner = new Thread(this::discard);
  private List<Path> parts = List.of();

  /**
   * @param partBytes of each part; {@link Long#MAX_VALUE} for one file
   * @param passphrase of ASCII; owned from now on, and wiped when this is closed: every entry's key is made of it
   * @param force whether files that are there may be replaced
   */
  public ZipTarget(Path file, long partBytes, char[] passphrase, boolean force) throws IOException {
    this.passphrase = passphrase;
    boolean begun = false;
    try {
      this.file = new SplitFile(file, partBytes, force);
      this.zip = new ZipOutputStream(this.file, passphrase);
      begun = true;
    } finally {
      if (!begun) {
        wipe();
      }
    }
    Runtime.getRuntime().addShutdownHook(cleaner);
  }

  @Override
  public OptionalLong kept(String path) {
    return OptionalLong.empty();
  }

  @Override
  public long mostFileBytes() {
    return Long.MAX_VALUE;
  }

  @Override
  public boolean takesBack() {
    return false;
  }

  @Override
  public long write(String path, long expectedBytes, Filling filling) throws IOException {
    var parameters = new ZipParameters();
    parameters.setFileNameInZip(path);
    boolean text = path.endsWith(".html") || path.endsWith(".txt") || path.endsWith(".srt");
    parameters.setCompressionMethod(text ? CompressionMethod.DEFLATE : CompressionMethod.STORE);
    parameters.setEncryptFiles(true);
    parameters.setEncryptionMethod(EncryptionMethod.AES);
    parameters.setAesKeyStrength(AesKeyStrength.KEY_STRENGTH_256);
    parameters.setAesVersion(AesVersion.TWO);
    parameters.setEntrySize(expectedBytes);
    parameters.setLastModifiedFileTime(ENTRY_TIME.atZone(ZoneId.systemDefault()).toInstant().toEpochMilli());
    zip.putNextEntry(parameters);
    var counted = new long[1];
    filling.write(
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            zip.write(b);
            counted[0]++;
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            zip.write(bytes, offset, length);
            counted[0] += length;
          }
        });
    var header = zip.closeEntry();
    header.setVersionMadeBy(MADE_BY);
    header.setExternalFileAttributes(ATTRIBUTES.clone());
    return counted[0];
  }

  @Override
  public long make(String path, Making making) {
    throw new IllegalStateException("nothing may lie here in clear");
  }

  @Override
  public void keepNot(String path) {
    // Nothing of a ZIP is kept.
  }

  @Override
  public void remove(String path) {
    throw new IllegalStateException("an entry can't be taken back");
  }

  @Override
  public void finish() throws IOException {
    zip.close();
    parts = file.finish();
  }

  /** The files that it became, once it is finished. */
  public List<Path> parts() {
    return parts;
  }

  private void discard() {
    try {
      file.discard();
    } catch (IOException e) {
      // The medium is gone, and the file with it.
    }
  }

  private void wipe() {
    Arrays.fill(passphrase, '\0');
  }

  @Override
  public void close() {
    wipe();
    Runtime.getRuntime().removeShutdownHook(cleaner);
    discard();
  }
}

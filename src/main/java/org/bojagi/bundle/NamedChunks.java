package org.bojagi.bundle;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bojagi.age.AgePayload;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.DamagedBundleException;

/**
 * A volume's plaintext, each chunk of it compared with the hash that the root has (format.md §5): whoever has the identity
 * can seal another chunk under the volume's own header. Bytes of a chunk are given before its hash is known.
 */
final class NamedChunks extends FilterInputStream {
  private static final int HASH_BYTES = 32;

  private final byte[] sha256s;
  private final String name;
  private final MessageDigest digest = Sha256.digest();
  private int chunk;
  private int length;

  /**
   * @param sha256s 32 bytes for each chunk
   * @param name of the file, for messages
   */
  NamedChunks(InputStream plaintext, byte[] sha256s, String name) {
    super(plaintext);
    this.sha256s = sha256s;
    this.name = name;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    int read = in.read(bytes, offset, count);
    for (int done = 0; done < read; ) {
      int now = Math.min(read - done, AgePayload.CHUNK_SIZE - length);
      digest.update(bytes, offset + done, now);
      done += now;
      length += now;
      if (length == AgePayload.CHUNK_SIZE) {
        compare();
      }
    }
    if (read < 0 && length > 0) {
      compare();
    }
    if (read < 0 && sha256s.length != HASH_BYTES * chunk) {
      throw different();
    }
    return read;
  }

  private void compare() throws DamagedBundleException {
    int from = HASH_BYTES * chunk;
    int to = from + HASH_BYTES;
    if (to > sha256s.length || !Arrays.equals(digest.digest(), 0, HASH_BYTES, sha256s, from, to)) {
      throw different();
    }
    chunk++;
    length = 0;
  }

  private DamagedBundleException different() {
    return new DamagedBundleException(
        "A volume is not the one that the root names",
        name + ", chunk " + chunk,
        "Use another copy of the bundle; 'bojagi reindex' makes an index anew.");
  }

  @Override
  public long skip(long bytes) {
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}

package org.bojagi.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.bojagi.age.AgePayload;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.DamagedBundleException;

/**
 * A volume's plaintext, each chunk of it compared with the hash that the root has (format.md §5): whoever has the identity
 * can seal another chunk under the volume's own header. Bytes of a chunk are given before its hash is known.
 */
final class NamedChunks extends ForwardInputStream {
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
    if (read < 0 && sha256s.length != Sha256.BYTES * chunk) {
      throw different();
    }
    return read;
  }

  private void compare() throws DamagedBundleException {
    if (!Sha256.isAt(digest.digest(), sha256s, chunk)) {
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
}

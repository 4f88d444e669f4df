package org.bojagi.bag;

/** One file that lies in the folder of a bag, and what its manifests say of it. */
final class BagFile {
  private final String path;
  private final long sizeBytes;
  private final byte[][] expected = new byte[BagDigest.values().length][];

  /** @param path from the top of the bag, separated by {@code /}, as the file system writes it */
  BagFile(String path, long sizeBytes) {
    this.path = path;
    this.sizeBytes = sizeBytes;
  }

  String path() {
    return path;
  }

  long sizeBytes() {
    return sizeBytes;
  }

  boolean isPayload() {
    return path.startsWith(BagPath.PAYLOAD);
  }

  /** null where no manifest of this kind names it. */
  byte[] expected(BagDigest digest) {
    return expected[digest.ordinal()];
  }

  void expect(BagDigest digest, byte[] checksum) {
    expected[digest.ordinal()] = checksum;
  }

  boolean isListed() {
    for (var checksum : expected) {
      if (checksum != null) {
        return true;
      }
    }
    return false;
  }
}

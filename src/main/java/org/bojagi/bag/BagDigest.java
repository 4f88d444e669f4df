package org.bojagi.bag;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** The checksums that manifests of bags are made with (RFC 8493 §2.4). MD5 and SHA-1 tell accidents, not forgeries. */
enum BagDigest {
  SHA512("sha512", "SHA-512", 64),
  SHA256("sha256", "SHA-256", 32),
  SHA1("sha1", "SHA-1", 20),
  MD5("md5", "MD5", 16);

  private final String code;
  private final String javaName;
  private final int bytes;

  BagDigest(String code, String javaName, int bytes) {
    this.code = code;
    this.javaName = javaName;
    this.bytes = bytes;
  }

  /** As in {@code manifest-sha256.txt}. */
  String code() {
    return code;
  }

  int bytes() {
    return bytes;
  }

  static Optional<BagDigest> of(String code) {
    for (var digest : values()) {
      if (digest.code.equals(code)) {
        return Optional.of(digest);
      }
    }
    return Optional.empty();
  }

  MessageDigest begin() {
    try {
      return MessageDigest.getInstance(javaName);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + javaName, e);
    }
  }
}

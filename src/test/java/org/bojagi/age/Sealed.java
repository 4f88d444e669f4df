package org.bojagi.age;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/** A small age file in memory, with all that a test wants to know of it. */
record Sealed(X25519Identity identity, byte[] plaintext, byte[] file, byte[] header) {

  /** Two full chunks and a short one. */
  static final int THREE_CHUNKS = 2 * AgePayload.CHUNK_SIZE + 1000;

  static Sealed of(int size) throws IOException {
    byte[] plaintext = new byte[size];
    new Random(size).nextBytes(plaintext);
    var identity = X25519Identity.generate();
    var file = new ByteArrayOutputStream();
    byte[] header;
    try (var out = new AgeOutputStream(file, List.of(identity.recipient()), null)) {
      out.write(plaintext);
      header = out.header();
    }
    return new Sealed(identity, plaintext, file.toByteArray(), header);
  }

  List<X25519Identity> keys() {
    return List.of(identity);
  }
}

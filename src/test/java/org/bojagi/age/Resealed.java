package org.bojagi.age;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** What who has the identity can do and no one else: other bytes under the file's own header, with tags that hold. */
public final class Resealed {
  private Resealed() {}

  /** @param change takes the whole plaintext */
  public static void change(Path file, X25519Identity identity, Consumer<byte[]> change) throws IOException {
    var bytes = Files.readAllBytes(file);
    var header = AgeHeader.read(new ByteArrayInputStream(bytes), "file");
    int first = header.size() + PayloadCipher.NONCE_SIZE;
    byte[] plaintext;
    try (var payload = AgePayload.open(Files.newByteChannel(file), List.of(identity))) {
      plaintext = new byte[(int) payload.plaintextSize()];
      payload.readAt(0, plaintext, 0, plaintext.length);
    }
    change.accept(plaintext);
    try (var key = header.unwrap(List.of(identity));
        var cipher = key.payloadCipher(Arrays.copyOfRange(bytes, header.size(), first))) {
      int chunks = Math.ceilDiv(plaintext.length, AgePayload.CHUNK_SIZE);
      for (int chunk = 0; chunk < chunks; chunk++) {
        int from = chunk * AgePayload.CHUNK_SIZE;
        int length = Math.min(AgePayload.CHUNK_SIZE, plaintext.length - from);
        int to = first + chunk * (AgePayload.CHUNK_SIZE + PayloadCipher.TAG_SIZE);
        cipher.seal(chunk, chunk == chunks - 1, plaintext, from, length, bytes, to);
      }
    }
    Files.write(file, bytes);
  }
}

package org.bojagi.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.bojagi.age.Recipient;
import org.bojagi.bundle.Extent.Encoding;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.Sha256;
import org.bojagi.sign.SigningKey;
import org.bojagi.sign.Signer;
import org.bojagi.sign.Trust;

/**
 * The two documents of a root as they stand in it, and the signature of each (format.md §5, §5.4). They are kept as text:
 * a signature is of these bytes, and what a reader doesn't know of them goes with them.
 *
 * @param contentSignature a file of minisign, as is {@code indexSignature}; null where there is none
 */
public record RootDocuments(String content, String contentSignature, String index, String indexSignature) {

  static RootDocuments of(Root.Content content, Root.Index index) {
    return new RootDocuments(content.toJson(), null, index.toJson(), null);
  }

  /** Both documents signed by one key: the publisher's. */
  public RootDocuments signedBy(SigningKey publisher) {
    return new RootDocuments(content, signature(content, publisher), index, signature(index, publisher));
  }

  /**
   * The same content, byte by byte and with the signature that it has, and another index.
   *
   * @param madeAnew names this content by its hash
   * @param indexer of whoever answers for the new index; null: nobody does
   */
  public RootDocuments withIndex(Root.Index madeAnew, SigningKey indexer) {
    if (!madeAnew.contentSha256().equals(contentSha256())) {
      throw new IllegalArgumentException("an index of another content");
    }
    var json = madeAnew.toJson();
    return new RootDocuments(content, contentSignature, json, indexer == null ? null : signature(json, indexer));
  }

  /** What {@link Root.Index#contentSha256} must be. */
  public String contentSha256() {
    return Json.hex(Sha256.of(bytes(content)));
  }

  private static String signature(String document, SigningKey key) {
    return new String(key.sign(bytes(document)).toFile(), StandardCharsets.UTF_8);
  }

  Signers signers(Trust trust) {
    return new Signers(
        Signer.of(bytes(content), contentSignature == null ? null : bytes(contentSignature), trust),
        Signer.of(bytes(index), indexSignature == null ? null : bytes(indexSignature), trust));
  }

  /**
   * Writes a root.
   *
   * @param file made new; the other copy is its bytes again
   * @param executor null: all work in the caller's thread
   */
  void writeTo(Path file, String bundle, Recipient recipient, Executor executor) throws IOException {
    try (var root = new VolumeWriter(file, bundle, Format.KIND_ROOT, Format.MAX_VOLUME_BYTES, recipient, executor)) {
      writeTo(root);
      root.finish(null);
    }
  }

  /** Into a root that may get more entries. */
  void writeTo(VolumeWriter root) throws IOException {
    write(root, Format.CONTENT, content);
    write(root, Format.CONTENT_SIGNATURE, contentSignature);
    write(root, Format.INDEX, index);
    write(root, Format.INDEX_SIGNATURE, indexSignature);
  }

  private static void write(VolumeWriter root, String name, String text) throws IOException {
    if (text != null) {
      root.write(name, bytes(text), Encoding.DEFLATED);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package org.bojagi.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.bojagi.age.X25519Identity;

/** Writes a bundle's root anew, as who has its identity can. */
public final class Roots {
  private Roots() {}

  /** Both copies of the root are replaced. */
  public static void replace(Path folder, X25519Identity reader, UnaryOperator<RootDocuments> by) throws IOException {
    try (var keys = KeyRing.of(X25519Identity.parse(reader.encode()));
        var bundle = Bundle.open(folder, keys)) {
      for (var file : bundle.rootFiles()) {
        Files.delete(file);
      }
      Files.copy(add(folder, bundle, by.apply(bundle.documents())), newFile(folder));
    }
  }

  /** One more root beside those that are there. */
  public static void add(Path folder, X25519Identity reader, UnaryOperator<RootDocuments> by) throws IOException {
    try (var keys = KeyRing.of(X25519Identity.parse(reader.encode()));
        var bundle = Bundle.open(folder, keys)) {
      add(folder, bundle, by.apply(bundle.documents()));
    }
  }

  /** The bundle's own, as every reader has it; to be closed. */
  public static X25519Identity identity(Path folder, X25519Identity reader) throws IOException {
    try (var keys = KeyRing.of(X25519Identity.parse(reader.encode()));
        var bundle = Bundle.open(folder, keys)) {
      return bundle.identity().copy();
    }
  }

  /** As {@link #identity(Path, X25519Identity)}, of an open one. */
  static X25519Identity identity(Bundle bundle) {
    return bundle.identity().copy();
  }

  private static Path add(Path folder, Bundle bundle, RootDocuments documents) throws IOException {
    var file = newFile(folder);
    documents.writeTo(file, bundle.root().content().bundle(), bundle.identity().recipient(), null);
    return file;
  }

  private static Path newFile(Path folder) {
    return folder.resolve(Format.randomId() + Format.EXTENSION);
  }

  /** The same content and signatures, with another content.json that the index names. */
  public static RootDocuments withContent(RootDocuments documents, UnaryOperator<String> change) {
    var changed = new RootDocuments(change.apply(documents.content()), null, "", null);
    return new RootDocuments(
        changed.content(),
        documents.contentSignature(),
        documents.index().replace(documents.contentSha256(), changed.contentSha256()),
        documents.indexSignature());
  }

  /** The same content and another index.json, unsigned. */
  public static RootDocuments withIndex(RootDocuments documents, UnaryOperator<String> change) {
    return new RootDocuments(documents.content(), documents.contentSignature(), change.apply(documents.index()), null);
  }

  /** As the next edition's. */
  public static RootDocuments nextEdition(RootDocuments documents) {
    return withContent(
        documents,
        content ->
            content.replaceFirst(
                "\"edition\":1", "\"edition\":2,\"previousRoot\":\"" + documents.contentSha256() + "\""));
  }

  /** Without the signatures. */
  public static RootDocuments stripped(RootDocuments documents) {
    return new RootDocuments(documents.content(), null, documents.index(), null);
  }
}

package org.bojagi.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.bojagi.age.X25519Identity;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;

/**
 * What a bundle goes on from: nothing, the edition before it, or the bundle that it is a delta of (format.md §5.1). Owns
 * the bundle identity; closing wipes it.
 */
public final class Lineage implements AutoCloseable {
  final X25519Identity identity;
  final String bundle;
  final int edition;
  final String previousRoot;
  final Root.Delta delta;
  private final List<byte[]> slots;

  private Lineage(
      X25519Identity identity, String bundle, int edition, String previousRoot, Root.Delta delta, List<byte[]> slots) {
    this.identity = identity;
    this.bundle = bundle;
    this.edition = edition;
    this.previousRoot = previousRoot;
    this.delta = delta;
    this.slots = slots;
  }

  /** A new bundle with an identity of its own. */
  public static Lineage first() {
    return new Lineage(X25519Identity.generate(), Format.randomId(), 1, "", null, List.of());
  }

  /** A new bundle of which some is there already. Owns the identity. */
  static Lineage first(X25519Identity identity, String bundle) {
    return new Lineage(identity, bundle, 1, "", null, List.of());
  }

  /** The same of which some is there already under this id: owns this one's identity. */
  Lineage begunAs(String begun) {
    return new Lineage(identity, begun, edition, previousRoot, delta, slots);
  }

  /**
   * The next edition of a bundle, under the same id and identity.
   *
   * @param newest stays the caller's
   * @throws UsageException it is a delta
   */
  public static Lineage nextEdition(Bundle newest) throws IOException {
    var content = newest.root().content();
    if (content.delta() != null) {
      throw new UsageException(
          "A delta bundle has no editions of its own",
          newest.folder().toString(),
          "Give the bundle that it goes with; what the delta adds is in the corpus.");
    }
    return new Lineage(
        newest.identity().copy(),
        content.bundle(),
        Math.addExact(content.edition(), 1),
        newest.root().index().contentSha256(),
        null,
        slotsOf(newest));
  }

  /**
   * A delta to a bundle, or to a delta of it, under the same identity and an id of its own.
   *
   * @param newest the bundle, or the last delta that is known to whom this one goes; stays the caller's
   */
  public static Lineage delta(Bundle newest) throws IOException {
    var content = newest.root().content();
    return new Lineage(
        newest.identity().copy(),
        Format.randomId(),
        Math.addExact(content.edition(), 1),
        "",
        new Root.Delta(content.collection(), content.edition(), newest.root().index().contentSha256()),
        slotsOf(newest));
  }

  /** A delta to what goes on from this, once that is finished. */
  Lineage deltaTo(String contentSha256) {
    var of = delta == null ? bundle : delta.of();
    return new Lineage(
        identity.copy(), Format.randomId(), Math.addExact(edition, 1), "", new Root.Delta(of, edition, contentSha256), slots);
  }

  /** Another delta to the same, with an id of its own. */
  public Lineage another() {
    return new Lineage(identity.copy(), Format.randomId(), edition, previousRoot, delta, slots);
  }

  /** Slot files to be written again, each once; of a first edition none. */
  public List<byte[]> slots() {
    return slots;
  }

  static List<byte[]> slotsOf(Bundle bundle) throws IOException {
    var distinct = new LinkedHashMap<ByteBuffer, byte[]>();
    for (Path file : bundle.slotFiles()) {
      try {
        var bytes = Files.readAllBytes(file);
        distinct.putIfAbsent(ByteBuffer.wrap(bytes), bytes);
      } catch (IOException e) {
        throw Fault.ofStorage(e, file);
      }
    }
    return new ArrayList<>(distinct.values());
  }

  @Override
  public void close() {
    identity.close();
  }
}

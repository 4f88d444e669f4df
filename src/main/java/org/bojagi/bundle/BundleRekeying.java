package org.bojagi.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.bojagi.age.AgeOutputStream;
import org.bojagi.age.Recipient;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;
import org.bojagi.sign.SigningKey;

/**
 * Writes a bundle, and deltas to it, once more under an identity and ids of their own (docs/decisions/0030): each volume
 * is decrypted and encrypted as it streams, and both roots are made anew. Catalogues, index and every packed byte stay.
 *
 * <p>Lies beside the target under {@code NAME.partial} until {@link #finish}; slots come last, so that nobody opens what
 * an interrupted run left, and the next begins anew. Memory: batches of 1 MiB, four a core at most. One thread calls;
 * decrypting and encrypting use the executor's.
 */
public final class BundleRekeying implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 20;

  private final PartialFolder partial;
  private final Executor executor;
  private final Lineage lineage = Lineage.first();
  private final Recipient recipient = lineage.identity.recipient();
  private final CardFolders cards = new CardFolders();

  /** Of each content.json that was read the hash of the one that takes its place. */
  private final Map<String, String> contents = new HashMap<>();

  /** null: nobody signs. */
  private final SigningKey publisher;

  private boolean damaged;

  /**
   * @param target must not exist, or be an empty folder
   * @param publisher signs the new roots; null: nobody does. Stays the caller's
   * @param executor null: all work in the caller's thread
   * @throws UsageException the target holds something, or another run is at it
   */
  public BundleRekeying(Path target, SigningKey publisher, Executor executor) throws IOException {
    this.publisher = publisher;
    this.executor = executor;
    try {
      partial = PartialFolder.create(target);
    } catch (IOException e) {
      lineage.close();
      throw Fault.ofStorage(e, target);
    }
  }

  /**
   * Takes a bundle, or after it one of its deltas, the oldest first. Where a volume is damaged, no more is written, but
   * the others are read all the same, so that each that is damaged is named in one run.
   *
   * @param old stays the caller's, with all its volumes
   * @param complaints takes what is wrong with a volume
   * @param progress takes bytes of plaintext, as they are read
   * @throws UsageException a delta whose bundle, or the delta that it was made from, wasn't added before
   */
  public void add(Bundle old, Consumer<DamagedBundleException> complaints, LongConsumer progress)
      throws IOException {
    var content = old.root().content();
    var delta = content.delta() == null ? null : delta(old);
    if (delta == null && !contents.isEmpty()) {
      throw new IllegalArgumentException("a second bundle");
    }
    var id = delta == null ? lineage.bundle : Format.randomId();
    try {
      var contentVolumes = new ArrayList<VolumeFacts>();
      for (var volume : content.volumes()) {
        contentVolumes.add(again(old, volume, id, complaints, progress));
      }
      var indexVolumes = new ArrayList<VolumeFacts>();
      for (var volume : old.root().index().volumes()) {
        indexVolumes.add(again(old, volume, id, complaints, progress));
      }
      if (!damaged) {
        var written =
            new Root.Content(
                id, content.edition(), "", content.about(), contentVolumes, delta, content.withdrawn());
        var index = old.root().index();
        contents.put(index.contentSha256(), written.sha256());
        writeRoot(id, written, new Root.Index(written.sha256(), index.analysis(), indexVolumes, index.files()));
      }
    } catch (IOException e) {
      throw Fault.ofStorage(e, partial.folder());
    }
  }

  private Root.Delta delta(Bundle old) throws UsageException {
    var delta = old.root().content().delta();
    var madeFrom = contents.get(delta.contentSha256());
    if (madeFrom == null && !damaged) {
      throw new UsageException(
          "This delta was made from an edition that isn't among what is re-keyed",
          old.folder().toString(),
          "Give the bundle that it goes with and every delta before it, too.");
    }
    return new Root.Delta(lineage.bundle, delta.edition(), madeFrom == null ? "" : madeFrom);
  }

  /** @return what the root is to say of it; as it was where it can't be written */
  private VolumeFacts again(
      Bundle old, VolumeFacts volume, String id, Consumer<DamagedBundleException> complaints, LongConsumer progress)
      throws IOException {
    try {
      var payload = old.payload(volume.id());
      var name = old.file(volume.id()).map(file -> file.getFileName().toString()).orElse(volume.id());
      try (var plaintext =
          VolumeOfAnotherBundle.of(payload, volume, old.root().content().bundle(), id, name, executor)) {
        if (damaged) {
          copy(plaintext, OutputStream.nullOutputStream(), progress);
          return volume;
        }
        return write(plaintext, volume, progress);
      }
    } catch (DamagedBundleException e) {
      damaged = true;
      complaints.accept(e);
      return volume;
    }
  }

  private VolumeFacts write(InputStream plaintext, VolumeFacts volume, LongConsumer progress) throws IOException {
    var file = partial.newFile();
    var out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    AgeOutputStream age;
    try {
      age = new AgeOutputStream(out, List.of(recipient), executor);
    } catch (IOException e) {
      out.close();
      throw e;
    }
    // Of an index volume: its plaintext has another bundle's id, and so other hashes than before.
    var hashes = volume.catalogue() == null ? new ChunkHashes(age, executor) : null;
    boolean whole = false;
    try {
      copy(plaintext, hashes == null ? age : hashes, progress);
      age.close();
      whole = true;
    } finally {
      if (!whole) {
        age.abort();
      }
    }
    var written =
        new VolumeFacts(
            volume.id(),
            volume.card(),
            age.plaintextSize(),
            Files.size(file),
            age.header(),
            volume.catalogue(),
            hashes == null ? new byte[0] : hashes.finish());
    if (volume.catalogue() != null) {
      cards.keep(written, file);
    }
    return written;
  }

  private static void copy(InputStream from, OutputStream to, LongConsumer progress) throws IOException {
    var buffer = new byte[BUFFER_BYTES];
    try {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        to.write(buffer, 0, n);
        progress.accept(n);
      }
    } finally {
      Arrays.fill(buffer, (byte) 0);
    }
  }

  private void writeRoot(String id, Root.Content content, Root.Index index) throws IOException {
    var file = partial.newFile();
    var documents = RootDocuments.of(content, index);
    (publisher == null ? documents : documents.signedBy(publisher)).writeTo(file, id, recipient, executor);
    Files.copy(file, partial.newFile());
  }

  /**
   * Writes the slots and gives the bundle its name; a set of cards becomes one again, in {@code card-1} and so on.
   *
   * @param slots ways to unlock, each written twice; one at least
   * @throws DamagedBundleException a volume was damaged: nothing is left
   */
  public void finish(List<? extends Recipient> slots) throws IOException {
    if (slots.isEmpty() || contents.isEmpty() && !damaged) {
      throw new IllegalArgumentException("no slot, or no bundle");
    }
    if (damaged) {
      throw new DamagedBundleException(
          "The bundle is damaged, and nothing was written",
          "each volume is named above",
          "Use another copy, or take out what is sound first: bojagi recover.");
    }
    try {
      SlotFiles.write(partial, lineage, slots);
      partial.publish(cards);
    } catch (IOException e) {
      throw Fault.ofStorage(e, partial.folder());
    }
  }

  /** Wipes the new identity; unless {@link #finish} came to its end, removes what was written. */
  @Override
  public void close() throws IOException {
    lineage.close();
    try {
      partial.close();
    } catch (IOException e) {
      throw Fault.ofStorage(e, partial.folder());
    }
  }
}

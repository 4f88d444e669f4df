package org.bojagi.repack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.bojagi.age.Recipient;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.BundleRekeying;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;
import org.bojagi.sign.SigningKey;

/** A bundle under new keys: what old keys open stays as it is, wherever a copy of it lies (docs/decisions/0030). */
public final class Rekeying {
  private Rekeying() {}

  /**
   * What was written.
   *
   * @param volumes content and index; a set's index volumes once
   * @param bytes of their plaintext
   */
  public record Report(int bundles, int volumes, long bytes) {}

  /**
   * @param chain a bundle, then the deltas to it that go along, the oldest first; stay open and the caller's
   * @param target folder of the new bundle; must not exist, or be empty
   * @param slots ways to unlock it; one at least
   * @param publisher signs it; null: nobody does. Stays the caller's
   * @param complaints takes each volume that is lost or damaged
   * @throws UsageException the bundle isn't among them, a card of its set isn't here, an index would be signed that
   *     neither the content's publisher nor this one signed, or the target is in use
   * @throws DamagedBundleException a volume is lost or damaged: nothing is left
   */
  public static Report rekey(
      List<Bundle> chain,
      Path target,
      List<? extends Recipient> slots,
      SigningKey publisher,
      Consumer<Fault> complaints,
      RepackProgress progress)
      throws IOException {
    requireTogether(chain);
    requireOwnIndex(chain, publisher);
    requireHere(chain, complaints);
    long total = 0;
    int volumes = 0;
    for (var bundle : chain) {
      total += bundle.root().volumes().stream().mapToLong(volume -> volume.plaintextBytes()).sum();
      volumes += bundle.root().volumes().size();
    }
    var done = new long[1];
    long all = total;
    try (var workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        var rekeying = new BundleRekeying(target, publisher, workers)) {
      for (var bundle : chain) {
        rekeying.add(
            bundle,
            complaints::accept,
            bytes -> {
              done[0] += bytes;
              progress.at(done[0], all);
            });
      }
      rekeying.finish(slots);
    }
    return new Report(chain.size(), volumes, total);
  }

  private static void requireTogether(List<Bundle> chain) throws UsageException {
    var first = chain.getFirst().root().content();
    for (var bundle : chain) {
      var content = bundle.root().content();
      boolean goes = bundle == chain.getFirst() ? content.delta() == null : content.delta() != null;
      if (!goes || !content.collection().equals(first.bundle())) {
        throw new UsageException(
            first.delta() != null
                ? "A delta is re-keyed together with the bundle that it goes with"
                : "These are not one bundle and its deltas",
            bundle.folder().toString(),
            "Give one bundle, and with it the folders of its deltas.");
      }
      if (chain.size() > 1 && bundle.cardCount() > 1) {
        throw new UsageException(
            "A set of cards and its deltas can't be re-keyed at once",
            bundle.folder().toString(),
            "Make the next edition first: bojagi pack CORPUS --update BUNDLE.");
      }
    }
  }

  /** What is signed as one is read as one: items of the index are compared with the catalogue no more. */
  private static void requireOwnIndex(List<Bundle> chain, SigningKey publisher) throws UsageException {
    for (var bundle : publisher == null ? List.<Bundle>of() : chain) {
      var index = bundle.signers().index();
      boolean own = index.isSigned() && index.key().equals(publisher.publisher());
      if (bundle.signers().isIndexOfAnother() && !own) {
        throw new UsageException(
            "The index is not by whoever signed the content, and would be signed as if it were",
            bundle.folder().toString(),
            "Make it anew first, and sign it: bojagi reindex BUNDLE --sign FILE.");
      }
    }
  }

  private static void requireHere(List<Bundle> chain, Consumer<Fault> complaints) throws Fault {
    boolean lost = false;
    for (var bundle : chain) {
      for (var volume : bundle.root().volumes()) {
        if (bundle.isElsewhere(volume)) {
          throw new UsageException(
              "A set is re-keyed as a whole, and card " + volume.card() + " isn't here",
              bundle.folder().toString(),
              "Give the folders of all its cards.");
        }
        if (bundle.file(volume.id()).isEmpty()) {
          lost = true;
          complaints.accept(
              new DamagedBundleException(
                  "A volume of " + volume.fileBytes() + " bytes is missing or was replaced",
                  "volume " + volume.id(),
                  "Look for the file on another copy."));
        }
      }
    }
    if (lost) {
      throw new DamagedBundleException(
          "The bundle isn't whole, and nothing was written",
          chain.getFirst().folder().toString(),
          "Use another copy, or take out what is sound first: bojagi recover.");
    }
  }
}

package org.bojagi.inventory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bojagi.bundle.KeyRing;
import org.bojagi.fault.Finding;

/**
 * What lies in some folders, sorted into bundles: no names, no order, mixed, doubled and incomplete as it may be. Owns
 * the identities that it found; closing wipes them.
 *
 * @param bundles by title, then by bundle and edition; the same files give the same order
 * @param unopened folders in which something is that no key opened
 * @param findings about places and files that belong to no bundle here
 * @param files how many begin as age files or are named as such
 * @param otherFiles how many are nothing of the kind; they were not looked at further
 * @param passphraseTries how many times a passphrase was tried on a slot
 * @param slotsNotTried passphrase slots that nobody needed, since all that lies beside them is open
 */
public record Inventory(
    List<FoundBundle> bundles,
    List<UnopenedFolder> unopened,
    List<Finding> findings,
    int files,
    int otherFiles,
    int passphraseTries,
    int slotsNotTried)
    implements AutoCloseable {

  public Inventory {
    bundles = List.copyOf(bundles);
    unopened = List.copyOf(unopened);
    findings = List.copyOf(findings);
  }

  /** What is done at a moment. */
  public enum Stage {
    LOOKING,
    IDENTITIES,
    FILES,
    PASSPHRASES
  }

  /** Hears how far it has come; {@code total} is 0 where it isn't known. */
  @FunctionalInterface
  public interface Progress {
    void at(Stage stage, long done, long total);
  }

  /**
   * How much is done at most.
   *
   * @param maxFiles that are looked at
   * @param maxPassphraseTries each costs a second or two
   * @param everySlot whether passphrases are tried on slots too beside which everything is open
   */
  public record Limits(int maxFiles, int maxPassphraseTries, boolean everySlot) {
    public static final Limits DEFAULT = new Limits(200_000, 2_000, false);
  }

  /**
   * Files of one folder that no key opened. Slots stand here only where nothing beside them is open.
   *
   * @param passphraseSlots files, two for each slot
   * @param recipientSlots files, two for each slot
   * @param volumes larger age files: volumes and roots
   * @param damaged files that are named as age files and don't begin as one can be read
   * @param bytes of all
   */
  public record UnopenedFolder(
      Path folder, int passphraseSlots, int recipientSlots, int volumes, int damaged, long bytes) {}

  /**
   * Looks at everything below some places and tries the keys.
   *
   * @param keys stay the caller's
   * @throws org.bojagi.fault.UsageException a place isn't there
   */
  public static Inventory take(List<Path> places, KeyRing keys, Limits limits, Progress progress) throws IOException {
    var heap = Heap.of(places, limits.maxFiles(), progress);
    try (var sorting = new Sorting(heap, keys, limits, progress)) {
      return sorting.run();
    }
  }

  /** Whether no file begins as one of a bundle does. */
  public boolean isEmpty() {
    return files == 0;
  }

  @Override
  public void close() {
    bundles.forEach(bundle -> bundle.ownIdentity().close());
  }
}

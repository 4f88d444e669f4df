package org.bojagi.repack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bojagi.age.Recipient;
import org.bojagi.sign.SigningKey;

/**
 * What a selection becomes.
 *
 * @param title by language; empty: that of the first bundle from which something is taken, unless {@code unnamed}
 * @param folder must not exist, or be empty
 * @param volumeBytes as {@link org.bojagi.bundle.BundleWriter} takes it
 * @param slots ways to unlock it; one at least. Stay the caller's
 * @param publisher signs it; null: nobody does. Stays the caller's
 * @param roomBytes what its files may take: of a card's
 * @param unnamed says neither title, publisher nor rights of the bundles from which something is taken
 */
public record NewBundle(
    Map<String, String> title,
    Path folder,
    long volumeBytes,
    List<? extends Recipient> slots,
    SigningKey publisher,
    long roomBytes,
    boolean unnamed) {
  public NewBundle {
    title = Map.copyOf(title);
    slots = List.copyOf(slots);
  }

  /** With what the bundles say of themselves. */
  public NewBundle(
      Map<String, String> title,
      Path folder,
      long volumeBytes,
      List<? extends Recipient> slots,
      SigningKey publisher,
      long roomBytes) {
    this(title, folder, volumeBytes, slots, publisher, roomBytes, false);
  }

  /** Unsigned, and as large as the medium has room for. */
  public NewBundle(Map<String, String> title, Path folder, long volumeBytes, List<? extends Recipient> slots) {
    this(title, folder, volumeBytes, slots, null, Long.MAX_VALUE);
  }

  /** Unsigned, as large as the medium has room for, and tied to nobody's bundle but by what items say of themselves. */
  public static NewBundle unnamed(Path folder, long volumeBytes, List<? extends Recipient> slots) {
    return new NewBundle(Map.of(), folder, volumeBytes, slots, null, Long.MAX_VALUE, true);
  }
}

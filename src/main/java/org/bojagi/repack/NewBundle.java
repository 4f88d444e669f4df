package org.bojagi.repack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bojagi.age.Recipient;
import org.bojagi.sign.SigningKey;

/**
 * What a selection becomes.
 *
 * @param title by language; empty: that of the first bundle from which something is taken
 * @param folder must not exist, or be empty
 * @param volumeBytes as {@link org.bojagi.bundle.BundleWriter} takes it
 * @param slots ways to unlock it; one at least. Stay the caller's
 * @param publisher signs it; null: nobody does. Stays the caller's
 * @param roomBytes what its files may take: of a card's
 */
public record NewBundle(
    Map<String, String> title,
    Path folder,
    long volumeBytes,
    List<? extends Recipient> slots,
    SigningKey publisher,
    long roomBytes) {
  public NewBundle {
    title = Map.copyOf(title);
    slots = List.copyOf(slots);
  }

  /** Unsigned, and as large as the medium has room for. */
  public NewBundle(Map<String, String> title, Path folder, long volumeBytes, List<? extends Recipient> slots) {
    this(title, folder, volumeBytes, slots, null, Long.MAX_VALUE);
  }
}

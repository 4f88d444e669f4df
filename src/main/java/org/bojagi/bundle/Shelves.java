package org.bojagi.bundle;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bojagi.bundle.Shelf.Plaintext;

/**
 * The shelves that were read last, so that who reads their files in order unpacks each once.
 *
 * <p>Memory: a few shelves, which go when memory is short. Threads: any number; one that asks for a shelf which another
 * is reading waits for it, and for no other.
 */
public final class Shelves {
  private final int most;
  private long opened;
  private final Map<Place, Slot> kept;

  private record Place(String volume, long plaintextOffset, long length) {}

  private static final class Slot {
    private SoftReference<Shelf> shelf = new SoftReference<>(null);
  }

  /** @param most shelves that are kept, of about 1 MiB each */
  public Shelves(int most) {
    this.most = most;
    this.kept =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Place, Slot> eldest) {
            return size() > Shelves.this.most;
          }
        };
  }

  /**
   * The shelf that an extent is on.
   *
   * @throws org.bojagi.fault.DamagedBundleException there is none
   */
  public Shelf get(Extent extent, Plaintext volume) throws IOException {
    Slot slot;
    synchronized (kept) {
      var place = new Place(extent.volume(), extent.plaintextOffset(), extent.length());
      slot = kept.computeIfAbsent(place, p -> new Slot());
    }
    synchronized (slot) {
      var shelf = slot.shelf.get();
      if (shelf == null) {
        shelf = Shelf.open(extent, volume);
        slot.shelf = new SoftReference<>(shelf);
        synchronized (kept) {
          opened++;
        }
      }
      return shelf;
    }
  }

  /** How often a shelf was read from its volume. */
  long opened() {
    synchronized (kept) {
      return opened;
    }
  }
}

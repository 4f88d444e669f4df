package org.bojagi.open;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.bundle.KeyRing;
import org.bojagi.fault.Finding;

/**
 * Bundles of several folders: cards of one set are one bundle, and deltas that lie in a bundle's own folder are opened
 * beside it. Owns what it opened until {@link #all} is taken over. One thread.
 */
public final class Together implements Closeable {
  private final ChunkCache cache;
  private final List<OpenBundle> bundles = new ArrayList<>();

  /** @param cache for all of them */
  public Together(ChunkCache cache) {
    this.cache = cache;
  }

  /**
   * Opens one folder.
   *
   * @param keys stay the caller's
   * @return what came new: the bundle and deltas beside it; none where the folder is a card of a set that is open already
   */
  public List<OpenBundle> open(Path folder, KeyRing keys) throws IOException {
    return add(Bundle.open(folder, keys));
  }

  /** @param bundle taken over, or closed where this throws */
  public List<OpenBundle> add(Bundle bundle) throws IOException {
    for (var open : bundles) {
      if (open.bundle().isOfSameSet(bundle)) {
        open.join(bundle);
        return List.of();
      }
    }
    var added = new ArrayList<OpenBundle>();
    added.add(OpenBundle.of(bundle, cache));
    bundles.add(added.getFirst());
    for (var delta : bundle.beside()) {
      added.add(OpenBundle.of(delta, cache));
      bundles.add(added.getLast());
    }
    return added;
  }

  /** In the order in which they were opened. */
  public List<OpenBundle> all() {
    return List.copyOf(bundles);
  }

  /**
   * Of a bundle and its deltas, wherever they lie: the bundle and those deltas that a reader of all of them is shown,
   * oldest first.
   *
   * @param findings takes what a person should know of it
   * @return all, where they aren't of one bundle
   */
  public List<OpenBundle> chain(List<Finding> findings) {
    long collections = bundles.stream().map(open -> open.bundle().root().content().collection()).distinct().count();
    return collections == 1 ? Deltas.shown(bundles, findings) : all();
  }

  @Override
  public void close() throws IOException {
    for (var bundle : bundles) {
      bundle.close();
    }
  }
}

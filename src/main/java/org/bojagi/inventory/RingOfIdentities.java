package org.bojagi.inventory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bojagi.age.X25519Identity;
import org.bojagi.age.X25519Recipient;
import org.bojagi.bundle.LooseFile;

/** The identities that were given and those that slots held, each once. Owns copies. Changed by one thread, read by many. */
final class RingOfIdentities {
  private final List<FoundIdentity> all = new ArrayList<>();
  private final Map<X25519Recipient, FoundIdentity> byRecipient = new HashMap<>();
  private int triedOnSlots;

  /** @param given stay the caller's */
  RingOfIdentities(List<X25519Identity> given) {
    given.forEach(identity -> add(identity.copy(), Set.of()));
  }

  /**
   * @param identity taken over
   * @param folders where it was found
   * @return the one that is kept: of two that are the same, the first
   */
  FoundIdentity add(X25519Identity identity, Set<Path> folders) {
    var known = byRecipient.get(identity.recipient());
    if (known != null) {
      identity.close();
      known.folders().addAll(folders);
      return known;
    }
    var found = new FoundIdentity(identity, new HashSet<>(folders));
    all.add(found);
    byRecipient.put(identity.recipient(), found);
    return found;
  }

  int size() {
    return all.size();
  }

  int triedOnSlots() {
    return triedOnSlots;
  }

  void allTriedOnSlots(int known) {
    triedOnSlots = known;
  }

  /**
   * The first from a number on that a file is for: those first that were found beside it, then the newest.
   *
   * @return null where none is
   */
  FoundIdentity firstFor(LooseFile file, int from) {
    var folder = file.path().getParent();
    for (int i = from; i < all.size(); i++) {
      if (all.get(i).folders().contains(folder) && file.isFor(all.get(i).identity())) {
        return all.get(i);
      }
    }
    for (int i = all.size() - 1; i >= from; i--) {
      if (!all.get(i).folders().contains(folder) && file.isFor(all.get(i).identity())) {
        return all.get(i);
      }
    }
    return null;
  }

  /** Wipes what no bundle needs. */
  void closeAllBut(List<FoundBundle> found) {
    var needed = new HashSet<X25519Identity>(); // by being the same object
    found.forEach(bundle -> needed.add(bundle.ownIdentity()));
    all.stream().map(FoundIdentity::identity).filter(identity -> !needed.contains(identity)).forEach(X25519Identity::close);
  }

  void closeAll() {
    all.forEach(found -> found.identity().close());
  }
}

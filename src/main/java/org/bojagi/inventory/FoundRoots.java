package org.bojagi.inventory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.LooseFile;
import org.bojagi.bundle.Root;
import org.bojagi.bundle.RootDocuments;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.language.KoreanOrder;
import org.bojagi.sign.Trust;

/** The roots that were opened, which file is whose volume, and which roots contradict each other (format.md §5). */
final class FoundRoots {
  private final Map<Key, FoundBundle> byRoot = new LinkedHashMap<>();

  /** Editions share volumes, so that one file may be of several. */
  private final Map<ByteBuffer, List<Named>> byHead = new HashMap<>();

  private final Trust trust;

  FoundRoots(Trust trust) {
    this.trust = trust;
  }

  /** What makes two roots one: who opens them, and every byte of their documents and signatures. */
  private record Key(X25519Identity identity, RootDocuments documents) {}

  private record Rootless(X25519Identity identity, String bundleId) {}

  private record Named(FoundBundle bundle, VolumeFacts volume) {}

  /** What an identity opened and no root names. */
  record Unnamed(FoundIdentity key, LooseFile.Opened opened, List<LooseFile> copies) {}

  /** @param copies sound ones, {@code file} among them */
  void add(FoundIdentity key, LooseFile.Opened opened, LooseFile file, List<LooseFile> copies) {
    var root = opened.root();
    var bundle =
        byRoot.computeIfAbsent(
            new Key(key.identity(), opened.documents()),
            name -> new FoundBundle(key.identity(), root.content().bundle(), opened, trust));
    copies.forEach(bundle::addRoot);
    if (bundle.root().orElseThrow() == root) {
      for (var volume : root.volumes()) {
        byHead.computeIfAbsent(ByteBuffer.wrap(volume.header()), head -> new ArrayList<>()).add(new Named(bundle, volume));
      }
    }
  }

  boolean isNamed(ByteBuffer head) {
    return byHead.containsKey(head);
  }

  List<FoundBundle> all() {
    return List.copyOf(byRoot.values());
  }

  /** Files that begin as a volume that is named. */
  void take(ByteBuffer head, List<LooseFile> copies) {
    for (var named : byHead.get(head)) {
      copies.forEach(file -> named.bundle.addVolume(named.volume.id(), file));
    }
  }

  void addHeaderless(FoundBundle bundle, VolumeFacts volume, LooseFile file) {
    bundle.addVolume(volume.id(), file);
    bundle.addFinding(
        new Finding(
            Severity.WARNING,
            "header-damaged",
            file.path().toString(),
            "The header of a volume is damaged",
            "It is read with the root's copy; age alone can't open it any more, so replace the file."));
  }

  /**
   * All bundles, in an order that the files alone decide.
   *
   * @param unnamed of a bundle whose root is here they are named in it; else they are a bundle without a root
   */
  List<FoundBundle> found(List<Unnamed> unnamed) {
    judgeRoots();
    var rootless = new LinkedHashMap<Rootless, FoundBundle>();
    for (var each : unnamed) {
      var beside =
          byRoot.values().stream()
              .filter(bundle -> bundle.ownIdentity() == each.key.identity())
              .filter(bundle -> bundle.bundleId().equals(each.opened.bundle()))
              .findFirst();
      if (beside.isPresent()) {
        each.copies.forEach(file -> beside.get().addFinding(foreign(file, each.opened.isRoot())));
        continue;
      }
      var bundle =
          rootless.computeIfAbsent(
              new Rootless(each.key.identity(), each.opened.bundle()),
              name -> new FoundBundle(each.key.identity(), each.opened.bundle(), null, trust));
      if (each.opened.damage() != null) {
        bundle.rootDamagedBy(each.opened.damage());
      }
      each.copies.forEach(file -> bundle.addVolume(each.opened.volume(), file));
    }
    nameOthersWithOneIdentity(rootless.values().stream().toList());
    var all = new ArrayList<>(byRoot.values());
    all.addAll(rootless.values());
    all.sort(
        Comparator.comparing(FoundBundle::collection)
            .thenComparing(FoundBundle::edition)
            .thenComparing(FoundBundle::isDelta)
            .thenComparing(FoundBundle::bundleId)
            .thenComparing(bundle -> bundle.files().getFirst()));
    KoreanOrder.SOUTHERN.sort(all, FoundBundle::title);
    return all;
  }

  private static Finding foreign(LooseFile file, boolean root) {
    return new Finding(
        Severity.WARNING,
        root ? "root-damaged" : "volume-unnamed",
        file.path().toString(),
        root ? "A root of this bundle is damaged" : "A volume says that it is this bundle's, and its root doesn't name it",
        root
            ? "Another is used; compare with a copy."
            : "It may be of another edition, or of somebody who knows the recipient: nothing of it is used.");
  }

  /** No two bundles have one identity: where ids differ, somebody with the recipient string wrote one of them. */
  private void nameOthersWithOneIdentity(List<FoundBundle> rootless) {
    for (var other : rootless) {
      for (var bundle : byRoot.values()) {
        if (bundle.ownIdentity() == other.ownIdentity() && !bundle.bundleId().equals(other.bundleId())) {
          other.addFinding(
              new Finding(
                  Severity.ERROR,
                  "another-bundle",
                  other.files().getFirst().toString(),
                  "This opens with the identity of another bundle, and no root is here that names it",
                  "It may be a delta whose root is lost; or somebody replaced a bundle: compare with a copy from whom you"
                      + " trust."));
          break;
        }
      }
    }
  }

  private void judgeRoots() {
    var byIdentity = new LinkedHashMap<X25519Identity, List<FoundBundle>>();
    byRoot.values().forEach(found -> byIdentity.computeIfAbsent(found.ownIdentity(), id -> new ArrayList<>()).add(found));
    for (var together : byIdentity.values()) {
      for (var one : together) {
        for (var other : together) {
          // What nobody vouches for contradicts nothing that somebody does.
          if (one != other && (other.isTrusted() || !one.isTrusted())) {
            judge(one, other);
          }
        }
      }
    }
  }

  /** What another root that the same identity opens says against one, or of it. */
  private static void judge(FoundBundle one, FoundBundle other) {
    var a = content(one);
    var b = content(other);
    var where = one.rootFiles().getFirst() + " and " + other.rootFiles().getFirst();
    boolean same = one.root().orElseThrow().index().contentSha256().equals(other.root().orElseThrow().index().contentSha256());
    if (!a.collection().equals(b.collection())) {
      one.contradicts(contradiction("Two roots are of different bundles and open with the same identity", where));
    } else if (other.isDelta() && !one.isDelta()) {
      one.broughtTo(other.edition());
    } else if (same) {
      one.addFinding(
          new Finding(
              Severity.NOTE,
              "indexed-twice",
              one.rootFiles().getFirst().toString(),
              "The same content is here with another index",
              "Keep the one that was made last."));
    } else if (one.isDelta() == other.isDelta() && a.edition() == b.edition()) {
      one.contradicts(contradiction("Two roots that differ claim to be the same edition", where));
    } else if (!one.isDelta() && !other.isDelta()) {
      judgeEditions(one, other, where);
    }
  }

  private static void judgeEditions(FoundBundle one, FoundBundle other, String where) {
    var newer = one.edition() > other.edition() ? one : other;
    var older = newer == one ? other : one;
    if (newer.edition() == older.edition() + 1
        && !content(newer).previousRoot().equals(older.root().orElseThrow().index().contentSha256())) {
      one.contradicts(
          contradiction("Two roots claim to be editions of one bundle, and one doesn't follow from the other", where));
    } else if (older == one) {
      one.addFinding(
          new Finding(
              Severity.NOTE,
              "older-edition",
              one.rootFiles().getFirst().toString(),
              "Edition " + newer.edition() + " of the same bundle is here too",
              "It takes the place of edition " + older.edition() + "."));
    }
  }

  private static DamagedBundleException contradiction(String what, String where) {
    return new DamagedBundleException(
        what, where, "Somebody mixed or changed bundles here: use a copy from whom you trust.");
  }

  private static Root.Content content(FoundBundle found) {
    return found.root().orElseThrow().content();
  }
}

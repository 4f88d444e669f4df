package org.bojagi.inventory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.LooseFile;
import org.bojagi.bundle.Slots;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.inventory.Inventory.Stage;

/**
 * Sorts one heap: identities on recipients' slots, then on all larger files from the smallest on; each root that opens
 * names its volumes, which need no try any more; passphrases last, since they cost a second each, and only where
 * something is left that they could open.
 */
final class Sorting implements AutoCloseable {
  private final Heap heap;
  private final Inventory.Limits limits;
  private final Inventory.Progress progress;
  private final RingOfIdentities ring;
  private final KeyRing keys;
  private final List<Finding> findings;
  private final KeySearch search;

  /** Equal slots are one, whose files are all of its copies. */
  private final Map<ByteBuffer, List<LooseFile>> slots = new LinkedHashMap<>();

  private final Map<ByteBuffer, FoundIdentity> openedSlots = new LinkedHashMap<>();

  /** Files that begin alike are copies; from the smallest on. */
  private final Map<ByteBuffer, Candidate> candidates = new LinkedHashMap<>();

  private final List<LooseFile> damaged = new ArrayList<>();
  private final FoundRoots roots;
  private int passphraseTries;
  private int slotsNotTried;

  /** Copies of one file, and what is known of them. */
  private static final class Candidate {
    final List<LooseFile> copies = new ArrayList<>();
    int keysTried;
    FoundIdentity key;
    LooseFile.Opened opened;

    /** The largest: others may have been cut. */
    LooseFile best() {
      return copies.stream().max(Comparator.comparingLong(LooseFile::sizeBytes)).orElseThrow();
    }
  }

  Sorting(Heap heap, KeyRing keys, Inventory.Limits limits, Inventory.Progress progress) {
    this.heap = heap;
    this.keys = keys;
    this.limits = limits;
    this.progress = progress;
    this.search = new KeySearch(progress);
    this.findings = new ArrayList<>(heap.findings());
    this.roots = new FoundRoots(keys.trust());
    this.ring = new RingOfIdentities(keys.identities());
    var larger = new HashMap<ByteBuffer, Candidate>();
    for (var file : heap.files()) {
      if (file.maySlot()) {
        addSlot(file);
      } else if (file.opensWith().isEmpty()) {
        damaged.add(file);
      } else {
        larger.computeIfAbsent(file.head(), head -> new Candidate()).copies.add(file);
      }
    }
    larger.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<ByteBuffer, Candidate> each) -> each.getValue().best().sizeBytes())
                .thenComparing(each -> each.getValue().copies.getFirst().path()))
        .forEach(each -> candidates.put(each.getKey(), each.getValue()));
  }

  private void addSlot(LooseFile file) {
    try {
      slots.computeIfAbsent(file.slotBytes(), bytes -> new ArrayList<>()).add(file);
    } catch (IOException e) {
      findings.add(
          new Finding(
              Severity.WARNING, "file-unreadable", file.path().toString(), "A file can't be read", "Check the medium."));
    }
  }

  Inventory run() throws IOException {
    boolean complete = false;
    try {
      tryIdentitiesOnSlots();
      sweep();
      tryPassphrases();
      tryIdentitiesOnSlots(); // those that slots held: nobody seals so, and it costs little to know
      sweep();
      findByChunks();
      var found = roots.found(openedByNoRoot());
      addSlots(found);
      var unopened = unopened(found);
      if (!unopened.isEmpty()) {
        heap.endingInZeros().ifPresent(findings::add);
      }
      var inventory =
          new Inventory(
              found, unopened, findings, heap.files().size(), heap.otherFiles(), passphraseTries, slotsNotTried);
      ring.closeAllBut(found);
      complete = true;
      return inventory;
    } finally {
      if (!complete) {
        ring.closeAll();
      }
    }
  }

  // -- slots

  private void tryIdentitiesOnSlots() throws IOException {
    int known;
    do {
      known = ring.size();
      var closed = new ArrayList<Map.Entry<ByteBuffer, List<LooseFile>>>();
      for (var slot : slots.entrySet()) {
        if (!openedSlots.containsKey(slot.getKey()) && isFor(slot.getValue(), Slots.Kind.RECIPIENT)) {
          closed.add(slot);
        }
      }
      int from = ring.triedOnSlots();
      search.inBatches(
          closed,
          slot -> ring.firstFor(slot.getValue().getFirst(), from),
          (slot, key) -> openSlot(slot.getKey(), slot.getValue(), key),
          Stage.IDENTITIES);
      ring.allTriedOnSlots(known);
    } while (ring.size() > known);
  }

  private static boolean isFor(List<LooseFile> slot, Slots.Kind kind) {
    return slot.getFirst().opensWith().orElse(null) == kind;
  }

  private void openSlot(ByteBuffer bytes, List<LooseFile> copies, FoundIdentity key) {
    try {
      openedSlots.put(bytes, ring.add(copies.getFirst().openSlot(key.identity()), foldersOf(copies)));
    } catch (IOException e) {
      nameSlot(copies, e);
    }
  }

  private void nameSlot(List<LooseFile> copies, IOException e) {
    var fault = Fault.ofStorage(e, copies.getFirst().path());
    findings.add(
        new Finding(
            Severity.WARNING, "slot-without-identity", copies.getFirst().path().toString(), fault.what(), fault.hint()));
  }

  private void tryPassphrases() throws IOException {
    var closed = closedFolders();
    var withFiles = folders(candidate -> true);
    try (var passphrases = new PassphraseTrial(keys, search.threads())) {
      for (var slot : closedPassphraseSlots(closed)) {
        if (!isNeeded(slot.getValue(), closed, withFiles)) {
          slotsNotTried++;
          continue;
        }
        if (passphraseTries + passphrases.count() > limits.maxPassphraseTries()) {
          findings.add(
              new Finding(
                  Severity.WARNING,
                  "too-many-tries",
                  slot.getValue().getFirst().path().toString(),
                  "On this slot no passphrase was tried: more than " + limits.maxPassphraseTries() + " tries would be needed",
                  "Allow more with --tries, or give fewer passphrases."));
          continue;
        }
        progress.at(Stage.PASSPHRASES, passphraseTries, 0);
        X25519Identity identity = null;
        try {
          identity = passphrases.open(slot.getValue().getFirst());
        } catch (Fault e) {
          nameSlot(slot.getValue(), e);
        } finally {
          passphraseTries += passphrases.lastTries();
        }
        if (identity != null) {
          openedSlots.put(slot.getKey(), ring.add(identity, foldersOf(slot.getValue())));
          sweep();
          closed = closedFolders();
        }
      }
    }
  }

  /** Where something beside a slot is closed comes first, then slots that lie alone. */
  private List<Map.Entry<ByteBuffer, List<LooseFile>>> closedPassphraseSlots(Set<Path> closed) {
    var besideClosed =
        slots.entrySet().stream()
            .filter(slot -> isFor(slot.getValue(), Slots.Kind.PASSPHRASE))
            .collect(Collectors.partitioningBy(slot -> isIn(slot.getValue(), closed)));
    var ordered = new ArrayList<>(besideClosed.get(true));
    ordered.addAll(besideClosed.get(false));
    return ordered;
  }

  /**
   * @param closed folders in which something is that nothing opened
   * @param withFiles folders in which anything is but slots
   */
  private boolean isNeeded(List<LooseFile> slot, Set<Path> closed, Set<Path> withFiles) {
    return limits.everySlot() || isIn(slot, closed) || !isIn(slot, withFiles) && !closed.isEmpty();
  }

  private Set<Path> closedFolders() {
    return folders(candidate -> !isKnown(candidate));
  }

  private Set<Path> folders(Predicate<Candidate> of) {
    return foldersOf(candidates.values().stream().filter(of).flatMap(candidate -> candidate.copies.stream()).toList());
  }

  private static boolean isIn(List<LooseFile> files, Set<Path> folders) {
    return files.stream().anyMatch(file -> folders.contains(file.path().getParent()));
  }

  static Set<Path> foldersOf(List<LooseFile> files) {
    return files.stream().map(file -> file.path().getParent()).collect(Collectors.toCollection(HashSet::new));
  }

  // -- volumes and roots

  private boolean isKnown(Candidate candidate) {
    // What may be a root is tried though another root names it: else who has the recipient string could hide it so.
    return candidate.key != null
        || roots.isNamed(candidate.copies.getFirst().head()) && candidate.copies.stream().noneMatch(LooseFile::mayRoot);
  }

  /** Tries each identity once on each file that nothing opened yet, and that no root names. */
  private void sweep() throws IOException {
    int known = ring.size();
    var closed = candidates.values().stream().filter(each -> !isKnown(each) && each.keysTried < known).toList();
    search.inBatches(
        closed,
        candidate -> {
          int from = candidate.keysTried;
          candidate.keysTried = known;
          return isKnown(candidate) ? null : ring.firstFor(candidate.best(), from);
        },
        this::open,
        Stage.FILES);
  }

  private void open(Candidate candidate, FoundIdentity key) {
    candidate.key = key;
    Fault damage = null;
    for (var file : candidate.copies) {
      try {
        var opened = file.open(key.identity(), keys.trust());
        candidate.opened = candidate.opened == null ? opened : candidate.opened;
        if (opened.root() != null) {
          candidate.opened = opened;
          roots.add(key, opened, file, soundCopies(candidate, file));
          return;
        }
        if (!opened.isRoot()) {
          return;
        }
      } catch (IOException e) {
        damage = damage == null ? Fault.ofStorage(e, file.path()) : damage;
      }
    }
    if (candidate.opened == null && !roots.isNamed(candidate.copies.getFirst().head())) {
      var file = candidate.best().path().toString();
      findings.add(new Finding(Severity.WARNING, "file-unusable", file, damage.what(), damage.hint()));
    }
  }

  private List<LooseFile> soundCopies(Candidate candidate, LooseFile sound) {
    var copies = new ArrayList<LooseFile>();
    for (var file : candidate.copies) {
      try {
        if (file == sound || file.sizeBytes() == sound.sizeBytes() && Files.mismatch(file.path(), sound.path()) < 0) {
          copies.add(file);
          continue;
        }
      } catch (IOException e) {
        // Not sound, then.
      }
      findings.add(
          new Finding(
              Severity.WARNING,
              "root-damaged",
              file.path().toString(),
              "A copy of a root is damaged",
              "Replace it by a copy of " + sound.path().getFileName() + "."));
    }
    return copies;
  }

  /** A volume whose own header is damaged: a file of its length of which some chunk opens all the same. */
  private void findByChunks() throws IOException {
    var unknown = new ArrayList<>(damaged);
    candidates.values().stream().filter(each -> !isKnown(each)).forEach(each -> unknown.addAll(each.copies));
    for (var found : roots.all()) {
      for (var volume : found.root().orElseThrow().volumes()) {
        if (!isHere(volume)) {
          var file = holding(volume, found, unknown);
          if (file != null) {
            unknown.remove(file);
            damaged.remove(file);
            roots.addHeaderless(found, volume, file);
          }
        }
      }
    }
  }

  private boolean isHere(VolumeFacts volume) {
    return candidates.containsKey(ByteBuffer.wrap(volume.header()));
  }

  private static LooseFile holding(VolumeFacts volume, FoundBundle found, List<LooseFile> unknown) {
    return unknown.stream()
        .filter(file -> file.sizeBytes() == volume.fileBytes() && file.holds(volume, found.ownIdentity()))
        .findFirst()
        .orElse(null);
  }

  // -- the end

  /** Volumes that an identity opened and no root names; and each named one goes to its bundles. */
  private List<FoundRoots.Unnamed> openedByNoRoot() {
    var unnamed = new ArrayList<FoundRoots.Unnamed>();
    for (var each : candidates.entrySet()) {
      var candidate = each.getValue();
      if (roots.isNamed(each.getKey())) {
        roots.take(each.getKey(), candidate.copies);
      } else if (candidate.opened != null && candidate.opened.root() == null) {
        unnamed.add(new FoundRoots.Unnamed(candidate.key, candidate.opened, candidate.copies));
      }
    }
    return unnamed;
  }

  private void addSlots(List<FoundBundle> found) {
    for (var bundle : found) {
      var folders = new HashSet<>(bundle.folders());
      var own = new ArrayList<List<LooseFile>>();
      for (var slot : slots.entrySet()) {
        var key = openedSlots.get(slot.getKey());
        if (key != null && key.identity() == bundle.ownIdentity()) {
          own.add(slot.getValue());
        } else if (key == null) {
          slot.getValue().stream().filter(file -> folders.contains(file.path().getParent())).forEach(bundle::addSlotBeside);
        }
      }
      boolean beside = own.stream().anyMatch(slot -> isIn(slot, folders));
      for (var slot : own) {
        slot.stream().filter(file -> !beside || folders.contains(file.path().getParent())).forEach(bundle::addSlot);
        if (slot.size() == 1) {
          bundle.addFinding(
              new Finding(
                  Severity.WARNING,
                  "slot-single",
                  slot.getFirst().path().toString(),
                  "A way to unlock is here once, and was written twice",
                  "Copy it to another name in the same folder."));
        }
      }
      bundle.judge();
    }
    for (var slot : slots.entrySet()) {
      var key = openedSlots.get(slot.getKey());
      if (key != null && found.stream().noneMatch(bundle -> bundle.ownIdentity() == key.identity())) {
        findings.add(
            new Finding(
                Severity.WARNING,
                "slot-without-bundle",
                slot.getValue().getFirst().path().toString(),
                "A slot opens, and nothing of its bundle is here",
                "Look for the larger files on another copy."));
      }
    }
  }

  /** What no key opened, by folder; slots where nothing beside them is open. */
  private List<Inventory.UnopenedFolder> unopened(List<FoundBundle> found) {
    var open = new HashSet<Path>();
    found.forEach(bundle -> open.addAll(bundle.folders()));
    var left = new TreeMap<Path, List<LooseFile>>();
    candidates.values().stream()
        .filter(each -> !isKnown(each))
        .flatMap(each -> each.copies.stream())
        .forEach(file -> left.computeIfAbsent(file.path().getParent(), folder -> new ArrayList<>()).add(file));
    damaged.forEach(file -> left.computeIfAbsent(file.path().getParent(), folder -> new ArrayList<>()).add(file));
    for (var slot : slots.entrySet()) {
      for (var file : openedSlots.containsKey(slot.getKey()) ? List.<LooseFile>of() : slot.getValue()) {
        var folder = file.path().getParent();
        if (!open.contains(folder) || left.containsKey(folder)) {
          left.computeIfAbsent(folder, f -> new ArrayList<>()).add(file);
        }
      }
    }
    return left.entrySet().stream().map(each -> unopened(each.getKey(), each.getValue())).toList();
  }

  private static Inventory.UnopenedFolder unopened(Path folder, List<LooseFile> files) {
    int passphrases = 0;
    int recipients = 0;
    int volumes = 0;
    int damaged = 0;
    for (var file : files) {
      var kind = file.opensWith().orElse(null);
      if (kind == null) {
        damaged++;
      } else if (!file.maySlot()) {
        volumes++;
      } else if (kind == Slots.Kind.PASSPHRASE) {
        passphrases++;
      } else {
        recipients++;
      }
    }
    long bytes = files.stream().mapToLong(LooseFile::sizeBytes).sum();
    return new Inventory.UnopenedFolder(folder, passphrases, recipients, volumes, damaged, bytes);
  }

  @Override
  public void close() {
    search.close();
  }
}

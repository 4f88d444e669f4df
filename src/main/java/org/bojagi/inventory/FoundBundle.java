package org.bojagi.inventory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.LooseBundle;
import org.bojagi.bundle.LooseFile;
import org.bojagi.bundle.Root;
import org.bojagi.bundle.Signers;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.sign.Trust;

/**
 * One edition of one bundle, or a delta, wherever its files lie; or volumes that belong together and whose root is lost.
 *
 * <p>Told by headers and lengths alone: whether every byte is sound says {@code verify}. Its identity is the inventory's
 * and wiped with it.
 */
public final class FoundBundle {
  private final X25519Identity identity;
  private final String bundleId;
  private final Root root;
  private final LooseFile.Opened opened;
  private final Trust trust;
  private final List<LooseFile> roots = new ArrayList<>();
  private final List<LooseFile> slots = new ArrayList<>();
  private final List<LooseFile> slotsBeside = new ArrayList<>();
  private final Map<String, VolumeFacts> facts = new LinkedHashMap<>();
  private final Map<String, List<LooseFile>> volumes = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private int broughtTo;
  private DamagedBundleException contradiction;
  private Fault damage;

  /** @param opened its root; null: it is lost */
  FoundBundle(X25519Identity identity, String bundleId, LooseFile.Opened opened, Trust trust) {
    this.identity = identity;
    this.bundleId = bundleId;
    this.opened = opened;
    this.root = opened == null ? null : opened.root();
    this.trust = trust;
    this.broughtTo = edition();
    if (root != null) {
      root.volumes().forEach(volume -> facts.put(volume.id(), volume));
    }
  }

  void addRoot(LooseFile file) {
    roots.add(file);
  }

  void addSlot(LooseFile file) {
    slots.add(file);
  }

  void addSlotBeside(LooseFile file) {
    slotsBeside.add(file);
  }

  void addVolume(String volumeId, LooseFile file) {
    volumes.computeIfAbsent(volumeId, id -> new ArrayList<>()).add(file);
  }

  void addFinding(Finding finding) {
    findings.add(finding);
  }

  void contradicts(DamagedBundleException by) {
    contradiction = by;
  }

  void broughtTo(int deltasEdition) {
    broughtTo = Math.max(broughtTo, deltasEdition);
  }

  /** Whether the keys that were given with {@code --trust} signed it, or none were given. */
  boolean isTrusted() {
    return root != null && (!trust.isRequired() || opened.signers().areGiven());
  }

  /** Whose bundles were asked for, which {@link #open} holds it to. */
  public Trust trust() {
    return trust;
  }

  void rootDamagedBy(Fault fault) {
    damage = fault;
  }

  X25519Identity ownIdentity() {
    return identity;
  }

  /** 32 hex digits. */
  public String bundleId() {
    return bundleId;
  }

  /** Who answers for content and index; empty where the root is lost. */
  public Optional<Signers> signers() {
    return root == null ? Optional.empty() : Optional.of(opened.signers());
  }

  /** What belongs together; empty where no sound root is here. */
  public Optional<Root> root() {
    return Optional.ofNullable(root);
  }

  /** In the bundle's own language; empty where it has none or the root is lost. */
  public String title() {
    return root == null ? "" : root.content().about().ownTitle();
  }

  /** From 1; 0 where the root is lost. */
  public int edition() {
    return root == null ? 0 : root.content().edition();
  }

  public boolean isDelta() {
    return root != null && root.content().delta() != null;
  }

  /** The id that editions and deltas share: of a delta that of the bundle that it goes with. */
  public String collection() {
    return root == null ? bundleId : root.content().collection();
  }

  /** Every folder that one of its files lies in, in the order of their names. */
  public List<Path> folders() {
    return files().stream().map(Path::getParent).distinct().sorted().toList();
  }

  /** Every file: slots that were opened, roots, volumes, all copies. */
  public List<Path> files() {
    var all = Stream.concat(Stream.concat(slots.stream(), roots.stream()), volumes.values().stream().flatMap(List::stream));
    return all.map(LooseFile::path).sorted().toList();
  }

  public List<Path> rootFiles() {
    return roots.stream().map(LooseFile::path).toList();
  }

  /** Folders that hold a root: of copies of a bundle, and of cards of a set, each. */
  public List<Path> rootFolders() {
    return rootFiles().stream().map(Path::getParent).distinct().sorted().toList();
  }

  /** Of slots that a key of the ring opened. */
  public List<Path> slotFiles() {
    return slots.stream().map(LooseFile::path).toList();
  }

  /** Slots in its folders that nothing opened or nobody had to try: others' ways into this bundle, or another bundle's. */
  public List<Path> slotFilesBeside() {
    return slotsBeside.stream().map(LooseFile::path).toList();
  }

  /**
   * Files by volume id, the one that is read first; of those that the root names, and where it is lost of those that say
   * that they are this bundle's.
   */
  public Map<String, List<Path>> volumeFiles() {
    var files = new LinkedHashMap<String, List<Path>>();
    volumes.forEach((id, copies) -> files.put(id, best(id, copies).stream().map(LooseFile::path).toList()));
    return Collections.unmodifiableMap(files);
  }

  /** Those of the true length before others. */
  private List<LooseFile> best(String volumeId, List<LooseFile> copies) {
    long expected = facts.containsKey(volumeId) ? facts.get(volumeId).fileBytes() : -1;
    return Stream.concat(
            copies.stream().filter(file -> file.sizeBytes() == expected),
            copies.stream().filter(file -> file.sizeBytes() != expected))
        .toList();
  }

  /** The number of cards of the set; 1 for a bundle on a single one, and where the root is lost. */
  public int cardCount() {
    return root == null ? 1 : VolumeFacts.lastCard(root.content().volumes());
  }

  /** Numbers of the cards of which a content volume is here. */
  public SortedSet<Integer> cardsHere() {
    var here = new TreeSet<Integer>();
    if (root != null) {
      root.content().volumes().stream().filter(v -> volumes.containsKey(v.id())).forEach(v -> here.add(v.card()));
    }
    return here;
  }

  /** Volumes that aren't here, those of cards of which nothing is here too. */
  public List<VolumeFacts> missing() {
    return facts.values().stream().filter(v -> !volumes.containsKey(v.id())).toList();
  }

  /** Volumes of which no file has its whole length. */
  public List<VolumeFacts> cut() {
    return facts.values().stream()
        .filter(v -> volumes.containsKey(v.id()))
        .filter(v -> volumes.get(v.id()).stream().allMatch(file -> file.sizeBytes() < v.fileBytes()))
        .toList();
  }

  /** Further files of volumes, which nobody reads; an index volume may be in each folder once, as on cards. */
  public List<Path> duplicates() {
    var more = new ArrayList<Path>();
    for (var volume : volumeFiles().entrySet()) {
      boolean onEachCard = cardCount() > 1 && root != null && facts.get(volume.getKey()).catalogue() == null;
      var folders = new TreeSet<Path>();
      for (var file : volume.getValue()) {
        boolean further = onEachCard ? !folders.add(file.getParent()) : file != volume.getValue().getFirst();
        if (further) {
          more.add(file);
        }
      }
    }
    return more;
  }

  /** Whether a root and every volume in its whole length is here. */
  public boolean isComplete() {
    return root != null && missing().isEmpty() && cut().isEmpty();
  }

  /** The length of what is here, each volume once; what the root says that there should be is {@link #expectedBytes}. */
  public long hereBytes() {
    return volumes.entrySet().stream().mapToLong(v -> best(v.getKey(), v.getValue()).getFirst().sizeBytes()).sum();
  }

  /** 0 where the root is lost. */
  public long expectedBytes() {
    return facts.values().stream().mapToLong(VolumeFacts::fileBytes).sum();
  }

  /** What isn't as it was sealed, as far as headers and lengths tell. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** For who reads volumes without a root. A copy, closed by the caller. */
  public X25519Identity identity() {
    return identity.copy();
  }

  /**
   * Opens it; no key is asked for or tried again. Closed by the caller.
   *
   * @throws DamagedBundleException the root is lost, or another contradicts it
   * @throws org.bojagi.fault.NewerFormatException the root is of a newer format
   * @throws org.bojagi.fault.NotTrustedException the keys that were given didn't sign it, or it is older than asked for
   */
  public Bundle open() throws IOException {
    return open(file -> true);
  }

  /**
   * As {@link #open()}, of the files in one folder alone: what lies elsewhere counts as lost.
   *
   * @param folder of {@link #rootFolders}
   */
  public Bundle openIn(Path folder) throws IOException {
    return open(file -> folder.equals(file.getParent()));
  }

  private Bundle open(Predicate<Path> used) throws IOException {
    if (contradiction != null) {
      throw contradiction;
    }
    if (root == null) {
      throw damage != null
          ? damage
          : new DamagedBundleException(
              "The root that says what belongs together is missing",
              "bundle " + bundleId,
              "Look for it on another copy: it is one of the smaller files, and there are two of it."
                  + " Where there is no other copy, take out what is sound with 'bojagi recover'.");
    }
    var files = new LinkedHashMap<String, Path>();
    volumeFiles().forEach((id, copies) -> copies.stream().filter(used).findFirst().ifPresent(file -> files.put(id, file)));
    var allSlots = Stream.concat(slots.stream(), slotsBeside.stream()).map(LooseFile::path).filter(used).toList();
    var allRoots = rootFiles().stream().filter(used).toList();
    return LooseBundle.open(identity, opened, trust, broughtTo, files, allSlots, allRoots, findings);
  }

  /** Fills {@link #findings} when all files are known. */
  void judge() {
    if (contradiction != null) {
      findings.add(Finding.of(Severity.ERROR, "contradiction", contradiction));
    }
    if (root == null) {
      var lost = "The root that says what belongs together is not here, or damaged: only what volumes say of themselves is known";
      findings.add(
          new Finding(Severity.ERROR, "root-lost", "bundle " + bundleId, lost, "Look for it on another copy; recover works without it."));
      return;
    }
    if (opened.signerNotBeside() != null) {
      findings.add(opened.signerNotBeside());
    }
    if (roots.size() == 1) {
      findings.add(
          new Finding(
              Severity.WARNING,
              "root-single",
              roots.getFirst().path().toString(),
              "Only one sound copy of the root is left, without which nothing opens",
              "Copy this file to another name in the same folder."));
    }
    for (var volume : volumes.entrySet()) {
      var file = best(volume.getKey(), volume.getValue()).getFirst();
      long off = file.sizeBytes() - facts.get(volume.getKey()).fileBytes();
      if (off != 0) {
        findings.add(
            new Finding(
                off < 0 ? Severity.ERROR : Severity.WARNING,
                off < 0 ? "volume-cut" : "volume-too-long",
                file.path().toString(),
                off < 0
                    ? "A volume ends " + -off + " bytes early"
                    : "A volume is followed by " + off + " bytes that aren't its own",
                off < 0
                    ? "Copy it again from another copy; what comes before the cut is still served."
                    : "They are left aside; age refuses the file until it is copied again."));
      }
    }
  }
}

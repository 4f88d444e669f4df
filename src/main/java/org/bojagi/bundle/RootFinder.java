package org.bojagi.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bojagi.age.AgeHeader;
import org.bojagi.age.AgePayload;
import org.bojagi.age.X25519Identity;
import org.bojagi.catalog.Json;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.NewerFormatException;
import org.bojagi.fault.NotABundleException;
import org.bojagi.fault.NotTrustedException;
import org.bojagi.fault.WrongKeyException;
import org.bojagi.fault.WrongSignatureException;
import org.bojagi.sign.Signer;
import org.bojagi.sign.Trust;

/** Finds the newest root that an identity opens, and deltas beside it, among all files from the smallest on (format.md §5). */
final class RootFinder {
  static final long MAX_FILE_BYTES = 3L * Format.MAX_ROOT_DOCUMENT_BYTES;

  private final String folder;
  private final List<FolderFile> candidates;
  private final X25519Identity identity;
  private final Trust trust;
  private final Map<RootDocuments, Found> found = new LinkedHashMap<>();
  private final Set<ByteBuffer> volumeHeaders = new HashSet<>();
  private final List<FolderFile> refused = new ArrayList<>();
  private Fault failure;
  private boolean anyNotRead;

  /** What is equal in all is told apart by what two that differ can't have in common. */
  private final Comparator<Found> lastIndexed =
      Comparator.comparing(this::hasIndexVolumes)
          .thenComparingInt(root -> root.root.index().revision())
          .thenComparing(root -> root.root.index().toJson());

  /** @param copies every file that holds this root */
  record Found(Root root, RootDocuments documents, Signers signers, List<FolderFile> copies) {
    static Found unsigned(Root root) {
      var documents = RootDocuments.of(root.content(), root.index());
      return new Found(root, documents, documents.signers(Trust.NONE), List.of());
    }

    boolean isDelta() {
      return root.content().delta() != null;
    }
  }

  /** @param trust what it refuses is passed over as if it weren't there, and named */
  RootFinder(String folder, List<FolderFile> candidates, X25519Identity identity, Trust trust) {
    this.folder = folder;
    this.candidates = candidates;
    this.identity = identity;
    this.trust = trust;
  }

  /**
   * The newest edition's, or of deltas alone the oldest's; then those of deltas that go with it, in the order of their
   * editions.
   *
   * @param findings takes older editions
   * @throws DamagedBundleException none can be read, or two contradict each other
   * @throws NewerFormatException all that can be read is of a newer format
   * @throws NotTrustedException all that can be read is signed by none of the keys that were given, or too old
   */
  List<Found> find(List<Finding> findings) throws IOException {
    readAll();
    refuseNotTrusted(findings);
    var indexed = lastIndexed(findings);
    Found newest = null;
    for (var root : indexed) {
      if (!root.isDelta()) {
        newest = newest == null ? root : newer(newest, root, findings);
      }
    }
    var together = deltas(indexed);
    if (newest != null) {
      together.addFirst(newest);
    }
    for (var root : together) {
      refuseOther(together.getFirst(), root);
    }
    if (!together.isEmpty()) {
      refuseOld(together);
      return together;
    }
    throw failure != null
        ? failure
        : new DamagedBundleException(
            "The root that says what belongs together is missing",
            folder,
            "Look for it on another copy: it is one of the smaller files, and there are two of it."
                + " Where there is no other copy, take out what is sound with 'bojagi recover'.");
  }

  /**
   * Reads every root, without a word on how they go together.
   *
   * @return whether no file is left that may hold another: one that couldn't be opened with the identity, or not to its end
   */
  boolean readAll() {
    var smallestFirst = new ArrayList<>(candidates);
    smallestFirst.sort(Comparator.comparingLong(FolderFile::sizeBytes));
    for (var file : smallestFirst) {
      if (file.isAge()
          && !file.maySlot()
          && file.sizeBytes() <= MAX_FILE_BYTES
          && !isNamedVolume(file)
          && !isCopyOfOneFound(file)) {
        read(file);
      }
    }
    return !anyNotRead;
  }

  /** What a root names is asked itself, too: else whoever has the recipient string could name the true root a volume. */
  private boolean isNamedVolume(FolderFile file) {
    try {
      return volumeHeaders.contains(ByteBuffer.wrap(file.head()))
          && !file.about(identity).kind().equals(Format.KIND_ROOT);
    } catch (IOException e) {
      return false; // reading it says more
    }
  }

  /**
   * A root that nobody vouches for contradicts none that somebody does: else whoever has the recipient string could keep
   * a bundle from opening.
   */
  private void refuseNotTrusted(List<Finding> findings) {
    if (!trust.isRequired()) {
      return;
    }
    for (var root : List.copyOf(found.values())) {
      var fault = root.signers.areGiven() ? null : notTrusted(root.signers, root.copies.getFirst().name());
      if (fault != null) {
        found.remove(root.documents);
        refused.addAll(root.copies);
        failure = failure == null ? fault : failure;
        findings.add(Finding.of(Severity.WARNING, "root-not-trusted", fault));
      }
    }
  }

  /** For signers that aren't those that were given. */
  static NotTrustedException notTrusted(Signers signers, String where) {
    boolean content = !signers.content().isGiven();
    var signer = content ? signers.content() : signers.index();
    var of = content ? "This bundle" : "The index of this bundle";
    return new NotTrustedException(
        of + (signer.state() == Signer.State.UNSIGNED ? " is not signed" : " is signed by another key than those given"),
        where,
        content
            ? "Nothing of it was shown. Use a copy from whom you trust."
            : "Nothing of it was shown. If you know who made the index anew, give their key with --trust as well.");
  }

  /** A delta brings its bundle to the delta's edition. */
  private void refuseOld(List<Found> together) throws NotTrustedException {
    int newest = together.stream().mapToInt(root -> root.root.content().edition()).max().orElse(0);
    requireNew(newest, trust, folder);
  }

  static void requireNew(int newest, Trust trust, String where) throws NotTrustedException {
    if (newest < trust.atLeast()) {
      throw new NotTrustedException(
          "This is edition " + newest + ", and " + trust.atLeast() + " or newer was asked for",
          where,
          "Nothing of it was shown. Somebody may have put an old edition in the place of a newer one: look for another copy.");
    }
  }

  /**
   * Of roots with the same content.json that differ in their index, which an interrupted re-indexing leaves, the one whose
   * index volumes are here; of several the last (format.md §5.5).
   */
  private List<Found> lastIndexed(List<Finding> findings) {
    var byContent = new LinkedHashMap<String, Found>();
    for (var root : found.values()) {
      var other = byContent.putIfAbsent(root.documents.contentSha256(), root);
      if (other != null) {
        var last = lastIndexed.compare(root, other) > 0 ? root : other;
        byContent.put(root.documents.contentSha256(), last);
        findings.add(
            new Finding(
                Severity.WARNING,
                "older-index",
                (last == root ? other : root).copies.getFirst().name(),
                "Two indexes of the same content are here: making it anew was interrupted, or copies were mixed",
                "Only one is used; 'bojagi reindex' removes the other."));
      }
    }
    return List.copyOf(byContent.values());
  }

  private boolean hasIndexVolumes(Found root) {
    var heads = new HashSet<ByteBuffer>();
    candidates.forEach(file -> heads.add(ByteBuffer.wrap(file.head())));
    return root.root.index().volumes().stream().allMatch(volume -> heads.contains(ByteBuffer.wrap(volume.header())));
  }

  private static ArrayList<Found> deltas(List<Found> indexed) {
    var deltas = new ArrayList<Found>();
    indexed.stream()
        .filter(Found::isDelta)
        .sorted(Comparator.comparingInt((Found root) -> root.root.content().edition()))
        .forEach(deltas::add);
    return deltas;
  }

  private static void refuseOther(Found first, Found other) throws DamagedBundleException {
    if (!first.root.content().collection().equals(other.root.content().collection())) {
      var where = first.copies.getFirst().name() + " and " + other.copies.getFirst().name();
      throw contradiction("A delta here belongs to another bundle and opens with the same identity", where);
    }
  }

  /** Every root that was found, older editions' and older indexes' too. */
  List<Found> all() {
    return List.copyOf(found.values());
  }

  /** Every file that holds a root, older editions' and refused ones too. */
  List<FolderFile> files() {
    var files = new ArrayList<>(refused);
    found.values().forEach(root -> files.addAll(root.copies));
    return files;
  }

  /** The other copy of a root is the same bytes (format.md §5): comparing costs less than decrypting and reading. */
  private boolean isCopyOfOneFound(FolderFile file) {
    for (var root : found.values()) {
      var first = root.copies.getFirst();
      try {
        if (first.sizeBytes() == file.sizeBytes() && Files.mismatch(first.path(), file.path()) < 0) {
          root.copies.add(file);
          return true;
        }
      } catch (IOException e) {
        // Reading it says more.
      }
    }
    return false;
  }

  private void read(FolderFile file) {
    try (var payload = file.open(identity)) {
      var text = text(payload, file.name());
      if (text == null) {
        return;
      }
      if (!found.containsKey(text)) {
        var root = parse(text, identity, file.name());
        found.put(text, new Found(root, text, signers(text, trust, file.name()), new ArrayList<>()));
        root.volumes().forEach(volume -> volumeHeaders.add(ByteBuffer.wrap(volume.header())));
      }
      found.get(text).copies.add(file);
    } catch (WrongKeyException | NotABundleException e) {
      anyNotRead = true; // foreign: named later
    } catch (NewerFormatException e) {
      anyNotRead = true;
      failure = e;
    } catch (IOException e) {
      anyNotRead = true;
      if (failure == null && !isNoRoot(file)) {
        failure = Fault.ofStorage(e, file.path());
      }
    } catch (OutOfMemoryError e) {
      // Within the limits and yet too large for this computer: what was read of it is given up here.
      anyNotRead = true;
      failure =
          new DamagedBundleException(
              "The root needs more memory than Java may use",
              file.name(),
              "Use another copy of the bundle, or a computer with more memory.",
              e);
    }
  }

  /** A cut volume says at its beginning that it is none; that it is cut doesn't tell why the bundle can't be opened. */
  private boolean isNoRoot(FolderFile file) {
    try {
      return !file.about(identity).kind().equals(Format.KIND_ROOT);
    } catch (IOException e) {
      return false;
    }
  }

  /** The two documents; null where the file is a volume and no root. */
  static RootDocuments text(AgePayload payload, String name) throws IOException {
    var about = VolumeAbout.read(payload, name);
    if (!about.kind().equals(Format.KIND_ROOT)) {
      return null;
    }
    var documents = new HashMap<String, String>();
    for (var entry : CentralDirectory.read(payload, name)) {
      int most = mostBytes(entry.name());
      if (most > 0) {
        if (entry.sizeBytes() > most) {
          throw new DamagedBundleException(
              "The root is larger than any bundle's", name, "Use another copy of the bundle.");
        }
        var extent = CentralDirectory.extent(payload, about.volume(), entry, name);
        try (var in = ExtentInputStream.of(payload, extent, entry.sizeBytes())) {
          documents.put(entry.name(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    if (!documents.containsKey(Format.CONTENT) || !documents.containsKey(Format.INDEX)) {
      throw new DamagedBundleException("The root is incomplete", name, "Use another copy of the bundle.");
    }
    return new RootDocuments(
        documents.get(Format.CONTENT),
        documents.get(Format.CONTENT_SIGNATURE),
        documents.get(Format.INDEX),
        documents.get(Format.INDEX_SIGNATURE));
  }

  /** 0 of an entry that isn't read. */
  private static int mostBytes(String entry) {
    return switch (entry) {
      case Format.CONTENT, Format.INDEX -> Format.MAX_ROOT_DOCUMENT_BYTES;
      case Format.CONTENT_SIGNATURE, Format.INDEX_SIGNATURE -> Format.MAX_SIGNATURE_BYTES;
      default -> 0;
    };
  }

  static Signers signers(RootDocuments text, Trust trust, String name) throws WrongSignatureException {
    var signers = text.signers(trust);
    if (signers.isWrong()) {
      throw new WrongSignatureException(
          "A signature of this root is not of what it says",
          name,
          "Somebody changed the bundle after it was signed: use a copy from whom you trust.");
    }
    return signers;
  }

  /**
   * @throws DamagedBundleException it is malformed, or of another identity's volumes: what a publisher signed for one
   *     bundle, anybody can seal to the identity of another
   */
  static Root parse(RootDocuments text, X25519Identity identity, String name) throws Fault {
    try {
      var root = Root.fromJson(text.content(), text.index());
      if (!root.index().contentSha256().equals(text.contentSha256())) {
        throw new DamagedBundleException(
            "The index of this root was made for another content", name, "Use another copy of the bundle.");
      }
      if (!root.volumes().isEmpty() && root.volumes().stream().noneMatch(volume -> opens(volume, identity))) {
        throw contradiction("This root names volumes that were sealed for another bundle", name);
      }
      return root;
    } catch (Json.TooNew e) {
      throw new NewerFormatException(
          "This bundle has what this program doesn't know: " + e.getMessage(), name, "Use a newer version of Bojagi.");
    } catch (Json.Malformed e) {
      throw new DamagedBundleException(
          "The root can't be read: " + e.getMessage(), name, "Use another copy of the bundle.");
    }
  }

  private static boolean opens(VolumeFacts volume, X25519Identity identity) {
    try (var header = new ByteArrayInputStream(volume.header());
        var fileKey = AgeHeader.read(header, volume.id()).unwrap(List.of(identity))) {
      return fileKey != null;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Whoever has only the recipient string can write a root, but knows neither the bundle's id nor the hash of a content
   * that he can't read: so both are asked for.
   */
  private Found newer(Found one, Found other, List<Finding> findings) throws DamagedBundleException {
    var newer = one.root.content().edition() > other.root.content().edition() ? one : other;
    var older = newer == one ? other : one;
    int newerEdition = newer.root.content().edition();
    int olderEdition = older.root.content().edition();
    var where = newer.copies.getFirst().name() + " and " + older.copies.getFirst().name();
    if (!one.root.content().bundle().equals(other.root.content().bundle())) {
      throw contradiction("Two roots here are of different bundles and open with the same identity", where);
    }
    if (newerEdition == olderEdition) {
      throw contradiction("Two roots that differ claim to be the same edition", where);
    }
    if (newerEdition == olderEdition + 1
        && !newer.root.content().previousRoot().equals(older.documents.contentSha256())) {
      throw contradiction("Two roots claim to be editions of one bundle, and one doesn't follow from the other", where);
    }
    findings.add(
        new Finding(
            Severity.WARNING,
            "older-edition",
            older.copies.getFirst().name(),
            "Edition " + olderEdition + " lies beside edition " + newerEdition + " of the same bundle",
            "Only the newer one is opened."));
    return newer;
  }

  private static DamagedBundleException contradiction(String what, String where) {
    return new DamagedBundleException(
        what, where, "Somebody mixed or changed bundles here: use a copy from whom you trust.");
  }
}

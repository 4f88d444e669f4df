package org.bojagi.bundle;

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
import org.bojagi.age.AgePayload;
import org.bojagi.age.X25519Identity;
import org.bojagi.catalog.Json;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.NewerFormatException;
import org.bojagi.fault.NotABundleException;
import org.bojagi.fault.WrongKeyException;

/** Finds the newest root that an identity opens, and deltas beside it, among all files from the smallest on (format.md §5). */
final class RootFinder {
  private static final long MAX_FILE_BYTES = 3L * Format.MAX_ROOT_DOCUMENT_BYTES;

  private final String folder;
  private final List<FolderFile> candidates;
  private final X25519Identity identity;
  private final Map<RootText, Found> found = new LinkedHashMap<>();
  private final Set<ByteBuffer> volumeHeaders = new HashSet<>();
  private Fault failure;

  /** What is equal in all is told apart by what two that differ can't have in common. */
  private final Comparator<Found> lastIndexed =
      Comparator.comparing(this::hasIndexVolumes)
          .thenComparingInt(root -> root.root.index().revision())
          .thenComparing(root -> root.root.index().toJson());

  /** The two documents as they stand in a file. */
  private record RootText(String content, String index) {}

  /** @param copies every file that holds this root */
  record Found(Root root, String contentSha256, List<FolderFile> copies) {
    boolean isDelta() {
      return root.content().delta() != null;
    }
  }

  RootFinder(String folder, List<FolderFile> candidates, X25519Identity identity) {
    this.folder = folder;
    this.candidates = candidates;
    this.identity = identity;
  }

  /**
   * The newest edition's, or of deltas alone the oldest's; then those of deltas that go with it, in the order of their
   * editions.
   *
   * @param findings takes older editions
   * @throws DamagedBundleException none can be read, or two contradict each other
   * @throws NewerFormatException all that can be read is of a newer format
   */
  List<Found> find(List<Finding> findings) throws IOException {
    var smallestFirst = new ArrayList<>(candidates);
    smallestFirst.sort(Comparator.comparingLong(FolderFile::sizeBytes));
    for (var file : smallestFirst) {
      if (file.isAge()
          && !file.maySlot()
          && file.sizeBytes() <= MAX_FILE_BYTES
          && !volumeHeaders.contains(ByteBuffer.wrap(file.head()))
          && !isCopyOfOneFound(file)) {
        read(file);
      }
    }
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
      return together;
    }
    throw failure != null
        ? failure
        : new DamagedBundleException(
            "The root that says what belongs together is missing",
            folder,
            "Look for it on another copy: it is one of the smaller files, and there are two of it.");
  }

  /**
   * Of roots with the same content.json that differ in their index, which an interrupted re-indexing leaves, the one whose
   * index volumes are here; of several the last (format.md §5.4).
   */
  private List<Found> lastIndexed(List<Finding> findings) {
    var byContent = new LinkedHashMap<String, Found>();
    for (var root : found.values()) {
      var other = byContent.putIfAbsent(root.contentSha256, root);
      if (other != null) {
        var last = lastIndexed.compare(root, other) > 0 ? root : other;
        byContent.put(root.contentSha256, last);
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

  /** Every file that holds a root, older editions' too. */
  List<FolderFile> files() {
    return found.values().stream().flatMap(root -> root.copies.stream()).toList();
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
        var root = parse(text, file.name());
        found.put(text, new Found(root, sha256(text.content), new ArrayList<>()));
        root.volumes().forEach(volume -> volumeHeaders.add(ByteBuffer.wrap(volume.header())));
      }
      found.get(text).copies.add(file);
    } catch (WrongKeyException | NotABundleException e) {
      // Foreign: named later.
    } catch (NewerFormatException e) {
      failure = e;
    } catch (IOException e) {
      failure = failure == null ? Fault.ofStorage(e, file.path()) : failure;
    } catch (OutOfMemoryError e) {
      // Within the limits and yet too large for this computer: what was read of it is given up here.
      failure =
          new DamagedBundleException(
              "The root needs more memory than Java may use",
              file.name(),
              "Use another copy of the bundle, or a computer with more memory.",
              e);
    }
  }

  /** The two documents; null where the file is a volume and no root. */
  private static RootText text(AgePayload payload, String name) throws IOException {
    var about = VolumeAbout.read(payload, name);
    if (!about.kind().equals(Format.KIND_ROOT)) {
      return null;
    }
    var documents = new HashMap<String, String>();
    for (var entry : CentralDirectory.read(payload, name)) {
      if (entry.name().equals(Format.CONTENT) || entry.name().equals(Format.INDEX)) {
        if (entry.sizeBytes() > Format.MAX_ROOT_DOCUMENT_BYTES) {
          throw new DamagedBundleException(
              "The root is larger than any bundle's", name, "Use another copy of the bundle.");
        }
        var extent = CentralDirectory.extent(payload, about.volume(), entry, name);
        try (var in = ExtentInputStream.of(payload, extent, entry.sizeBytes())) {
          documents.put(entry.name(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    if (documents.size() != 2) {
      throw new DamagedBundleException("The root is incomplete", name, "Use another copy of the bundle.");
    }
    return new RootText(documents.get(Format.CONTENT), documents.get(Format.INDEX));
  }

  private static Root parse(RootText text, String name) throws Fault {
    try {
      var root = Root.fromJson(text.content, text.index);
      if (!root.index().contentSha256().equals(sha256(text.content))) {
        throw new DamagedBundleException(
            "The index of this root was made for another content", name, "Use another copy of the bundle.");
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
        && !newer.root.content().previousRoot().equals(older.contentSha256)) {
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

  private static String sha256(String text) {
    return Json.hex(SegmentHasher.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}

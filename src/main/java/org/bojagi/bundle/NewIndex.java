package org.bojagi.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import org.bojagi.age.AgePayload;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;
import org.bojagi.sign.SigningKey;

/**
 * A new index for a bundle whose content stays as it is: index volumes, and a root that has the same content.json byte
 * for byte and a new index.json (format.md §5.5). One thread; encrypting and hashing use the executor's.
 *
 * <p>In place, all that is new is written whole below {@value #WORK}{@code .partial} in the bundle's own folder, moved
 * into it index volumes first, and only then is anything removed: whenever this is interrupted, the folder opens, with
 * the old index or with the new one, and the next run removes what this one left.
 */
public final class NewIndex implements AutoCloseable {
  private static final String WORK = "reindexed";

  private final Bundle bundle;
  private final Executor executor;
  private final boolean inPlace;

  /** In place one for each folder of the bundle, of which the first gets the files; else the new folder's alone. */
  private final List<PartialFolder> partials;

  private final WrittenVolumes volumes;
  private final LuceneFiles files;
  private SigningKey indexer;

  private NewIndex(
      Bundle bundle, List<PartialFolder> partials, boolean inPlace, long volumeBytes, Executor executor) {
    this.bundle = bundle;
    this.partials = partials;
    this.inPlace = inPlace;
    this.executor = executor;
    var id = bundle.root().content().bundle();
    this.volumes =
        new WrittenVolumes(
            partials.getFirst(), volumeBytes, executor, id, bundle.identity().recipient(), List.of(), List.of());
    this.files = new LuceneFiles(volumes, executor);
  }

  /**
   * To take the place of the old one, in each folder of a card set that is open.
   *
   * @param bundle stays the caller's
   * @param volumeBytes of the largest file, from {@link Format#MIN_VOLUME_BYTES} to {@link Format#MAX_VOLUME_BYTES}
   * @param executor null: all work in the caller's thread
   * @throws UsageException another run is at it
   */
  public static NewIndex inPlace(Bundle bundle, long volumeBytes, Executor executor) throws IOException {
    BundleWriter.requireVolumeBytes(volumeBytes);
    var partials = new ArrayList<PartialFolder>();
    boolean complete = false;
    try {
      for (var folder : bundle.folders()) {
        partials.add(created(folder.resolve(WORK), folder));
      }
      var made = new NewIndex(bundle, partials, true, volumeBytes, executor);
      complete = true;
      return made;
    } finally {
      if (!complete) {
        closeAll(partials);
      }
    }
  }

  /**
   * In a folder of its own, with copies of slots and content volumes, the latter as they are, damaged ones too.
   *
   * @param bundle stays the caller's
   * @param target must not exist, or be an empty folder; of a card set each card that is open becomes a folder in it
   */
  public static NewIndex into(Bundle bundle, Path target, long volumeBytes, Executor executor) throws IOException {
    BundleWriter.requireVolumeBytes(volumeBytes);
    return new NewIndex(bundle, List.of(created(target, target)), false, volumeBytes, executor);
  }

  private static PartialFolder created(Path target, Path named) throws IOException {
    try {
      return PartialFolder.create(target);
    } catch (IOException e) {
      throw Fault.ofStorage(e, named);
    }
  }

  /** A folder on the target's medium for what only this run needs; must be encrypted by whoever writes there. */
  public Path scratch() {
    return partials.getFirst().scratch();
  }

  /** Who answers for the new index. Before {@link #finish}; stays the caller's. */
  public void signWith(SigningKey key) {
    indexer = key;
  }

  /** Seals one of Lucene's files. */
  public void addLuceneFile(String name, long sizeBytes, InputStream source) throws IOException {
    try {
      files.seal(name, sizeBytes, source);
    } catch (IOException e) {
      throw Fault.ofStorage(e, partials.getFirst().folder());
    }
  }

  /** Length of the index volumes that are whole; of all after {@link #finish}. */
  public long fileBytes() {
    return volumes.index().stream().mapToLong(VolumeFacts::fileBytes).sum();
  }

  /**
   * Writes the root and puts the new index in its place.
   *
   * @param analysis version of the analysers that the index was made with
   */
  public void finish(int analysis) throws IOException {
    try {
      volumes.end();
      var indexFiles = OwnFiles.list(partials.getFirst().folder().resolve("volumes"));
      var roots = writeRoot(analysis);
      if (inPlace) {
        replace(indexFiles, roots);
      } else {
        publish();
      }
    } catch (IOException e) {
      throw Fault.ofStorage(e, partials.getFirst().folder());
    }
  }

  /** What vouches for the content is taken over with it, and so is what only a newer version knows of a root. */
  private List<Path> writeRoot(int analysis) throws IOException {
    var old = bundle.root();
    var index =
        new Root.Index(
            old.index().contentSha256(), Math.addExact(old.index().revision(), 1), analysis, volumes.index(), files.sealed());
    var first = partials.getFirst().newFile();
    var from = FolderFile.read(bundle.rootFiles().getFirst());
    try (var payload = from.open(bundle.identity());
        var root =
            new VolumeWriter(
                first,
                old.content().bundle(),
                Format.KIND_ROOT,
                Format.MAX_VOLUME_BYTES,
                bundle.identity().recipient(),
                executor)) {
      bundle.documents().withIndex(index, indexer).writeTo(root);
      for (var entry : CentralDirectory.read(payload, from.name())) {
        if (isUnknown(entry.name())) {
          root.write(entry.name(), bytes(payload, entry, from.name()), entry.encoding());
        }
      }
      root.finish(null);
    }
    var second = partials.getFirst().newFile();
    Files.copy(first, second);
    return List.of(first, second);
  }

  private static boolean isUnknown(String entry) {
    boolean ofContent = entry.equals(Format.CONTENT) || entry.equals(Format.CONTENT_SIGNATURE);
    return !Format.isOwnEntry(entry) && !ofContent && !entry.startsWith(Format.INDEX);
  }

  private static byte[] bytes(AgePayload payload, CentralDirectory.Entry entry, String name)
      throws IOException {
    if (entry.sizeBytes() > Format.MAX_ROOT_DOCUMENT_BYTES) {
      throw new DamagedBundleException(
          "The root is larger than any bundle's", name, "Use another copy of the bundle.");
    }
    var extent = CentralDirectory.extent(payload, "", entry, name);
    try (var in = ExtentInputStream.of(payload, extent, entry.sizeBytes())) {
      return in.readAllBytes();
    }
  }

  private void replace(List<Path> indexFiles, List<Path> roots) throws IOException {
    var folders = bundle.folders();
    for (int i = 1; i < folders.size(); i++) {
      for (var file : concat(indexFiles, roots)) {
        Files.copy(file, partials.get(i).volume(file.getFileName().toString()));
      }
    }
    for (int i = 0; i < folders.size(); i++) {
      move(indexFiles, partials.get(i), folders.get(i));
      move(roots, partials.get(i), folders.get(i));
    }
    for (var folder : folders) {
      OldIndex.remove(folder, bundle, roots.stream().map(Path::getFileName).map(Path::toString).toList());
    }
  }

  private static void move(List<Path> files, PartialFolder from, Path folder) throws IOException {
    var shuffled = new ArrayList<>(files);
    Collections.shuffle(shuffled, new SecureRandom());
    var time = NeutralTime.in(folder);
    for (var file : shuffled) {
      PartialFolder.force(from.volume(file.getFileName().toString()));
    }
    for (var file : shuffled) {
      var name = file.getFileName().toString();
      Files.setLastModifiedTime(Files.move(from.volume(name), folder.resolve(name)), time);
    }
    PartialFolder.forceFolder(folder);
  }

  private static List<Path> concat(List<Path> some, List<Path> others) {
    var all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  private void publish() throws IOException {
    var partial = partials.getFirst();
    var cards = new CardFolders();
    for (var volume : bundle.root().content().volumes()) {
      var file = bundle.file(volume.id());
      if (file.isPresent()) {
        var copy = partial.newFile();
        Files.copy(file.get(), copy);
        cards.keep(volume, copy);
      }
    }
    for (var slot : Lineage.slotsOf(bundle)) {
      for (int copy = 0; copy < 2; copy++) {
        Files.write(partial.newSlot(), slot);
      }
    }
    partial.publish(cards);
  }

  /** Unless {@link #finish} came to its end, the bundle is as it was, or has both indexes. */
  @Override
  public void close() throws IOException {
    try {
      volumes.close();
    } catch (IOException e) {
      // Whoever closes before the end has heard already, or is about to, what went wrong.
    } finally {
      closeAll(partials);
    }
  }

  private static void closeAll(List<PartialFolder> partials) throws IOException {
    IOException failure = null;
    for (var partial : partials) {
      try {
        partial.close();
      } catch (IOException e) {
        failure = failure == null ? Fault.ofStorage(e, partial.folder()) : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}

package org.bojagi.bundle;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.bojagi.age.AgePayload;
import org.bojagi.age.X25519Identity;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.Json;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.NewerFormatException;

/**
 * A bundle that was opened: what its root names, and any byte of it.
 *
 * <p>Volumes are opened when first read and stay open until {@link #close}. Reading is tolerant: what holds is served,
 * what doesn't throws {@link DamagedBundleException} naming chunk and file, and {@link #findings} names what is
 * missing, foreign or cut from the beginning. Threads: all methods may be called from many.
 */
public final class Bundle implements AutoCloseable {
  /** Two neighbours for each of two that read at once; the reader's heap is 76 MiB in all. */
  private static final int SHELVES_KEPT = 4;

  private final Path folder;
  private final X25519Identity identity;
  private final Root root;
  private final Map<String, VolumeFacts> facts = new HashMap<>();
  private final Map<String, Path> files;
  private final List<Path> slotFiles;
  private final List<Path> rootFiles;
  private final List<Finding> findings;
  private final Map<String, AgePayload> payloads = new HashMap<>();
  private final Shelves shelves = new Shelves(SHELVES_KEPT);

  Bundle(
      Path folder,
      X25519Identity identity,
      Root root,
      Map<String, Path> files,
      List<Path> slotFiles,
      List<Path> rootFiles,
      List<Finding> findings) {
    this.folder = folder;
    this.identity = identity;
    this.root = root;
    this.files = Map.copyOf(files);
    this.slotFiles = List.copyOf(slotFiles);
    this.rootFiles = List.copyOf(rootFiles);
    this.findings = List.copyOf(findings);
    root.volumes().forEach(volume -> facts.put(volume.id(), volume));
  }

  /**
   * Finds the slot that a key opens, the root, and which file is which volume.
   *
   * @param keys stay the caller's
   * @throws org.bojagi.fault.NotABundleException no file here is part of a bundle
   * @throws org.bojagi.fault.WrongKeyException no key opens a slot
   * @throws DamagedBundleException no root, or two of one edition
   */
  public static Bundle open(Path folder, KeyRing keys) throws IOException {
    return new BundleFolder(folder).open(keys);
  }

  public Path folder() {
    return folder;
  }

  /** For a further slot. Belongs to the bundle. */
  X25519Identity identity() {
    return identity;
  }

  public Root root() {
    return root;
  }

  public About about() {
    return root.content().about();
  }

  /** What is missing, foreign, doubled or cut, as far as it shows without reading every volume. */
  public List<Finding> findings() {
    return findings;
  }

  /** Whatever may be a slot, both copies of each, other bundles' too: only who has a key knows more. */
  public List<Path> slotFiles() {
    return slotFiles;
  }

  /** Every sound copy of the root that was opened. */
  public List<Path> rootFiles() {
    return rootFiles;
  }

  /** The file that holds a volume; empty where it is lost. */
  public Optional<Path> file(String volumeId) {
    return Optional.ofNullable(files.get(volumeId));
  }

  /**
   * The plaintext of a volume. Belongs to the bundle.
   *
   * @throws DamagedBundleException the volume is lost, or the root names none of this id
   */
  public AgePayload payload(String volumeId) throws IOException {
    synchronized (payloads) {
      var payload = payloads.get(volumeId);
      if (payload == null) {
        var file = files.get(volumeId);
        if (file == null) {
          throw new DamagedBundleException(
              "A volume of this bundle is missing", "volume " + volumeId, "Look for the missing file on another copy.");
        }
        var volume = facts.get(volumeId);
        try {
          payload = FolderFile.openAs(volume, file, identity);
        } catch (IOException e) {
          throw Fault.ofStorage(e, file);
        }
        payloads.put(volumeId, payload);
      }
      return payload;
    }
  }

  Shelves shelves() {
    return shelves;
  }

  /**
   * The shelf that lies at an extent; kept a while, as it is for reading.
   *
   * @throws DamagedBundleException there is none, or it can't be read
   */
  public Shelf shelf(Extent extent) throws IOException {
    var volume = payload(extent.volume());
    return shelves.get(extent, (offset, length) -> volume.stream(offset, length, null).readNBytes(length));
  }

  /**
   * A packed file in order.
   *
   * @param executor decrypts ahead for long files; null: in the caller's thread
   */
  public InputStream read(Locations.Located file, Executor executor) {
    return new ExtentInputStream(this, file.extents(), file.file().sizeBytes(), executor);
  }

  /**
   * A range of a packed file; of a stored one only the chunks that it touches are decrypted.
   *
   * @param offset in the file's own bytes
   * @param length {@code offset + length} is at most the file's size
   */
  public InputStream read(Locations.Located file, long offset, long length, Executor executor) throws IOException {
    Objects.checkFromIndexSize(offset, length, file.file().sizeBytes());
    return ExtentInputStream.range(this, file.extents(), offset, length, executor);
  }

  /** Takes one line of a catalogue. */
  @FunctionalInterface
  public interface LineConsumer {
    void accept(CatalogueLine line) throws IOException;
  }

  /**
   * The catalogue, volume by volume in the order of the root, a line at a time.
   *
   * @param lost takes what could not be read: the volume's lines after it are missing
   */
  public void catalogue(LineConsumer consumer, Consumer<Fault> lost) throws IOException {
    for (var volume : root.content().volumes()) {
      try {
        catalogue(volume, consumer);
      } catch (DamagedBundleException e) {
        lost.accept(e);
      }
    }
  }

  /** The catalogue of one content volume; throws at its end when it isn't the one that the root names. */
  public void catalogue(VolumeFacts volume, LineConsumer consumer) throws IOException {
    var digest = SegmentHasher.sha256();
    var where = file(volume.id()).map(file -> file.getFileName().toString()).orElse("volume " + volume.id());
    var catalogue = volume.catalogue();
    try (var extents = new ExtentInputStream(this, List.of(catalogue.extent()), catalogue.sizeBytes(), null);
        var in = new BufferedInputStream(new DigestInputStream(extents, digest), 1 << 16)) {
      for (var line = readLine(in, where); line != null; line = readLine(in, where)) {
        consumer.accept(CatalogueLine.fromJson(line));
      }
    } catch (Json.TooNew e) {
      throw new NewerFormatException(
          "The catalogue has what this program doesn't know: " + e.getMessage(),
          where,
          "Use a newer version of Bojagi.");
    } catch (Json.Malformed e) {
      throw new DamagedBundleException(
          "A line of the catalogue can't be read: " + e.getMessage(), where, "Use another copy of the bundle.");
    }
    if (!Arrays.equals(digest.digest(), catalogue.sha256())) {
      throw new DamagedBundleException(
          "A catalogue is not the one that the root names", where, "Use another copy of the bundle.");
    }
  }

  /** A line without its end; null at the end of the catalogue. A line has a limit, so that a bomb stops there. */
  private static String readLine(InputStream in, String where) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
      }
      line.write(b);
      if (line.size() > Format.MAX_CATALOGUE_LINE_BYTES) {
        throw new DamagedBundleException(
            "A line of the catalogue is longer than any bundle's", where, "Use another copy of the bundle.");
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** Closes every volume and wipes the bundle identity. */
  @Override
  public void close() throws IOException {
    synchronized (payloads) {
      for (var payload : payloads.values()) {
        payload.close();
      }
      payloads.clear();
    }
    identity.close();
  }
}

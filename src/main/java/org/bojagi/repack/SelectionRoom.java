package org.bojagi.repack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.bojagi.bundle.Root.LuceneFile;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.Fault;
import org.bojagi.open.Library;

/**
 * What a selection takes on a medium, said before a byte is written: rather too much.
 *
 * @param bundleBytes of the new bundle's files
 * @param workingBytes of what is there only while it is made
 */
public record SelectionRoom(long bundleBytes, long workingBytes) {
  /** Of a file in the catalogue and in the list of entries, before either is compressed. */
  private static final long FILE_OVERHEAD_BYTES = 2_048;

  /** Of a megabyte in the catalogue. */
  private static final long SEGMENT_BYTES = 64;

  /** The words of North and South stand in each index: 300 KB, and what a small one takes beside. */
  private static final long LEAST_INDEX_BYTES = 640 << 10;

  /** Slots, both copies of the root, headers. */
  private static final long FRAME_BYTES = 256 << 10;

  /** What is kept free in a volume that is being written, so that it can be ended. */
  private static final long RESERVED_BYTES = 256 << 10;

  /** Padding takes a thirty-second (docs/decisions/0006), the tags of age a four-thousandth. */
  private static final int PADDING = 30;

  /** Of a merge: what is merged, and what comes of it. */
  private static final int INDEXES_IN_THE_MAKING = 2;

  /** Its index is taken to be as large a part of the old ones as its items are of theirs. */
  public static SelectionRoom of(Library library, Selection selection) throws IOException {
    long index = 0;
    for (int i = 0; i < selection.items().size(); i++) {
      int taken = selection.items().get(i).size();
      if (taken > 0) {
        var bundle = library.bundles().get(i);
        long whole = bundle.bundle().root().index().files().stream().mapToLong(LuceneFile::sizeBytes).sum();
        index += whole / Math.max(1, bundle.requireIndex().items().length) * taken;
      }
    }
    index = Math.max(index, LEAST_INDEX_BYTES);
    long content =
        selection.bytes() + selection.files() * FILE_OVERHEAD_BYTES + selection.bytes() / (1 << 20) * SEGMENT_BYTES;
    return new SelectionRoom(framed(content + index) + RESERVED_BYTES, INDEXES_IN_THE_MAKING * index);
  }

  /** As it lies there, with the files that each bundle has. */
  static long framed(long plaintextBytes) {
    return plaintextBytes / PADDING * (PADDING + 1) + FRAME_BYTES;
  }

  public long neededBytes() {
    return bundleBytes + workingBytes;
  }

  /** What is free where this folder is or will be. */
  public static long freeBytes(Path folder) throws IOException {
    var existing = folder.toAbsolutePath().normalize();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    try {
      return Files.getFileStore(existing).getUsableSpace();
    } catch (IOException e) {
      throw Fault.ofStorage(e, existing);
    }
  }

  /**
   * @param roomBytes for the bundle, of a card that it is meant for
   * @throws DoesNotFitException it is larger than that, or than what is free where it is made
   */
  void require(Path folder, long roomBytes) throws IOException {
    if (bundleBytes > roomBytes) {
      throw tooLarge(bundleBytes, roomBytes);
    }
    long free = freeBytes(folder);
    if (neededBytes() > free) {
      throw new DoesNotFitException(
          String.format(Locale.ROOT, "Up to %,d bytes are needed while it is made, and %,d are free", neededBytes(), free),
          folder.toString(),
          "Make room, choose another disk, or select less.");
    }
  }

  static DoesNotFitException tooLarge(long bytes, long roomBytes) {
    return new DoesNotFitException(
        String.format(Locale.ROOT, "It takes up to %,d bytes, and the card has room for %,d", bytes, roomBytes),
        "--card",
        "Select less, or give a larger card.");
  }
}

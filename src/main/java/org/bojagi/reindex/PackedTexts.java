package org.bojagi.reindex;

import java.io.IOException;
import java.util.Optional;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.index.IndexedText;
import org.bojagi.text.Charsets;
import org.bojagi.text.Passages;

/** The packed texts of an item, cut into the same passages as when they were packed (docs/decisions/0001). */
final class PackedTexts {
  /** Packing looks into no larger text. */
  static final int MAX_TEXT_BYTES = 64 << 20;

  private final Bundle bundle;

  PackedTexts(Bundle bundle) {
    this.bundle = bundle;
  }

  /**
   * One text.
   *
   * @param read all of it where it was read and compared already; else null
   * @param fileOrdinal position of the file in its item
   * @return empty where there is not a word in it
   * @throws DamagedBundleException it can't be read, is too large, or isn't what the catalogue names
   */
  Optional<IndexedText> cut(Located located, byte[] read, int fileOrdinal) throws IOException {
    var file = located.file();
    var text = Charsets.decode(read == null ? bytes(located) : read, Charsets.named(file.charset()));
    var passages = Passages.cut(file.textFormat(), text);
    return passages.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new IndexedText(fileOrdinal, file.language(), file.textFormat(), file.charset(), passages));
  }

  private byte[] bytes(Located located) throws IOException {
    var file = located.file();
    if (file.sizeBytes() > MAX_TEXT_BYTES) {
      throw new DamagedBundleException(
          "A text is larger than any that is packed to be searched", file.path(), "It is found by its title alone.");
    }
    byte[] bytes;
    try (var in = bundle.read(located, null)) {
      bytes = in.readNBytes((int) file.sizeBytes());
    }
    if (bytes.length != file.sizeBytes() || !isAsCatalogued(bytes, file)) {
      throw new DamagedBundleException(
          "A text is not the one that the catalogue names", file.path(), "Use another copy of the bundle.");
    }
    return bytes;
  }

  /** Of an item that only the old index names there are no hashes. */
  private static boolean isAsCatalogued(byte[] bytes, PackedFile file) {
    if (file.sha256().length == 0) {
      return true;
    }
    if (!file.hasItsHashes()) {
      return false;
    }
    var digest = Sha256.digest();
    for (int from = 0, segment = 0; from < bytes.length; from += PackedFile.SEGMENT_BYTES, segment++) {
      digest.update(bytes, from, Math.min(PackedFile.SEGMENT_BYTES, bytes.length - from));
      if (!file.isSegment(segment, digest.digest())) {
        return false;
      }
    }
    return true;
  }
}

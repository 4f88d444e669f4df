package org.bojagi.bundle;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.bojagi.age.AgePayload;
import org.bojagi.bundle.Extent.Encoding;
import org.bojagi.fault.DamagedBundleException;

/** The bytes of one packed file in order: its extents, each decoded, one after the other. Ends where the file ends. */
final class ExtentInputStream extends InputStream {
  private final PayloadOf payloads;
  private final Shelves shelves;
  private final Iterator<Extent> extents;
  private final Executor executor;
  private long left;
  private InputStream current = InputStream.nullInputStream();
  private Inflater inflater;
  private String entry = "";

  /** Where the plaintext of a volume is to be had. */
  @FunctionalInterface
  private interface PayloadOf {
    AgePayload volume(String id) throws IOException;
  }

  /** @param sizeBytes of the file: more is never given, so that a bomb stops there */
  ExtentInputStream(Bundle bundle, List<Extent> extents, long sizeBytes, Executor executor) {
    this(bundle::payload, bundle.shelves(), extents, sizeBytes, executor);
  }

  private ExtentInputStream(
      PayloadOf payloads, Shelves shelves, List<Extent> extents, long sizeBytes, Executor executor) {
    this.payloads = payloads;
    this.shelves = shelves;
    this.extents = extents.iterator();
    this.left = sizeBytes;
    this.executor = executor;
  }

  /**
   * A range of the file. What lies before it costs nothing where it is stored, and on a shelf only what unpacking up to
   * there does; of a deflated extent it is unpacked and thrown away.
   *
   * @param offset in the file's bytes, as {@code length}; both lie within the file
   */
  static ExtentInputStream range(Bundle bundle, List<Extent> extents, long offset, long length, Executor executor)
      throws IOException {
    var rest = new ArrayList<>(extents);
    long skip = offset;
    while (skip > 0 && !rest.isEmpty() && rest.getFirst().encoding() != Encoding.DEFLATED) {
      var first = rest.removeFirst();
      if (skip < first.fileBytes()) {
        rest.addFirst(first.from(skip));
      }
      skip -= Math.min(skip, first.fileBytes());
    }
    var range = new ExtentInputStream(bundle, rest, Math.addExact(skip, length), executor);
    try {
      range.skipNBytes(skip);
    } catch (IOException | RuntimeException e) {
      range.close();
      throw e;
    }
    return range;
  }

  /** One extent of a volume that no bundle knows yet. */
  static ExtentInputStream of(AgePayload payload, Extent extent, long sizeBytes) {
    return new ExtentInputStream(id -> payload, new Shelves(1), List.of(extent), sizeBytes, null);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0 || length == 0) {
      return length == 0 ? 0 : -1;
    }
    try {
      int n = current.read(bytes, offset, (int) Math.min(length, left));
      while (n < 0) {
        if (!extents.hasNext()) {
          throw new DamagedBundleException(
              "A file is shorter than the catalogue says", entry, "Use another copy, or recover what is sound.");
        }
        next(extents.next());
        n = current.read(bytes, offset, (int) Math.min(length, left));
      }
      left -= n;
      return n;
    } catch (ZipException | EOFException e) {
      throw new DamagedBundleException(
          "A compressed entry can't be unpacked", entry, "Use another copy, or recover what is sound.");
    }
  }

  private void next(Extent extent) throws IOException {
    close();
    entry = extent.entry();
    var volume = payloads.volume(extent.volume());
    if (extent.plaintextOffset() > volume.plaintextSize() - extent.length()) {
      throw new DamagedBundleException(
          "A file is said to lie outside of its volume", entry, "Use another copy, or recover what is sound.");
    }
    if (extent.encoding() == Encoding.ZSTD) {
      var shelf = shelves.get(extent, (offset, length) -> volume.stream(offset, length, null).readNBytes(length));
      current = shelf.stream(extent.within(), extent.sizeBytes());
      return;
    }
    current = volume.stream(extent.plaintextOffset(), extent.length(), executor);
    if (extent.encoding() == Encoding.DEFLATED) {
      inflater = new Inflater(true);
      current = new InflaterInputStream(current, inflater, 1 << 14);
    }
  }

  @Override
  public void close() throws IOException {
    current.close();
    if (inflater != null) {
      inflater.end();
      inflater = null;
    }
  }
}

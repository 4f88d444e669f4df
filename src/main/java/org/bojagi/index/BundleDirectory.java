package org.bojagi.index;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Collection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.store.BaseDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.NoLockFactory;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.fault.DamagedBundleException;

/**
 * Lucene's files where they lie in encrypted volumes, read-only: no temporary file, no memory-mapped file.
 *
 * <p>Closing it leaves the volumes open.
 */
public final class BundleDirectory extends BaseDirectory {
  private final Map<String, BundleIndexInput.Layout> layouts = new HashMap<>();

  /**
   * @param files by Lucene's file name, without {@code lucene/}, the pieces in order; pieces without
   *     bytes are allowed
   * @throws DamagedBundleException a piece lies outside of its volume
   */
  public BundleDirectory(Map<String, List<Piece>> files, ChunkCache cache) throws DamagedBundleException {
    super(NoLockFactory.INSTANCE);
    for (var file : files.entrySet()) {
      layouts.put(file.getKey(), layout(file.getKey(), file.getValue(), cache));
    }
  }

  /** The index of an open bundle, whose volumes it opens; the bundle closes them. */
  public static BundleDirectory of(Bundle bundle, ChunkCache cache) throws IOException {
    if (bundle.signers().isIndexSigned()) {
      for (var volume : bundle.root().index().volumes()) {
        cache.of(bundle.payload(volume.id())).expect(volume.chunkHashes(), "volume " + volume.id());
      }
    }
    var files = new HashMap<String, List<Piece>>();
    for (var file : bundle.root().index().files()) {
      var pieces = new ArrayList<Piece>();
      for (var extent : file.extents()) {
        pieces.add(new Piece(bundle.payload(extent.volume()), extent.plaintextOffset(), extent.length()));
      }
      files.put(file.name(), pieces);
    }
    return new BundleDirectory(files, cache);
  }

  static BundleIndexInput.Layout layout(String name, List<Piece> pieces, ChunkCache cache)
      throws DamagedBundleException {
    var volumes = new ChunkCache.Chunks[pieces.size()];
    var plaintextOffsets = new long[pieces.size()];
    var starts = new long[pieces.size() + 1];
    for (int i = 0; i < volumes.length; i++) {
      var piece = pieces.get(i);
      long end = piece.plaintextOffset() + piece.length();
      boolean negative = piece.plaintextOffset() < 0 || piece.length() < 0 || end < 0;
      if (negative || end > piece.volume().plaintextSize()) {
        throw new DamagedBundleException(
            "a part of the search index is said to lie outside of its volume",
            name + ", part " + (i + 1),
            "Copy the volume again from where the bundle came from.");
      }
      volumes[i] = cache.of(piece.volume());
      plaintextOffsets[i] = piece.plaintextOffset();
      starts[i + 1] = Math.addExact(starts[i], piece.length());
    }
    return new BundleIndexInput.Layout(volumes, plaintextOffsets, starts);
  }

  @Override
  public String[] listAll() {
    ensureOpen();
    var names = layouts.keySet().toArray(String[]::new);
    Arrays.sort(names);
    return names;
  }

  @Override
  public long fileLength(String name) throws IOException {
    return find(name).length();
  }

  @Override
  public IndexInput openInput(String name, IOContext context) throws IOException {
    return new BundleIndexInput(name, find(name), null);
  }

  private BundleIndexInput.Layout find(String name) throws NoSuchFileException {
    ensureOpen();
    var layout = layouts.get(name);
    if (layout == null) {
      throw new NoSuchFileException(name);
    }
    return layout;
  }

  @Override
  public void close() {
    isOpen = false;
  }

  @Override
  public Set<String> getPendingDeletions() {
    return Set.of();
  }

  @Override
  public void deleteFile(String name) {
    throw readOnly();
  }

  @Override
  public IndexOutput createOutput(String name, IOContext context) {
    throw readOnly();
  }

  @Override
  public IndexOutput createTempOutput(String prefix, String suffix, IOContext context) {
    throw readOnly();
  }

  @Override
  public void sync(Collection<String> names) {
    throw readOnly();
  }

  @Override
  public void syncMetaData() {
    throw readOnly();
  }

  @Override
  public void rename(String source, String destination) {
    throw readOnly();
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("a bundle is never written in place");
  }
}

package org.bojagi.index;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.store.BaseDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.OutputStreamIndexOutput;
import org.apache.lucene.store.SingleInstanceLockFactory;
import org.bojagi.age.AgeOutputStream;
import org.bojagi.age.AgePayload;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.fault.Fault;

/**
 * Where an index grows: each of Lucene's files is an age file in a folder of its own.
 *
 * <p>They are encrypted to an identity that is made here and never leaves memory, so that what a crash or a
 * pulled plug leaves behind is worth nothing. Closing deletes the folder and wipes the identity.
 */
final class SealedScratchDirectory extends BaseDirectory {
  private static final long CACHE_BYTES = 8L << 20;

  private record Sealed(Path path, long length) {}

  private final X25519Identity identity = X25519Identity.generate();
  private final ChunkCache cache = new ChunkCache(CACHE_BYTES);
  private final Path folder;
  private final Map<String, Sealed> files = new ConcurrentHashMap<>();
  private final Set<AgePayload> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong made = new AtomicLong();

  /** @param parent where the folder is made */
  SealedScratchDirectory(Path parent) throws IOException {
    super(new SingleInstanceLockFactory());
    try {
      folder = Files.createTempDirectory(parent, "index-");
    } catch (IOException e) {
      throw Fault.ofStorage(e, parent);
    }
  }

  @Override
  public IndexOutput createOutput(String name, IOContext context) throws IOException {
    ensureOpen();
    var path = folder.resolve(Long.toString(made.incrementAndGet()));
    var file = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    var buffered = new BufferedOutputStream(file, 1 << 16);
    var sealed = new AgeOutputStream(buffered, List.of(identity.recipient()), null);
    return new OutputStreamIndexOutput("scratch " + name, name, new Registered(name, path, sealed), 1 << 13);
  }

  @Override
  public IndexOutput createTempOutput(String prefix, String suffix, IOContext context) throws IOException {
    return createOutput(getTempFileName(prefix, suffix, made.incrementAndGet()), context);
  }

  @Override
  public IndexInput openInput(String name, IOContext context) throws IOException {
    ensureOpen();
    var sealed = find(name);
    var channel = FileChannel.open(sealed.path, StandardOpenOption.READ);
    var payload = AgePayload.open(channel, List.of(identity), "scratch " + name);
    open.add(payload);
    var layout = BundleDirectory.layout(name, List.of(new Piece(payload, 0, sealed.length)), cache);
    return new BundleIndexInput(
        name,
        layout,
        () -> {
          cache.forget(payload);
          open.remove(payload);
          payload.close();
        });
  }

  /** What is under a name, decrypted from its beginning; closing it closes the file. */
  AgePayload openPayload(String name) throws IOException {
    return AgePayload.open(
        FileChannel.open(find(name).path, StandardOpenOption.READ), List.of(identity), "scratch " + name);
  }

  @Override
  public String[] listAll() {
    ensureOpen();
    return files.keySet().stream().sorted().toArray(String[]::new);
  }

  @Override
  public long fileLength(String name) throws IOException {
    return find(name).length;
  }

  @Override
  public void deleteFile(String name) throws IOException {
    var sealed = find(name);
    files.remove(name);
    delete(sealed.path);
  }

  @Override
  public void rename(String source, String destination) throws IOException {
    files.put(destination, find(source));
    files.remove(source);
  }

  @Override
  public void sync(Collection<String> names) {
    // After a crash the identity is gone: nothing here needs to reach the disk.
  }

  @Override
  public void syncMetaData() {}

  @Override
  public Set<String> getPendingDeletions() {
    return Set.of();
  }

  @Override
  public void close() throws IOException {
    if (!isOpen) {
      return;
    }
    isOpen = false;
    for (var payload : open) {
      payload.close();
    }
    identity.close();
    try (var paths = Files.list(folder)) {
      paths.forEach(SealedScratchDirectory::delete);
    } catch (IOException gone) {
      return;
    }
    delete(folder);
  }

  private Sealed find(String name) throws NoSuchFileException {
    var sealed = files.get(name);
    if (sealed == null) {
      throw new NoSuchFileException(name);
    }
    return sealed;
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException left) {
      // Windows deletes no open file; close() does it. What a medium keeps nobody can open, and whoever made the parent
      // removes it with that.
    }
  }

  /** Registers the file when it is complete. */
  private final class Registered extends OutputStream {
    private final String name;
    private final Path path;
    private final AgeOutputStream sealed;

    Registered(String name, Path path, AgeOutputStream sealed) {
      this.name = name;
      this.path = path;
      this.sealed = sealed;
      files.put(name, new Sealed(path, 0));
    }

    @Override
    public void write(int b) throws IOException {
      sealed.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      sealed.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      sealed.close();
      // Lucene may have renamed it or given it up meanwhile.
      files.computeIfPresent(name, (same, unfinished) -> new Sealed(path, sealed.plaintextSize()));
    }
  }
}

package org.bojagi.cli.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.bundle.KeyRing;
import org.bojagi.fault.Fault;
import org.bojagi.open.FileFinder;
import org.bojagi.open.OpenBundle;

/** The bundles of one search, each with its index. Those that can't be opened are named, and the others go on. */
final class OpenBundles implements Closeable {
  private final List<OpenBundle> bundles;
  private final List<String> leftOut;

  private OpenBundles(List<OpenBundle> bundles, List<String> leftOut) {
    this.bundles = List.copyOf(bundles);
    this.leftOut = List.copyOf(leftOut);
  }

  /** @throws Fault none can be opened: what is wrong with the first */
  static OpenBundles open(List<Path> folders, UnlockOptions unlock) throws IOException {
    var bundles = new ArrayList<OpenBundle>();
    var faults = new ArrayList<Fault>();
    var leftOut = new ArrayList<String>();
    try (var keys = unlock.keys()) {
      var cache = OpenBundle.newCache();
      for (var folder : folders) {
        try {
          var open = one(folder, keys, cache);
          if (open.index().isEmpty()) {
            open.close();
            throw open.indexFault();
          }
          bundles.add(open);
        } catch (IOException thrown) {
          faults.add(Faults.of(thrown, folder.toString()).orElseThrow(() -> thrown));
          leftOut.add(folder.toString());
        }
      }
    }
    if (bundles.isEmpty()) {
      faults.stream().skip(1).forEach(Terminal::complain);
      throw faults.getFirst();
    }
    for (int i = 0; i < faults.size(); i++) {
      complain(leftOut.get(i), faults.get(i));
    }
    return new OpenBundles(bundles, leftOut);
  }

  /** One bundle, and on standard error what its opening found. */
  static OpenBundle one(Path folder, KeyRing keys, ChunkCache cache) throws IOException {
    var open = OpenBundle.open(folder, keys, cache);
    open.bundle().findings().forEach(Terminal::complain);
    return open;
  }

  /** A fault that names a file of the bundle says nothing to who has several of them. */
  static void complain(String leftOut, Fault fault) {
    var told = fault.getMessage();
    Terminal.complain(told.contains(leftOut) ? told : "A bundle is left out (" + leftOut + "). " + told);
  }

  static FileFinder finder(OpenBundle open) {
    return new FileFinder(open, Terminal::complain, () -> Terminal.note(Texts.text("finder.without-index")));
  }

  List<OpenBundle> all() {
    return bundles;
  }

  /** Folders that were asked for and are not here; each was named on standard error. */
  List<String> leftOut() {
    return leftOut;
  }

  @Override
  public void close() throws IOException {
    for (var bundle : bundles) {
      bundle.close();
    }
  }
}

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
import org.bojagi.open.FoundBundles;
import org.bojagi.open.OpenBundle;
import org.bojagi.open.Together;

/** The bundles of one search, each with its index. Those that can't be opened are named, and the others go on. */
final class OpenBundles implements Closeable {
  private final List<OpenBundle> bundles;
  private final List<String> leftOut;

  private OpenBundles(List<OpenBundle> bundles, List<String> leftOut) {
    this.bundles = List.copyOf(bundles);
    this.leftOut = List.copyOf(leftOut);
  }

  /** @throws Fault none can be opened: what is wrong with the first */
  static OpenBundles open(List<Path> places, UnlockOptions unlock) throws IOException {
    var faults = new ArrayList<Fault>();
    var leftOut = new ArrayList<String>();
    var together = new Together(OpenBundle.newCache());
    var bundles = new ArrayList<OpenBundle>();
    try (var keys = unlock.keys()) {
      for (var folder : folders(places)) {
        try {
          for (var open : together.open(folder, keys)) {
            if (open.index().isEmpty()) {
              faults.add(open.indexFault());
              leftOut.add(folder.toString());
              open.close();
            } else {
              bundles.add(open);
            }
          }
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
    for (var open : bundles) {
      open.bundle().findings().forEach(Terminal::complain);
    }
    for (int i = 0; i < faults.size(); i++) {
      complain(leftOut.get(i), faults.get(i));
    }
    return new OpenBundles(bundles, leftOut);
  }

  /** All bundles of some places, also those whose index is lost. */
  static Together together(List<Path> places, KeyRing keys, ChunkCache cache) throws IOException {
    var together = new Together(cache);
    boolean complete = false;
    try {
      for (var folder : folders(places)) {
        together.open(folder, keys);
      }
      complete = true;
      return together;
    } finally {
      if (!complete) {
        together.close();
      }
    }
  }

  /** Each place as it was named, or the folders of bundles that lie below it. */
  private static List<Path> folders(List<Path> places) {
    var folders = new ArrayList<Path>();
    for (var place : places) {
      var whole = place.toAbsolutePath().normalize();
      var below = FoundBundles.in(List.of(place));
      if (below.isEmpty()) {
        folders.add(place);
      }
      for (var folder : below) {
        folders.add(folder.equals(whole) ? place : place.resolve(whole.relativize(folder)));
      }
    }
    return folders.stream().distinct().toList();
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

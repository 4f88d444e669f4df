package org.bojagi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Folders with all that is in them. */
public final class Trees {
  private Trees() {}

  /** Follows no links; where nothing is, nothing is done. */
  public static void remove(Path root) throws IOException {
    if (Files.exists(root)) {
      try (var tree = Files.walk(root)) {
        for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** When anything in these was changed last, in milliseconds since 1970. */
  static long newestMillis(Iterable<Path> roots) throws IOException {
    long newest = 0;
    for (var root : roots) {
      try (var tree = Files.walk(root)) {
        for (var path : tree.toList()) {
          newest = Math.max(newest, Files.getLastModifiedTime(path).toMillis());
        }
      }
    }
    return newest;
  }
}

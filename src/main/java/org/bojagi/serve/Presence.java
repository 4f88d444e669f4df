package org.bojagi.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether the stick is still there: its files are, on the same device as before, and the device itself. Asks the file
 * system alone, which remembers names but not devices that are gone.
 */
final class Presence {
  private record Known(Object device, Path node) {}

  private final Map<Path, Known> watched = new HashMap<>();

  /** @param paths of files or folders that are there now */
  Presence(List<Path> paths) {
    for (var path : paths) {
      var device = device(path);
      watched.put(path, new Known(device, node(device)));
    }
  }

  boolean isGone() {
    for (var entry : watched.entrySet()) {
      var known = entry.getValue();
      if (!Files.exists(entry.getKey())
          || known.device != null && !known.device.equals(device(entry.getKey()))
          || known.node != null && !Files.exists(known.node)) {
        return true;
      }
    }
    return false;
  }

  /** The number of the device; null where the system has none to say, as Windows. */
  private static Object device(Path path) {
    try {
      return Files.getAttribute(path, "unix:dev");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return null;
    }
  }

  /** Linux's own entry for a block device, which goes when it is pulled; null elsewhere. */
  private static Path node(Object device) {
    if (!(device instanceof Long number)) {
      return null;
    }
    long major = number >>> 8 & 0xFFF | number >>> 32 & 0xFFFFF000L;
    long minor = number & 0xFF | number >>> 12 & 0xFFFFFF00L;
    var node = Path.of("/sys/dev/block/" + major + ":" + minor);
    return Files.exists(node) ? node : null;
  }
}

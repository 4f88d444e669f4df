package org.bojagi.cli.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bojagi.fault.UsageException;

/** That what is made doesn't come to lie in what it is made of. */
public final class Apart {
  private Apart() {}

  /** Whether a place is a folder or below it, by its name or through links; neither has to be there yet. */
  public static boolean isWithin(Path place, Path folder) throws IOException {
    if (place.toAbsolutePath().normalize().startsWith(folder.toAbsolutePath().normalize())) {
      return true;
    }
    var existing = place.toAbsolutePath().normalize();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    return existing != null && Files.exists(folder) && existing.toRealPath().startsWith(folder.toRealPath());
  }

  /**
   * Among a bundle's files others would be foreign, and the old words would still open the folder.
   *
   * @throws UsageException {@code what}: it would lie in one of the bundles
   */
  public static void require(String what, Path target, List<Path> bundles) throws IOException {
    for (var bundle : bundles) {
      if (Files.isDirectory(bundle) && isWithin(target, bundle)) {
        throw new UsageException(what, target.toString(), "Choose a folder outside of " + bundle + ".");
      }
    }
  }
}

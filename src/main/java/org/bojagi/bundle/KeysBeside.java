package org.bojagi.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.UsageException;
import org.bojagi.sign.PublisherKey;
import org.bojagi.sign.Trust;
import org.bojagi.sign.Trust.Origin;
import org.bojagi.sign.Trust.Pinned;

/**
 * Publishers' keys that lie beside a bundle's folder, as {@code *.pub} (format.md §5.4): what they say is that both came
 * together on this medium.
 */
final class KeysBeside {
  private static final int MOST = 16;

  private KeysBeside() {}

  /** The same trust with those keys behind what was given. Files that are none are passed over. */
  static Trust with(Trust given, Path bundleFolder) {
    var parent = bundleFolder.toAbsolutePath().normalize().getParent();
    var keys = new ArrayList<>(given.keys());
    if (parent != null) {
      for (var file : files(parent)) {
        try {
          keys.add(new Pinned(PublisherKey.read(file), Origin.SAME_MEDIUM, file.getFileName().toString()));
        } catch (UsageException e) {
          // Another kind of file.
        } catch (IOException e) {
          // It vouches for nothing then.
        }
      }
    }
    return new Trust(keys, given.atLeast());
  }

  /**
   * A key beside the bundle that isn't its publisher's: one of the two came from elsewhere.
   *
   * @param trust as {@link #with} gives it
   * @param where the root
   */
  static Optional<Finding> signerNotBeside(Signers signers, Trust trust, String where) {
    boolean anyBeside = trust.keys().stream().anyMatch(key -> key.origin() == Origin.SAME_MEDIUM);
    return anyBeside && signers.content().pinned() == null
        ? Optional.of(
            new Finding(
                Severity.WARNING,
                "signer-not-beside",
                where,
                "A publisher's key lies beside this bundle, and the bundle isn't signed with it",
                "Somebody may have put another bundle here: ask who gave it to you."))
        : Optional.empty();
  }

  private static List<Path> files(Path folder) {
    var files = new ArrayList<Path>();
    try (var found = Files.newDirectoryStream(folder, "*.pub")) {
      for (var file : found) {
        if (Files.isRegularFile(file) && files.size() < MOST) {
          files.add(file);
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      return List.of();
    }
    files.sort(null);
    return files;
  }
}

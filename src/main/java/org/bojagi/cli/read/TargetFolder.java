package org.bojagi.cli.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.bojagi.bundle.FoldersBelow;
import org.bojagi.bundle.PartFile;
import org.bojagi.catalog.PackedFile;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.UsageException;
import org.bojagi.open.SegmentCheck;

/**
 * The folder that files are taken out to. A file gets its name when it is whole and its hashes hold; a temporary one is
 * removed, also when the process is told to stop.
 */
final class TargetFolder implements AutoCloseable {
  private final Path folder;
  private final boolean force;
  private final Set<String> written = new HashSet<>();
  private final PartFile part;

  /** @param force whether files that were there before may be replaced */
  TargetFolder(Path folder, boolean force) throws IOException {
    this.folder = folder;
    this.force = force;
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new UsageException("This is a file, and files go into a folder", folder.toString(), "Give another -o DIR.");
    }
    Files.createDirectories(folder);
    part = new PartFile();
  }

  /**
   * @param file with its hashes
   * @return where it is now, relative to the folder
   * @throws DamagedBundleException it isn't what the catalogue names; nothing is left of it
   * @throws UsageException there is such a file already, or a folder of its name, or a link would lead out of the folder
   */
  String write(PackedFile file, InputStream in) throws IOException {
    var safe = freeName(SafePath.of(file.path()));
    var target = SafePath.below(folder, safe).orElseThrow(() -> new IllegalStateException("a path left its folder"));
    FoldersBelow.make(folder.toAbsolutePath().normalize(), target.getParent());
    if (Files.isDirectory(target)) {
      throw new UsageException("A folder is in the way of this file", target.toString(), "Choose another folder.");
    }
    if (!force && Files.exists(target)) {
      throw exists(target);
    }
    var temporary = part.begin(target.resolveSibling("." + UUID.randomUUID().toString().substring(0, 8) + ".bojagi"));
    try {
      copy(file, in, temporary);
      if (force) {
        Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.move(temporary, target);
      }
    } catch (FileAlreadyExistsException e) {
      throw exists(target);
    } finally {
      part.discard();
    }
    return safe;
  }

  private static void copy(PackedFile file, InputStream in, Path temporary) throws IOException {
    try (var out = Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      SegmentCheck.copy(file, in, out);
    }
  }

  /** Two names of one bundle may become the same, or be the same where case doesn't count. */
  private String freeName(String safe) {
    var name = safe;
    for (int number = 2; !written.add(name.toLowerCase(Locale.ROOT)); number++) {
      name = SafePath.numbered(safe, number);
    }
    return name;
  }

  private static UsageException exists(Path target) {
    return new UsageException(
        "There is such a file already", target.toString(), "Choose another folder, or replace it with --force.");
  }

  @Override
  public void close() {
    part.close();
  }
}

package org.bojagi.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bojagi.age.AgeInputStream;
import org.bojagi.age.AgeOutputStream;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.Sha256;

/**
 * A folder of the packager's own computer, apart from every bundle, where what one pack knows of the corpus waits for
 * the next: of each edition a file, sealed to the bundle identity, under a name that only who opens that edition can
 * tell. No part of the format: a file that is gone or damaged costs time.
 *
 * <p>Holds {@value #MOST_FILES} files at most, and none that was used by nobody for a year.
 */
public final class MemoryFolder {
  static final int MOST_FILES = 50;
  static final Duration UNUSED = Duration.ofDays(365);
  private static final Duration ABANDONED = Duration.ofDays(1);

  private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern BEGUN = Pattern.compile("[0-9a-f]{32}\\.new");
  private static final Set<PosixFilePermission> OWNERS_FOLDER = PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNERS_FILE = PosixFilePermissions.fromString("rw-------");

  private final Path folder;

  /** @param folder of ours alone; made when something is first kept */
  public MemoryFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * What was kept when this edition was made; empty where nothing was or it can't be had. It is whole only when it was
   * read to its end without an exception.
   *
   * @param edition stays the caller's, and open
   */
  public Optional<InputStream> of(Bundle edition) {
    var file = folder.resolve(nameOf(edition.root().index().contentSha256()));
    InputStream in = null;
    try {
      in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
      var opened = new AgeInputStream(in, List.of(edition.identity()), null, file.getFileName().toString());
      in = null;
      markUsed(file);
      return Optional.of(opened);
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    } finally {
      closeQuietly(in);
    }
  }

  private static void markUsed(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException e) {
      // It is forgotten earlier than it might be.
    }
  }

  /**
   * Keeps something for the edition after this one.
   *
   * @param finished after {@link BundleWriter#finish}
   * @throws IOException it isn't kept; the bundle is whole all the same
   */
  public void keep(BundleWriter finished, BundleWriter.Record record) throws IOException {
    var owner = ownerAlone(OWNERS_FOLDER);
    Files.createDirectories(folder, owner);
    if (owner.length > 0) {
      Files.setPosixFilePermissions(folder, OWNERS_FOLDER);
    }
    var begun = folder.resolve(Format.randomId() + ".new");
    try {
      var create = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try (var channel = Files.newByteChannel(begun, create, ownerAlone(OWNERS_FILE));
          var age =
              new AgeOutputStream(
                  Channels.newOutputStream(channel), List.of(finished.lineage().identity.recipient()), null)) {
        record.writeTo(age);
      }
      Files.move(begun, folder.resolve(nameOf(finished.contentSha256())), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(begun);
    }
    forget(Instant.now());
  }

  private FileAttribute<?>[] ownerAlone(Set<PosixFilePermission> permissions) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static String nameOf(String contentSha256) {
    return Json.hex(Sha256.of("memory of " + contentSha256)).substring(0, 32);
  }

  private record Used(Path file, Instant last) {}

  private void forget(Instant now) throws IOException {
    var kept = new ArrayList<Used>();
    try (var files = Files.list(folder)) {
      for (var file : files.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)).toList()) {
        var name = file.getFileName().toString();
        var last = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
        if (BEGUN.matcher(name).matches() && last.isBefore(now.minus(ABANDONED))) {
          Files.deleteIfExists(file);
        } else if (NAME.matcher(name).matches()) {
          kept.add(new Used(file, last));
        }
      }
    }
    kept.sort(Comparator.comparing(Used::last).reversed());
    for (int i = 0; i < kept.size(); i++) {
      if (i >= MOST_FILES || kept.get(i).last().isBefore(now.minus(UNUSED))) {
        Files.deleteIfExists(kept.get(i).file());
      }
    }
  }

  private static void closeQuietly(InputStream in) {
    if (in != null) {
      try {
        in.close();
      } catch (IOException e) {
        // Nothing of it was used.
      }
    }
  }
}

package org.bojagi.stick;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.bojagi.fault.UsageException;

/** The regular files of a folder, a ZIP or a gzipped tar, without unpacking anything to a disk. */
final class FileTree {
  /** A JDK with its sources has 2,000. */
  static final int MAX_FILES = 20_000;

  private FileTree() {}

  static List<StickFile> list(Path source) throws IOException {
    if (Files.isDirectory(source)) {
      return ofFolder(source);
    }
    if (!Files.exists(source)) {
      throw new UsageException(
          "There is no such file or folder", source.toString(), "Check the path and its spelling.");
    }
    var name = source.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".zip")) {
      return ofZip(source);
    }
    if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
      return new TarGzip(source).files();
    }
    throw new UsageException(
        "This is neither a folder nor an archive", source.toString(), "Give a folder, a .zip or a .tar.gz.");
  }

  /** Links to files count as what they lead to, except for licences: there they lead to others of the same folder. */
  private static List<StickFile> ofFolder(Path folder) throws IOException {
    var files = new ArrayList<StickFile>();
    try (var tree = Files.walk(folder)) {
      for (var path : tree.sorted().toList()) {
        var name = folder.relativize(path).toString().replace('\\', '/');
        boolean licence = Files.isSymbolicLink(path) && ("/" + name).contains("/legal/");
        if (Files.isRegularFile(path) && !licence) {
          files.add(StickFile.of(name, path));
          requireFew(files, folder);
        }
      }
    }
    return files;
  }

  private static List<StickFile> ofZip(Path archive) throws IOException {
    var files = new ArrayList<StickFile>();
    try (var zip = new ZipFile(archive.toFile())) {
      for (var entry : Collections.list(zip.entries())) {
        if (!entry.isDirectory()) {
          var name = entry.getName();
          files.add(new StickFile(name, entry.getSize(), () -> openZipped(archive, name)));
          requireFew(files, archive);
        }
      }
    } catch (ZipException | IllegalArgumentException e) {
      throw damaged(archive, e);
    }
    return files;
  }

  private static InputStream openZipped(Path archive, String name) throws IOException {
    var zip = new ZipFile(archive.toFile());
    try {
      return new java.io.FilterInputStream(zip.getInputStream(zip.getEntry(name))) {
        @Override
        public void close() throws IOException {
          zip.close();
        }
      };
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  static void requireFew(List<StickFile> files, Path source) throws UsageException {
    if (files.size() > MAX_FILES) {
      throw new UsageException(
          "There are more than " + MAX_FILES + " files in it",
          source.toString(),
          "Give a Java runtime and nothing else.");
    }
  }

  static UsageException damaged(Path archive, Exception cause) {
    return new UsageException(
        "This archive can't be read to its end", archive.toString(), "Fetch it again and compare its checksum.", cause);
  }
}

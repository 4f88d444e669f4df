package org.bojagi.media;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a program lies that people install themselves. */
final class Programs {
  private Programs() {}

  static Optional<Path> find(String name) {
    return find(name, System.getenv("PATH"), System.getProperty("os.name"));
  }

  /**
   * Only folders that the PATH names from the root on: a program is never taken from wherever we happen to
   * stand. On Windows only an {@code .exe}, since scripts would go through a shell.
   */
  static Optional<Path> find(String name, String path, String system) {
    boolean windows = system.toLowerCase(Locale.ROOT).startsWith("windows");
    return Stream.of(Objects.requireNonNullElse(path, "").split(File.pathSeparator))
        .map(Programs::folder)
        .filter(folder -> folder != null && folder.isAbsolute())
        .map(folder -> folder.resolve(windows ? name + ".exe" : name))
        .filter(program -> Files.isRegularFile(program) && Files.isExecutable(program))
        .findFirst();
  }

  private static Path folder(String entry) {
    try {
      return entry.isEmpty() ? null : Path.of(entry);
    } catch (InvalidPathException e) {
      return null;
    }
  }
}

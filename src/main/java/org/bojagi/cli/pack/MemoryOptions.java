package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bojagi.bundle.MemoryFolder;
import org.bojagi.cli.read.Apart;
import org.bojagi.fault.UsageException;
import org.bojagi.seal.Memory;
import picocli.CommandLine.Option;

/** What {@code pack} knows from the pack before it, in the user's cache folder. */
final class MemoryOptions {
  @Option(names = "--reread", descriptionKey = "pack.reread")
  private boolean reread;

  /** When the command line was read: before the corpus is. */
  private final Instant begun = Instant.now();

  /** @throws UsageException there is nothing that could be remembered */
  void requireSense(boolean goesOn) throws UsageException {
    if (reread && !goesOn) {
      throw new UsageException(
          "There is no earlier bundle whose files could be remembered",
          "--reread",
          "Give it with --update or --since; without these every file is read.");
    }
  }

  /**
   * Null where there is no folder for it, or one that would travel with a bundle or be packed.
   *
   * @param target of what is made
   * @param others that the folder mustn't be within or beside either
   */
  Memory memory(Path target, List<Path> others, Path corpus) {
    var environment = System.getenv();
    try {
      var folder = folder(System.getProperty("os.name"), environment);
      if (folder.isEmpty() || Apart.isWithin(folder.get(), corpus) || travels(folder.get(), target, environment)) {
        return null;
      }
      for (var other : others) {
        if (travels(folder.get(), other, environment)) {
          return null;
        }
      }
      return new Memory(new MemoryFolder(folder.get()), begun, reread);
    } catch (IOException e) {
      return null;
    }
  }

  /** In a bundle, or on the medium that it is on where the user's own files aren't. */
  static boolean travels(Path folder, Path bundle, Map<String, String> environment) throws IOException {
    if (Apart.isWithin(folder, bundle)) {
      return true;
    }
    var parent = bundle.toAbsolutePath().normalize().getParent();
    if (parent == null || !Apart.isWithin(folder, parent)) {
      return false;
    }
    var home = absolute(environment, "HOME").or(() -> absolute(environment, "USERPROFILE"));
    return home.isEmpty() || !Apart.isWithin(home.get(), parent);
  }

  /** Where the system keeps what programs can do without (XDG Base Directory Specification; Apple; Windows). */
  static Optional<Path> folder(String system, Map<String, String> environment) {
    var name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return absolute(environment, "LOCALAPPDATA").map(folder -> folder.resolve("Bojagi"));
    }
    var home = absolute(environment, "HOME");
    if (name.startsWith("mac")) {
      return home.map(folder -> folder.resolve("Library/Caches/Bojagi"));
    }
    return absolute(environment, "XDG_CACHE_HOME")
        .or(() -> home.map(folder -> folder.resolve(".cache")))
        .map(folder -> folder.resolve("bojagi"));
  }

  private static Optional<Path> absolute(Map<String, String> environment, String name) {
    try {
      return Optional.ofNullable(environment.get(name)).map(Path::of).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}

package org.bojagi.window;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Looks where systems put browsers; reads no registry and starts nothing. */
public final class Browsers {
  enum SystemKind {
    WINDOWS,
    MAC,
    LINUX
  }

  private Browsers() {}

  /** Those that are installed here, one of a kind, the one to take first; empty where none is known. */
  public static List<Browser> installed() {
    var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    var system =
        name.startsWith("windows")
            ? SystemKind.WINDOWS
            : name.startsWith("mac") ? SystemKind.MAC : SystemKind.LINUX;
    return installed(system, Path.of("/"), System.getenv());
  }

  /** @param root the folder that paths which the environment doesn't give begin at */
  static List<Browser> installed(SystemKind system, Path root, Map<String, String> environment) {
    var found = new ArrayList<Browser>();
    for (var kind : BrowserKind.values()) {
      var places =
          switch (system) {
            case WINDOWS -> windows(kind, environment);
            case MAC -> mac(kind, root, environment);
            case LINUX -> linux(kind, root, environment);
          };
      places
          .filter(program -> Files.isRegularFile(program) && Files.isExecutable(program))
          .findFirst()
          .ifPresent(program -> found.add(new Browser(kind, program)));
    }
    return List.copyOf(found);
  }

  private static Stream<Path> windows(BrowserKind kind, Map<String, String> environment) {
    return Stream.of("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)", "LocalAppData", "LOCALAPPDATA")
        .map(name -> absolute(environment.get(name)))
        .filter(Objects::nonNull)
        .map(folder -> folder.resolve(kind.windowsPath()));
  }

  private static Stream<Path> mac(BrowserKind kind, Path root, Map<String, String> environment) {
    var home = absolute(environment.get("HOME"));
    return Stream.of(root, home)
        .filter(Objects::nonNull)
        .flatMap(folder -> kind.macPaths().stream().map(folder.resolve("Applications")::resolve));
  }

  private static Stream<Path> linux(BrowserKind kind, Path root, Map<String, String> environment) {
    var folders = new ArrayList<Path>();
    for (var entry : environment.getOrDefault("PATH", "").split(":")) {
      folders.add(absolute(entry));
    }
    // What a session started without a login shell may lack.
    folders.add(root.resolve("snap/bin"));
    folders.add(root.resolve("var/lib/flatpak/exports/bin"));
    var home = absolute(environment.get("HOME"));
    folders.add(home == null ? null : home.resolve(".local/share/flatpak/exports/bin"));
    return folders.stream()
        .filter(Objects::nonNull)
        .flatMap(folder -> kind.linuxNames().stream().map(folder::resolve));
  }

  /** Null for what is no absolute path: a browser is never taken from wherever we happen to stand. */
  private static Path absolute(String folder) {
    if (folder == null || folder.isEmpty()) {
      return null;
    }
    try {
      var path = Path.of(folder);
      return path.isAbsolute() ? path : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }
}

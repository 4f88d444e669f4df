package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.bundle.InterruptedRun;
import org.bojagi.fault.UsageException;

/** What a run that doesn't come to its end leaves for the next one. */
final class LeftBehind {
  private LeftBehind() {}

  /** What may be interrupted. */
  @FunctionalInterface
  interface Making<T> {
    T make() throws IOException;
  }

  /**
   * Makes it; where that doesn't come to its end, something may be said. A person who presses Ctrl-C hears it too: Java
   * then runs nothing but its hooks.
   */
  static <T> T telling(Runnable ifLeft, Making<T> making) throws IOException {
    var hook = new Thread(ifLeft);
    Runtime.getRuntime().addShutdownHook(hook);
    boolean mayBeLeft = true;
    try {
      var made = making.make();
      mayBeLeft = false;
      return made;
    } catch (UsageException e) {
      mayBeLeft = false;
      throw e;
    } finally {
      removeHook(hook);
      if (mayBeLeft) {
        ifLeft.run();
      }
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is running.
    }
  }

  /** Where something is left that the same command goes on with: of one bundle, or of several in a folder. */
  static List<Path> at(Path target) {
    var targets = new ArrayList<>(List.of(target));
    try (var below = Files.newDirectoryStream(target, "*.partial")) {
      for (var partial : below) {
        var name = partial.getFileName().toString();
        targets.add(target.resolve(name.substring(0, name.length() - ".partial".length())));
      }
    } catch (IOException e) {
      // There is no such folder: of one bundle it isn't there yet.
    }
    return targets.stream()
        .filter(InterruptedRun::isLeftAt)
        .map(one -> one.resolveSibling(one.getFileName() + ".partial"))
        .toList();
  }
}

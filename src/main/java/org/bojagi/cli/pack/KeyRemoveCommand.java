package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.bojagi.bundle.Slots;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.cli.read.UnlockOptions;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.NotABundleException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code key remove}: the slot that a key opens, both copies. */
@Command(name = "remove")
public final class KeyRemoveCommand implements Callable<Integer> {
  @Parameters(paramLabel = "BUNDLE", descriptionKey = "BUNDLE")
  private Path folder;

  @Mixin private UnlockOptions unlock;

  @Override
  public Integer call() throws IOException {
    requireFolder(folder);
    try (var keys = unlock.keys()) {
      int removed = Slots.remove(folder, keys);
      Terminal.note(Texts.text("key.removed", removed));
      Terminal.note(Texts.text("key.takes-nothing"));
    }
    return ExitCode.DONE;
  }

  static void requireFolder(Path folder) throws NotABundleException {
    if (!Files.isDirectory(folder)) {
      throw new NotABundleException(
          "There is no such folder", folder.toString(), "Give the folder that holds the bundle's files.");
    }
  }
}

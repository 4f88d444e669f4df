package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.Slots;
import org.bojagi.cli.read.NewSlots;
import org.bojagi.cli.read.StandardInput;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.cli.read.UnlockOptions;
import org.bojagi.fault.ExitCode;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code key add}: one more way into a bundle. */
@Command(name = "add")
public final class KeyAddCommand implements Callable<Integer> {
  @Parameters(paramLabel = "BUNDLE", descriptionKey = "BUNDLE")
  private Path folder;

  @ArgGroup(multiplicity = "1")
  private NewKey newKey;

  /** What will open it too: one of both. */
  static final class NewKey {
    @Option(names = "--new-passphrase-file", paramLabel = "FILE", descriptionKey = "key.add.new-passphrase-file")
    private String passphraseFile;

    @Option(names = "--recipient", paramLabel = "age1…", descriptionKey = "key.add.recipient")
    private String recipient;
  }

  @Option(names = "--weak-passphrase", descriptionKey = "weak-passphrase")
  private boolean weakPassphrase;

  @Mixin private UnlockOptions unlock;

  @Override
  public Integer call() throws IOException {
    StandardInput.requireOne("-".equals(newKey.passphraseFile), unlock.readsStandardInput());
    try (var keys = unlock.keys();
        var bundle = Bundle.open(folder, keys)) {
      bundle.findings().forEach(Terminal::complain);
      if (newKey.recipient != null) {
        Slots.add(bundle, NewSlots.recipient(newKey.recipient, "--recipient"));
      } else {
        try (var recipient = PackKeys.chosen(newKey.passphraseFile, weakPassphrase)) {
          Slots.add(bundle, recipient);
        }
      }
    }
    Terminal.note(Texts.text("key.added"));
    return ExitCode.DONE;
  }
}

package org.bojagi.cli.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bojagi.bundle.KeyRing;
import org.bojagi.fault.Finding;
import org.bojagi.fault.UsageException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * As {@link UnlockOptions}, and besides whole rings of keys, for commands that take many bundles. A line that is no key
 * is named by its number, never by what it says, and the others are used.
 */
public final class KeyRingOptions {
  @Option(names = "--keys", paramLabel = "FILE", descriptionKey = "ring.keys")
  private List<Path> identityFiles = List.of();

  @Option(names = "--passphrases", paramLabel = "FILE", descriptionKey = "ring.passphrases")
  private List<Path> passphraseFiles = List.of();

  @Mixin private UnlockOptions unlock;

  private boolean passedOver;

  /**
   * All keys given, else one passphrase that is asked for. The caller closes them.
   *
   * @throws UsageException nothing was given and nobody can be asked; a file can't be read or holds no key at all
   */
  public KeyRing keys() throws IOException {
    if (identityFiles.isEmpty() && passphraseFiles.isEmpty()) {
      return unlock.keys();
    }
    var keys = unlock.given();
    boolean complete = false;
    try {
      for (var file : identityFiles) {
        KeyFiles.identities(file, keys.identities(), this::passOver);
      }
      for (var file : passphraseFiles) {
        KeyFiles.passphrases(file, keys.passphrases(), this::passOver);
      }
      if (keys.identities().isEmpty() && keys.passphrases().isEmpty()) {
        throw new UsageException(
            "There is no key in what was given", "--keys, --passphrases", "Identities begin with AGE-SECRET-KEY-1.");
      }
      complete = true;
      return keys;
    } finally {
      if (!complete) {
        keys.close();
      }
    }
  }

  /** Whether standard input is taken by a key. */
  public boolean readsStandardInput() {
    return unlock.readsStandardInput();
  }

  private void passOver(Finding line) {
    passedOver = true;
    Terminal.complain(line);
  }

  /** Whether, after {@link #keys}, some line was no key, so that the command ends with 3 at best. */
  public boolean hasPassedOver() {
    return passedOver;
  }
}

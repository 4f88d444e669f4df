package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.Path;
import org.bojagi.cli.read.NewSlots;
import org.bojagi.recover.NewBundle;
import org.bojagi.seal.NorthSouthWords;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A new bundle that what is recovered goes into, and who will open it. */
final class NewBundleOptions {
  @Option(names = "--bundle", paramLabel = "NEW", descriptionKey = "recover.new")
  private Path target;

  @Mixin private NewSlots newSlots = new NewSlots();

  /** Null where none was asked for. */
  Path target() {
    return target;
  }

  /** Whether a key of the new bundle comes by standard input. */
  boolean readsStandardInput() {
    return newSlots.readsStandardInput();
  }

  /** Those that were given; without any, six words that a person agrees to. The caller closes them. */
  NewSlots.Given keys() throws IOException {
    return newSlots.given(PassphraseStrength::require, "recover");
  }

  NewBundle with(NewSlots.Given keys) throws IOException {
    return new NewBundle(target, keys.slots(), NorthSouthWords.read(), NorthSouthWords.SOURCE);
  }
}

package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.Path;
import org.bojagi.cli.read.ByteSize;
import org.bojagi.cli.read.NewSlots;
import org.bojagi.fault.UsageException;
import org.bojagi.recover.NewBundle;
import org.bojagi.seal.NorthSouthWords;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A new bundle that what is recovered goes into, and who will open it. */
final class NewBundleOptions {
  @Option(names = "--bundle", paramLabel = "NEW", descriptionKey = "recover.new")
  private Path target;

  @Option(
      names = "--volume-size",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      descriptionKey = "recover.volume-size")
  private long volumeBytes;

  @Mixin private NewSlots newSlots = new NewSlots();

  /** Null where none was asked for. */
  Path target() {
    return target;
  }

  /** Whether a key of the new bundle comes by standard input. */
  boolean readsStandardInput() {
    return newSlots.readsStandardInput();
  }

  /** @throws UsageException there is no such size, or nothing that it is of */
  void requireVolumeSize() throws UsageException {
    if (volumeBytes != 0) {
      ByteSize.requireVolume(volumeBytes);
      if (target == null) {
        throw new UsageException(
            "Only a bundle has files of a size", "--volume-size", "Give --bundle NEW with it, or leave it out.");
      }
    }
  }

  /** Those that were given; without any, six words that a person agrees to. The caller closes them. */
  NewSlots.Given keys() throws IOException {
    return newSlots.given(PassphraseStrength::require, "recover");
  }

  NewBundle with(NewSlots.Given keys) throws IOException {
    return new NewBundle(target, volumeBytes, keys.slots(), NorthSouthWords.read(), NorthSouthWords.SOURCE);
  }
}

package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bojagi.age.ScryptIdentity;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.KeyRing;
import org.bojagi.cli.read.ByteSize;
import org.bojagi.cli.read.NewSlots;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
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

  /** @param identities that may open what an interrupted run left; stay the caller's, as {@code keys} do */
  NewBundle with(NewSlots.Given keys, List<X25519Identity> identities) throws IOException {
    var ring = new KeyRing(identities, keys.typed(), ScryptIdentity.defaultMaxLogN());
    return new NewBundle(
        target,
        volumeBytes,
        keys.slots(),
        ring,
        NorthSouthWords.read(),
        NorthSouthWords.SOURCE,
        NewBundleOptions::tell);
  }

  private static void tell(Path target, boolean opened, int items, int volumes, long volumeBytes) {
    if (items > 0) {
      Terminal.note(Texts.text("recover.goes-on", items, volumes, ByteSize.text(volumeBytes)));
    } else {
      Terminal.note(Texts.text(opened ? "recover.not-kept.otherwise" : "recover.not-kept.locked", target + ".partial"));
    }
  }

  /** As {@link LeftBehind#telling} has it, of one bundle, or of several in folders of their own. */
  <T> T tellingWhatIsLeft(LeftBehind.Making<T> making) throws IOException {
    return LeftBehind.telling(
        () -> {
          if (target != null) {
            LeftBehind.at(target).forEach(left -> Terminal.note(Texts.text("recover.left", left)));
          }
        },
        making);
  }
}

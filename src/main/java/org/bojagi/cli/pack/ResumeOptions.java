package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bojagi.age.ScryptIdentity;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.InterruptedRun;
import org.bojagi.bundle.KeyRing;
import org.bojagi.cli.read.ByteSize;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.cli.read.UnlockOptions;
import org.bojagi.seal.Resumption;
import org.bojagi.seal.Resumption.Outcome;
import picocli.CommandLine.Option;

/** How {@code pack} goes on with what an interrupted run left, and what it says of it. */
final class ResumeOptions {
  @Option(names = "--identity", paramLabel = "FILE", descriptionKey = "pack.identity")
  private List<String> identityFiles = List.of();

  @Option(names = "--anew", descriptionKey = "pack.anew")
  private boolean anew;

  /** Also what unlocks an earlier edition. */
  List<String> identityFiles() {
    return identityFiles;
  }

  /** What is packed with the keys that open what was left. */
  @FunctionalInterface
  interface Packing<T> {
    T with(Resumption resumption) throws IOException;
  }

  /**
   * Runs it, and says what becomes of its work where it doesn't come to its end.
   *
   * @param options whatever else changes what is written
   */
  <T> T run(Path target, PackKeys keys, String options, Packing<T> packing) throws IOException {
    var ring = new KeyRing(new ArrayList<>(), keys.typed(), ScryptIdentity.defaultMaxLogN());
    try {
      for (var file : identityFiles) {
        ring.identities().addAll(UnlockOptions.identities(file));
      }
      return run(target, ring, options, packing);
    } finally {
      ring.identities().forEach(X25519Identity::close);
    }
  }

  /** As {@link #run(Path, PackKeys, String, Packing)}, where an earlier edition opens what was left. */
  <T> T run(Path target, String options, Packing<T> packing) throws IOException {
    return run(target, new KeyRing(List.of(), List.of(), 0), options, packing);
  }

  private <T> T run(Path target, KeyRing ring, String options, Packing<T> packing) throws IOException {
    var resumption =
        new Resumption(
            ring,
            anew,
            options,
            (outcome, volumes, bytes, items) -> tell(target, outcome, volumes, bytes, items));
    return LeftBehind.telling(() -> sayIfLeft(target), () -> packing.with(resumption));
  }

  private static void tell(Path target, Outcome outcome, int volumes, long bytes, int items) {
    if (outcome == Outcome.KEPT) {
      Terminal.note(Texts.text("pack.kept", items, volumes, ByteSize.text(bytes)));
    } else if (outcome != Outcome.ANEW) {
      var key = "pack.not-kept." + outcome.name().toLowerCase(Locale.ROOT);
      Terminal.note(Texts.text(key, target + ".partial"));
    }
  }

  private static void sayIfLeft(Path target) {
    if (InterruptedRun.isLeftAt(target)) {
      Terminal.note(Texts.text("pack.goes-on", target + ".partial"));
    }
  }
}

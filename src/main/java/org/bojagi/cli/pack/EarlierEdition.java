package org.bojagi.cli.pack;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.Slots;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.UnlockOptions;
import org.bojagi.fault.Finding;
import org.bojagi.fault.UsageException;
import org.bojagi.open.FoundBundles;
import org.bojagi.open.OpenBundle;
import org.bojagi.open.Together;
import org.bojagi.seal.Edition;

/** What {@code --update} or {@code --since} names, unlocked. */
final class EarlierEdition implements Closeable {
  private final Together opened;
  private final Edition edition;

  private EarlierEdition(Together opened, Edition edition) {
    this.opened = opened;
    this.edition = edition;
  }

  /**
   * @param update null: what {@code since} names is gone on from, as a delta
   * @param target of what is made
   */
  static EarlierEdition open(Path update, List<Path> since, Path target, UnlockOptions unlock) throws IOException {
    var opened = new Together(OpenBundle.newCache());
    boolean complete = false;
    try (var keys = unlock.keys()) {
      for (var place : update == null ? since : List.of(update)) {
        for (var folder : FoundBundles.required(place, found -> !isBegun(found, target))) {
          opened.open(folder, keys);
        }
      }
      var bundles = opened.all().stream().map(OpenBundle::bundle).toList();
      bundles.forEach(bundle -> bundle.findings().forEach(Terminal::complain));
      var edition = update == null ? Edition.delta(chain(opened)) : Edition.update(whole(bundles, update));
      complete = true;
      return new EarlierEdition(opened, edition);
    } finally {
      if (!complete) {
        opened.close();
      }
    }
  }

  /** What an interrupted run left may lie below the folder that holds the bundle and its deltas. */
  private static boolean isBegun(Path folder, Path target) {
    return folder.startsWith(target.toAbsolutePath().normalize() + ".partial");
  }

  private static List<Bundle> chain(Together opened) {
    var findings = new ArrayList<Finding>();
    var chain = opened.chain(findings).stream().map(OpenBundle::bundle).toList();
    findings.forEach(Terminal::complain);
    return chain;
  }

  private static Bundle whole(List<Bundle> bundles, Path update) throws UsageException {
    var wholes = bundles.stream().filter(bundle -> bundle.root().content().delta() == null).toList();
    if (wholes.size() != 1) {
      throw new UsageException(
          wholes.isEmpty() ? "A delta bundle has no editions of its own" : "Several bundles lie here",
          update.toString(),
          "Give the folder of the bundle whose next edition is to be made.");
    }
    return wholes.getFirst();
  }

  /** Whether what is gone on from has a publisher's signature. */
  boolean isSigned() {
    return opened.all().getLast().bundle().signers().content().isSigned();
  }

  /** Ways to unlock what is named last. */
  int slots() throws IOException {
    return Slots.list(opened.all().getLast().bundle().folder()).size();
  }

  Edition edition() {
    return edition;
  }

  @Override
  public void close() throws IOException {
    edition.close();
    opened.close();
  }
}

package org.bojagi.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.Passphrase;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.NewerFormatException;
import org.bojagi.fault.NotTrustedException;
import org.bojagi.fault.UsageException;
import org.bojagi.fault.WrongKeyException;
import org.bojagi.fault.WrongSignatureException;
import org.bojagi.language.HangulKeyboard;
import org.bojagi.open.Library;
import org.bojagi.open.OpenBundle;
import org.bojagi.page.Door;
import org.bojagi.page.Door.Trouble;
import org.bojagi.sign.Trust;

/**
 * From locked folders to open bundles. One attempt at a time, on a thread of its own, one slot after the other: deriving
 * a key takes seconds and a quarter of a gigabyte. Further words open further bundles.
 */
final class Unlocking {
  private static final long KEEP_TYPED_NANOS = 60_000_000_000L;

  private final Supplier<List<Path>> folders;
  private final ChunkCache cache;
  private final Trust trust;
  private final Runnable opened;
  private final List<OpenBundle> open = new ArrayList<>();
  private final Set<String> messages = new TreeSet<>();
  private Library library;
  private Trouble trouble = Trouble.NONE;
  private byte[] typed;
  private long typedNanos;
  private int locked;
  private int trying;
  private long tryingSinceNanos;

  /**
   * @param folders where bundles lie now: asked again before each attempt, since another stick may have come
   * @param cache for all of them
   * @param trust what it refuses is told, and not opened
   * @param opened runs after each attempt that opened something
   */
  Unlocking(Supplier<List<Path>> folders, ChunkCache cache, Trust trust, Runnable opened) {
    this.folders = folders;
    this.cache = cache;
    this.trust = trust;
    this.opened = opened;
    this.locked = folders.get().size();
  }

  /** What is open; null before anything is. */
  synchronized Library library() {
    return library;
  }

  /** Sentences on what is damaged, missing or left out, for a person. */
  synchronized List<String> messages() {
    return List.copyOf(messages);
  }

  synchronized Door door() {
    boolean other = typed != null && !isKeptTooLong() && !otherReadings().isEmpty();
    long seconds = trying == 0 ? 0 : (System.nanoTime() - tryingSinceNanos) / 1_000_000_000L;
    return new Door(
        library != null, trouble, trouble == Trouble.WRONG_WORDS && other, locked, trying, (int) seconds, List.copyOf(messages));
  }

  private boolean isKeptTooLong() {
    return System.nanoTime() - typedNanos > KEEP_TYPED_NANOS;
  }

  /** @param passphrase UTF-8 as typed; copied. Nothing happens while another is tried */
  synchronized void attempt(byte[] passphrase) {
    if (trying > 0) {
      return;
    }
    forgetTyped();
    typed = passphrase.clone();
    typedNanos = System.nanoTime();
    start(List.of(passphrase.clone()));
  }

  /** The same keys as the last time, with the keyboard in the other language. */
  synchronized void attemptOtherReading() {
    if (trying > 0 || typed == null || isKeptTooLong()) {
      return;
    }
    var others = otherReadings();
    forgetTyped();
    if (!others.isEmpty()) {
      start(others);
    }
  }

  /** Each layout's, the likelier first. */
  private List<byte[]> otherReadings() {
    var readings = HangulKeyboard.other(new String(typed, StandardCharsets.UTF_8));
    return readings.stream().map(reading -> reading.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private void forgetTyped() {
    if (typed != null) {
      Arrays.fill(typed, (byte) 0);
      typed = null;
    }
  }

  /** @param passphrases each is tried on each bundle; wiped in the end */
  private void start(List<byte[]> passphrases) {
    trying = 1;
    tryingSinceNanos = System.nanoTime();
    trouble = Trouble.NONE;
    messages.clear();
    Thread.ofPlatform().daemon().name("unlock").start(() -> tryAll(passphrases));
  }

  private void tryAll(List<byte[]> passphrases) {
    var found = Trouble.NO_BUNDLE;
    boolean any = false;
    try (var keys = KeyRing.of().trusting(trust)) {
      for (var passphrase : passphrases) {
        keys.passphrases().add(Passphrase.read(new java.io.ByteArrayInputStream(passphrase), "what was typed"));
      }
      takeCards();
      var todo = locked();
      for (int i = 0; i < todo.size(); i++) {
        tryOne(i + 1, todo.size());
        try {
          addAll(Bundle.open(todo.get(i), keys));
          any = true;
        } catch (IOException e) {
          found = worse(found, e, todo.get(i));
        } catch (RuntimeException | StackOverflowError crafted) {
          found = worse(found, damaged(todo.get(i)), todo.get(i));
        }
      }
    } catch (UsageException refused) {
      found = Trouble.WRONG_WORDS;
    } catch (IOException | RuntimeException | LinkageError e) {
      found = Trouble.DAMAGED;
    } catch (OutOfMemoryError e) {
      found = Trouble.NO_MEMORY;
    } finally {
      passphrases.forEach(passphrase -> Arrays.fill(passphrase, (byte) 0));
      finish(any ? Trouble.NONE : found);
    }
  }

  private List<Path> locked() {
    var all = new ArrayList<>(folders.get());
    synchronized (this) {
      open.forEach(bundle -> all.removeAll(bundle.bundle().folders()));
    }
    return all;
  }

  private synchronized void tryOne(int number, int of) {
    trying = number;
    locked = of;
  }

  private static DamagedBundleException damaged(Path folder) {
    return new DamagedBundleException("This can't be opened", folder.toString(), "Use another copy of it.");
  }

  /**
   * Cards of a set that have come since: what opened the first opens them, and nobody is asked again. Looks at folders
   * only while a card is missing.
   */
  void takeCards() {
    List<OpenBundle> incomplete;
    synchronized (this) {
      incomplete = open.stream().filter(each -> each.bundle().cardsHere().size() < each.bundle().cardCount()).toList();
    }
    for (var folder : incomplete.isEmpty() ? List.<Path>of() : locked()) {
      for (var set : incomplete) {
        try {
          var other = set.bundle().openBeside(folder);
          if (set.bundle().isOfSameSet(other)) {
            join(set, other);
            break;
          }
          other.close();
        } catch (IOException | RuntimeException notOfThis) {
          // Locked as before.
        }
      }
    }
  }

  /** What was said of cards that weren't here is said anew. */
  private synchronized void join(OpenBundle set, Bundle card) throws IOException {
    set.bundle().findings().forEach(finding -> messages.remove(finding.sentence()));
    boolean more = set.join(card);
    set.bundle().findings().forEach(finding -> messages.add(finding.sentence()));
    if (more && library != null) {
      library = new Library(open);
    }
  }

  /** @param bundle taken over */
  private void addAll(Bundle bundle) throws IOException {
    OpenBundle ofSameSet;
    synchronized (this) {
      ofSameSet = open.stream().filter(each -> each.bundle().isOfSameSet(bundle)).findFirst().orElse(null);
    }
    if (ofSameSet != null) {
      join(ofSameSet, bundle);
      return;
    }
    add(OpenBundle.toRead(bundle, cache));
    for (var delta : bundle.beside()) {
      add(OpenBundle.toRead(delta, cache));
    }
  }

  /** All that is open with this, or as before where its index can't be put beside the others. */
  private synchronized void add(OpenBundle bundle) throws IOException {
    var all = new ArrayList<>(open);
    all.add(bundle);
    Library with = null;
    try {
      with = new Library(all);
    } finally {
      if (with == null) {
        bundle.close();
      }
    }
    for (var finding : bundle.bundle().findings()) {
      messages.add(finding.sentence());
    }
    if (bundle.indexFault() != null) {
      messages.add(bundle.indexFault().getMessage());
    }
    for (var finding : with.findings()) {
      messages.add(finding.sentence());
    }
    open.add(bundle);
    library = with;
  }

  /** Wrong words say more than a folder without bundles, and damage more than wrong words. */
  private synchronized Trouble worse(Trouble before, IOException thrown, Path folder) {
    var now =
        switch (thrown) {
          case WrongKeyException wrong -> Trouble.WRONG_WORDS;
          case NewerFormatException newer -> Trouble.NEWER_FORMAT;
          case NotTrustedException refused -> Trouble.NOT_TRUSTED;
          case WrongSignatureException refused -> Trouble.CHANGED;
          case UsageException tooDear -> Trouble.NO_MEMORY; // its hint is for a command line
          default -> Trouble.DAMAGED;
        };
    if (now != Trouble.WRONG_WORDS && now != Trouble.NO_MEMORY) {
      messages.add(thrown instanceof Fault fault ? fault.getMessage() : Fault.ofStorage(thrown, folder).getMessage());
    }
    return before.compareTo(now) > 0 && before != Trouble.NO_BUNDLE ? before : now;
  }

  private void finish(Trouble result) {
    boolean any;
    synchronized (this) {
      trying = 0;
      trouble = result;
      any = result == Trouble.NONE;
      if (any) {
        forgetTyped();
      }
      locked =
          Math.max(
              0,
              folders.get().size()
                  - open.stream().filter(each -> !each.isDelta() || each.bundle().beside().isEmpty())
                      .flatMap(each -> each.bundle().folders().stream())
                      .distinct()
                      .mapToInt(folder -> 1)
                      .sum());
    }
    // What deriving the key took is given back to the system here and now.
    System.gc();
    if (any) {
      opened.run();
    }
  }
}

package org.bojagi.serve;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.bojagi.age.ScryptRecipient;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.Passphrase;
import org.bojagi.bundle.WordList;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.OnAnotherCardException;
import org.bojagi.fault.StorageException;
import org.bojagi.fault.UsageException;
import org.bojagi.language.Analysis;
import org.bojagi.open.Library;
import org.bojagi.page.Asked;
import org.bojagi.page.PassOn;
import org.bojagi.page.PassPart;
import org.bojagi.page.PassPart.Refused;
import org.bojagi.page.Tongue;
import org.bojagi.repack.NewBundle;
import org.bojagi.repack.Selecting;
import org.bojagi.repack.Selection;
import org.bojagi.repack.SelectionRoom;
import org.bojagi.search.Hit;
import org.bojagi.search.SearchOptions;
import org.bojagi.stick.Media;

/**
 * A part of what is open, in a bundle of its own under new words. Writes nothing but that, and only after a person chose
 * where, saw the words and said yes.
 */
final class PassingPart {
  /** Titles that are shown before it is written. */
  private static final int NAMED = 12;

  private static final String READER = "reader.jar";
  private static final int MAX_FOLDERS_LOOKED_AT = 200;

  /** Of so many items a page says at once what they are; of more it shows how far it has come. */
  private static final int GATHERED_AT_ONCE = 1_000;

  private static final int GATHERED_BETWEEN_LOOKS = 100;

  private final Runnable active;
  private final int gatheredAtOnce;
  private PassPart state = new PassPart.Nothing();
  private Thread gatherer;
  private Gathered gathered;
  private Prepared prepared;

  /** A long list, so that to choose a place doesn't gather it once more; kept as long as there is memory for it. */
  private record Gathered(Library library, String address, SoftReference<Selection> selection) {}

  /** What is written if the person says yes. */
  private record Prepared(Library library, Selection selection, PassPart.Asking asked, byte[] words) {
    /** Items that were found and can't stand beside another of the same id. */
    int ofSameId() {
      return (int) selection.findings().stream().filter(finding -> finding.code().equals("same-id")).count();
    }
  }

  /** @param active runs now and then while it works */
  PassingPart(Runnable active) {
    this(active, GATHERED_AT_ONCE);
  }

  PassingPart(Runnable active, int gatheredAtOnce) {
    this.active = active;
    this.gatheredAtOnce = gatheredAtOnce;
  }

  synchronized PassPart state() {
    return state;
  }

  /** All of a list, on its later pages too: as it is found there, where another word was meant than was typed. */
  private static List<Hit.Copy> matches(Library library, Asked asked) throws IOException {
    var options = SearchOptions.first(1);
    for (var each : asked.chosen().entrySet()) {
      options = options.only(each.getKey(), Set.of(each.getValue()));
    }
    return library.searcher().allShown(asked.query(), options, asked.asTyped());
  }

  /**
   * What these would be, and where they could go. What is under way where something is, and what waits for a yes: its
   * words may be on paper already, and to see a page takes nothing away.
   */
  PassPart offer(Library library, Asked asked, String address) throws IOException {
    var waiting = waiting(address);
    if (waiting.isPresent()) {
      return waiting.get();
    }
    var selection = selection(library, asked, address);
    synchronized (this) {
      // Meanwhile somebody may have been shown words.
      if (selection.isPresent() && waiting(address).isEmpty()) {
        offered(selection.get(), address);
      }
      return state;
    }
  }

  private synchronized Optional<PassPart> waiting(String address) {
    switch (state) {
      case PassPart.Working working -> {}
      case PassPart.Asking asking when asking.chosen().address().equals(address) -> {}
      case PassPart.Asking asking -> state = asking.insteadOfAnother();
      case PassPart.Gathering gathering when gathering.address().equals(address) -> {}
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(state);
  }

  private void offered(Selection selection, String address) {
    forget(choosing(chosen(selection, address), selection.size() == 0 ? Refused.NOTHING : null));
  }

  /** Of a list that is long it is gathered on a thread of its own; until that ends, empty. */
  Optional<Selection> selection(Library library, Asked asked, String address) throws IOException {
    var known = gathered(library, address);
    if (known.isPresent()) {
      return known;
    }
    var matches = matches(library, asked);
    if (matches.size() <= gatheredAtOnce) {
      return Optional.of(Selection.of(library, matches, (done, total) -> {}));
    }
    gather(library, matches, address);
    return Optional.empty();
  }

  private synchronized Optional<Selection> gathered(Library library, String address) {
    boolean same = gathered != null && gathered.library == library && gathered.address.equals(address);
    return same ? Optional.ofNullable(gathered.selection.get()) : Optional.empty();
  }

  private synchronized void gather(Library library, List<Hit.Copy> matches, String address) {
    if (!(state instanceof PassPart.Working || state instanceof PassPart.Asking)) {
      forget(new PassPart.Gathering(address, 0, matches.size()));
      gatherer = Thread.ofPlatform().daemon().name("gather a part").unstarted(() -> lookThrough(matches, library, address));
      gatherer.start();
    }
  }

  private void lookThrough(List<Hit.Copy> matches, Library library, String address) {
    try {
      var selection = Selection.of(library, matches, (done, total) -> gathering(address, done, total));
      synchronized (this) {
        gathering(address, matches.size(), matches.size());
        gathered = new Gathered(library, address, new SoftReference<>(selection));
        offered(selection, address);
      }
    } catch (CancellationException left) {
      // Somebody looks at another list, or at none.
    } catch (IOException | RuntimeException | Error e) {
      synchronized (this) {
        if (isGathering()) {
          forget(choosing(new PassPart.Chosen(address, List.of(), 0, 0, 0), refused(e)));
        }
      }
    }
  }

  private synchronized void gathering(String address, int done, int total) {
    if (!isGathering()) {
      throw new CancellationException();
    }
    if (done % GATHERED_BETWEEN_LOOKS == 0) {
      active.run();
      state = new PassPart.Gathering(address, done, total);
    }
  }

  private boolean isGathering() {
    return state instanceof PassPart.Gathering && gatherer == Thread.currentThread();
  }

  private static PassPart.Chosen chosen(Selection selection, String address) {
    var named = new ArrayList<PassPart.Named>();
    for (int bundle = 0; bundle < selection.items().size(); bundle++) {
      for (var id : selection.items().get(bundle).keySet()) {
        if (named.size() < NAMED) {
          named.add(new PassPart.Named(bundle, id));
        }
      }
    }
    return new PassPart.Chosen(address, named, selection.size(), selection.files(), selection.bytes());
  }

  private static PassPart choosing(PassPart.Chosen chosen, Refused refused) {
    var media =
        Media.plugged().stream()
            .filter(Media.Medium::writable)
            .map(medium -> new PassOn.Medium(medium.folder(), medium.freeBytes(), medium.totalBytes()))
            .toList();
    return new PassPart.Choosing(chosen, media, refused);
  }

  /** @param typed a folder that is there */
  synchronized void choose(Library library, Selection selection, String address, String typed, Tongue tongue) {
    if (state instanceof PassPart.Working) {
      return;
    }
    var chosen = chosen(selection, address);
    try {
      var target = Path.of(typed.strip());
      if (typed.isBlank() || !Files.isDirectory(target)) {
        forget(choosing(chosen, Refused.NO_FOLDER));
      } else if (selection.size() == 0) {
        forget(choosing(chosen, Refused.NOTHING));
      } else if (!Files.isWritable(target)) {
        forget(choosing(chosen, Refused.NOT_WRITABLE));
      } else if (isInABundle(target, library)) {
        forget(choosing(chosen, Refused.IN_A_BUNDLE));
      } else if (isOfOlderRules(library, selection)) {
        forget(choosing(chosen, Refused.OLD_INDEX));
      } else {
        ask(library, selection, chosen, target, tongue);
      }
    } catch (InvalidPathException e) {
      forget(choosing(chosen, Refused.NO_FOLDER));
    } catch (IOException | RuntimeException e) {
      forget(choosing(chosen, refused(e)));
    }
  }

  private static boolean isInABundle(Path target, Library library) throws IOException {
    var real = target.toRealPath();
    for (var bundle : library.bundles()) {
      for (var folder : bundle.bundle().folders()) {
        if (real.startsWith(folder.toRealPath())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isOfOlderRules(Library library, Selection selection) throws IOException {
    for (int i = 0; i < selection.items().size(); i++) {
      boolean taken = !selection.items().get(i).isEmpty();
      if (taken && library.bundles().get(i).requireIndex().analysisVersion() != Analysis.VERSION) {
        return true;
      }
    }
    return false;
  }

  private void ask(Library library, Selection selection, PassPart.Chosen chosen, Path target, Tongue tongue)
      throws IOException {
    var reader = folderWithReader(target);
    var folder = free(reader == null ? target : reader);
    long needed = SelectionRoom.of(library, selection).neededBytes();
    long freeBytes = SelectionRoom.freeBytes(folder);
    if (needed > freeBytes) {
      forget(choosing(chosen, Refused.NO_ROOM));
      return;
    }
    var list = tongue == Tongue.KO_KP || tongue == Tongue.KO_KR ? WordList.KOREAN : WordList.ENGLISH;
    var words = list.offerBytes();
    var asking =
        new PassPart.Asking(
            UUID.randomUUID().toString(),
            chosen,
            folder,
            needed,
            freeBytes,
            new String(words, StandardCharsets.UTF_8),
            reader != null,
            false);
    forget(asking);
    prepared = new Prepared(library, selection, asking, words);
  }

  /** Where a reader looks for bundles without being told: its own folder. Links would lead elsewhere. */
  private static Path folderWithReader(Path target) throws IOException {
    if (hasReader(target)) {
      return target;
    }
    int looked = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(target)) {
      for (var entry : entries) {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) && hasReader(entry)) {
          return entry;
        }
        if (++looked == MAX_FOLDERS_LOOKED_AT) {
          break;
        }
      }
    }
    return null;
  }

  private static boolean hasReader(Path folder) {
    return Files.isRegularFile(folder.resolve(READER), LinkOption.NOFOLLOW_LINKS);
  }

  /** A number: a name would tell something. */
  private static Path free(Path parent) {
    int number = 1;
    while (Files.exists(parent.resolve(String.valueOf(number)))
        || Files.exists(parent.resolve(number + ".partial"))) {
      number++;
    }
    return parent.toAbsolutePath().normalize().resolve(String.valueOf(number));
  }

  /**
   * What {@link #choose} asked about; nothing where it asked nothing, or where it was of another library.
   *
   * @param id of the question that a person saw; of an earlier one: nothing is written under words that weren't seen
   */
  synchronized void write(Library library, String id) {
    if (prepared != null && state instanceof PassPart.Asking asking) {
      if (!asking.id().equals(id)) {
        state = asking.insteadOfAnother();
        return;
      }
      if (prepared.library != library) {
        var then = asking.chosen();
        // Bundles may have other positions now.
        var unnamed = new PassPart.Chosen(then.address(), List.of(), then.items(), then.files(), then.bytes());
        forget(choosing(unnamed, Refused.CHANGED));
        return;
      }
      var ready = prepared;
      prepared = null;
      gathered = null;
      state = new PassPart.Working(ready.asked.folder(), 0, ready.selection.bytes());
      Thread.ofPlatform().daemon().name("pass a part on").start(() -> work(ready));
    }
  }

  /** Forgets what was chosen, and the words. */
  synchronized void leave() {
    if (!(state instanceof PassPart.Working)) {
      gathered = null;
      forget(new PassPart.Nothing());
    }
  }

  private void forget(PassPart next) {
    if (prepared != null) {
      Arrays.fill(prepared.words, (byte) 0);
      prepared = null;
    }
    state = next;
  }

  private void work(Prepared ready) {
    var folder = ready.asked.folder();
    var elsewhere = new boolean[1];
    PassPart result;
    try (var slot = slot(ready.words)) {
      var wanted = NewBundle.unnamed(folder, Format.MAX_VOLUME_BYTES, List.of(slot));
      var report =
          Selecting.select(
              ready.library,
              ready.selection,
              wanted,
              fault -> elsewhere[0] |= fault instanceof OnAnotherCardException,
              (done, total) -> {
                active.run();
                set(new PassPart.Working(folder, done, total));
              });
      result =
          new PassPart.Done(
              folder,
              report.items(),
              report.files(),
              size(folder, report.bytes()),
              report.damaged(),
              report.leftOut() + ready.ofSameId(),
              ready.asked.withReader());
    } catch (IOException | RuntimeException | Error e) {
      var refused = elsewhere[0] && e instanceof UsageException ? Refused.ELSEWHERE : refused(e);
      result = choosing(ready.asked.chosen(), refused);
    } finally {
      Arrays.fill(ready.words, (byte) 0);
    }
    active.run();
    set(result);
    // What deriving the key took is given back to the system here and now.
    System.gc();
  }

  private static ScryptRecipient slot(byte[] words) {
    var bytes = Passphrase.forWriting(words);
    try {
      return new ScryptRecipient(bytes, ScryptRecipient.DEFAULT_LOG_N);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** It is written, whether it can be measured or not. */
  private static long size(Path folder, long otherwise) {
    long size = 0;
    try (var files = Files.newDirectoryStream(folder)) {
      for (var file : files) {
        size += Files.size(file);
      }
    } catch (IOException | DirectoryIteratorException | SecurityException e) {
      return otherwise;
    }
    return size;
  }

  private static Refused refused(Throwable e) {
    return switch (e) {
      case DoesNotFitException full -> Refused.NO_ROOM;
      case DamagedBundleException damaged -> Refused.DAMAGED;
      case StorageException storage -> Refused.NOT_WRITABLE;
      case OutOfMemoryError none -> Refused.NO_MEMORY;
      default -> Refused.FAILED;
    };
  }

  private synchronized void set(PassPart now) {
    state = now;
  }
}

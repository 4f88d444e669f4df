package org.bojagi.bundle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.UsageException;

/**
 * Slots with a passphrase each, for many copies of one bundle, in a folder of their own: readers try at most
 * eight of a bundle, so each card takes one. Needs no key.
 *
 * <p>The folder holds {@code bundle}, which tells whose slots these are, and for each card a folder of its
 * number, {@code 00001}, with the slot's two copies; {@code used/} holds those that went to a card. Several
 * runs may take from one batch at the same time.
 */
public final class SlotBatch {
  /** Larger numbers are on no card. */
  public static final int LARGEST_NUMBER = 99_999;

  static final String BUNDLE = "bundle";
  private static final String USED = "used";
  private static final Pattern CARD = Pattern.compile("[0-9]{5}");

  /** Up to here an age header of one recipient has its random part. */
  private static final int HEADER_BYTES = 160;

  /** 100,000 volumes have a tenth of it. */
  private static final long MAX_FINGERPRINT_BYTES = 64 << 20;

  private final Path folder;
  private final Set<String> fingerprints;

  /** A slot for one card, that no other run takes until this is closed. */
  public static final class Card implements AutoCloseable {
    private final int number;
    private final Path folder;
    private final Path lockFile;
    private final FileChannel channel;
    private List<Path> files = List.of();

    private Card(int number, Path folder, Path lockFile, FileChannel channel) {
      this.number = number;
      this.folder = folder;
      this.lockFile = lockFile;
      this.channel = channel;
    }

    /** As printed on the strip with its words. */
    public int number() {
      return number;
    }

    /** Two copies, to stand in the bundle in place of its own passphrase slots. */
    public List<Path> files() {
      return files;
    }

    @Override
    public void close() throws IOException {
      channel.close(); // and with it the lock
    }
  }

  private SlotBatch(Path folder, Set<String> fingerprints) {
    this.folder = folder;
    this.fingerprints = fingerprints;
  }

  /** @throws UsageException there is no batch */
  public static SlotBatch open(Path folder) throws IOException {
    var about = folder.resolve(BUNDLE);
    if (!Files.isRegularFile(about) || Files.size(about) > MAX_FINGERPRINT_BYTES) {
      throw new UsageException(
          "This is no folder of slots", folder.toString(), "Give the folder that bojagi key batch made.");
    }
    return new SlotBatch(folder, new HashSet<>(Files.readAllLines(about)));
  }

  /**
   * Whether these slots were made for this bundle: at least one of its files was there then. Without a key
   * nobody can tell more.
   */
  public boolean isOf(Path bundle) throws IOException {
    return fingerprints(bundle).stream().anyMatch(fingerprints::contains);
  }

  /** SHA-256 of the beginning of each of the bundle's files: it has random bytes, and tells nothing of the bundle. */
  static Set<String> fingerprints(Path bundle) throws IOException {
    var found = new HashSet<String>();
    try (var files = Files.list(bundle)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        try (var in = Files.newInputStream(file)) {
          found.add(HexFormat.of().formatHex(Sha256.of(in.readNBytes(HEADER_BYTES))));
        }
      }
    }
    return found;
  }

  static String name(int number) {
    return String.format(Locale.ROOT, "%05d", number);
  }

  /** How many are left, those that other runs hold at the moment among them. */
  public int unused() throws IOException {
    return cards(folder).size();
  }

  private static List<String> cards(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries
          .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
          .map(entry -> entry.getFileName().toString())
          .filter(name -> CARD.matcher(name).matches())
          .sorted()
          .toList();
    }
  }

  /**
   * The unused slot of the lowest number that no other run holds.
   *
   * @throws UsageException all are used or held
   * @throws DamagedBundleException its two copies are not what was written
   */
  public Card take() throws IOException {
    for (var name : cards(folder)) {
      var card = hold(name);
      if (card == null) {
        continue;
      }
      boolean taken = false;
      try {
        // Another run may have used it between the listing and the lock.
        if (Files.isDirectory(card.folder)) {
          card.files = soundCopies(card.folder);
          taken = true;
          return card;
        }
      } finally {
        if (!taken) {
          card.close();
        }
      }
    }
    throw new UsageException(
        "No slot is left in this batch",
        folder.toString(),
        "Make another: bojagi key batch BUNDLE --count N -o FOLDER.");
  }

  /** null where another run holds it. A lock that a killed run left holds nothing. */
  private Card hold(String name) throws IOException {
    var lockFile = folder.resolve(name + ".lock");
    var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by this very process.
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    return lock == null ? null : new Card(Integer.parseInt(name), folder.resolve(name), lockFile, channel);
  }

  private static List<Path> soundCopies(Path card) throws IOException {
    var slots = Slots.list(card);
    if (slots.size() != 1
        || slots.getFirst().kind() != Slots.Kind.PASSPHRASE
        || slots.getFirst().files().size() != 2) {
      throw new DamagedBundleException(
          "The two copies of this card's slot are not as they were written",
          card.toString(),
          "Move the folder away, and throw away the strip of this number.");
    }
    return slots.getFirst().files();
  }

  /** Moves the slot away, so that it goes to no other card. */
  public void markUsed(Card card) throws IOException {
    var used = Files.createDirectories(folder.resolve(USED));
    Files.move(card.folder, used.resolve(card.folder.getFileName()));
    PartialFolder.forceFolder(used);
    PartialFolder.forceFolder(folder);
    card.close();
    // Whoever opened it meanwhile finds no slot of this number any more.
    Files.deleteIfExists(card.lockFile);
  }
}

package org.bojagi.stick;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.bojagi.bundle.FoldersBelow;
import org.bojagi.bundle.NeutralTime;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.StorageException;
import org.bojagi.fault.UsageException;
import org.bojagi.stick.StickPlan.Kind;
import org.bojagi.stick.StickPlan.Part;
import org.bojagi.stick.StickProgress.Phase;

/**
 * Puts a reader, runtimes and bundles on a medium, and reads all of it back.
 *
 * <p>Each file is written as {@code unfinished.part} and gets its name when it is whole. The file {@code unfinished}
 * stands in the folder, locked, until everything came back as it was written: where it is found, a run was cut short or
 * the medium is failing, and the next run begins without asking. Threads: one run at a time.
 */
public final class StickWriter {
  static final String UNFINISHED = "unfinished";
  private static final String PART = "unfinished.part";
  private static final int BUFFER = 1 << 20;

  /** After so much a file is brought to the medium, so that progress is true. */
  private static final long FORCE_EVERY = 32L << 20;

  private final CarriedReader reader;
  private final List<RuntimeImage> runtimes;
  private final List<Path> bundles;
  private final Map<Path, List<Path>> ownSlots;
  private final String neutralName;
  private final Consumer<Path> beforeReadingBack;

  /**
   * @param runtimes for other platforms; one for a platform that the reader has takes the place of its own
   * @param bundles folders of bundles, which need no key
   * @param neutralName for folder and launchers, and bundles get numbers; empty for names that say what it is
   */
  public StickWriter(CarriedReader reader, List<RuntimeImage> runtimes, List<Path> bundles, String neutralName) {
    this(reader, runtimes, bundles, Map.of(), neutralName);
  }

  /** @param ownSlots bundle to the files of the slot that stands there in place of its passphrase slots */
  public StickWriter(
      CarriedReader reader,
      List<RuntimeImage> runtimes,
      List<Path> bundles,
      Map<Path, List<Path>> ownSlots,
      String neutralName) {
    this(reader, runtimes, bundles, ownSlots, neutralName, target -> {});
  }

  /** @param beforeReadingBack for tests, which make of the target what a failing medium would */
  StickWriter(
      CarriedReader reader,
      List<RuntimeImage> runtimes,
      List<Path> bundles,
      Map<Path, List<Path>> ownSlots,
      String neutralName,
      Consumer<Path> beforeReadingBack) {
    this.reader = reader;
    this.runtimes = List.copyOf(runtimes);
    this.bundles = List.copyOf(bundles);
    this.ownSlots = Map.copyOf(ownSlots);
    this.neutralName = neutralName;
    this.beforeReadingBack = beforeReadingBack;
  }

  /**
   * Writes nothing.
   *
   * @param target a folder that exists
   * @throws DoesNotFitException there is less room than it needs, or a file is larger than FAT32 holds
   * @throws UsageException a name can't stand there, a link would lead out of the target, or it is no place for it
   */
  public StickPlan plan(Path target) throws IOException {
    var layout = new StickLayout(reader, runtimes, bundles, ownSlots, neutralName);
    requireFolder(target);
    var folder = target.resolve(layout.name());
    refuseLinks(target, folder, layout.files());
    requireApart(target, folder);
    FatRules.require(layout.files());
    boolean unfinished = Files.exists(folder.resolve(UNFINISHED));
    boolean isThere = Files.exists(folder) || layout.files().stream().anyMatch(file -> isThere(target, file));
    boolean replaces = !unfinished && isThere;
    var store = Files.getFileStore(target);
    long free = store.getUsableSpace();
    long needed = neededBytes(target, layout.files(), Math.max(512, store.getBlockSize()));
    if (Files.exists(folder.resolve(PART))) {
      needed -= Files.size(folder.resolve(PART));
    }
    if (needed > free) {
      throw new DoesNotFitException(
          String.format(Locale.ROOT, "%,d bytes are needed, and %,d are free", needed, free),
          target.toString(),
          "Make room, take a larger medium, or leave a bundle or a runtime out.");
    }
    return new StickPlan(target, layout.name(), layout.files(), layout.parts(), needed, free, replaces);
  }

  private static void requireFolder(Path target) throws Fault {
    if (!Files.isDirectory(target)) {
      throw new UsageException(
          Files.exists(target) ? "This is a file, and a stick is a folder" : "There is no such folder",
          target.toString(),
          "Plug the medium in and give the folder where the system shows it.");
    }
    if (!Files.isWritable(target)) {
      throw new StorageException("The medium can't be written", target.toString(), "Check its write protection.");
    }
  }

  /** A stick that somebody handed over may hold any. What is replaced itself may be one: it is, and not what it leads to. */
  private static void refuseLinks(Path target, Path folder, List<StickFile> files) throws UsageException {
    var places = new LinkedHashSet<>(List.of(folder, folder.resolve(UNFINISHED), folder.resolve(PART)));
    for (var file : files) {
      var parent = target.resolve(file.path()).getParent();
      for (; !parent.equals(target) && places.add(parent); parent = parent.getParent()) {
        // Each once.
      }
    }
    for (var place : places) {
      FoldersBelow.refuseLink(place);
    }
  }

  /** Neither may the stick lie in what is copied to it, nor what is copied where it is replaced. */
  private void requireApart(Path target, Path folder) throws IOException {
    var place = target.toRealPath();
    var sources = new ArrayList<>(bundles);
    sources.add(reader.jar());
    for (var source : sources) {
      var real = source.toRealPath();
      if (place.startsWith(real) || Files.exists(folder) && real.startsWith(folder.toRealPath())) {
        throw new UsageException(
            "The stick would lie in what is copied to it, or take its place",
            source.toString(),
            "Choose another TARGET.");
      }
    }
  }

  private static boolean isThere(Path target, StickFile file) {
    return Files.exists(target.resolve(file.path()));
  }

  /** Whole clusters of files and folders. A file that is replaced lies there until the new one is whole. */
  private static long neededBytes(Path target, List<StickFile> files, long cluster) throws IOException {
    long needed = cluster; // the file that says that it is unfinished
    long largestReplaced = 0;
    var folders = new HashSet<Path>();
    for (var file : files) {
      long bytes = clusters(file.sizeBytes(), cluster);
      needed += bytes;
      var path = target.resolve(file.path());
      if (Files.exists(path)) {
        needed -= clusters(Files.size(path), cluster);
        largestReplaced = Math.max(largestReplaced, bytes);
      }
      for (var parent = path.getParent(); !parent.equals(target) && folders.add(parent); parent = parent.getParent()) {
        needed += Files.exists(parent) ? 0 : cluster;
      }
    }
    return Math.max(needed, 0) + largestReplaced;
  }

  private static long clusters(long bytes, long cluster) {
    return (bytes + cluster - 1) / cluster * cluster;
  }

  /**
   * @return with a finding for each file that came back other than it was written: then the marker stays
   * @throws Fault the medium refused, or another run is at it; what was written stays and the next run replaces it
   */
  public StickReport write(StickPlan plan, StickProgress progress) throws IOException {
    var folder = plan.folder();
    try {
      Files.createDirectories(folder);
      var marker = folder.resolve(UNFINISHED);
      List<Finding> findings;
      var readBack = new ReadBack();
      try (var lockFile = FileChannel.open(marker, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        lock(lockFile, folder);
        Map<StickFile, byte[]> hashes;
        try {
          hashes = writeAll(plan, progress);
        } finally {
          Files.deleteIfExists(folder.resolve(PART));
        }
        removeOlder(plan);
        force(plan);
        beforeReadingBack.accept(plan.target());
        findings = compare(plan, hashes, readBack, progress);
      }
      if (findings.isEmpty()) {
        Files.delete(marker);
        setTimes(plan);
      }
      var store = Files.getFileStore(plan.target());
      return new StickReport(
          plan, readBack.fromMedium(), findings, store.getUsableSpace(), store.getTotalSpace());
    } catch (IOException e) {
      throw Fault.ofStorage(e, plan.target());
    }
  }

  private static void lock(FileChannel lockFile, Path folder) throws IOException {
    boolean locked;
    try {
      locked = lockFile.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      locked = false;
    }
    if (!locked) {
      throw new UsageException("Another run is writing this stick", folder.toString(), "Wait for it.");
    }
  }

  private static Map<StickFile, byte[]> writeAll(StickPlan plan, StickProgress progress) throws IOException {
    var hashes = new LinkedHashMap<StickFile, byte[]>();
    var part = plan.folder().resolve(PART);
    var buffer = new byte[BUFFER];
    long total = plan.sizeBytes();
    long before = 0;
    for (var file : plan.files()) {
      var target = plan.target().resolve(file.path());
      Files.createDirectories(target.getParent());
      hashes.put(file, copy(file, part, buffer, before, total, progress));
      if (isStarted(file.path())) {
        makeExecutable(part);
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      before += file.sizeBytes();
    }
    return hashes;
  }

  private static byte[] copy(
      StickFile file, Path part, byte[] buffer, long before, long total, StickProgress progress) throws IOException {
    var digest = Sha256.digest();
    long done = 0;
    long forced = 0;
    try (var in = file.contents().open();
        var out =
            FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
        var bytes = ByteBuffer.wrap(buffer, 0, count);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        done += count;
        if (done - forced >= FORCE_EVERY) {
          out.force(false);
          forced = done;
        }
        progress.at(Phase.WRITING, before + done, total, file.path());
      }
    }
    if (done != file.sizeBytes()) {
      throw new StorageException(
          "A file changed while it was copied: it had " + file.sizeBytes() + " bytes, and now " + done,
          file.path(),
          "Try again when nothing else writes there.");
    }
    return digest.digest();
  }

  private static boolean isStarted(String path) {
    return path.matches("[^/]+\\.(sh|command)|[^/]+/[^/]+/bin/java[^/]*");
  }

  /** Where the medium's file system keeps permissions; FAT keeps none. */
  private static void makeExecutable(Path file) throws IOException {
    var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null) {
      try {
        view.setPermissions(PosixFilePermissions.fromString("rwxr-xr-x"));
      } catch (IOException e) {
        // A mounted FAT says that it keeps them, and refuses.
      }
    }
  }

  /**
   * What an earlier stick left in the folders that were written now: files of another runtime would be mixed with this
   * one's, volumes of an older edition would be taken for part of the newer. In a bundle's folder only age files go.
   */
  private static void removeOlder(StickPlan plan) throws IOException {
    var planned = new HashSet<Path>();
    plan.files().forEach(file -> planned.add(plan.target().resolve(file.path())));
    for (var part : plan.parts()) {
      if (part.kind() != Kind.RUNTIME && part.kind() != Kind.BUNDLE) {
        continue;
      }
      try (var tree = Files.walk(plan.folder().resolve(part.path()))) {
        for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
          if (!planned.contains(path) && isOlder(part, path)) {
            Files.delete(path);
          }
        }
      }
    }
  }

  private static boolean isOlder(Part part, Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      return part.kind() == Kind.RUNTIME || StickLayout.isAge(path);
    }
    if (!Files.isDirectory(path) || part.kind() == Kind.BUNDLE) {
      return false;
    }
    try (var entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  private static void force(StickPlan plan) throws IOException {
    for (var file : plan.files()) {
      try (var channel = FileChannel.open(plan.target().resolve(file.path()), StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
    folders(plan).forEach(StickWriter::forceFolder);
  }

  private static List<Finding> compare(
      StickPlan plan, Map<StickFile, byte[]> hashes, ReadBack readBack, StickProgress progress) {
    var findings = new ArrayList<Finding>();
    long total = plan.sizeBytes();
    var done = new long[1];
    for (var file : plan.files()) {
      boolean same;
      try {
        var hash =
            readBack.sha256(
                plan.target().resolve(file.path()),
                count -> progress.at(Phase.READING_BACK, done[0] += count, total, file.path()));
        same = Arrays.equals(hash, hashes.get(file));
      } catch (IOException e) {
        same = false;
      }
      if (!same) {
        findings.add(
            new Finding(
                Severity.ERROR,
                "came-back-changed",
                file.path(),
                "What the medium gives back is not what was written to it",
                "It is failing, or smaller than it says: take another one and don't pass this one on."));
      }
    }
    return findings;
  }

  /** All with the same time, folders too. */
  private static void setTimes(StickPlan plan) throws IOException {
    var time = NeutralTime.in(plan.target());
    for (var file : plan.files()) {
      Files.setLastModifiedTime(plan.target().resolve(file.path()), time);
    }
    for (var folder : folders(plan)) {
      Files.setLastModifiedTime(folder, time);
      forceFolder(folder);
    }
    forceFolder(plan.target());
  }

  /** Inner ones first; not the target itself. */
  private static List<Path> folders(StickPlan plan) {
    Set<Path> folders = new HashSet<>();
    for (var file : plan.files()) {
      var folder = plan.target().resolve(file.path()).getParent();
      for (; !folder.equals(plan.target()) && folders.add(folder); folder = folder.getParent()) {
        // The one above.
      }
    }
    return folders.stream().sorted(Comparator.reverseOrder()).toList();
  }

  /** Names reach the medium with their folder, where the system lets one be forced. */
  private static void forceFolder(Path folder) {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folder, and some file systems sync none.
    }
  }
}

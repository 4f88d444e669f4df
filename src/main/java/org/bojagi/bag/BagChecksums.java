package org.bojagi.bag;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Reads every file that a manifest names, once, on several cores, the largest first. */
final class BagChecksums {
  private static final int BUFFER_BYTES = 1 << 20;

  private final BagFolder folder;
  private final List<BagFile> files;
  private final long bytesTotal;
  private final BagFindings findings;
  private final BagProgress progress;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicLong filesDone = new AtomicLong();
  private final AtomicLong bytesDone = new AtomicLong();

  private BagChecksums(BagFolder folder, BagFindings findings, BagProgress progress) {
    this.folder = folder;
    this.findings = findings;
    this.progress = progress;
    files =
        folder.files().stream()
            .filter(BagFile::isListed)
            .sorted(Comparator.comparingLong(BagFile::sizeBytes).reversed())
            .toList();
    bytesTotal = files.stream().mapToLong(BagFile::sizeBytes).sum();
  }

  /** @param jobs threads, each with a buffer of 1 MiB */
  static void compare(BagFolder folder, int jobs, BagFindings findings, BagProgress progress) {
    var checksums = new BagChecksums(folder, findings, progress);
    try (var threads = Executors.newFixedThreadPool(jobs)) {
      var running = IntStream.range(0, jobs).mapToObj(i -> threads.submit(checksums::run)).toList();
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("comparing checksums", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("comparing checksums", e);
    }
  }

  private void run() {
    var buffer = new byte[BUFFER_BYTES];
    for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
      compare(files.get(i), buffer);
      filesDone.incrementAndGet();
    }
  }

  private void compare(BagFile file, byte[] buffer) {
    var digests = new EnumMap<BagDigest, MessageDigest>(BagDigest.class);
    for (var digest : BagDigest.values()) {
      if (file.expected(digest) != null) {
        digests.put(digest, digest.begin());
      }
    }
    try (var in = Files.newInputStream(folder.place(file), LinkOption.NOFOLLOW_LINKS)) {
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        for (var digest : digests.values()) {
          digest.update(buffer, 0, n);
        }
        progress.at(filesDone.get(), files.size(), bytesDone.addAndGet(n), bytesTotal, file.path());
      }
    } catch (IOException e) {
      findings.error("bag-unreadable", file.path(), "This can't be read", "Check its permissions and the medium.");
      return;
    }
    for (Map.Entry<BagDigest, MessageDigest> one : digests.entrySet()) {
      if (!Arrays.equals(one.getValue().digest(), file.expected(one.getKey()))) {
        findings.error(
            "bag-file-changed",
            file.path(),
            "This is not the file that the bag was made of: its " + one.getKey().code() + " is another",
            "Get it once more from who sent the bag.");
        return;
      }
    }
  }
}

package org.bojagi.browser;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A small disk of a test's own, which can be looked at below its file system: what was written, removed and
 * not written over is found there. ext4 in an image on a loop device, mounted so that every write reaches it
 * at once. The image lies in memory where a test may mount such a place: each of these writes is waited for.
 *
 * <p>Where loop devices may not be mounted it is an ordinary folder: then only what is still there is found.
 * {@link #isRaw} says which it is, and so does what is printed.
 */
public final class RawDisk implements AutoCloseable {
  private final Path memory;
  private final Path image;
  private final Path folder;
  private final boolean raw;
  private boolean mounted;

  private RawDisk(Path memory, Path image, Path folder, boolean raw) {
    this.memory = memory;
    this.image = image;
    this.folder = folder;
    this.raw = raw;
    this.mounted = raw;
  }

  /** @param place a folder for image and disk */
  public static RawDisk mount(Path place, long bytes) throws IOException, InterruptedException {
    var folder = Files.createDirectories(place.resolve("disk")).toAbsolutePath();
    var memory = Files.createDirectories(place.resolve("memory")).toAbsolutePath();
    run("mount", "-t", "tmpfs", "tmpfs", memory.toString());
    var image = memory.resolve("disk.img");
    try (var file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(bytes);
    }
    boolean made =
        run("mkfs.ext4", "-q", "-F", image.toString())
            && run("mount", "-o", "loop,sync", image.toString(), folder.toString());
    if (!made) {
      System.out.println("RawDisk: no loop device here: only what remains in files is searched");
      Files.delete(image);
    }
    return new RawDisk(memory, image, folder, made);
  }

  /** Its root, to put homes, temporary folders and profiles in. */
  public Path folder() {
    return folder;
  }

  public boolean isRaw() {
    return raw;
  }

  /**
   * Writes down what waits in memory, which a system does by itself within half a minute: files mapped and
   * changed.
   */
  public void flush() throws IOException, InterruptedException {
    run("sync", "-f", folder.toString());
  }

  /** Unmounts the disk and looks at each of its bytes; in an ordinary folder, at each file. */
  public List<String> search(Needles needles) throws IOException, InterruptedException {
    if (!raw) {
      return needles.below(folder);
    }
    unmount();
    return needles.in(image);
  }

  private void unmount() throws IOException, InterruptedException {
    if (mounted) {
      flush();
      // Processes of a browser that ended or was killed follow it.
      Poll.until("the end of what uses " + folder, () -> run("umount", folder.toString()));
      mounted = false;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      unmount();
      Files.deleteIfExists(image);
      run("umount", memory.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().merge("PATH", ":/usr/sbin:/sbin", String::concat);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return false; // not installed
    }
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean done = process.waitFor() == 0;
    if (!done && !said.contains("busy")) {
      System.out.println(String.join(" ", command) + ": " + said.strip());
    }
    return done;
  }
}

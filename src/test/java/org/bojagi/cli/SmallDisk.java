package org.bojagi.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system with little room. Only who may mount can have one: elsewhere the test is skipped, and says so. */
public record SmallDisk(Path folder) implements AutoCloseable {

  public static SmallDisk mount(Path folder, long bytes) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    boolean mounted =
        command("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", folder.toString()) == 0;
    Assumptions.assumeTrue(mounted, "a file system can't be mounted here");
    return new SmallDisk(folder);
  }

  /** From now on whoever writes there fails, also root. */
  void makeReadOnly() throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        command("mount", "-o", "remount,ro", folder.toString()) == 0, "a file system can't be made read-only here");
  }

  @Override
  public void close() throws IOException {
    try {
      command("umount", folder.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int command(String... words) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(words).redirectErrorStream(true).inheritIO().start().waitFor();
    } catch (IOException e) {
      return -1;
    }
  }
}

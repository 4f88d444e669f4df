package org.bojagi;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * What takes long to make and is only looked at afterwards: a folder below {@code target/}, made by whichever
 * test asks first, in whatever process, and anew when what it is made of has changed.
 */
public final class MadeOnce {
  /** Tests run in the project's folder. */
  public static final Path TARGET = Path.of("target").toAbsolutePath();

  /** Newer after each build of the jars, the runtime and the start cache. */
  public static final Path BUILT = TARGET.resolve("built");

  /** Fills an empty folder. */
  public interface Making {
    void in(Path folder) throws Exception;
  }

  private MadeOnce() {}

  /** A class of the tests, for what it writes. */
  public static Path compiled(Class<?> type) {
    return TARGET.resolve("test-classes").resolve(type.getName().replace('.', '/') + ".class");
  }

  /** @param from files and folders that it depends on, all there */
  public static synchronized Path folder(String name, List<Path> from, Making making) throws Exception {
    var folder = TARGET.resolve(name);
    var made = TARGET.resolve(name + ".made");
    try (var file = FileChannel.open(TARGET.resolve(name + ".lock"), StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
        var lock = file.lock()) {
      assert lock.isValid();
      if (!isNewer(made, from)) {
        Files.deleteIfExists(made);
        Trees.remove(folder);
        long began = System.currentTimeMillis();
        making.in(Files.createDirectories(folder));
        Files.setLastModifiedTime(Files.createFile(made), FileTime.fromMillis(began));
      }
    }
    return folder;
  }

  private static boolean isNewer(Path made, List<Path> from) throws IOException {
    return Files.exists(made) && Files.getLastModifiedTime(made).toMillis() > Trees.newestMillis(from);
  }
}

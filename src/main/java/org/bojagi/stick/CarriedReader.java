package org.bojagi.stick;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.bundle.Slots;
import org.bojagi.fault.UsageException;
import org.bojagi.sign.PublisherKey;

/**
 * The reader that this program can put on a stick: the one that was built, or the one of the stick that it runs from.
 *
 * @param jar the reader's jar
 * @param runtimes one for each platform, with its start cache where there is one
 * @param bundles what lies beside it on its stick; empty where it runs from elsewhere
 * @param keys of publishers, as files of minisign that lie beside the bundles
 */
public record CarriedReader(Path jar, List<RuntimeImage> runtimes, List<Path> bundles, List<Path> keys) {
  static final String JAR = "reader.jar";
  static final String KEY_ENDING = ".pub";

  /** Without a publisher's key. */
  public CarriedReader(Path jar, List<RuntimeImage> runtimes, List<Path> bundles) {
    this(jar, runtimes, bundles, List.of());
  }

  /** @throws UsageException this program doesn't run from where a reader lies */
  public static CarriedReader ofProgram() throws IOException {
    try {
      var source = CarriedReader.class.getProtectionDomain().getCodeSource();
      return in(Path.of(source.getLocation().toURI()).getParent());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /**
   * The same with further keys.
   *
   * @param given files that hold one each
   */
  public CarriedReader with(List<Path> given) {
    var all = new ArrayList<>(keys);
    all.addAll(given);
    return new CarriedReader(jar, runtimes, bundles, all);
  }

  /** @param folder a stick's, or the build's {@code target} */
  static CarriedReader in(Path folder) throws IOException {
    var onStick = folder.resolve(JAR);
    return Files.isRegularFile(onStick) ? onStick(folder, onStick) : built(folder);
  }

  private static CarriedReader onStick(Path folder, Path jar) throws IOException {
    if (Files.exists(folder.resolve(StickWriter.UNFINISHED))) {
      throw new UsageException(
          "This stick was not finished, or gave back other bytes than were written",
          folder.toString(),
          "Make it again before it is passed on.");
    }
    var runtimes = new ArrayList<RuntimeImage>();
    var bundles = new ArrayList<Path>();
    var keys = new ArrayList<Path>();
    try (var entries = Files.list(folder)) {
      for (var entry : entries.sorted().toList()) {
        if (!Files.isDirectory(entry)) {
          if (entry.toString().endsWith(KEY_ENDING) && isKey(entry)) {
            keys.add(entry);
          }
        } else if (RuntimeImage.isIn(entry)) {
          runtimes.add(withCache(RuntimeImage.of(entry), entry.resolve(RuntimeImage.START_CACHE)));
        } else if (!Slots.list(entry).isEmpty()) {
          bundles.add(entry);
        }
      }
    }
    return new CarriedReader(jar, List.copyOf(runtimes), List.copyOf(bundles), List.copyOf(keys));
  }

  /** Anybody can put a file of this name there, which keeps nobody from passing the stick on. */
  private static boolean isKey(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try {
      PublisherKey.read(file);
      return true;
    } catch (UsageException e) {
      return false;
    }
  }

  private static CarriedReader built(Path target) throws IOException {
    var jar = target.resolve("bojagi-reader.jar");
    if (!Files.isRegularFile(jar)) {
      throw new UsageException(
          "The reader's jar is not beside this program", target.toString(), "Build it: bojagi --build");
    }
    var image = target.resolve("runtime");
    var runtimes =
        RuntimeImage.isIn(image)
            ? List.of(withCache(RuntimeImage.of(image), target.resolve("bojagi-reader.aot")))
            : List.<RuntimeImage>of();
    return new CarriedReader(jar, runtimes, List.of());
  }

  private static RuntimeImage withCache(RuntimeImage runtime, Path cache) throws IOException {
    return Files.isRegularFile(cache) ? runtime.with(cache) : runtime;
  }
}

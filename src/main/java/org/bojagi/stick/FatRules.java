package org.bojagi.stick;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;

/**
 * What FAT32 holds, and Windows opens (Microsoft, "FAT32 File System Specification" 1.03 and "Naming Files, Paths, and
 * Namespaces"): everything on a stick keeps to it, whatever file system it has today, since it will be copied on.
 */
final class FatRules {
  static final long MAX_FILE_BYTES = (1L << 32) - 1;

  /** UTF-16 units of a name, and of a path with the drive in front of it. */
  private static final int MAX_NAME = 255;

  private static final int MAX_PATH = 240;

  private static final String FORBIDDEN = "\"*:<>?\\|/";
  private static final Set<String> DEVICES =
      Set.of(
          "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
          "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "com¹", "com²", "com³",
          "lpt¹", "lpt²", "lpt³", "conin$", "conout$");

  private FatRules() {}

  /** @throws Fault one can't stand there, or two can't stand beside each other; each message names the file */
  static void require(List<StickFile> files) throws Fault {
    var seen = new HashMap<String, String>();
    for (var file : files) {
      if (file.path().length() > MAX_PATH) {
        throw refused("This path is longer than " + MAX_PATH + " characters", file.path());
      }
      var names = file.path().split("/", -1);
      for (int depth = 1; depth <= names.length; depth++) {
        requireName(names[depth - 1], file.path());
        var path = String.join("/", List.of(names).subList(0, depth));
        boolean folder = depth < names.length;
        var key = Normalizer.normalize(path, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        var other = seen.putIfAbsent(key, path + (folder ? "/" : ""));
        if (other != null && !(folder && other.equals(path + "/"))) {
          throw refused("Two names are one where capitals don't count: " + other, file.path());
        }
      }
      if (file.sizeBytes() > MAX_FILE_BYTES) {
        throw new DoesNotFitException(
            "This file has " + file.sizeBytes() + " bytes, and FAT32 holds files of at most " + MAX_FILE_BYTES,
            file.path(),
            "Pack the bundle again with a smaller --volume-size.");
      }
    }
  }

  static boolean holds(String name) {
    var base = name.split("\\.", 2)[0].strip().toLowerCase(Locale.ROOT);
    boolean encodable = StandardCharsets.UTF_8.newEncoder().canEncode(name);
    return !name.isEmpty()
        && name.length() <= MAX_NAME
        && encodable
        && name.chars().noneMatch(c -> c < 0x20 || c == 0x7F || FORBIDDEN.indexOf(c) >= 0)
        && !name.endsWith(".")
        && !name.endsWith(" ")
        && !name.startsWith(" ")
        && !DEVICES.contains(base);
  }

  private static void requireName(String name, String path) throws UsageException {
    if (!holds(name)) {
      throw refused("FAT32 and Windows hold no such name: " + name, path);
    }
  }

  private static UsageException refused(String what, String path) {
    return new UsageException(what, path, "Rename it, or give --name, which gives bundles numbers for names.");
  }
}

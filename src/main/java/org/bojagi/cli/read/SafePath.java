package org.bojagi.cli.read;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A path of the catalogue as one that every file system holds, always below the folder that was asked for.
 *
 * <p>A catalogue may be hostile: {@code ..}, an absolute path, a drive, a device of Windows, a NUL, a change of the
 * direction of writing that hides the extension. Nothing is refused; what can't stand is replaced, the same way on every system, so that a stick written on one is read on another.
 */
public final class SafePath {
  private static final String FORBIDDEN = "<>:\"|?*\\";
  private static final int MAX_NAME_BYTES = 240; // 255 on most file systems, less what a temporary name adds
  private static final int MAX_DEPTH = 64;
  private static final Set<String> DEVICES =
      Set.of(
          "con", "prn", "aux", "nul", "conin$", "conout$", "com1", "com2", "com3", "com4", "com5", "com6", "com7",
          "com8", "com9", "com0", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
          "com¹", "com²", "com³", "lpt¹", "lpt²", "lpt³");

  private SafePath() {}

  /** Names relative to any folder, separated by {@code /}; never empty, never leaving it. */
  public static String of(String cataloguePath) {
    var names = new ArrayList<String>();
    for (var name : cataloguePath.split("/")) {
      if (!name.isEmpty() && !name.equals(".")) {
        names.add(name(name));
      }
    }
    if (names.isEmpty()) {
      return "_";
    }
    return String.join("/", names.size() > MAX_DEPTH ? names.subList(names.size() - MAX_DEPTH, names.size()) : names);
  }

  private static String name(String name) {
    var safe = new StringBuilder();
    name.codePoints()
        .map(c -> Terminal.steers(c) || isUnseen(c) || FORBIDDEN.indexOf(c) >= 0 || c >= 0xD800 && c <= 0xDFFF ? '_' : c)
        .forEach(safe::appendCodePoint);
    for (int i = safe.length() - 1; i >= 0 && (safe.charAt(i) == '.' || safe.charAt(i) == ' '); i--) {
      safe.setCharAt(i, '_');
    }
    var text = safe.toString();
    // Windows takes what comes before the first dot, without spaces, for the device: "nul .txt" is NUL.
    var base = text.split("\\.", 2)[0].strip().toLowerCase(Locale.ROOT);
    return shortened(DEVICES.contains(base) ? "_" + text : text);
  }

  /** What can't be seen and no spelling needs; joiners stay, which pictures and Persian are written with. */
  private static boolean isUnseen(int c) {
    return c == 0xFEFF || c >= 0x2060 && c <= 0x206F || c >= 0xFFF9 && c <= 0xFFFB;
  }

  /** Cut in front of the extension, at a whole character. */
  private static String shortened(String name) {
    if (bytes(name) <= MAX_NAME_BYTES) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    var extension = dot > 0 && bytes(name.substring(dot)) <= 16 ? name.substring(dot) : "";
    var stem = name.substring(0, name.length() - extension.length());
    while (bytes(stem) + bytes(extension) > MAX_NAME_BYTES) {
      stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
    }
    return stem + extension;
  }

  /** The same path with a number in front of its extension, for a name that is taken. */
  static String numbered(String path, int number) {
    int slash = path.lastIndexOf('/');
    int dot = path.lastIndexOf('.');
    int at = dot > slash + 1 ? dot : path.length();
    return path.substring(0, at) + "~" + number + path.substring(at);
  }

  /** @return empty where the result would not lie below the folder, which would be a bug: a second lock on the door */
  static Optional<Path> below(Path folder, String safePath) {
    var root = folder.toAbsolutePath().normalize();
    var path = root.resolve(safePath).normalize();
    return path.startsWith(root) && !path.equals(root) ? Optional.of(path) : Optional.empty();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}

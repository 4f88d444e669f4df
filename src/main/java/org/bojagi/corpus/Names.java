package org.bojagi.corpus;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of files as names: one spelling for each, what may never be packed, what another system
 * can't hold.
 */
final class Names {
  private static final Pattern RESERVED_ON_WINDOWS =
      Pattern.compile("(?i)(CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])(\\..*)?");
  private static final Set<String> LEFT_BY_SYSTEMS = Set.of("thumbs.db", "desktop.ini");

  private Names() {}

  /** macOS hands names out decomposed: the same name has one spelling here. */
  static String nfc(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  static boolean neverPacked(String name) {
    return name.startsWith("_")
        || name.startsWith(".")
        || name.startsWith("~$")
        || LEFT_BY_SYSTEMS.contains(name.toLowerCase(Locale.ROOT));
  }

  /** What Windows has against this name, as the end of a sentence; empty where nothing. */
  static String refusedByWindows(String name) {
    var bad = name.chars().filter(c -> c < 0x20 || "<>:\"|?*\\".indexOf(c) >= 0).findFirst();
    if (bad.isPresent()) {
      return "has the character " + printable(Character.toString(bad.getAsInt()));
    }
    if (name.endsWith(".") || name.endsWith(" ")) {
      return name.endsWith(".") ? "ends with a full stop" : "ends with a space";
    }
    if (RESERVED_ON_WINDOWS.matcher(name).matches()) {
      return "is reserved for a device";
    }
    return name.length() > 255 ? "is longer than 255 characters" : "";
  }

  /**
   * Fit for a terminal: what could move its cursor, or turn the order of letters round, is written
   * as its number.
   */
  static String printable(String name) {
    var out = new StringBuilder(name.length());
    name.codePoints()
        .forEach(
            c -> {
              var type = Character.getType(c);
              var invisible =
                  type == Character.CONTROL
                      || type == Character.LINE_SEPARATOR
                      || type == Character.PARAGRAPH_SEPARATOR
                      || type == Character.SURROGATE
                      || type == Character.FORMAT && c != 0x200D; // joins emoji
              if (invisible) {
                out.append(String.format("\\u%04x", c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  /** {@code a/b/c} → {@code a/b}; of a name alone the empty path, which is the corpus. */
  static String folderOf(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static String inFolder(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }
}

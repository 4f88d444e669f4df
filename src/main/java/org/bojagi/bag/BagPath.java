package org.bojagi.bag;

import java.util.regex.Pattern;

/** Paths as a manifest writes them (RFC 8493 §2.1.3, §5). */
final class BagPath {
  static final String PAYLOAD = "data/";
  private static final int MAX_CHARS = 4_096;
  private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:");
  private static final Pattern ESCAPED = Pattern.compile("%(0[aA]|0[dD]|25)");

  private BagPath() {}

  /** As a name of the file system: only line ends and the percent sign are ever escaped. */
  static String decoded(String written) {
    return written.indexOf('%') < 0
        ? written
        : ESCAPED
            .matcher(written)
            .replaceAll(
                escape ->
                    switch (escape.group(1).charAt(1)) {
                      case '5' -> "%";
                      case 'a', 'A' -> "\n";
                      default -> "\r";
                    });
  }

  static String encoded(String path) {
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D");
  }

  /**
   * Why a manifest may not name this; empty where it may.
   *
   * @param path decoded
   */
  static String refusal(String path) {
    if (path.isBlank()) {
      return "it is empty";
    }
    if (path.length() > MAX_CHARS) {
      return "it is longer than " + MAX_CHARS + " characters";
    }
    if (path.startsWith("/")) {
      return "it is absolute";
    }
    if (path.startsWith("~")) {
      return "it begins with ~, which some systems take for somebody's folder";
    }
    if (DRIVE.matcher(path).find()) {
      return "it begins with a drive letter";
    }
    if (path.indexOf('\\') >= 0) {
      return "it has a backslash in it, which some systems take for a folder";
    }
    if (path.chars().anyMatch(c -> c < 0x20 && c != '\n' && c != '\r' || c == 0x7F)) {
      return "it has a control character in it";
    }
    for (var name : path.split("/", -1)) {
      if (name.equals("..")) {
        return "it leads out of its folder by ..";
      }
      if (name.isEmpty() || name.equals(".")) {
        return "it has an empty name or . in it";
      }
    }
    return "";
  }
}

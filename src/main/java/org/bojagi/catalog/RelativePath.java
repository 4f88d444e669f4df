package org.bojagi.catalog;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** What a link in a file of the bundle means: a path of the bundle (RFC 3986 §5.2, without hosts). */
public final class RelativePath {
  private static final Pattern ELSEWHERE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:|//|[#?]");

  private RelativePath() {}

  /**
   * @param from path of the file that holds the link
   * @param target with its percent signs; query and fragment are cut
   * @return empty where it leads out of the bundle, to a folder, or into the file itself
   */
  public static String resolve(String from, String target) {
    if (ELSEWHERE.matcher(target).lookingAt()) {
      return "";
    }
    var path = decoded(withoutQuery(target.replace('\\', '/')));
    if (path.isEmpty() || path.endsWith("/")) {
      return "";
    }
    var folder = path.startsWith("/") ? "" : from.substring(0, from.lastIndexOf('/') + 1);
    return normalized(folder + path);
  }

  private static String withoutQuery(String target) {
    for (int i = 0; i < target.length(); i++) {
      if (target.charAt(i) == '?' || target.charAt(i) == '#') {
        return target.substring(0, i);
      }
    }
    return target;
  }

  /** Without empty segments, {@code .} and {@code ..}; empty where it leaves its root. */
  public static String normalized(String path) {
    var kept = new StringBuilder(path.length());
    for (int start = 0; start < path.length(); ) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      boolean dots = end > start && end - start <= 2 && path.charAt(start) == '.' && path.charAt(end - 1) == '.';
      if (dots && end - start == 2) {
        if (kept.isEmpty()) {
          return "";
        }
        kept.setLength(Math.max(0, kept.lastIndexOf("/")));
      } else if (end > start && !dots) {
        if (!kept.isEmpty()) {
          kept.append('/');
        }
        kept.append(path, start, end);
      }
      start = end + 1;
    }
    return kept.toString();
  }

  /** Percent signs as UTF-8 (RFC 3986 §2.1), in NFC; what is no escape stays. */
  public static String decoded(String target) {
    if (target.indexOf('%') < 0) {
      return Normalizer.normalize(target, Normalizer.Form.NFC);
    }
    var bytes = new ByteArrayOutputStream();
    var in = target.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < in.length; i++) {
      int high = in[i] == '%' && i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(in[i + 2], 16);
      bytes.write(low < 0 ? in[i] : high << 4 | low);
      i += low < 0 ? 0 : 2;
    }
    return Normalizer.normalize(bytes.toString(StandardCharsets.UTF_8), Normalizer.Form.NFC);
  }
}

package org.bojagi.corpus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.bojagi.catalog.RelativePath;

/**
 * Finds the file that a link means: by its path from the file that holds it, else by a name that
 * only one file has.
 */
final class LinkResolver {
  private static final Pattern ELSEWHERE =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:|//");

  private static final Pattern QUERY = Pattern.compile("[?#].*$");

  private final Map<String, String> byPath = new HashMap<>();
  private final Map<String, List<String>> byName = new HashMap<>();

  /** Whether names have signs that mean something else in a link. */
  private final boolean hasOddNames;

  /**
   * @param paths of all files that go in, NFC
   */
  LinkResolver(Collection<String> paths) {
    for (var path : paths) {
      byPath.putIfAbsent(path.toLowerCase(Locale.ROOT), path);
      byName
          .computeIfAbsent(Names.nameOf(path).toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
          .add(path);
    }
    paths.forEach(path -> byPath.put(path, path));
    hasOddNames = paths.stream().anyMatch(path -> path.indexOf('#') >= 0 || path.indexOf('?') >= 0);
  }

  /**
   * @param paths one where it is found, several where the name is not unique, none where nothing is
   */
  record Answer(List<String> paths) {
    String path() {
      return paths.size() == 1 ? paths.getFirst() : "";
    }
  }

  /** Whether the target lies on the network, is inside the same file, or is no file at all. */
  static boolean isElsewhere(String target) {
    char first = target.isEmpty() ? '/' : target.charAt(0);
    // Nearly all targets are relative, without a colon: of these no expression is asked.
    boolean may = first == '/' || target.indexOf(':') > 0;
    return first == '#' || first == '?' || may && ELSEWHERE.matcher(target).lookingAt();
  }

  /**
   * Whether anybody finds the file by the link's path alone; false where that isn't seen at a glance. Pages of a manual
   * have millions of such links.
   */
  boolean isPlain(String from, String target) {
    return plain(from, target) != null;
  }

  /** The file that a link means whose spelling is the file's own; null of any other. */
  private String plain(String from, String target) {
    if (hasOddNames) {
      return null;
    }
    int end = 0;
    while (end < target.length() && target.charAt(end) != '#' && target.charAt(end) != '?') {
      char c = target.charAt(end++);
      if (c >= 128 || c == '%' || c == '\\') {
        return null;
      }
    }
    var path = target.substring(0, end);
    return path.endsWith("/") ? null : byPath.get(RelativePath.normalized(folder(from, path) + path));
  }

  Answer resolve(String from, String target) {
    var plain = plain(from, target);
    if (plain != null) {
      return new Answer(List.of(plain));
    }
    for (var candidate : spellings(target)) {
      var path = RelativePath.normalized(folder(from, candidate) + candidate);
      if (path.isEmpty()) {
        continue;
      }
      var found = byPath.getOrDefault(path, byPath.get(path.toLowerCase(Locale.ROOT)));
      if (found != null) {
        return new Answer(List.of(found));
      }
    }
    var several = new Answer(List.of());
    for (var candidate : spellings(target)) {
      var named = byName.getOrDefault(Names.nameOf(candidate).toLowerCase(Locale.ROOT), List.of());
      if (named.size() == 1) {
        return new Answer(named);
      }
      several = named.isEmpty() ? several : new Answer(named);
    }
    return several;
  }

  private static String folder(String from, String path) {
    return path.startsWith("/") ? "" : Names.folderOf(from) + "/";
  }

  /** As written, and without percent signs, fragment and query: names may hold each of these. */
  private static LinkedHashSet<String> spellings(String target) {
    var written = Names.nfc(target.replace('\\', '/'));
    var cut = QUERY.matcher(written).replaceFirst("");
    var spellings = new LinkedHashSet<String>();
    for (var spelling : List.of(written, RelativePath.decoded(written), cut, RelativePath.decoded(cut))) {
      if (!spelling.isEmpty() && !spelling.endsWith("/")) {
        spellings.add(spelling);
      }
    }
    return spellings;
  }
}

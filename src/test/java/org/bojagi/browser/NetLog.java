package org.bojagi.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What Chromium's network stack was asked for by anyone: pages, frames of every kind, workers, the browser
 * itself. Written while it runs, so a killed browser leaves what it had asked until then.
 */
public final class NetLog {
  private static final Pattern ADDRESS = Pattern.compile("\"url\":\"((?:[^\"\\\\]++|\\\\.)*+)\"");
  private static final Pattern HOST = Pattern.compile("\"host\":\"((?:[^\"\\\\]++|\\\\.)*+)\"");

  private NetLog() {}

  /** For {@link WrappedChromium#in}. The file names every address, with what stood in search boxes. */
  public static String flag(Path file) {
    return "--log-net-log=" + file.toAbsolutePath();
  }

  /** Addresses of requests, those that were refused before anything was sent too. */
  public static TreeSet<String> addresses(Path file) throws IOException {
    return all(ADDRESS, file);
  }

  /** Names that were looked up, with their scheme and port where they have them. */
  public static TreeSet<String> hosts(Path file) throws IOException {
    return all(HOST, file);
  }

  private static TreeSet<String> all(Pattern pattern, Path file) throws IOException {
    var found = new TreeSet<String>();
    try (var lines = Files.lines(file)) {
      lines.map(pattern::matcher).forEach(
          matcher -> {
            while (matcher.find()) {
              found.add(matcher.group(1).replace("\\/", "/"));
            }
          });
    }
    return found;
  }
}

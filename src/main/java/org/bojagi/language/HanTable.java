package org.bojagi.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands for each Han character: a character, or none. Of all that are one UTF-16 unit long and not there for
 * compatibility alone.
 *
 * <p>Read from lines of what stands for them, followed by those that it stands for; written by {@code
 * src/build/java/HanTables.java}.
 */
final class HanTable {
  private static final char FIRST = '\u3400';
  private static final char LAST = '\u9fff';

  private final char[] table = new char[LAST - FIRST + 1];

  HanTable(List<String> lines) {
    for (var line : lines) {
      for (int i = 1; i < line.length(); i++) {
        table[line.charAt(i) - FIRST] = line.charAt(0);
      }
    }
  }

  /** The lines of a resource in sections, which are set apart by empty lines. */
  static List<List<String>> sections(String resource) {
    try (var in = HanTable.class.getResourceAsStream(resource);
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      var sections = new ArrayList<List<String>>(List.of(new ArrayList<>()));
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          sections.add(new ArrayList<>());
        } else {
          sections.getLast().add(line);
        }
      }
      return sections;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** '\0' where nothing does. */
  char get(char c) {
    return c < FIRST || c > LAST ? '\0' : table[c - FIRST];
  }

  static boolean mayHold(char c) {
    return c >= FIRST && c <= LAST;
  }
}

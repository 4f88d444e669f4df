package org.bojagi.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What faults and findings say, in Korean. They are made in English wherever something goes wrong; the English sentence is
 * the key by which it is told otherwise, when it comes before a person. Programs get it as it is.
 */
public final class Sentences {
  private static final String PLACE = "%s";

  private final Map<String, String> whole = new HashMap<>();
  private final Map<String, String> withPlaces = new LinkedHashMap<>();

  /** Read when the first is told. */
  private static final class Korean {
    private static final Sentences SENTENCES = new Sentences("sentences.ko.txt", "sentences.pack.ko.txt");
  }

  /** @param packing what only a packager's program has */
  private Sentences(String resource, String packing) {
    read(Sentences.class.getResourceAsStream(resource));
    var more = Sentences.class.getResourceAsStream(packing);
    if (more != null) {
      read(more);
    }
  }

  private void read(InputStream resource) {
    try (var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      String english = null;
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        if (english == null) {
          english = line;
        } else {
          (english.contains(PLACE) ? withPlaces : whole).put(english, line);
          english = null;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A sentence, several, or {@code WHAT (WHERE). HINT}; what isn't known stays as it is.
   *
   * @param english as it stands in a {@link Fault} or {@link Finding}
   */
  public static String in(Locale language, String english) {
    return language.getLanguage().equals("ko") ? Korean.SENTENCES.told(english) : english;
  }

  private String told(String text) {
    var known = whole.get(text);
    if (known == null) {
      // First, since a sentence that ends with a place would take where and hint for what fills it.
      known = withWhereAndHint(text, false);
    }
    if (known == null) {
      known = sentences(text);
    }
    if (known == null) {
      known = withWhereAndHint(text, true);
    }
    return known == null ? text : known;
  }

  /** Null where it isn't of that form, or the sentence isn't known, or the hint isn't unless it may be foreign. */
  private String withWhereAndHint(String text, boolean foreignHint) {
    for (int open = text.indexOf(" ("); open >= 0; open = text.indexOf(" (", open + 1)) {
      var what = sentence(text.substring(0, open));
      var other = what == null ? null : whereAndHint(text.substring(open));
      if (other == null && what != null && foreignHint) {
        other = text.substring(open);
      }
      if (other != null) {
        return what + other;
      }
    }
    return null;
  }

  /** A place may hold anything, also what looks like its end: it ends where a hint begins that is known, else null. */
  private String whereAndHint(String text) {
    for (int close = text.indexOf(")."); close >= 0; close = text.indexOf(").", close + 1)) {
      var rest = text.substring(close + 2).strip();
      var hint = rest.isEmpty() ? "" : told(rest);
      if (rest.isEmpty() || !hint.equals(rest)) {
        var where = text.substring(2, close);
        return " (" + whole.getOrDefault(where, where) + ")." + (rest.isEmpty() ? "" : " " + hint);
      }
    }
    return null;
  }

  /** Each of them; null where one isn't known. */
  private String sentences(String text) {
    for (int end = text.indexOf(". "); end >= 0; end = text.indexOf(". ", end + 1)) {
      var first = sentence(text.substring(0, end + 1));
      var others = first == null ? null : sentences(text.substring(end + 2));
      if (others != null) {
        return first + " " + others;
      }
    }
    return sentence(text);
  }

  private String sentence(String english) {
    var known = whole.get(english);
    if (known != null) {
      return known;
    }
    for (var template : withPlaces.entrySet()) {
      var filled = filled(template.getKey(), template.getValue(), english);
      if (filled != null) {
        return filled;
      }
    }
    return null;
  }

  /** A name stays as it is; what has several words may be a sentence's part that is known, too. */
  private String place(String english) {
    var known = english.indexOf(' ') < 0 ? whole.get(english) : sentence(english);
    return known == null ? english : known;
  }

  /** Null where the sentence isn't of this template. What fills a place may be a sentence that is known, too. */
  private String filled(String template, String other, String english) {
    var fixed = template.split(PLACE, -1);
    if (!english.startsWith(fixed[0])) {
      return null;
    }
    var told = new StringBuilder();
    var otherFixed = other.split(PLACE, -1);
    int position = fixed[0].length();
    for (int i = 1; i < fixed.length; i++) {
      boolean last = i == fixed.length - 1;
      int end = last ? english.length() - fixed[i].length() : english.indexOf(fixed[i], position);
      if (end < position || !english.startsWith(fixed[i], end)) {
        return null;
      }
      var place = english.substring(position, end);
      told.append(otherFixed[i - 1]).append(place(place));
      position = end + fixed[i].length();
    }
    return told.append(otherFixed[otherFixed.length - 1]).toString();
  }
}

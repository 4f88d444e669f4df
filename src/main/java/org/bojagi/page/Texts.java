package org.bojagi.page;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bojagi.fault.Sentences;
import org.bojagi.show.FrameWords;

/**
 * What the pages say in one language: {@code texts.TAG.properties}, UTF-8, the same keys in each.
 */
final class Texts {
  private static final Map<Tongue, Texts> ALL = new EnumMap<>(Tongue.class);

  static {
    for (var tongue : Tongue.values()) {
      ALL.put(tongue, new Texts(tongue));
    }
  }

  private static final Pattern PLACE = Pattern.compile("\\{(\\d)\\}");

  private final Tongue tongue;
  private final Properties texts = new Properties();

  private Texts(Tongue tongue) {
    this.tongue = tongue;
    try (var in = Texts.class.getResourceAsStream("texts." + tongue.tag() + ".properties")) {
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Texts of(Tongue tongue) {
    return ALL.get(tongue);
  }

  Tongue tongue() {
    return tongue;
  }

  /** What a fault or a finding says, where that is known in this language; else in English. */
  String told(String english) {
    return Sentences.in(Locale.forLanguageTag(tongue.tag()), english);
  }

  Properties all() {
    return texts;
  }

  /**
   * @param named stand where the text has {@code {0}}, {@code {1}} …
   */
  String get(String key, Object... named) {
    var text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalArgumentException("no text " + key + " in " + tongue.tag());
    }
    return PLACE
        .matcher(text)
        .replaceAll(
            place ->
                Matcher.quoteReplacement(String.valueOf(named[Integer.parseInt(place.group(1))])));
  }

  boolean has(String key) {
    return texts.containsKey(key);
  }

  /** The name of a text's language; the tag itself where we have none. */
  String language(String tag) {
    for (var key = tag; !key.isEmpty(); key = key.substring(0, Math.max(0, key.lastIndexOf('-')))) {
      if (has("tongue." + key)) {
        return get("tongue." + key);
      }
    }
    return tag.isEmpty() ? get("tongue.und") : PackedWords.line(tag);
  }

  /** The name of an item's kind; of one that a newer bundle has, that of a document. */
  String type(String code) {
    return has("type." + code) ? get("type." + code) : get("type.document");
  }

  /** As a person says it: 12 minutes, or seconds below one. */
  String length(double seconds) {
    return seconds < 60
        ? get("seconds", Math.max(1, Math.round(seconds)))
        : get("minutes", Math.round(seconds / 60));
  }

  /** {@code 3:05}, {@code 1:03:05}. */
  static String clock(double seconds) {
    long whole = (long) seconds;
    var minutes = whole / 60 % 60;
    var rest = ":" + (whole % 60 < 10 ? "0" : "") + whole % 60;
    return whole < 3600
        ? minutes + rest
        : whole / 3600 + ":" + (minutes < 10 ? "0" : "") + minutes + rest;
  }

  FrameWords frameWords() {
    return new FrameWords(
        tongue.tag(),
        get("item.text"),
        get("frame.missing"),
        get("frame.film"),
        get("frame.sound"),
        get("frame.page"),
        get("frame.pageText"),
        get("frame.goesOn"),
        get("frame.cut"),
        get("frame.damaged"),
        this::language);
  }
}

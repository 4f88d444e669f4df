package org.bojagi.corpus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was declared in one place, or in several laid over each other. Values were checked when they
 * were read.
 *
 * @param understood every line is a key that we know, none is private, and of front matter the
 *     fences are plain: nothing in there must be kept back
 */
record Metadata(Map<MetadataKey, Value> values, boolean understood) {
  static final Metadata NOTHING = new Metadata(Map.of(), true);

  /**
   * @param list the value, or each of several
   * @param byLanguage a title in several languages, by BCP 47 tag; empty where it is written
   *     without languages
   * @param where file and line, for people
   */
  record Value(List<String> list, Map<String, String> byLanguage, String where) {
    Value {
      list = List.copyOf(list);
      byLanguage = Collections.unmodifiableMap(new LinkedHashMap<>(byLanguage));
    }
  }

  Metadata {
    var copy = new EnumMap<MetadataKey, Value>(MetadataKey.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  boolean has(MetadataKey key) {
    return values.containsKey(key);
  }

  /** The value as one line; empty where it isn't declared. */
  String text(MetadataKey key) {
    var value = values.get(key);
    if (value == null) {
      return "";
    }
    return value.byLanguage.isEmpty()
        ? String.join(", ", value.list)
        : value.byLanguage.values().iterator().next();
  }

  List<String> list(MetadataKey key) {
    var value = values.get(key);
    if (value == null) {
      return List.of();
    }
    return value.byLanguage.isEmpty() ? value.list : new ArrayList<>(value.byLanguage.values());
  }

  /** By language; what is written without one is in {@code language}. */
  Map<String, String> byLanguage(MetadataKey key, String language) {
    var value = values.get(key);
    if (value == null) {
      return Map.of();
    }
    return value.byLanguage.isEmpty() ? Map.of(language, text(key)) : value.byLanguage;
  }

  boolean flag(MetadataKey key) {
    return text(key).equals("true");
  }

  int number(MetadataKey key, int otherwise) {
    return has(key) ? Integer.parseInt(text(key)) : otherwise;
  }

  /** File and line of a declared key; empty where it isn't declared. */
  String where(MetadataKey key) {
    return has(key) ? values.get(key).where : "";
  }

  /** This, and of {@code below} what this doesn't say. */
  Metadata over(Metadata below) {
    if (values.isEmpty()) {
      return below;
    }
    var both = new EnumMap<MetadataKey, Value>(MetadataKey.class);
    both.putAll(below.values);
    both.putAll(values);
    return new Metadata(both, understood && below.understood);
  }

  /** Only what goes on to the files and folders below. */
  Metadata inherited() {
    var some = new EnumMap<MetadataKey, Value>(MetadataKey.class);
    values.forEach(
        (key, value) -> {
          if (MetadataKey.INHERITED.contains(key)) {
            some.put(key, value);
          }
        });
    return new Metadata(some, true);
  }
}

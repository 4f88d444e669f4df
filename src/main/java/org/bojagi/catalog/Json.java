package org.bojagi.catalog;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/**
 * JSON of a bundle: written in a fixed order, read with limits and with a plain complaint about each missing field.
 *
 * <p>Reading is bounded by Jackson's own constraints (nesting 500, a number of 1,000 digits) and by whoever hands in
 * the text, which is never more than a line of a catalogue or a root's document.
 */
public final class Json {
  private static final JSON JACKSON = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

  private Json() {}

  /** The text isn't what format.md says. The message names the field, never its value. */
  public static class Malformed extends Exception {
    public Malformed(String message) {
      super(message);
    }
  }

  /** The text says itself that whoever doesn't know something of it must not go on. */
  public static final class TooNew extends Malformed {
    public TooNew(String message) {
      super(message);
    }
  }

  public static String write(Object mapOrList) {
    return JACKSON.asString(mapOrList);
  }

  public static Fields read(String text) throws Malformed {
    Map<String, Object> map;
    try {
      map = JACKSON.mapFrom(text);
    } catch (JacksonException | ClassCastException | NullPointerException e) {
      throw new Malformed("not a JSON object");
    }
    if (map == null) {
      throw new Malformed("not a JSON object"); // the text is "null"
    }
    return new Fields(map);
  }

  public static void putUnlessEmpty(Map<String, Object> json, String name, String value) {
    if (!value.isEmpty()) {
      json.put(name, value);
    }
  }

  public static void putUnlessEmpty(Map<String, Object> json, String name, Collection<?> value) {
    if (!value.isEmpty()) {
      json.put(name, value);
    }
  }

  public static String base64(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** The fields of one object. A missing field of the methods without a default is {@link Malformed}. */
  public record Fields(Map<String, Object> asMap) {

    public boolean isEmpty() {
      return asMap.isEmpty();
    }

    public boolean has(String name) {
      return asMap.containsKey(name);
    }

    public String string(String name) throws Malformed {
      return of(String.class, name);
    }

    public String string(String name, String otherwise) throws Malformed {
      return has(name) ? string(name) : otherwise;
    }

    public long number(String name) throws Malformed {
      // Not a switch over types: the first of those in a process costs 20 ms, and this is in every start.
      var value = asMap.get(name);
      if (value instanceof Integer || value instanceof Long) {
        return ((Number) value).longValue();
      }
      throw missing(name);
    }

    public long number(String name, long otherwise) throws Malformed {
      return has(name) ? number(name) : otherwise;
    }

    /** A number that must be there and lie between the two, both included. */
    public long number(String name, long least, long most) throws Malformed {
      long number = number(name);
      if (number < least || number > most) {
        throw new Malformed("field '" + name + "' is out of range");
      }
      return number;
    }

    public boolean flag(String name) {
      return Boolean.TRUE.equals(asMap.get(name));
    }

    /** An object; one without fields where there is none. */
    @SuppressWarnings("unchecked")
    public Fields object(String name) throws Malformed {
      return new Fields(has(name) ? (Map<String, Object>) of(Map.class, name) : Map.of());
    }

    /** A list of strings; empty where there is none. */
    public List<String> strings(String name) throws Malformed {
      var strings = new ArrayList<String>();
      for (var element : list(name)) {
        if (!(element instanceof String string)) {
          throw missing(name);
        }
        strings.add(string);
      }
      return strings;
    }

    /** A list of objects; empty where there is none. */
    @SuppressWarnings("unchecked")
    public List<Fields> objects(String name) throws Malformed {
      var objects = new ArrayList<Fields>();
      for (var element : list(name)) {
        if (!(element instanceof Map<?, ?> map)) {
          throw missing(name);
        }
        objects.add(new Fields((Map<String, Object>) map));
      }
      return objects;
    }

    public byte[] base64(String name) throws Malformed {
      try {
        return Base64.getDecoder().decode(string(name));
      } catch (IllegalArgumentException e) {
        throw missing(name);
      }
    }

    public byte[] hex(String name) throws Malformed {
      try {
        return HexFormat.of().parseHex(string(name));
      } catch (IllegalArgumentException e) {
        throw missing(name);
      }
    }

    private List<?> list(String name) throws Malformed {
      return has(name) ? of(List.class, name) : List.of();
    }

    private <T> T of(Class<T> type, String name) throws Malformed {
      var value = asMap.get(name);
      if (!type.isInstance(value)) {
        throw missing(name);
      }
      return type.cast(value);
    }

    private static Malformed missing(String name) {
      return new Malformed("field '" + name + "' is missing or of another type");
    }
  }
}

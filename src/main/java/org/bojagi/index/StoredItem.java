package org.bojagi.index;

import java.util.List;
import org.bojagi.bundle.Locations;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.TextFormat;

/** What an index keeps of an item besides its words. Any number of threads. */
public final class StoredItem {
  private final String id;
  private final String path;
  private final String title;
  private final String type;
  private final String language;
  private final String date;
  private final List<Text> texts;
  private final byte[] locations;
  private volatile Locations decoded;

  /** A text whose passages are indexed. {@code charset} empty means UTF-8. */
  public record Text(int fileOrdinal, String language, TextFormat format, String charset) {}

  /**
   * @param type {@link org.bojagi.catalog.ItemType#code}; kept as text, since a newer bundle may have more
   *     types
   * @param locations as given to {@link IndexedItem}
   */
  public StoredItem(
      String id,
      String path,
      String title,
      String type,
      String language,
      String date,
      List<Text> texts,
      byte[] locations) {
    this.id = id;
    this.path = path;
    this.title = title;
    this.type = type;
    this.language = language;
    this.date = date;
    this.texts = List.copyOf(texts);
    this.locations = locations;
  }

  public String id() {
    return id;
  }

  public String path() {
    return path;
  }

  public String title() {
    return title;
  }

  public String type() {
    return type;
  }

  public String language() {
    return language;
  }

  public String date() {
    return date;
  }

  public List<Text> texts() {
    return texts;
  }

  public byte[] locations() {
    return locations;
  }

  /** Decoded when asked for first: a hit's snippet, its picture and its facts all need them. */
  public Locations decodedLocations() throws Json.Malformed {
    var known = decoded;
    if (known == null) {
      known = Locations.decode(locations);
      decoded = known;
    }
    return known;
  }
}

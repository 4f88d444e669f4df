package org.bojagi.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One thing that a reader can open; its translations are the same item.
 *
 * @param id the team's identifier, else {@link #idOf(String)} of the path; never changes between editions
 * @param path of the item's first file in the corpus, NFC, separated by {@code /}
 * @param language BCP 47 tag of that file, {@code und} where nothing is known
 * @param series null where the item stands alone
 * @param part number in the series, from 1; 0 where there is none
 * @param priority what stays when a card is too small: higher stays longer, 0 unless the team says otherwise
 * @param notes words to a reader before the item opens
 */
public record Item(
    String id,
    String path,
    ItemType type,
    String language,
    DublinCore description,
    Series series,
    int part,
    int priority,
    List<String> notes,
    boolean fiction,
    boolean featured) {

  /** Items in order. {@code id} is that of the folder or the title that makes the series. */
  public record Series(String id, String title) {
    /** In one order in every run: fingerprints are made of it. */
    private Map<String, Object> toJson() {
      var json = new LinkedHashMap<String, Object>();
      json.put("id", id);
      json.put("title", title);
      return json;
    }
  }

  public Item {
    notes = List.copyOf(notes);
  }

  /** The title in the item's own language, else the first there is, else the last name of the path. */
  public String title() {
    var titles = description.title();
    if (titles.containsKey(language)) {
      return titles.get(language);
    }
    return titles.isEmpty() ? path.substring(path.lastIndexOf('/') + 1) : titles.values().iterator().next();
  }

  /** 128 bits of SHA-256 of the NFC path in UTF-8, in hex: says nothing of the content (format.md §6). */
  public static String idOf(String path) {
    return Json.hex(Sha256.of(java.text.Normalizer.normalize(path, java.text.Normalizer.Form.NFC))).substring(0, 32);
  }

  /** Without {@code id}, {@code path} and {@code language}, which its own file has (format.md §6). */
  public Map<String, Object> toJson() {
    var json = new LinkedHashMap<String, Object>();
    json.put("type", type.code());
    json.putAll(description.toJson());
    if (series != null) {
      json.put("series", series.toJson());
    }
    if (part > 0) {
      json.put("part", part);
    }
    if (priority != 0) {
      json.put("priority", priority);
    }
    Json.putUnlessEmpty(json, "notes", notes);
    if (fiction) {
      json.put("fiction", true);
    }
    if (featured) {
      json.put("featured", true);
    }
    return json;
  }

  /** @param json with {@code id}, {@code path} and {@code language} */
  public static Item fromJson(Json.Fields json) throws Json.Malformed {
    var series = json.object("series");
    return new Item(
        PackedFile.idFromJson(json),
        json.string("path"),
        ItemType.of(json.string("type")).orElse(ItemType.DOCUMENT),
        json.string("language", "und"),
        DublinCore.fromJson(json),
        series.isEmpty() ? null : new Series(series.string("id"), series.string("title")),
        (int) json.number("part", 0),
        (int) json.number("priority", 0),
        json.strings("notes"),
        json.flag("fiction"),
        json.flag("featured"));
  }
}

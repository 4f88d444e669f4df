package org.bojagi.catalog;

import java.util.Map;
import java.util.Optional;

/**
 * One line of a catalogue: a file, and the item that it is, if it is one (format.md §6).
 *
 * <p>Fields that we don't know are ignored, and so is a role that we don't know, unless it is marked {@code must}.
 *
 * @param declared of an item: the packager's fingerprint of what it was told, to tell another time whether that changed;
 *     empty where none was kept
 */
public record CatalogueLine(PackedFile file, Optional<Item> item, String declared) {
  public CatalogueLine(PackedFile file, Optional<Item> item) {
    this(file, item, "");
  }

  /** @return JSON without a line end, every field of it: for other programs */
  public String toJson() {
    return write(file.toJson());
  }

  /** @return JSON without a line end, as it stands in a catalogue */
  public String toStoredJson() {
    return write(file.toStoredJson());
  }

  private String write(Map<String, Object> json) {
    item.ifPresent(i -> json.putAll(i.toJson()));
    Json.putUnlessEmpty(json, "declared", declared);
    return Json.write(json);
  }

  /**
   * @throws Json.TooNew a role that we don't know, marked {@code must}
   * @throws Json.Malformed not an object, or a field that we need is missing or of another type
   */
  public static CatalogueLine fromJson(String line) throws Json.Malformed {
    var json = Json.read(line);
    if (json.flag("must") && Role.of(json.string("role", "item")).isEmpty()) {
      throw new Json.TooNew("a file of another role");
    }
    var file = PackedFile.fromJson(json);
    var item = file.role() == Role.ITEM ? Optional.of(Item.fromJson(json)) : Optional.<Item>empty();
    return new CatalogueLine(file, item, json.string("declared", ""));
  }
}

package org.bojagi.bundle;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bojagi.catalog.Json;

/**
 * What a bundle says of itself to who opened it.
 *
 * @param title by BCP 47 language tag; may be empty
 * @param featured ids of the items to begin with, in order
 */
public record About(
    Map<String, String> title, String language, String publisher, String rights, List<String> featured) {

  public About {
    title = Collections.unmodifiableMap(new LinkedHashMap<>(title));
    featured = List.copyOf(featured);
  }

  /** The title in the bundle's own language, else any, else nothing. */
  public String ownTitle() {
    if (title.containsKey(language)) {
      return title.get(language);
    }
    var primary = language.split("-", 2)[0];
    return title.getOrDefault(primary, title.isEmpty() ? "" : title.values().iterator().next());
  }

  Map<String, Object> toJson() {
    var json = new LinkedHashMap<String, Object>();
    json.put("title", title);
    Json.putUnlessEmpty(json, "language", language);
    Json.putUnlessEmpty(json, "publisher", publisher);
    Json.putUnlessEmpty(json, "rights", rights);
    Json.putUnlessEmpty(json, "featured", featured);
    return json;
  }

  static About fromJson(Json.Fields json) throws Json.Malformed {
    var title = new LinkedHashMap<String, String>();
    for (var entry : json.object("title").asMap().entrySet()) {
      title.put(entry.getKey(), String.valueOf(entry.getValue()));
    }
    return new About(
        title,
        json.string("language", "und"),
        json.string("publisher", ""),
        json.string("rights", ""),
        json.strings("featured"));
  }
}

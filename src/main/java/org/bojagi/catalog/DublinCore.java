package org.bojagi.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is said of an item, in Dublin Core's terms (DCMI Metadata Terms). An empty string or list means: not said.
 *
 * @param title by BCP 47 language tag, the item's own language first
 * @param date as written by the team: {@code 2025}, {@code 2025-03} or {@code 2025-03-09}
 * @param spatial a place as a name, never coordinates (dcterms:spatial)
 */
public record DublinCore(
    Map<String, String> title,
    List<String> creator,
    List<String> contributor,
    String description,
    String date,
    List<String> subject,
    String publisher,
    String rights,
    String source,
    String spatial,
    String identifier) {

  public static final DublinCore NOTHING =
      new DublinCore(Map.of(), List.of(), List.of(), "", "", List.of(), "", "", "", "", "");

  public DublinCore {
    title = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(title));
    creator = List.copyOf(creator);
    contributor = List.copyOf(contributor);
    subject = List.copyOf(subject);
  }

  public DublinCore withTitle(Map<String, String> newTitle) {
    return new DublinCore(
        newTitle, creator, contributor, description, date, subject, publisher, rights, source, spatial, identifier);
  }

  Map<String, Object> toJson() {
    var json = new LinkedHashMap<String, Object>();
    json.put("title", title);
    Json.putUnlessEmpty(json, "creator", creator);
    Json.putUnlessEmpty(json, "contributor", contributor);
    Json.putUnlessEmpty(json, "description", description);
    Json.putUnlessEmpty(json, "date", date);
    Json.putUnlessEmpty(json, "subject", subject);
    Json.putUnlessEmpty(json, "publisher", publisher);
    Json.putUnlessEmpty(json, "rights", rights);
    Json.putUnlessEmpty(json, "source", source);
    Json.putUnlessEmpty(json, "spatial", spatial);
    Json.putUnlessEmpty(json, "identifier", identifier);
    return json;
  }

  static DublinCore fromJson(Json.Fields json) throws Json.Malformed {
    var title = new LinkedHashMap<String, String>();
    for (var entry : json.object("title").asMap().entrySet()) {
      title.put(entry.getKey(), String.valueOf(entry.getValue()));
    }
    return new DublinCore(
        title,
        new ArrayList<>(json.strings("creator")),
        new ArrayList<>(json.strings("contributor")),
        json.string("description", ""),
        json.string("date", ""),
        new ArrayList<>(json.strings("subject")),
        json.string("publisher", ""),
        json.string("rights", ""),
        json.string("source", ""),
        json.string("spatial", ""),
        json.string("identifier", ""));
  }
}

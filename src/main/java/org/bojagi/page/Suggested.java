package org.bojagi.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.bojagi.catalog.Json;
import org.bojagi.search.Suggestion;

/** Suggestions for the script of the search field, which sets them as text and never as markup. */
final class Suggested {
  /** As many as fit under the field of a telephone above its keyboard. */
  static final int AT_ONCE = 8;

  private Suggested() {}

  static String json(Texts texts, List<Suggestion> suggestions) {
    var list = new ArrayList<Object>();
    for (var suggestion : suggestions) {
      var text = PackedWords.line(suggestion.text());
      if (!text.isEmpty()) {
        var each = new LinkedHashMap<String, Object>();
        each.put("text", text);
        each.put("kind", texts.get("suggest." + suggestion.kind().code()));
        suggestion.bridged().ifPresent(bridge -> {
          each.put("typed", PackedWords.line(bridge.typed()));
          each.put("found", PackedWords.line(bridge.found()));
        });
        list.add(each);
      }
    }
    return Json.write(list);
  }
}

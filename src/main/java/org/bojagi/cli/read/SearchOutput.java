package org.bojagi.cli.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.Role;
import org.bojagi.fault.Fault;
import org.bojagi.search.Hit;
import org.bojagi.search.Results;
import org.bojagi.search.Snippet;

/** Results for a person, and as the JSON that programs rely on. */
final class SearchOutput {
  private SearchOutput() {}

  static void print(Results results) {
    var out = Terminal.out();
    var total = (results.totalIsExact() ? "" : "≥ ") + results.total();
    out.println(Texts.text("search.found", total, results.hits().size(), results.tookMillis()));
    for (var hit : results.hits()) {
      out.println();
      var rank = String.valueOf(hit.rank());
      var title = Terminal.bold(Terminal.printable(hit.title()));
      out.println(
          " ".repeat(Math.max(0, 3 - rank.length())) + rank + "  " + title
              + "  [" + typeName(hit.type()) + ", " + Terminal.printable(hit.language()) + place(hit.at()) + "]");
      if (!hit.snippet().text().isBlank()) {
        out.println("     " + marked(hit.snippet()));
      }
      out.println("     " + Terminal.printable(pathOfText(hit)));
    }
  }

  /** The file to open for what was found: of a translation its own, else the item's. */
  private static String pathOfText(Hit hit) {
    try {
      var files = hit.item().decodedLocations().files();
      if (hit.fileOrdinal() >= 0 && hit.fileOrdinal() < files.size()) {
        var file = files.get(hit.fileOrdinal()).file();
        return file.role() == Role.TRANSLATION ? file.path() : hit.path();
      }
    } catch (Json.Malformed e) {
      // An index that says nonsense of places still finds.
    }
    return hit.path();
  }

  static String typeName(String type) {
    return Texts.bundle().containsKey("type." + type) ? Texts.text("type." + type) : Terminal.printable(type);
  }

  private static String place(Place place) {
    // Not a switch over types: see at(Place).
    if (place instanceof Place.Page page) {
      return ", " + Texts.text("search.page", page.number());
    }
    if (place instanceof Place.Second second) {
      return ", " + clock((long) second.seconds());
    }
    return place instanceof Place.Heading heading ? ", “" + Terminal.printable(heading.text()) + "”" : "";
  }

  private static String clock(long seconds) {
    return seconds < 3600
        ? seconds / 60 + ":" + twoDigits(seconds % 60)
        : seconds / 3600 + ":" + twoDigits(seconds / 60 % 60) + ":" + twoDigits(seconds % 60);
  }

  private static String twoDigits(long number) {
    return (number < 10 ? "0" : "") + number;
  }

  /** Marks in bold on a terminal and in «» elsewhere. */
  private static String marked(Snippet snippet) {
    var text = snippet.text();
    var marked = new StringBuilder();
    int position = 0;
    for (var mark : snippet.marks()) {
      var word = Terminal.printable(text.substring(mark.start(), mark.end()));
      marked.append(Terminal.printable(text.substring(position, mark.start())));
      marked.append(Terminal.outIsTerminal() ? Terminal.bold(word) : "«" + word + "»");
      position = mark.end();
    }
    return marked.append(Terminal.printable(text.substring(position))).toString();
  }

  /** One line; the shape is a contract (docs/architecture.md, Command line). */
  static String json(Results results) {
    return Json.write(
        answer(
            results.query(),
            results.total(),
            results.tookMillis(),
            results.hits().stream().map(SearchOutput::json).toList(),
            results.suggestion().orElse(null)));
  }

  /** In place of an answer that could not be had. */
  static String json(String query, Fault fault) {
    var json = answer(query, 0, 0, List.of(), null);
    json.put("error", fault.getMessage());
    return Json.write(json);
  }

  private static Map<String, Object> answer(String query, long total, long tookMillis, List<?> hits, String suggestion) {
    var json = new LinkedHashMap<String, Object>();
    json.put("query", query);
    json.put("total", total);
    json.put("took_ms", tookMillis);
    json.put("hits", new ArrayList<>(hits));
    json.put("suggestion", suggestion);
    return json;
  }

  private static Map<String, Object> json(Hit hit) {
    var json = new LinkedHashMap<String, Object>();
    json.put("rank", hit.rank());
    json.put("id", hit.id());
    json.put("path", hit.path());
    json.put("title", hit.title());
    json.put("type", hit.type());
    json.put("language", hit.language());
    json.put("score", hit.score());
    json.put("snippet", hit.snippet().text());
    json.put("at", at(hit.at()));
    return json;
  }

  /** Not a switch over types: the start cache can't keep what makes one, which costs 20 ms in each process. */
  private static Map<String, Object> at(Place place) {
    if (place instanceof Place.Page page) {
      return Map.of("page", page.number());
    }
    if (place instanceof Place.Second second) {
      return Map.of("seconds", second.seconds());
    }
    return place instanceof Place.Heading heading ? Map.of("heading", heading.text()) : Map.of();
  }
}

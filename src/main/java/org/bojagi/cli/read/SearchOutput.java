package org.bojagi.cli.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.Place;
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
      out.printf(
          "%3d  %s  [%s, %s%s]%n",
          hit.rank(),
          Terminal.bold(Terminal.printable(hit.title())),
          typeName(hit.type()),
          hit.language(),
          place(hit.at()));
      if (!hit.snippet().text().isBlank()) {
        out.println("     " + marked(hit.snippet()));
      }
      out.println("     " + Terminal.printable(hit.path()));
    }
  }

  static String typeName(String type) {
    return Texts.bundle().containsKey("type." + type) ? Texts.text("type." + type) : Terminal.printable(type);
  }

  private static String place(Place place) {
    return switch (place) {
      case Place.Start() -> "";
      case Place.Page(int number) -> ", " + Texts.text("search.page", number);
      case Place.Second(double seconds) -> ", " + clock((long) seconds);
      case Place.Heading(String heading) -> ", “" + Terminal.printable(heading) + "”";
    };
  }

  private static String clock(long seconds) {
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
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

  /** One line; the shape is a contract, docs/architecture.md. */
  static String json(Results results) {
    return Json.write(
        answer(
            results.query(),
            results.total(),
            results.tookMillis(),
            results.hits().stream().map(SearchOutput::json).toList()));
  }

  /** In place of an answer that could not be had. */
  static String json(String query, Fault fault) {
    var json = answer(query, 0, 0, List.of());
    json.put("error", fault.getMessage());
    return Json.write(json);
  }

  private static Map<String, Object> answer(String query, long total, long tookMillis, List<?> hits) {
    var json = new LinkedHashMap<String, Object>();
    json.put("query", query);
    json.put("total", total);
    json.put("took_ms", tookMillis);
    json.put("hits", new ArrayList<>(hits));
    json.put("suggestion", null);
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
    json.put(
        "at",
        switch (hit.at()) {
          case Place.Start() -> Map.of();
          case Place.Page(int number) -> Map.of("page", number);
          case Place.Second(double seconds) -> Map.of("seconds", seconds);
          case Place.Heading(String heading) -> Map.of("heading", heading);
        });
    return json;
  }
}

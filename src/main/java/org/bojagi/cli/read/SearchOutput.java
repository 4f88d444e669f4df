package org.bojagi.cli.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.StringJoiner;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.Role;
import org.bojagi.fault.Fault;
import org.bojagi.open.Library;
import org.bojagi.search.Facet;
import org.bojagi.search.Facets;
import org.bojagi.search.Hit;
import org.bojagi.search.Results;
import org.bojagi.search.Snippet;

/** Results for a person, and as the JSON that programs rely on. */
final class SearchOutput {
  private final Library library;
  private final List<String> leftOut;
  private final boolean facets;
  private final Set<String> complained = new HashSet<>();

  /**
   * @param leftOut bundles that are not in the library
   * @param facets whether a person is shown them
   */
  SearchOutput(Library library, List<String> leftOut, boolean facets) {
    this.library = library;
    this.leftOut = leftOut;
    this.facets = facets;
  }

  /** Whether every bundle was asked, so far. */
  boolean isComplete() {
    return leftOut.isEmpty() && complained.isEmpty();
  }

  /** What had to be left out is told on standard error, each bundle once. */
  void print(Results results, boolean json) throws IOException {
    for (var each : results.leftOut()) {
      if (complained.add(folder(each.bundle()))) {
        OpenBundles.complain(folder(each.bundle()), each.fault());
      }
    }
    if (json) {
      Terminal.printJson(json(results));
    } else {
      print(results);
    }
  }

  /** In place of an answer that could not be had. */
  void printFailed(String query, Fault fault) {
    var json = answer(query, 0, 0, List.of(), null);
    json.put("error", fault.getMessage());
    Terminal.printJson(Json.write(json));
  }

  private String folder(int bundle) {
    return library.bundles().get(bundle).bundle().folder().toString();
  }

  private void print(Results results) throws IOException {
    var out = Terminal.out();
    var total = (results.totalIsExact() ? "" : "≥ ") + results.total();
    out.println(Texts.text("search.found", total, results.hits().size(), results.tookMillis()));
    if (results.corrected().isPresent()) {
      out.println(Texts.text("search.corrected", Terminal.printable(results.corrected().get())));
    } else if (results.suggestion().isPresent()) {
      out.println(Texts.text("search.suggestion", Terminal.printable(results.suggestion().get())));
    }
    if (facets) {
      print(results.facets());
    }
    for (var hit : results.hits()) {
      out.println();
      var rank = String.valueOf(hit.rank());
      var title = Terminal.bold(Terminal.printable(hit.title()));
      out.println(
          " ".repeat(Math.max(0, 3 - rank.length())) + rank + "  " + title
              + "  [" + typeName(hit.type()) + ", " + Terminal.printable(hit.language()) + place(hit.at()) + "]");
      print(hit);
    }
  }

  /** One line a facet. */
  private static void print(Facets facets) {
    for (var facet : Facet.values()) {
      var values = facets.of(facet);
      if (!values.isEmpty()) {
        var more = facets.exact() ? "" : "+";
        var line = new StringJoiner(", ", Texts.text("facet." + facet.code()) + ": ", "");
        for (var value : values) {
          var name = facet == Facet.TYPE ? typeName(value.name()) : Terminal.printable(value.name());
          line.add(name + " " + value.count() + more);
        }
        Terminal.out().println(line);
      }
    }
  }

  private void print(Hit hit) {
    var out = Terminal.out();
    for (int i = 0; i < hit.passages().size(); i++) {
      var passage = hit.passages().get(i);
      if (!passage.snippet().text().isBlank()) {
        var place = place(passage.at());
        out.println("     " + (i == 0 || place.isEmpty() ? "" : "[" + place.substring(2) + "] ") + marked(passage.snippet()));
      }
    }
    for (var bridge : hit.bridges()) {
      out.println("     " + Terminal.printable(bridge.typed()) + " → " + Terminal.bold(Terminal.printable(bridge.found())));
    }
    boolean several = library.bundles().size() > 1;
    var path = pathOfText(hit, hit.fileOrdinal());
    out.println("     " + Terminal.printable(several ? folder(hit.bundle()) + "/" + path : path));
    card(hit).ifPresent((int card) -> out.println("     " + Texts.text("card.elsewhere", card)));
    for (var copy : hit.alsoIn()) {
      out.println("     " + Texts.text("search.also-in", Terminal.printable(folder(copy.bundle()))));
    }
  }

  /** The card of the set that the item's own file is on, where that isn't here. */
  private OptionalInt card(Hit hit) {
    try {
      var files = hit.item().decodedLocations().files();
      return files.isEmpty()
          ? OptionalInt.empty()
          : library.bundles().get(hit.bundle()).bundle().cardElsewhere(files.getFirst());
    } catch (Json.Malformed e) {
      return OptionalInt.empty();
    }
  }

  /** The file to open for what was found: of a translation its own, else the item's. */
  private static String pathOfText(Hit hit, int fileOrdinal) {
    try {
      var files = hit.item().decodedLocations().files();
      if (fileOrdinal >= 0 && fileOrdinal < files.size()) {
        var file = files.get(fileOrdinal).file();
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
  private String json(Results results) throws IOException {
    var hits = new ArrayList<Object>();
    for (var hit : results.hits()) {
      hits.add(json(hit));
    }
    var json =
        answer(results.query(), results.total(), results.tookMillis(), hits, results.suggestion().orElse(null));
    json.put("corrected", results.corrected().orElse(null));
    var counts = new LinkedHashMap<String, Object>();
    results.facets().of().forEach((facet, values) -> counts.put(facet.code(), results.facets().counts(facet)));
    json.put("facets", counts);
    var missing = new ArrayList<>(leftOut);
    results.leftOut().forEach(each -> missing.add(folder(each.bundle())));
    json.put("left_out", missing);
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

  private Map<String, Object> json(Hit hit) throws IOException {
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
    json.put("bundle", folder(hit.bundle()));
    json.put("card", card(hit).isPresent() ? card(hit).getAsInt() : null);
    var bridged = new ArrayList<Object>();
    for (var bridge : hit.bridges()) {
      var from = new LinkedHashMap<String, Object>();
      from.put("from", bridge.typed());
      from.put("to", bridge.found());
      bridged.add(from);
    }
    json.put("bridged", bridged);
    var passages = new ArrayList<Object>();
    for (var passage : hit.passages()) {
      var of = new LinkedHashMap<String, Object>();
      of.put("snippet", passage.snippet().text());
      of.put("at", at(passage.at()));
      of.put("language", passage.language());
      of.put("path", pathOfText(hit, passage.fileOrdinal()));
      passages.add(of);
    }
    json.put("passages", passages);
    var said = library.bundles().get(hit.bundle()).requireIndex().describe(hit.document(), hit.item());
    var series = said.series();
    json.put("series", series == null ? null : Map.of("id", series.id(), "title", series.title()));
    json.put("part", said.part() == 0 ? null : said.part());
    json.put("date", hit.item().date().isEmpty() ? null : hit.item().date());
    var alsoIn = new ArrayList<Object>();
    for (var copy : hit.alsoIn()) {
      var in = new LinkedHashMap<String, Object>();
      in.put("bundle", folder(copy.bundle()));
      in.put("path", library.shelves().at(copy.bundle(), copy.document()).stored().path());
      alsoIn.add(in);
    }
    json.put("also_in", alsoIn);
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

package org.bojagi.page;

import static org.bojagi.page.Tags.packed;
import static org.bojagi.page.Tags.said;
import static org.bojagi.page.Tags.tag;
import static org.bojagi.page.Tags.with;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.bojagi.catalog.Place;
import org.bojagi.search.Bridge;
import org.bojagi.search.Facet;
import org.bojagi.search.Hit;
import org.bojagi.search.Results;
import org.bojagi.search.SearchOptions;
import org.bojagi.search.ShelfItem;
import org.bojagi.search.Snippet;
import org.jsoup.nodes.Element;

/** Twenty rows of what was found, kinds as tabs, languages aside. */
final class ResultsPage {
  static final int ON_A_PAGE = 20;

  private final Listing listing;
  private final Texts texts;
  private final Asked asked;
  private final Sheet sheet;

  private ResultsPage(Listing listing, Asked asked) {
    this.listing = listing;
    this.texts = listing.texts();
    this.asked = asked;
    this.sheet =
        new Sheet(
            texts,
            "results",
            Sheet.Bar.OPEN,
            SearchAddress.of(asked));
    sheet.searched(asked);
  }

  static String of(Listing listing, Asked asked) throws IOException {
    var page = new ResultsPage(listing, asked);
    page.build();
    return page.sheet.html();
  }

  private void build() throws IOException {
    var query = PackedWords.line(asked.query());
    var main = sheet.main();
    main.appendChild(said("h1", texts.get("results.title", query), "class", "unseen"));
    if (query.isBlank()) {
      main.appendChild(said("p", texts.get("results.empty"), "class", "quiet"));
      return;
    }
    var results = listing.library().searcher().search(asked.query(), options());
    if (!results.facets().of(Facet.TYPE).isEmpty()) {
      main.appendChild(types(results));
    }
    var found = tag("div", "class", "found");
    var list = tag("div", "class", "list");
    with(main, found);
    var languages = results.facets().counts(Facet.LANGUAGE);
    if (languages.size() > 1 || !asked.language().isEmpty()) {
      found.appendChild(languages(languages));
    }
    found.appendChild(list);
    list.appendChild(said("p", count(results, query), "class", "quiet", "role", "status"));
    results.suggestion().ifPresent(other -> list.appendChild(suggestion(other)));
    if (results.hits().isEmpty()) {
      list.appendChild(said("p", texts.get("results.none.hint"), "class", "quiet"));
      return;
    }
    var rows = tag("ol", "class", "rows", "start", String.valueOf(asked.from() + 1));
    for (var hit : results.hits()) {
      rows.appendChild(row(hit));
    }
    list.appendChild(rows);
    list.appendChild(paging(results));
  }

  private SearchOptions options() {
    return SearchOptions.first(ON_A_PAGE)
        .from(asked.from())
        .only(Facet.TYPE, asked.type().isEmpty() ? Set.of() : Set.of(asked.type()))
        .only(Facet.LANGUAGE, asked.language().isEmpty() ? Set.of() : Set.of(asked.language()))
        .counting(Set.of(Facet.TYPE, Facet.LANGUAGE));
  }

  private String count(Results results, String query) {
    if (results.hits().isEmpty()) {
      return texts.get("results.none", query);
    }
    return texts.get(
        results.totalIsExact() ? "results.count" : "results.countAtLeast", results.total());
  }

  /** A form: no address says what is looked for. */
  private Element suggestion(String other) {
    var form = tag("form", "method", "post", "action", "/search", "class", "suggestion");
    form.appendChild(said("span", texts.get("results.suggestion") + " "));
    Sheet.hidden(form, "q", other);
    return form.appendChild(packed("button", other, "", "type", "submit", "class", "link"));
  }

  private Element types(Results results) {
    var nav = tag("nav", "class", "types", "aria-label", texts.get("results.types"));
    var list = tag("ul");
    var types = results.facets().counts(Facet.TYPE);
    int all = types.values().stream().mapToInt(Integer::intValue).sum();
    var more = results.facets().exact() ? "" : "+";
    list.appendChild(tab("", texts.get("results.all"), all + more));
    for (var type : types.entrySet()) {
      list.appendChild(tab(type.getKey(), texts.type(type.getKey()), type.getValue() + more));
    }
    if (!asked.type().isEmpty() && !types.containsKey(asked.type())) {
      list.appendChild(tab(asked.type(), texts.type(asked.type()), "0"));
    }
    return with(nav, list);
  }

  private Element tab(String type, String name, String count) {
    var link =
        said(
            "a", name + " ", "href", SearchAddress.of(asked.ofType(type)), "data-replace", "");
    link.appendChild(said("span", count, "class", "count"));
    if (type.equals(asked.type())) {
      link.attr("aria-current", "true");
    }
    return with(tag("li"), link);
  }

  private Element languages(Map<String, Integer> languages) {
    var nav = tag("nav", "class", "facet", "aria-label", texts.get("results.languages"));
    nav.appendChild(said("h2", texts.get("results.languages")));
    var list = tag("ul");
    list.appendChild(language("", texts.get("results.all"), ""));
    languages.forEach(
        (tag, count) ->
            list.appendChild(language(tag, texts.language(tag), String.valueOf(count))));
    if (!asked.language().isEmpty() && !languages.containsKey(asked.language())) {
      list.appendChild(language(asked.language(), texts.language(asked.language()), ""));
    }
    return with(nav, list);
  }

  private Element language(String tag, String name, String count) {
    var link =
        said("a", name + " ", "href", SearchAddress.of(asked.inLanguage(tag)), "data-replace", "");
    if (!count.isEmpty()) {
      link.appendChild(said("span", count, "class", "count"));
    }
    if (tag.equals(asked.language())) {
      link.attr("aria-current", "true");
    }
    return with(tag("li"), link);
  }

  private Element row(Hit hit) throws IOException {
    var item = new ShelfItem(hit.bundle(), hit.document(), hit.item());
    var entry = listing.entry(item, hit.fileOrdinal() < 0 ? texts.tongue().tag() : hit.language());
    int version =
        hit.fileOrdinal() < 0 ? entry.version() : entry.files().versionOf(hit.fileOrdinal());
    var address = listing.itemAddress(item, version, asked) + place(hit.at());
    var row = tag("li", "class", "row");
    row.appendChild(
        with(
            tag("a", "href", address, "tabindex", "-1", "aria-hidden", "true"),
            listing.picture(entry)));
    var words = tag("div");
    words.appendChild(
        with(tag("h2"), packed("a", entry.title(), entry.titleLanguage(), "href", address)));
    var facts = listing.facts(entry, true);
    switch (hit.at()) {
      case Place.Page page ->
          facts.appendChild(said("span", texts.get("at.page", page.number()), "class", "at"));
      case Place.Second second ->
          facts.appendChild(said("span", Texts.clock(second.seconds()), "class", "at"));
      case Place.Heading heading -> {
        if (!heading.text().strip().equals(entry.title().strip())) {
          facts.appendChild(packed("span", heading.text(), hit.language(), "class", "at"));
        }
      }
      case Place.Start start -> {}
    }
    words.appendChild(facts);
    if (!hit.snippet().text().isBlank()) {
      words.appendChild(passage(hit.snippet(), hit.language()));
    }
    for (var bridge : hit.bridges()) {
      words.appendChild(bridge(bridge));
    }
    return row.appendChild(words);
  }

  /** A page is asked for, a second is a place in the page: neither says what is there. */
  private static String place(Place at) {
    return switch (at) {
      case Place.Page page -> "&page=" + page.number();
      case Place.Second second -> "#" + MediaPart.anchor(second.seconds());
      case Place.Heading heading -> "";
      case Place.Start start -> "";
    };
  }

  private static Element passage(Snippet snippet, String language) {
    var passage = tag("p", "class", "passage", "lang", language, "dir", "auto");
    marked(passage, snippet.text(), snippet.marks());
    return passage;
  }

  /** Text with its marks; what may not be shown is left out of each stretch. */
  static void marked(Element into, String text, Iterable<Snippet.Mark> marks) {
    int at = 0;
    for (var mark : marks) {
      if (mark.start() >= at && mark.end() <= text.length() && mark.end() > mark.start()) {
        into.appendText(shown(text.substring(at, mark.start())));
        into.appendChild(said("mark", shown(text.substring(mark.start(), mark.end()))));
        at = mark.end();
      }
    }
    into.appendText(shown(text.substring(at)));
  }

  private static String shown(String text) {
    return text.codePoints()
        .filter(c -> Character.isWhitespace(c) || PackedWords.isShown(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private Element bridge(Bridge bridge) {
    var line = tag("p", "class", "bridge");
    line.appendChild(packed("span", bridge.typed(), "ko"));
    with(
        line,
        said("span", " → ", "aria-hidden", "true"),
        said("span", texts.get("results.becomes") + " ", "class", "unseen"));
    return line.appendChild(packed("strong", bridge.found(), "ko"));
  }

  private Element paging(Results results) {
    var nav = tag("nav", "class", "paging", "aria-label", texts.get("paging"));
    int page = asked.from() / ON_A_PAGE + 1;
    if (asked.from() > 0) {
      nav.appendChild(pageLink("results.previous", "prev", Math.max(0, asked.from() - ON_A_PAGE)));
    }
    if (asked.from() > 0 || asked.from() + ON_A_PAGE < results.total()) {
      nav.appendChild(said("span", texts.get("results.page", page)));
    }
    if (asked.from() + ON_A_PAGE < results.total()) {
      nav.appendChild(pageLink("results.next", "next", asked.from() + ON_A_PAGE));
    }
    return nav;
  }

  private Element pageLink(String text, String relation, int from) {
    var address = SearchAddress.of(asked.from(from));
    return said("a", texts.get(text), "rel", relation, "href", address, "data-replace", "");
  }
}

package org.bojagi.page;

import static org.bojagi.page.Tags.packed;
import static org.bojagi.page.Tags.said;
import static org.bojagi.page.Tags.tag;
import static org.bojagi.page.Tags.with;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bojagi.search.Facet;
import org.bojagi.search.Facets;
import org.bojagi.search.Results;
import org.jsoup.nodes.Element;

/** Twenty rows of what was found, kinds as tabs, what else narrows it aside. */
final class ResultsPage {
  static final int ON_A_PAGE = 20;
  private static final int PASSAGES = 3;

  private final Listing listing;
  private final Texts texts;
  private final Asked asked;
  private final Narrowing narrowing;
  private final Sheet sheet;

  private ResultsPage(Listing listing, Asked asked) {
    this.listing = listing;
    this.texts = listing.texts();
    this.asked = asked;
    this.narrowing = new Narrowing(listing, asked);
    this.sheet = new Sheet(texts, "results", Sheet.Bar.OPEN, listing.searches().of(asked));
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
    var results = asTyped(listing.library().searcher().search(asked.query(), narrowing.options(ON_A_PAGE, PASSAGES)));
    if (!results.facets().of(Facet.TYPE).isEmpty() || !asked.chosen(Facet.TYPE).isEmpty()) {
      main.appendChild(narrowing.types(results.facets()));
    }
    var found = tag("div", "class", "found");
    var list = tag("div", "class", "list");
    main.appendChild(with(found, list));
    var aside = narrowing.aside(results.facets(), results.total());
    list.appendChild(above(results, query, aside.childrenSize() > 0));
    var chosen = narrowing.chosen(results.facets());
    if (chosen.childrenSize() > 0) {
      list.appendChild(chosen);
    }
    if (results.corrected().isPresent()) {
      list.appendChild(corrected(results.corrected().get(), query));
    } else {
      results.suggestion().ifPresent(other -> list.appendChild(suggestion("results.suggestion", other)));
    }
    leftOut(results, list);
    if (results.hits().isEmpty()) {
      list.appendChild(said("p", texts.get("results.none.hint"), "class", "quiet"));
    } else {
      var rows = tag("ol", "class", "rows", "start", String.valueOf(asked.from() + 1));
      for (var hit : results.hits()) {
        rows.appendChild(FoundRow.of(listing, asked, hit));
      }
      list.appendChild(rows);
      list.appendChild(paging(results));
      list.appendChild(narrowing.passPartLink());
    }
    if (aside.childrenSize() > 0) {
      found.appendChild(aside);
    }
  }

  /** Without what was shown instead, where that is not wanted; it is still offered. */
  private Results asTyped(Results results) {
    return !asked.asTyped() || results.corrected().isEmpty()
        ? results
        : new Results(
            results.query(),
            0,
            true,
            results.tookMillis(),
            List.of(),
            Facets.NONE,
            results.corrected(),
            Optional.empty(),
            results.leftOut());
  }

  /** How many, in which order, and the way to what narrows it where that stands below. */
  private Element above(Results results, String query, boolean narrows) {
    var above = tag("div", "class", "above");
    var weight = results.hits().isEmpty() ? "lead" : "quiet";
    above.appendChild(said("p", count(results, query), "class", weight, "role", "status"));
    if (narrows) {
      above.appendChild(narrowing.link());
    }
    if (results.total() > 1) {
      above.appendChild(narrowing.sorting());
    }
    return above;
  }

  private String count(Results results, String query) {
    if (results.hits().isEmpty()) {
      return texts.get("results.none", query);
    }
    return texts.get(
        results.totalIsExact() ? "results.count" : "results.countAtLeast", results.total());
  }

  /** A form: no address says what is looked for. */
  private Element suggestion(String text, String other) {
    var form = tag("form", "method", "post", "action", "/search", "class", "suggestion");
    form.appendChild(said("span", texts.get(text) + " "));
    Sheet.hidden(form, "q", other);
    return form.appendChild(packed("button", other, "", "type", "submit", "class", "link"));
  }

  private Element corrected(String other, String query) {
    listing.searches().corrected(asked.id(), other);
    var said = tag("div", "class", "corrected");
    said.appendChild(suggestion("results.corrected", other));
    var address = listing.searches().of(asked.onlyAsTyped());
    return said.appendChild(
        with(tag("p"), said("a", texts.get("results.asTyped", query), "href", address, "data-replace", "")));
  }

  private void leftOut(Results results, Element list) throws IOException {
    for (var bundle : results.leftOut()) {
      var sentence = texts.get("results.leftOut", PackedWords.line(listing.bundleTitle(bundle.bundle())));
      list.appendChild(said("p", sentence, "class", "warning", "dir", "auto"));
    }
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
    var address = listing.searches().of(asked.from(from));
    return said("a", texts.get(text), "rel", relation, "href", address, "data-replace", "");
  }
}

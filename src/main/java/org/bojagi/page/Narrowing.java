package org.bojagi.page;

import static org.bojagi.page.Tags.packed;
import static org.bojagi.page.Tags.said;
import static org.bojagi.page.Tags.tag;
import static org.bojagi.page.Tags.with;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bojagi.search.Facet;
import org.bojagi.search.Facets;
import org.bojagi.search.Facets.Value;
import org.bojagi.search.SearchOptions;
import org.bojagi.search.SearchOptions.Sort;
import org.jsoup.nodes.Element;

/** What a list can be narrowed by: kinds as tabs, the rest aside, what is chosen above it; and its order. */
final class Narrowing {
  private static final List<Facet> ASIDE =
      List.of(Facet.LANGUAGE, Facet.SERIES, Facet.SUBJECT, Facet.PLACE, Facet.YEAR, Facet.BUNDLE);

  /** More values of a facet are folded away. */
  private static final int SHOWN_AT_ONCE = 6;

  private static final String PLACE = "narrow";

  private final Listing listing;
  private final Texts texts;
  private final Asked asked;

  Narrowing(Listing listing, Asked asked) {
    this.listing = listing;
    this.texts = listing.texts();
    this.asked = asked;
  }

  SearchOptions options(int limit, int passages) {
    var options = SearchOptions.first(limit).from(asked.from()).passages(passages).counting(counted());
    for (var each : asked.chosen().entrySet()) {
      options = options.only(each.getKey(), Set.of(each.getValue()));
    }
    var own = ItemFiles.primary(texts.tongue().tag());
    return options.sorted(asked.sort(), listing.alphabet()).preferring(List.of(own));
  }

  /** What is shown and nothing else: counting costs a walk through all that matches. */
  private Set<Facet> counted() {
    var counted = EnumSet.allOf(Facet.class);
    if (listing.library().bundles().size() == 1) {
      counted.remove(Facet.BUNDLE);
    }
    return counted;
  }

  /** Kinds with their counts; the page shows them above everything else. */
  Element types(Facets facets) throws IOException {
    var nav = tag("nav", "class", "types", "aria-label", texts.get("results.types"));
    var list = tag("ul");
    var more = facets.exact() ? "" : "+";
    int all = facets.of(Facet.TYPE).stream().mapToInt(Value::count).sum();
    list.appendChild(link(Facet.TYPE, "", texts.get("results.all"), all + more));
    for (var type : withChosen(Facet.TYPE, facets)) {
      list.appendChild(link(Facet.TYPE, type.value(), texts.type(type.value()), type.count() + more));
    }
    return with(nav, list);
  }

  /** A value that was chosen can always be taken away again. */
  private List<Value> withChosen(Facet facet, Facets facets) {
    var values = new ArrayList<>(facets.of(facet));
    var chosen = asked.chosen(facet);
    if (!chosen.isEmpty() && values.stream().noneMatch(each -> each.value().equals(chosen))) {
      values.add(new Value(chosen, chosen, 0));
    }
    return values;
  }

  private Element link(Facet facet, String value, String name, String count) {
    boolean chosen = value.equals(asked.chosen(facet));
    var link = tag("a", "href", address(asked.with(facet, value)), "data-replace", "");
    link.appendChild(packed("span", name, "")).appendText(" ");
    link.appendChild(said("span", count, "class", "count"));
    if (chosen) {
      link.attr("aria-current", "true");
    }
    return with(tag("li"), link);
  }

  /** To the page that passes on all that is listed. */
  Element passPartLink() {
    var link = said("a", texts.get("part.link"), "href", listing.searches().ofPart(asked));
    return with(tag("p", "class", "part"), link);
  }

  private String address(Asked other) {
    return listing.searches().of(other);
  }

  /** What is chosen besides the kind, each with a way to be rid of it; no children where nothing is. */
  Element chosen(Facets facets) throws IOException {
    var list = tag("ul", "class", "chosen", "aria-label", texts.get("results.chosen"));
    for (var facet : ASIDE) {
      var chosen = asked.chosen(facet);
      for (var value : withChosen(facet, facets)) {
        if (value.value().equals(chosen)) {
          list.appendChild(removable(facet, name(facet, value)));
        }
      }
    }
    return list;
  }

  private Element removable(Facet facet, String name) {
    var link = tag("a", "href", address(asked.with(facet, "")), "data-replace", "");
    with(
        link,
        said("span", texts.get("results.remove") + " ", "class", "unseen"),
        said("span", facetName(facet) + ": "),
        packed("span", name, "", "class", "value"),
        said("span", " ✕", "aria-hidden", "true"));
    return with(tag("li"), link);
  }

  private String facetName(Facet facet) {
    return texts.get("facet." + facet.code());
  }

  private String name(Facet facet, Value value) throws IOException {
    return switch (facet) {
      case TYPE -> texts.type(value.value());
      case LANGUAGE -> texts.language(value.value());
      case BUNDLE -> listing.bundleTitle(value.value());
      case SERIES, SUBJECT, YEAR, PLACE -> value.name();
    };
  }

  Element sorting() {
    var nav = tag("nav", "class", "sorting", "aria-label", texts.get("results.sort"));
    for (var sort : Sort.values()) {
      if (sort != Sort.RELEVANCE || !asked.isBrowsing()) {
        var link =
            said("a", texts.get("sort." + sort), "href", address(asked.sorted(sort)), "data-replace", "");
        if (sort == asked.sort()) {
          link.attr("aria-current", "true");
        }
        nav.appendChild(link);
      }
    }
    return nav;
  }

  /** From the top of a narrow page, on which what narrows the list stands below it. */
  Element link() {
    return said("a", texts.get("results.narrow"), "href", "#" + PLACE, "class", "narrow");
  }

  /** No children where nothing would narrow it. */
  Element aside(Facets facets, long total) throws IOException {
    var aside = tag("aside", "class", "facets", "id", PLACE, "aria-label", texts.get("results.narrow"));
    for (var facet : ASIDE) {
      var values = withChosen(facet, facets);
      boolean narrows = values.size() > 1 || values.stream().anyMatch(each -> each.count() < total);
      if (narrows && !values.isEmpty()) {
        aside.appendChild(facet(facet, values, facets.exact() ? "" : "+"));
      }
    }
    return aside;
  }

  private Element facet(Facet facet, List<Value> values, String more) throws IOException {
    if (facet == Facet.YEAR) {
      values.sort(Comparator.comparing(Value::value).reversed());
    }
    var heading = "facet-" + facet.code();
    var nav = tag("nav", "class", "facet", "aria-labelledby", heading);
    nav.appendChild(said("h2", facetName(facet), "id", heading));
    var list = tag("ul");
    var folded = tag("ul");
    if (!asked.chosen(facet).isEmpty()) {
      list.appendChild(link(facet, "", texts.get("results.all"), ""));
    }
    for (var value : values) {
      if (SearchAddresses.canHold(value.value())) {
        boolean shown = list.childrenSize() < SHOWN_AT_ONCE || value.value().equals(asked.chosen(facet));
        var count = value.count() > 0 ? value.count() + more : "";
        (shown ? list : folded).appendChild(link(facet, value.value(), name(facet, value), count));
      }
    }
    nav.appendChild(list);
    if (folded.childrenSize() > 0) {
      var name = texts.get("results.more", folded.childrenSize());
      nav.appendChild(with(tag("details"), said("summary", name), folded));
    }
    return nav;
  }
}

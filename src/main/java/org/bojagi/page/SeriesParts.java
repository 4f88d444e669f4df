package org.bojagi.page;

import static org.bojagi.page.Tags.packed;
import static org.bojagi.page.Tags.said;
import static org.bojagi.page.Tags.tag;
import static org.bojagi.page.Tags.with;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.bojagi.search.Shelves.PartPlace;
import org.jsoup.nodes.Element;

/** The parts of a series around one of them. Of a long one those alone are read that are named. */
final class SeriesParts {
  private final Listing listing;
  private final Listing.Entry shown;
  private final PartPlace place;

  /** By their place in the series, from 0 on. */
  private final Map<Integer, Listing.Entry> named = new TreeMap<>();

  private SeriesParts(Listing listing, Listing.Entry shown, PartPlace place) {
    this.listing = listing;
    this.shown = shown;
    this.place = place;
  }

  /** @param language of the version that is shown: the others are named in it, where they have it */
  static SeriesParts around(Listing listing, Listing.Entry shown, String language) throws IOException {
    var series = shown.said().series();
    var shelves = listing.library().shelves();
    var place = series == null ? new PartPlace(-1, 0) : shelves.partPlace(shown.item(), series.id());
    var parts = new SeriesParts(listing, shown, place);
    if (parts.areSeveral()) {
      for (int each : Paging.named(place.count(), place.index())) {
        var item = shelves.parts(shown.item().bundle(), series.id(), each, 1).getFirst();
        parts.named.put(each, listing.entry(item, language));
      }
    }
    return parts;
  }

  boolean areSeveral() {
    return place.index() >= 0 && place.count() > 1;
  }

  int count() {
    return place.count();
  }

  Element strip() {
    var nav = tag("nav", "class", "strip", "aria-label", listing.texts().get("item.parts"));
    nav.appendChild(packed("p", shown.said().series().title(), shown.said().language()));
    var list = tag("ol");
    named.forEach((at, part) -> list.appendChild(link(at, part)));
    return nav.appendChild(list);
  }

  private Element link(int at, Listing.Entry part) {
    var number = "" + (part.said().part() > 0 ? part.said().part() : at + 1);
    var link = tag("a", "href", listing.itemAddress(part));
    link.appendChild(said("span", number, "class", "number")).appendText(" ");
    link.appendChild(packed("span", part.title(), part.titleLanguage()));
    if (at == place.index()) {
      link.attr("aria-current", "page");
    }
    return with(tag("li", "value", number), link);
  }

  Element neighbours() {
    var label = listing.texts().get("item.parts") + " 2";
    var nav = tag("nav", "class", "neighbours", "aria-label", label);
    if (named.containsKey(place.index() - 1)) {
      nav.appendChild(neighbour(named.get(place.index() - 1), "item.previous", "prev"));
    }
    if (named.containsKey(place.index() + 1)) {
      nav.appendChild(neighbour(named.get(place.index() + 1), "item.next", "next"));
    }
    return nav;
  }

  private Element neighbour(Listing.Entry to, String text, String relation) {
    var link = tag("a", "rel", relation, "class", relation, "href", listing.itemAddress(to));
    return with(
        link,
        said("span", listing.texts().get(text), "class", "quiet"),
        packed("span", to.title(), to.titleLanguage()));
  }
}

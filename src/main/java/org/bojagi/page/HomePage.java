package org.bojagi.page;

import static org.bojagi.page.Tags.said;
import static org.bojagi.page.Tags.tag;
import static org.bojagi.page.Tags.with;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bojagi.catalog.ItemType;
import org.bojagi.search.ShelfItem;
import org.bojagi.search.ShelfSeries;
import org.jsoup.nodes.Element;

/** The first page: what to start with, and a little of each kind. */
final class HomePage {
  /**
   * Shelves in their order, and the kinds of item on each; {@code /list/KIND} shows the whole of
   * it.
   */
  static final Map<String, Set<String>> SHELVES = new LinkedHashMap<>();

  static {
    SHELVES.put("watch", Set.of("film"));
    SHELVES.put("know", Set.of("explainer"));
    SHELVES.put("listen", Set.of("sound", "music"));
    SHELVES.put("letters", Set.of("letter", "document", "event", "collection"));
    SHELVES.put("books", Set.of("book", "picture"));
  }

  private static final String STORY = ItemType.STORY.code();
  private static final int ON_A_SHELF = 4;
  private static final int FEATURED = 8;
  private static final int SERIES = 4;

  /** The others are reached from these. */
  private static final int PARTS_ON_A_SHELF = 8;

  private final Listing listing;
  private final Texts texts;
  private final Sheet sheet;

  private HomePage(Listing listing) {
    this.listing = listing;
    this.texts = listing.texts();
    this.sheet = new Sheet(texts, "home", Sheet.Bar.HOME, "/");
  }

  static String of(Listing listing, List<String> messages) throws IOException {
    var page = new HomePage(listing);
    page.build(messages);
    return page.sheet.html();
  }

  private void build(List<String> messages) throws IOException {
    var main = sheet.main();
    main.appendChild(said("h1", texts.get("word"), "class", "unseen"));
    main.appendChild(sheet.search("search large"));
    var shelves = listing.library().shelves();
    long all = shelves.count(Set.of());
    if (all == 0) {
      main.appendChild(said("p", texts.get("home.empty"), "class", "quiet"));
    }
    cards(main, "featured", featured(), 0);
    stories(main);
    for (var shelf : SHELVES.entrySet()) {
      var items = shelves.list(shelf.getValue(), listing.order(), 0, ON_A_SHELF);
      cards(main, shelf.getKey(), entries(items), shelves.count(shelf.getValue()));
    }
    main.appendChild(
        with(
            tag("p", "class", "whole"),
            said("a", texts.get("home.all") + " (" + all + ")", "href", "/list/all")));
    if (!messages.isEmpty()) {
      main.appendChild(messages(messages));
    }
    if (all > 0) {
      main.appendChild(signers());
    }
  }

  private List<Listing.Entry> entries(List<ShelfItem> items) throws IOException {
    var entries = new ArrayList<Listing.Entry>();
    for (var item : items) {
      entries.add(listing.entry(item));
    }
    return entries;
  }

  /** In the order of the team that packed a bundle, the first bundle's first. */
  private List<Listing.Entry> featured() throws IOException {
    var bundles = listing.library().bundles();
    var featured = new ArrayList<Listing.Entry>();
    for (int bundle = 0; bundle < bundles.size(); bundle++) {
      for (var id : bundles.get(bundle).bundle().about().featured()) {
        var item = listing.library().shelves().byId(bundle, id);
        if (item.isPresent() && featured.size() < FEATURED) {
          featured.add(listing.entry(item.get()));
        }
      }
    }
    return featured;
  }

  /**
   * @param all how many there are; 0: these are all
   */
  private void cards(Element main, String shelf, List<Listing.Entry> entries, long all) {
    if (entries.isEmpty()) {
      return;
    }
    var list = tag("ul", "class", "cards");
    boolean mixed = shelf.equals("featured") || SHELVES.get(shelf).size() > 1;
    entries.forEach(entry -> list.appendChild(listing.card(entry, mixed)));
    section(main, shelf, list, all > entries.size() ? all : 0);
  }

  private void stories(Element main) throws IOException {
    var shelves = listing.library().shelves();
    var list = tag("ul", "class", "serieses");
    for (var series : shelves.series(Set.of(STORY), listing.order(), 0, SERIES)) {
      list.appendChild(series(listing, "h3", series));
    }
    var singles = tag("ul", "class", "cards");
    entries(shelves.singles(Set.of(STORY), listing.order(), 0, ON_A_SHELF))
        .forEach(entry -> singles.appendChild(listing.card(entry, false)));
    var both = with(tag("div"), list, singles);
    both.select("> ul:not(:has(> li))").remove();
    if (both.childrenSize() > 0) {
      section(main, "stories", both, shelves.count(Set.of(STORY)));
    }
  }

  static Element series(Listing listing, String heading, ShelfSeries series) throws IOException {
    var parts = new ArrayList<Listing.Entry>();
    var shelves = listing.library().shelves();
    for (var part : shelves.parts(series.bundle(), series.id(), 0, PARTS_ON_A_SHELF)) {
      parts.add(listing.entry(part));
    }
    return listing.series(heading, series, parts);
  }

  private void section(Element main, String shelf, Element content, long all) {
    var heading = said("h2", texts.get("home." + shelf), "id", "shelf-" + shelf);
    var head = with(tag("div", "class", "heading"), heading);
    if (all > 0) {
      head.appendChild(said("a", texts.get("home.more", all), "href", "/list/" + shelf));
    }
    main.appendChild(with(tag("section", "aria-labelledby", "shelf-" + shelf), head, content));
  }

  private Element signers() {
    var list = tag("ul");
    var bundles = listing.library().bundles();
    for (int bundle = 0; bundle < bundles.size(); bundle++) {
      var said = SignerSentence.of(bundles.get(bundle).bundle(), texts);
      list.appendChild(said("li", PackedWords.text(listing.bundleTitle(bundle) + ": " + said)));
    }
    return with(tag("details", "class", "messages"), said("summary", texts.get("home.signers")), list);
  }

  private Element messages(List<String> messages) {
    var list = tag("ul");
    messages.forEach(
        message -> {
          var told = texts.told(message);
          var language = told.equals(message) ? "en" : texts.tongue().tag();
          list.appendChild(said("li", PackedWords.text(told), "lang", language, "dir", "ltr"));
        });
    var details =
        with(
            tag("details", "class", "messages"), said("summary", texts.get("home.messages")), list);
    return details.attr("open", "");
  }
}

package org.bojagi.page;

import static org.bojagi.page.Tags.said;
import static org.bojagi.page.Tags.tag;
import static org.bojagi.page.Tags.with;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bojagi.catalog.ItemType;
import org.bojagi.language.Hangul;
import org.bojagi.search.ShelfItem;
import org.jsoup.nodes.Element;

/** The items of a shelf or of a kind, in the order of the reader's alphabet. */
final class ListPage {
  static final int ON_A_PAGE = 60;
  private static final int SERIES_ON_A_PAGE = 20;
  private static final String STORIES = "stories";


  private final Listing listing;
  private final Texts texts;
  private final String kind;
  private final int from;

  private ListPage(Listing listing, String kind, int from) {
    this.listing = listing;
    this.texts = listing.texts();
    this.kind = kind;
    this.from = from;
  }

  /**
   * @param kind any but {@code all}: {@link WholeListPage}
   * @return empty where there is no such list
   */
  static Optional<String> of(Listing listing, String kind, int from) throws IOException {
    var page = new ListPage(listing, kind, from);
    var types = types(kind);
    return types.isEmpty() ? Optional.empty() : Optional.of(page.build(types.get()));
  }

  private static Optional<Set<String>> types(String kind) {
    if (kind.equals(STORIES)) {
      return Optional.of(Set.of(ItemType.STORY.code()));
    }
    var shelf = HomePage.SHELVES.get(kind);
    return shelf != null ? Optional.of(shelf) : ItemType.of(kind).map(type -> Set.of(type.code()));
  }

  private String build(Set<String> types) throws IOException {
    var sheet =
        new Sheet(
            texts, "list", Sheet.Bar.OPEN, "/list/" + kind + (from > 0 ? "?from=" + from : ""));
    var main = sheet.main();
    main.appendChild(said("h1", heading()));
    if (kind.equals(STORIES)) {
      stories(main);
    } else {
      items(main, types);
    }
    return sheet.html();
  }

  private String heading() {
    return texts.has("home." + kind) ? texts.get("home." + kind) : texts.type(kind);
  }

  private void items(Element main, Set<String> types) throws IOException {
    long all = listing.library().shelves().count(types);
    var items = listing.library().shelves().list(types, listing.order(), from, ON_A_PAGE);
    if (items.isEmpty()) {
      main.appendChild(said("p", texts.get("home.empty"), "class", "quiet"));
      return;
    }
    main.appendChild(
        said("p", texts.get("list.range", from + 1, from + items.size(), all), "class", "quiet"));
    // The list is in the order of the items' own titles.
    filed(listing, items, item -> letter(item.stored().title())).forEach(main::appendChild);
    main.appendChild(
        Paging.of(texts, Paging.pages(all, ON_A_PAGE), from / ON_A_PAGE, page -> address(page * (long) ON_A_PAGE)));
  }

  /**
   * @param under what an item is filed under; the items are in the order of it
   */
  static List<Element> filed(
      Listing listing, List<ShelfItem> items, Function<ShelfItem, String> under)
      throws IOException {
    var sections = new ArrayList<Element>();
    var heading = "";
    for (var item : items) {
      var its = under.apply(item);
      if (sections.isEmpty() || !its.equals(heading)) {
        heading = its;
        var section = tag("section", "class", "letter");
        sections.add(with(section, said("h2", heading), tag("ul", "class", "lines")));
      }
      sections.getLast().lastElementChild().appendChild(listing.line(listing.entry(item)));
    }
    return sections;
  }

  /** First all series, page by page, then what stands alone, which begins on the last page of series. */
  private void stories(Element main) throws IOException {
    var shelves = listing.library().shelves();
    var types = Set.of(ItemType.STORY.code());
    int serieses = Math.toIntExact(shelves.seriesCount(types));
    long singles = shelves.singlesCount(types);
    int lastOfSerieses = Math.max(0, Paging.pages(serieses, SERIES_ON_A_PAGE) - 1);
    int pages = lastOfSerieses + Math.max(1, Paging.pages(singles, ON_A_PAGE));
    int asked = from < serieses ? from / SERIES_ON_A_PAGE : lastOfSerieses + (from - serieses) / ON_A_PAGE;
    int page = Math.min(asked, pages - 1);
    if (page <= lastOfSerieses && serieses > 0) {
      var list = tag("ul", "class", "serieses");
      for (var series : shelves.series(types, listing.order(), page * SERIES_ON_A_PAGE, SERIES_ON_A_PAGE)) {
        list.appendChild(HomePage.series(listing, "h2", series));
      }
      main.appendChild(list);
    }
    if (page >= lastOfSerieses && singles > 0) {
      int first = (page - lastOfSerieses) * ON_A_PAGE;
      var lines = tag("ul", "class", "lines");
      for (var item : shelves.singles(types, listing.order(), first, ON_A_PAGE)) {
        lines.appendChild(listing.line(listing.entry(item)));
      }
      var heading = said("h2", texts.get("list.singles"), "id", "singles");
      main.appendChild(with(tag("section", "class", "singles", "aria-labelledby", "singles"), heading, lines));
    }
    main.appendChild(
        Paging.of(
            texts,
            pages,
            page,
            each ->
                address(
                    each <= lastOfSerieses
                        ? (long) each * SERIES_ON_A_PAGE
                        : serieses + (long) (each - lastOfSerieses) * ON_A_PAGE)));
  }

  private String address(long first) {
    return "/list/" + kind + (first > 0 ? "?from=" + first : "");
  }

  /**
   * What a title is filed under: a consonant, a Latin letter, a digit, or a sign for everything
   * else.
   */
  static String letter(String title) {
    for (int i = 0; i < title.length(); ) {
      int c = title.codePointAt(i);
      i += Character.charCount(c);
      if (Hangul.isSyllable(c)) {
        return Character.toString(Hangul.initialLetter(c));
      }
      if (Character.isDigit(c)) {
        return "0–9";
      }
      if (Character.isIdeographic(c)) {
        return "漢";
      }
      if (Character.isLetter(c)) {
        var base = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD).codePointAt(0);
        return Character.toString(Character.toUpperCase(base));
      }
    }
    return "·";
  }
}

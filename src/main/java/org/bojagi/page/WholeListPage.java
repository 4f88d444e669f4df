package org.bojagi.page;

import static org.bojagi.page.Tags.said;
import static org.bojagi.page.Tags.tag;
import static org.bojagi.page.Tags.with;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.bojagi.catalog.ItemType;
import org.bojagi.search.Facet;
import org.bojagi.search.Facets;
import org.bojagi.search.Results;
import org.bojagi.search.SearchOptions;
import org.bojagi.search.SearchOptions.Sort;
import org.bojagi.search.ShelfItem;
import org.jsoup.nodes.Element;

/** Everything there is, narrowed and sorted as what was found is, without a word that was typed. */
final class WholeListPage {
  private final Listing listing;
  private final Texts texts;
  private final Asked asked;
  private final Narrowing narrowing;
  private final Sheet sheet;

  private WholeListPage(Listing listing, Asked asked) {
    this.listing = listing;
    this.texts = listing.texts();
    this.asked = asked;
    this.narrowing = new Narrowing(listing, asked);
    this.sheet = new Sheet(texts, "list", Sheet.Bar.OPEN, listing.searches().of(asked));
  }

  /**
   * @param asked browsing
   */
  static String of(Listing listing, Asked asked) throws IOException {
    var page = new WholeListPage(listing, asked);
    page.build();
    return page.sheet.html();
  }

  private void build() throws IOException {
    var main = sheet.main();
    main.appendChild(said("h1", texts.get("list.title")));
    boolean far = asked.from() + ListPage.ON_A_PAGE > SearchOptions.MAX_FROM;
    var options = narrowing.options(ListPage.ON_A_PAGE, 1);
    var results = listing.library().searcher().search("", far ? options.from(0) : options);
    // A search goes so far and no further; whoever reads on in the plain list of a very large bundle may.
    boolean plain = asked.chosen().isEmpty() && asked.sort() == Sort.TITLE;
    long all = plain && !results.totalIsExact() ? listing.library().shelves().count(Set.of()) : results.total();
    var items = far ? plain ? shelf() : List.<ShelfItem>of() : items(results);
    if (!results.facets().of(Facet.TYPE).isEmpty()) {
      main.appendChild(narrowing.types(asked.chosen().isEmpty() ? counted(results.facets()) : results.facets()));
    }
    var found = tag("div", "class", "found");
    var list = tag("div", "class", "list");
    main.appendChild(with(found, list));
    var aside = narrowing.aside(results.facets(), all);
    list.appendChild(above(items.size(), all, aside.childrenSize() > 0));
    var chosen = narrowing.chosen(results.facets());
    if (chosen.childrenSize() > 0) {
      list.appendChild(chosen);
    }
    ListPage.filed(listing, items, under()).forEach(list::appendChild);
    list.appendChild(paging(all, plain));
    if (!items.isEmpty()) {
      list.appendChild(narrowing.passPartLink());
    }
    if (aside.childrenSize() > 0) {
      found.appendChild(aside);
    }
  }

  /** Of more than a search counts the kinds that it didn't come to would be missing. */
  private Facets counted(Facets facets) throws IOException {
    if (facets.exact()) {
      return facets;
    }
    var kinds = new ArrayList<Facets.Value>();
    for (var type : ItemType.values()) {
      long count = listing.library().shelves().count(Set.of(type.code()));
      if (count > 0) {
        kinds.add(new Facets.Value(type.code(), type.code(), Math.toIntExact(count)));
      }
    }
    kinds.sort(Comparator.comparingInt(Facets.Value::count).reversed());
    return new Facets(Map.of(Facet.TYPE, kinds), true);
  }

  private List<ShelfItem> shelf() throws IOException {
    return listing.library().shelves().list(Set.of(), listing.order(), asked.from(), ListPage.ON_A_PAGE);
  }

  private static List<ShelfItem> items(Results results) {
    return results.hits().stream()
        .map(hit -> new ShelfItem(hit.bundle(), hit.document(), hit.item()))
        .toList();
  }

  /** By title under its letter, by date under its year. */
  private Function<ShelfItem, String> under() {
    return asked.sort() == Sort.TITLE
        ? item -> ListPage.letter(item.stored().title())
        : item -> item.stored().date().matches("\\d{4}.*") ? item.stored().date().substring(0, 4) : "·";
  }

  private Element above(int shown, long all, boolean narrows) {
    var above = tag("div", "class", "above");
    var range =
        shown == 0
            ? texts.get("home.empty")
            : texts.get("list.range", asked.from() + 1, asked.from() + shown, all);
    above.appendChild(said("p", range, "class", "quiet", "role", "status"));
    if (narrows) {
      above.appendChild(narrowing.link());
    }
    return all > 1 ? above.appendChild(narrowing.sorting()) : above;
  }

  private Element paging(long all, boolean plain) {
    int pages = Paging.pages(plain ? all : Math.min(all, SearchOptions.MAX_FROM), ListPage.ON_A_PAGE);
    return Paging.of(
        texts,
        pages,
        asked.from() / ListPage.ON_A_PAGE,
        page -> listing.searches().of(asked.from(page * ListPage.ON_A_PAGE)));
  }
}

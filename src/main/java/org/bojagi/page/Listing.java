package org.bojagi.page;

import static org.bojagi.page.Tags.packed;
import static org.bojagi.page.Tags.said;
import static org.bojagi.page.Tags.tag;
import static org.bojagi.page.Tags.with;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.bojagi.catalog.Item;
import org.bojagi.fault.Fault;
import org.bojagi.language.KoreanOrder;
import org.bojagi.open.Library;
import org.bojagi.search.ShelfItem;
import org.bojagi.search.ShelfSeries;
import org.bojagi.search.Shelves.Order;
import org.bojagi.show.Addresses;
import org.bojagi.show.Target;
import org.jsoup.nodes.Element;

/**
 * Items as lists show them: title in the language of the file that is shown, picture, kind and
 * length.
 */
final class Listing {
  private final Library library;
  private final Addresses addresses;
  private final SearchAddresses searches;
  private final Texts texts;

  Listing(Library library, Addresses addresses, SearchAddresses searches, Texts texts) {
    this.library = library;
    this.addresses = addresses;
    this.searches = searches;
    this.texts = texts;
  }

  SearchAddresses searches() {
    return searches;
  }

  Library library() {
    return library;
  }

  Texts texts() {
    return texts;
  }

  /** The alphabet that the reader learnt. */
  Order order() {
    return texts.tongue() == Tongue.KO_KP ? Order.NORTHERN : Order.SOUTHERN;
  }

  KoreanOrder alphabet() {
    return texts.tongue() == Tongue.KO_KP ? KoreanOrder.NORTHERN : KoreanOrder.SOUTHERN;
  }

  /** The card of the set that a version of an item is on, where that isn't here. */
  OptionalInt cardElsewhere(Entry entry, int version) {
    try {
      var located = library.locations(entry.item().stored()).files();
      return version < 0 || version >= located.size()
          ? OptionalInt.empty()
          : library.bundles().get(entry.item().bundle()).bundle().cardElsewhere(located.get(version));
    } catch (Fault damaged) {
      return OptionalInt.empty();
    }
  }

  /** As the team calls it, else its folder's name. */
  String bundleTitle(int bundle) {
    var open = library.bundles().get(bundle).bundle();
    var title = open.about().ownTitle();
    return title.isBlank() ? String.valueOf(open.folder().getFileName()) : title;
  }

  /**
   * @param indexName as {@link org.bojagi.index.OpenIndex#name}
   */
  String bundleTitle(String indexName) throws IOException {
    for (int bundle = 0; bundle < library.bundles().size(); bundle++) {
      if (library.bundles().get(bundle).requireIndex().name().equals(indexName)) {
        return bundleTitle(bundle);
      }
    }
    return indexName;
  }

  /**
   * An item with what a list says of it. {@code version} is the file in the language that it is
   * shown in.
   */
  record Entry(
      ShelfItem item,
      Item said,
      ItemFiles files,
      int version,
      String title,
      String titleLanguage) {}

  /**
   * @param language that is asked for, BCP 47
   */
  Entry entry(ShelfItem item, String language) throws IOException {
    ItemFiles files;
    try {
      files = ItemFiles.of(library.locations(item.stored()));
    } catch (Fault damaged) {
      files = new ItemFiles(List.of());
    }
    return entry(item, files, language);
  }

  /**
   * @param files the item's, where they are known already
   */
  Entry entry(ShelfItem item, ItemFiles files, String language) throws IOException {
    var said = library.shelves().describe(item);
    int version = files.versionFor(language);
    var shownIn = files.files().isEmpty() ? said.language() : files.file(version).language();
    var titles = said.description().title();
    var titleLanguage = titleLanguage(titles, shownIn, said.language());
    return new Entry(
        item,
        said,
        files,
        version,
        titles.getOrDefault(titleLanguage, said.title()),
        titleLanguage);
  }

  Entry entry(ShelfItem item) throws IOException {
    return entry(item, texts.tongue().tag());
  }

  /** The version's own language, else one near it, else the item's. */
  static String titleLanguage(Map<String, String> titles, String shownIn, String itemLanguage) {
    if (titles.containsKey(shownIn)) {
      return shownIn;
    }
    for (var language : titles.keySet()) {
      if (ItemFiles.primary(language).equals(ItemFiles.primary(shownIn))) {
        return language;
      }
    }
    return itemLanguage;
  }

  String address(Target.Use use, ShelfItem item, int file) {
    return address(use, item.bundle(), item.document(), file);
  }

  String address(Target.Use use, int bundle, int document, int file) {
    return addresses.of(new Target(use, bundle, document, file));
  }

  String itemAddress(ShelfItem item, int version, Asked asked) {
    return "/i/"
        + address(Target.Use.ITEM, item, version)
        + (asked == null ? "" : "?s=" + asked.id());
  }

  String itemAddress(Entry entry) {
    return itemAddress(entry.item, entry.version, null);
  }

  /**
   * Its small picture, else a cloth of its title. Says nothing to who doesn't see it: the title
   * stands beside it.
   */
  Element picture(Entry entry) {
    var frame = tag("span", "class", "picture");
    var small = entry.files.thumbnail();
    if (small.isPresent()) {
      var source = "/c/" + address(Target.Use.MEDIA, entry.item, small.getAsInt());
      frame.appendChild(
          tag("img", "src", source, "alt", "", "loading", "lazy", "decoding", "async"));
    } else {
      frame.appendChild(Patchwork.of(entry.said.title()));
    }
    return frame;
  }

  /** Kind, part, length and languages, each where there is something to say. */
  Element facts(Entry entry, boolean withType) {
    var facts = tag("span", "class", "facts");
    if (withType) {
      facts.appendChild(said("span", texts.type(entry.said.type().code())));
    }
    if (entry.said.part() > 0) {
      facts.appendChild(said("span", texts.get("part", entry.said.part())));
    }
    if (entry.files.seconds() > 0) {
      facts.appendChild(said("span", texts.length(entry.files.seconds())));
    }
    int pages = entry.files.files().isEmpty() ? 0 : entry.files.pages(entry.version);
    if (pages > 1) {
      facts.appendChild(said("span", texts.get("pages", pages)));
    }
    if (entry.said.fiction()) {
      facts.appendChild(said("span", texts.get("fiction")));
    }
    var languages = languages(entry.files);
    if (!languages.isEmpty()) {
      facts.appendChild(said("span", languages));
    }
    return facts;
  }

  /** Named where a reader could not tell: more than one, or another than the pages' own. */
  private String languages(ItemFiles files) {
    var names = new ArrayList<String>();
    boolean foreign = false;
    for (int version : files.versions()) {
      var tag = files.file(version).language();
      var name = texts.language(tag);
      if (!tag.equals("und") && !names.contains(name)) {
        names.add(name);
        foreign |= !ItemFiles.primary(tag).equals(ItemFiles.primary(texts.tongue().tag()));
      }
    }
    return names.size() > 1 || foreign ? String.join(", ", names) : "";
  }

  /** A picture with the title under it; the whole of it leads to the item. */
  Element card(Entry entry, boolean withType) {
    var link = tag("a", "href", itemAddress(entry));
    with(link, picture(entry), packed("span", entry.title, entry.titleLanguage, "class", "title"));
    return with(tag("li", "class", "card"), link, facts(entry, withType));
  }

  /** One line: title, kind. */
  Element line(Entry entry) {
    var link =
        packed("a", entry.title, entry.titleLanguage, "href", itemAddress(entry), "class", "title");
    return with(tag("li", "class", "line"), link, facts(entry, true));
  }

  /**
   * A series under a heading of the given level.
   *
   * @param parts its first; where there are more, the way to them is by the pages of these
   */
  Element series(String heading, ShelfSeries series, List<Entry> parts) {
    var item = tag("li", "class", "series");
    var first = parts.getFirst();
    item.appendChild(
        picture(
            parts.stream()
                .filter(part -> part.files.thumbnail().isPresent())
                .findFirst()
                .orElse(first)));
    var words = tag("div");
    words.appendChild(packed(heading, series.title(), series.first().stored().language()));
    words.appendChild(said("p", texts.get("parts", series.parts()), "class", "facts"));
    var list = tag("ol", "class", "parts");
    for (var part : parts) {
      list.appendChild(partLink(part));
    }
    words.appendChild(list);
    int more = series.parts() - parts.size();
    if (more > 0) {
      words.appendChild(
          with(
              tag("p", "class", "facts"),
              said("a", texts.get("part.more", more), "href", itemAddress(parts.getLast()))));
    }
    return with(item, words);
  }

  private Element partLink(Entry part) {
    var link = tag("a", "href", itemAddress(part));
    if (part.said.part() > 0) {
      link.appendChild(said("span", String.valueOf(part.said.part()), "class", "number"))
          .appendText(" ");
    }
    return with(tag("li"), with(link, packed("span", part.title, part.titleLanguage)));
  }
}

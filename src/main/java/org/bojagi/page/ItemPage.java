package org.bojagi.page;

import static org.bojagi.page.Tags.packed;
import static org.bojagi.page.Tags.said;
import static org.bojagi.page.Tags.tag;
import static org.bojagi.page.Tags.with;

import java.io.IOException;
import java.util.List;
import java.util.StringJoiner;
import org.bojagi.fault.Fault;
import org.bojagi.search.Results;
import org.bojagi.search.ShelfItem;
import org.bojagi.show.Frames;
import org.bojagi.show.Target;
import org.bojagi.show.Target.Use;
import org.jsoup.nodes.Element;

/**
 * One item, shown as what it is: a text in its frame, a film, a picture, or what is known of a
 * file.
 */
final class ItemPage {
  private static final int LIKE_SHOWN = 4;

  /** Some may be parts of the same series. */
  private static final int LIKE_ASKED_FOR = 8;

  private final Listing listing;
  private final Texts texts;
  private final Listing.Entry entry;
  private final int version;
  private final Visit visit;
  private final String address;
  private final Sheet sheet;
  private SeriesParts parts;

  private ItemPage(Listing listing, ShelfItem item, Target target, Visit visit) throws IOException {
    this.listing = listing;
    this.texts = listing.texts();
    this.visit = visit;
    var files = ItemFiles.of(listing.library().locations(item.stored()));
    this.version = files.versionOf(target.file());
    this.entry = listing.entry(item, files, files.file(version).language());
    this.address = listing.itemAddress(item, version, visit.asked());
    this.sheet =
        new Sheet(texts, "item", Sheet.Bar.OPEN, visit.noteRead() ? withOk(address) : address);
    if (visit.asked() != null) {
      sheet.searched(visit.asked());
    }
  }

  private static String withOk(String address) {
    return address + (address.contains("?") ? "&ok" : "?ok");
  }

  static String of(Listing listing, ShelfItem item, Target target, Visit visit) throws IOException {
    var page = new ItemPage(listing, item, target, visit);
    if (!page.entry.said().notes().isEmpty() && !visit.noteRead()) {
      page.note();
    } else {
      page.build();
    }
    return page.sheet.html();
  }

  /** A word to the reader before anything of the item is to be seen. */
  private void note() {
    var main = sheet.main();
    sheet.body().addClass("asking");
    main.appendChild(said("h1", texts.get("note.title")));
    main.appendChild(packed("p", entry.title(), entry.titleLanguage(), "class", "title"));
    var notes = entry.said().notes().stream().map(PackedWords::line).limit(20).toList();
    main.appendChild(
        said(
            "p", texts.get("note.line", String.join(", ", notes)), "class", "lead", "dir", "auto"));
    var back = visit.asked() == null ? "/" : listing.searches().of(visit.asked().whole());
    var place = visit.page() > 0 ? "&page=" + visit.page() : visit.at() >= 0 ? "&at=" + visit.at() : "";
    main.appendChild(
        with(
            tag("p", "class", "choice"),
            said("a", texts.get("note.back"), "class", "first", "href", back),
            said(
                "a",
                texts.get("note.read"),
                "class",
                "second",
                "href",
                withOk(address) + place,
                "data-keep-place",
                "")));
  }

  private void build() throws IOException {
    parts = SeriesParts.around(listing, entry, entry.files().file(version).language());
    var main = sheet.main();
    if (visit.asked() != null) {
      main.appendChild(matches());
    }
    if (parts.areSeveral()) {
      main.appendChild(parts.strip());
    }
    var article = tag("article");
    article.appendChild(head());
    var card = listing.cardElsewhere(entry, version);
    article.appendChild(
        card.isPresent()
            ? said("p", texts.get("card.elsewhere", card.getAsInt()), "class", "warning", "role", "note")
            : content());
    main.appendChild(article);
    if (parts.areSeveral()) {
      main.appendChild(parts.neighbours());
    }
    var like = like();
    if (like.childrenSize() > 0) {
      var heading = said("h2", texts.get("item.like"), "id", "like");
      main.appendChild(with(tag("section", "class", "like", "aria-labelledby", "like"), heading, like));
    }
    main.appendChild(new ItemFacts(listing, entry, version).about());
  }

  /** Other items about the same, but for the parts of this series, which stand in the strip. */
  private Element like() throws IOException {
    var list = tag("ul", "class", "cards");
    var item = entry.item();
    Results found;
    try {
      found = listing.library().searcher().moreLikeThis(item.bundle(), item.document(), LIKE_ASKED_FOR);
    } catch (Fault damaged) {
      return list; // the item itself can be read all the same
    }
    var series = entry.said().series();
    for (var hit : found.hits()) {
      var other = listing.entry(new ShelfItem(hit.bundle(), hit.document(), hit.item()));
      boolean ownPart =
          series != null && other.said().series() != null && other.said().series().id().equals(series.id());
      if (!ownPart && list.childrenSize() < LIKE_SHOWN) {
        list.appendChild(listing.card(other, true));
      }
    }
    return list;
  }

  private Element matches() {
    var query = PackedWords.line(visit.asked().query());
    var bar = tag("section", "class", "matches", "aria-label", texts.get("item.matches"));
    bar.appendChild(
        said(
            "a", texts.get("item.results"), "href", listing.searches().of(visit.asked().whole())));
    bar.appendChild(said("span", query, "class", "query", "dir", "auto"));
    var steps =
        tag(
            "span",
            "class",
            "steps",
            "data-matches",
            texts.get("item.match", "{0}", "{1}"),
            "hidden",
            "");
    steps.attr("data-matches-none", texts.get("item.match.count", "{0}"));
    steps.appendChild(said("span", "", "role", "status"));
    steps.appendChild(step("item.match.previous", "-1", "ArrowUp", "Alt+↑"));
    steps.appendChild(step("item.match.next", "1", "ArrowDown", "Alt+↓"));
    return bar.appendChild(steps);
  }

  private Element step(String text, String by, String key, String keyName) {
    var button = said("button", texts.get(text) + " ", "type", "button", "data-step", by);
    button.attr("aria-keyshortcuts", "Alt+" + key);
    return button.appendChild(said("kbd", keyName, "aria-hidden", "true"));
  }

  private Element head() {
    var item = entry.said();
    var head = tag("header");
    var kind = tag("p", "class", "kind");
    kind.appendChild(said("span", texts.type(item.type().code())));
    if (item.part() > 0) {
      kind.appendChild(
          said(
              "span",
              parts.areSeveral()
                  ? texts.get("part.of", item.part(), parts.count())
                  : texts.get("part", item.part())));
    }
    if (item.fiction()) {
      kind.appendChild(said("span", texts.get("fiction"), "class", "fiction"));
    }
    head.appendChild(kind);
    head.appendChild(packed("h1", entry.title(), entry.titleLanguage()));
    var line = tag("p", "class", "byline");
    var said = item.description();
    fact(line, "item.by", String.join(", ", said.creator()));
    fact(line, "item.date", said.date());
    fact(line, "item.place", said.spatial());
    if (line.childrenSize() > 0) {
      head.appendChild(line);
    }
    var versions = entry.files().versions();
    if (versions.size() > 1) {
      head.appendChild(languages(versions));
    }
    return head;
  }

  private void fact(Element line, String key, String words) {
    if (!words.isBlank()) {
      line.appendChild(
          with(
              tag("span"),
              said("span", texts.get(key) + " ", "class", "unseen"),
              packed("span", words, "")));
    }
  }

  private Element languages(List<Integer> versions) {
    var nav = tag("nav", "class", "versions", "aria-label", texts.get("item.languages"));
    for (int other : versions) {
      var language = entry.files().file(other).language();
      var own = Tongue.ofTag(language).map(Tongue::ownName).orElse(texts.language(language));
      var link =
          said(
              "a",
              own,
              "href",
              withOkIfRead(listing.itemAddress(entry.item(), other, visit.asked())),
              "data-replace",
              "");
      if (!language.equals("und")) {
        link.attr("lang", language).attr("hreflang", language);
      }
      if (other == version) {
        link.attr("aria-current", "true");
      }
      nav.appendChild(link);
    }
    return nav;
  }

  private String withOkIfRead(String address) {
    return visit.noteRead() ? withOk(address) : address;
  }

  private Element content() throws IOException {
    var files = entry.files();
    var content = tag("div", "class", "content");
    if (files.isFilm(version) || files.isSound(version)) {
      content.appendChild(new MediaPart(listing, entry, version, visit).build());
    } else if (files.file(version).mediaType().startsWith("image/")) {
      picture(content);
    }
    var text = files.text(version);
    if (text.isPresent()) {
      content.appendChild(text(text.getAsInt()));
    } else if (content.childrenSize() == 0) {
      content.appendChild(said("p", texts.get("item.unshown"), "class", "quiet"));
      content.appendChild(new ItemFacts(listing, entry, version).known());
    }
    return content;
  }

  private void picture(Element content) {
    var files = entry.files();
    var small = files.thumbnail();
    if (!files.isPicture(version) && small.isEmpty()) {
      return;
    }
    int shown = files.isPicture(version) ? version : small.getAsInt();
    var figure = tag("figure", "class", "large", "data-stage", "");
    var source = "/c/" + listing.address(Use.MEDIA, entry.item(), shown);
    figure.appendChild(tag("img", "src", source, "alt", PackedWords.line(entry.title())));
    figure.appendChild(
        said(
            "button",
            texts.get("picture.full"),
            "type",
            "button",
            "data-full",
            "",
            "data-leave",
            texts.get("media.leave"),
            "data-script",
            "",
            "hidden",
            ""));
    content.appendChild(figure);
  }

  /**
   * A text in its frame, where the search found it or at the page that was asked for; of a long
   * one, one part.
   */
  private Element text(int file) throws IOException {
    var open = listing.library().bundles().get(entry.item().bundle());
    var starts = Frames.partStarts(open, listing.library().file(entry.item().stored(), file));
    boolean chosen = visit.part() >= 0;
    int at =
        chosen || visit.page() > 0
            ? -1
            : visit.at() >= 0 ? visit.at() : visit.asked() == null ? -1 : firstMatch(file);
    var shown = with(tag("div"), frame(file, at));
    if (starts.size() > 1) {
      int part = chosen ? Math.min(visit.part(), starts.size() - 1) : 0;
      while (at >= 0 && part + 1 < starts.size() && starts.get(part + 1) <= at) {
        part++;
      }
      shown.prependChild(textParts(starts.size(), part, 1));
      shown.appendChild(textParts(starts.size(), part, 2));
    }
    return shown;
  }

  private Element textParts(int count, int shown, int which) {
    var nav =
        tag("nav", "class", "paging", "aria-label", texts.get("item.textParts") + " " + which);
    var own = visit.noteRead() ? withOk(address) : address;
    Paging.numbers(nav, count, shown, i -> own + (own.contains("?") ? "&" : "?") + "part=" + i);
    nav.children().attr("data-replace", "");
    return nav;
  }

  private Element frame(int file, int at) {
    var source = new StringJoiner("&");
    if (visit.asked() != null) {
      source.add("s=" + visit.asked().id());
    }
    if (at >= 0) {
      source.add("at=" + at);
    }
    if (visit.page() > 0) {
      source.add("page=" + visit.page());
    }
    if (visit.part() >= 0) {
      source.add("part=" + visit.part());
    }
    var address = "/c/" + listing.address(Use.FRAME, entry.item(), file);
    var query = source.length() == 0 ? "" : "?" + source;
    var place = at >= 0 || visit.page() > 0 ? "#hit" : "";
    var frame =
        tag(
            "iframe",
            "class",
            "text",
            "title",
            texts.get("item.text"),
            "src",
            address + query + place);
    frame
        .attr("sandbox", "allow-scripts allow-top-navigation-by-user-activation")
        .attr("data-text", "");
    return frame.attr("referrerpolicy", "no-referrer").attr("allow", "fullscreen");
  }

  private int firstMatch(int text) throws IOException {
    var item = entry.item();
    for (var match :
        listing
            .library()
            .searcher()
            .inside(item.bundle(), item.document(), visit.asked().query(), 20)) {
      if (match.fileOrdinal() == text) {
        return match.charOffset();
      }
    }
    return -1;
  }
}

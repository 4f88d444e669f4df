package org.bojagi.page;

import static org.bojagi.page.Tags.packed;
import static org.bojagi.page.Tags.said;
import static org.bojagi.page.Tags.tag;
import static org.bojagi.page.Tags.with;

import java.io.IOException;
import java.util.HashSet;
import org.bojagi.catalog.Place;
import org.bojagi.search.Bridge;
import org.bojagi.search.Hit;
import org.bojagi.search.PassageMatch;
import org.bojagi.search.ShelfItem;
import org.bojagi.search.Snippet;
import org.bojagi.show.Target.Use;
import org.jsoup.nodes.Element;

/** One item that was found, with its best passages, each a way to where it stands. */
final class FoundRow {
  private final Listing listing;
  private final Texts texts;
  private final Asked asked;
  private final Hit hit;
  private final Listing.Entry entry;
  private final int version;

  private FoundRow(Listing listing, Asked asked, Hit hit) throws IOException {
    this.listing = listing;
    this.texts = listing.texts();
    this.asked = asked;
    this.hit = hit;
    var item = new ShelfItem(hit.bundle(), hit.document(), hit.item());
    boolean inText = hit.fileOrdinal() >= 0;
    this.entry = listing.entry(item, inText ? hit.language() : texts.tongue().tag());
    this.version = inText ? entry.files().versionOf(hit.fileOrdinal()) : entry.version();
  }

  static Element of(Listing listing, Asked asked, Hit hit) throws IOException {
    return new FoundRow(listing, asked, hit).build();
  }

  private Element build() throws IOException {
    var address =
        hit.passages().isEmpty() ? itemAddress(version) : address(hit.passages().getFirst());
    var row = tag("li", "class", "row");
    row.appendChild(
        with(
            tag("a", "href", address, "tabindex", "-1", "aria-hidden", "true"),
            listing.picture(entry)));
    var words = tag("div");
    words.appendChild(
        with(tag("h2"), packed("a", entry.title(), entry.titleLanguage(), "href", address)));
    words.appendChild(listing.facts(entry, true));
    var passages = tag("ul", "class", "passages");
    var places = new HashSet<String>();
    for (var passage : hit.passages()) {
      // Several lines of one minute of a film are one place.
      if (!passage.snippet().text().isBlank() && places.add(address(passage))) {
        passages.appendChild(passage(passage));
      }
    }
    if (passages.childrenSize() > 0) {
      words.appendChild(passages);
    }
    listing
        .cardElsewhere(entry, version)
        .ifPresent(card -> words.appendChild(said("p", texts.get("card.elsewhere", card), "class", "quiet", "role", "note")));
    for (var bridge : hit.bridges()) {
      words.appendChild(bridge(bridge));
    }
    if (!hit.alsoIn().isEmpty()) {
      words.appendChild(alsoIn());
    }
    return row.appendChild(words);
  }

  private String itemAddress(int file) {
    return listing.itemAddress(entry.item(), file, asked);
  }

  /** A page or an offset is asked for, a second is a place in the page: none says what is there. */
  private String address(PassageMatch passage) {
    var files = entry.files();
    if (files.files().isEmpty()) {
      return itemAddress(version);
    }
    int its = files.versionOf(passage.fileOrdinal());
    var address = itemAddress(its);
    return switch (passage.at()) {
      case Place.Page page -> address + "&page=" + page.number();
      case Place.Second second -> address + "#" + MediaPart.anchor(second.seconds());
      case Place.Heading _, Place.Start _ -> {
        var text = files.text(its);
        boolean shown = text.isPresent() && text.getAsInt() == passage.fileOrdinal();
        yield shown ? address + "&at=" + passage.charOffset() : address;
      }
    };
  }

  private Element passage(PassageMatch passage) {
    var line = tag("li");
    var place =
        switch (passage.at()) {
          case Place.Page page -> said("a", texts.get("at.page", page.number()));
          case Place.Second second -> said("a", Texts.clock(second.seconds()));
          case Place.Heading heading
              when !heading.text().isBlank() && !heading.text().strip().equals(entry.title().strip()) ->
              packed("a", heading.text(), passage.language());
          case Place.Heading _, Place.Start _ -> said("a", texts.get("at.text"));
        };
    line.appendChild(place.attr("href", address(passage)).attr("class", "at"));
    var words = tag("p", "class", "passage", "lang", passage.language(), "dir", "auto");
    marked(words, passage.snippet().text(), passage.snippet().marks());
    return line.appendChild(words);
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

  private Element alsoIn() throws IOException {
    var line = said("p", texts.get("results.alsoIn") + " ", "class", "also");
    for (var copy : hit.alsoIn()) {
      var address =
          "/i/" + listing.address(Use.ITEM, copy.bundle(), copy.document(), version) + "?s=" + asked.id();
      line.appendChild(packed("a", listing.bundleTitle(copy.bundle()), "", "href", address));
    }
    return line;
  }
}

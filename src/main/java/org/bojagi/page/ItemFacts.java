package org.bojagi.page;

import static org.bojagi.page.Tags.packed;
import static org.bojagi.page.Tags.said;
import static org.bojagi.page.Tags.tag;
import static org.bojagi.page.Tags.with;

import org.bojagi.catalog.ItemType;
import org.bojagi.show.Target.Use;
import org.jsoup.nodes.Element;

/** What is said of an item besides itself. */
final class ItemFacts {
  private final Listing listing;
  private final Texts texts;
  private final Listing.Entry entry;
  private final int version;

  ItemFacts(Listing listing, Listing.Entry entry, int version) {
    this.listing = listing;
    this.texts = listing.texts();
    this.entry = entry;
    this.version = version;
  }

  /** What is known of a file that can't be shown. */
  Element known() {
    var file = entry.files().file(version);
    var list = tag("dl", "class", "known");
    know(list, "item.kind", file.mediaType(), "");
    know(list, "item.size", size(file.sizeBytes()), "");
    if (!file.language().equals("und")) {
      know(list, "item.language", texts.language(file.language()), "");
    }
    var media = file.media();
    if (media != null && media.durationSeconds() > 0) {
      know(list, "item.length", Texts.clock(media.durationSeconds()), "");
    }
    if (media != null && media.width() > 0) {
      know(list, "item.pixels", media.width() + " × " + media.height(), "");
    }
    int pages = entry.files().pages(version);
    if (pages > 0) {
      know(list, "item.pages", String.valueOf(pages), "");
    }
    return list;
  }

  static String size(long bytes) {
    return bytes < 1_000_000
        ? Math.max(1, bytes / 1_000) + " KB"
        : bytes / 1_000_000 + "." + bytes / 100_000 % 10 + " MB";
  }

  private void know(Element list, String key, String words, String language) {
    if (!words.isBlank()) {
      with(list, said("dt", texts.get(key)), packed("dd", words, language));
    }
  }

  /** In a quiet place at the end: who made it, what it is about, and how to keep a copy. */
  Element about() {
    var item = entry.said();
    var said = item.description();
    var about = tag("section", "class", "about", "aria-labelledby", "about");
    var list = tag("dl");
    if (item.type() == ItemType.EVENT) {
      know(list, "item.people", String.join(", ", said.contributor()), "");
    }
    know(list, "item.subjects", String.join(", ", said.subject()), item.language());
    know(list, "item.publisher", said.publisher(), "");
    know(list, "item.source", said.source(), "");
    know(list, "item.rights", said.rights(), "");
    about.appendChild(said("h2", texts.get("item.about"), "id", "about"));
    if (!said.description().isBlank()) {
      about.appendChild(
          Tags.tag("p", "dir", "auto", "lang", item.language())
              .appendText(PackedWords.text(said.description())));
    }
    if (list.childrenSize() > 0) {
      about.appendChild(list);
    }
    var copy = "/copy/" + listing.address(Use.COPY, entry.item(), version);
    return about.appendChild(
        with(tag("p"), said("a", texts.get("item.copy"), "href", copy, "class", "copy")));
  }
}

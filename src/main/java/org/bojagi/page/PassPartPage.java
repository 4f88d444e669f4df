package org.bojagi.page;

import static org.bojagi.page.Tags.button;
import static org.bojagi.page.Tags.packed;
import static org.bojagi.page.Tags.said;
import static org.bojagi.page.Tags.tag;
import static org.bojagi.page.Tags.with;

import java.io.IOException;
import java.nio.file.Path;
import org.jsoup.nodes.Element;

/** {@code /part}: some of what is open in a bundle of its own, under words of its own, for somebody else. */
final class PassPartPage {
  private final Listing listing;
  private final Texts texts;
  private final Element main;

  private PassPartPage(Listing listing, Element main) {
    this.listing = listing;
    this.texts = listing.texts();
    this.main = main;
  }

  static String of(Listing listing, PassPart state) throws IOException {
    var sheet = new Sheet(listing.texts(), "asking passing", Sheet.Bar.OPEN, "/part");
    var page = new PassPartPage(listing, sheet.main());
    page.main.appendChild(said("h1", page.texts.get("part.title")));
    switch (state) {
      case PassPart.Nothing nothing -> page.nothing();
      case PassPart.Gathering gathering -> {
        sheet.head(tag("meta", "http-equiv", "refresh", "content", "2;url=/part"));
        page.gathering(gathering);
      }
      case PassPart.Choosing choosing -> page.choosing(choosing);
      case PassPart.Asking asking -> page.asking(asking);
      case PassPart.Working working -> {
        // The page asks again by itself, with scripts and without.
        sheet.head(tag("meta", "http-equiv", "refresh", "content", "2"));
        page.working(working);
      }
      case PassPart.Done done -> page.done(done);
    }
    return sheet.html();
  }

  private void say(String name, Object... named) {
    main.appendChild(said("p", texts.get(name, named)));
  }

  private void nothing() {
    main.appendChild(said("p", texts.get("part.nothing"), "class", "lead"));
    main.appendChild(
        with(tag("p", "class", "choice"), said("a", texts.get("menu.all"), "class", "first", "href", "/list/all")));
  }

  private void gathering(PassPart.Gathering state) {
    var now = texts.get("part.gathering");
    main.appendChild(said("p", now, "class", "lead", "role", "status"));
    main.appendChild(
        tag("progress", "aria-label", now, "max", String.valueOf(Math.max(1, state.totalItems())), "value",
            String.valueOf(state.doneItems())));
    main.appendChild(said("p", texts.get("part.gathered", state.doneItems(), state.totalItems()), "class", "quiet"));
    main.appendChild(with(tag("p"), said("a", texts.get("part.back"), "href", state.address())));
  }

  private void choosing(PassPart.Choosing state) throws IOException {
    if (state.refused() != null) {
      main.appendChild(said("p", texts.get("part.refused." + state.refused()), "class", "warning", "role", "alert"));
    }
    if (state.chosen().items() > 0) {
      chosen(state.chosen());
      say("part.lead");
      PassOnPage.places(texts, main, state.media(), "/part/choose", state.chosen().address());
    }
    main.appendChild(with(tag("p"), said("a", texts.get("part.back"), "href", state.chosen().address())));
  }

  private void chosen(PassPart.Chosen chosen) throws IOException {
    var size = texts.get("part.chosen", chosen.items(), chosen.files(), PassOnPage.megabytes(chosen.bytes()));
    main.appendChild(said("p", size, "class", "lead"));
    var titles = tag("ul", "class", "chosen-titles");
    for (var named : chosen.first()) {
      var item = listing.library().shelves().byId(named.bundle(), named.id());
      if (item.isPresent()) {
        var entry = listing.entry(item.get());
        titles.appendChild(packed("li", entry.title(), entry.titleLanguage()));
      }
    }
    int more = chosen.items() - chosen.first().size();
    if (more > 0 && !chosen.first().isEmpty()) {
      titles.appendChild(said("li", texts.get("part.more", more), "class", "quiet"));
    }
    if (titles.childrenSize() > 0) {
      main.appendChild(titles);
    }
  }

  private void asking(PassPart.Asking state) throws IOException {
    if (state.insteadOfOther()) {
      main.appendChild(said("p", texts.get("part.waits"), "class", "warning", "role", "alert"));
    }
    chosen(state.chosen());
    var room = texts.get("part.asking", PassOnPage.megabytes(state.neededBytes()), PassOnPage.megabytes(state.freeBytes()));
    place(state.folder());
    main.appendChild(said("p", room));
    say(state.withReader() ? "part.withReader" : "part.withoutReader");
    main.appendChild(said("h2", texts.get("part.words"), "id", "new-words"));
    main.appendChild(
        said("p", state.words(), "class", "new-words", "aria-labelledby", "new-words", "role", "group", "dir", "auto"));
    main.appendChild(said("p", texts.get("part.words.once"), "class", "warning"));
    var form = tag("form", "method", "post", "action", "/part/write", "class", "noted");
    Sheet.hidden(form, "asked", state.id());
    var box = tag("input", "type", "checkbox", "id", "noted", "name", "noted", "value", "yes", "required", "");
    var label = said("label", texts.get("part.noted"), "for", "noted");
    form.appendChild(with(tag("p"), box, label));
    form.appendChild(said("button", texts.get("stick.write"), "type", "submit", "class", "second"));
    main.appendChild(form);
    main.appendChild(
        with(tag("div", "class", "choice"), button("/part/leave", texts.get("stick.cancel"), "first")));
    say("part.remembers");
  }

  private void place(Path folder) {
    main.appendChild(with(tag("p", "class", "title"), PassOnPage.named(folder)));
  }

  private void working(PassPart.Working state) {
    place(state.folder());
    boolean files = state.doneBytes() < state.totalBytes();
    var now = texts.get(files ? "part.writing" : "part.finishing");
    main.appendChild(said("p", now, "class", "lead", "role", "status"));
    main.appendChild(
        tag("progress", "aria-label", now, "max", String.valueOf(Math.max(1, state.totalBytes())), "value",
            String.valueOf(state.doneBytes())));
    var done =
        texts.get("stick.done", PassOnPage.megabytes(state.doneBytes()), PassOnPage.megabytes(state.totalBytes()));
    main.appendChild(said("p", done, "class", "quiet"));
    main.appendChild(said("p", texts.get("part.closing"), "class", "quiet"));
  }

  private void done(PassPart.Done state) {
    var done = texts.get("part.done", state.items(), state.files(), PassOnPage.megabytes(state.bytes()));
    main.appendChild(said("p", done, "class", "lead", "role", "status"));
    place(state.folder());
    if (state.damaged() > 0) {
      main.appendChild(said("p", texts.get("part.damaged", state.damaged()), "class", "warning", "role", "alert"));
    }
    if (state.leftOut() > 0) {
      main.appendChild(said("p", texts.get("part.leftOut", state.leftOut()), "class", "warning", "role", "alert"));
    }
    say("part.opens");
    say(state.withReader() ? "part.withReader" : "part.withoutReader");
    say("part.notRead");
    say("part.unsigned");
    say("part.remembers");
    say("stick.out");
    main.appendChild(with(tag("p", "class", "choice"), said("a", texts.get("fault.back"), "class", "first", "href", "/")));
  }
}

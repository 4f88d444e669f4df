package org.bojagi.page;

import static org.bojagi.page.Tags.button;
import static org.bojagi.page.Tags.packed;
import static org.bojagi.page.Tags.said;
import static org.bojagi.page.Tags.tag;
import static org.bojagi.page.Tags.with;

import java.nio.file.Path;
import java.util.List;
import org.jsoup.nodes.Element;

/** {@code /stick}: another stick like this one, for somebody else. */
final class PassOnPage {
  private static final long MEGABYTE = 1_000_000;

  private PassOnPage() {}

  static String of(Texts texts, PassOn state) {
    var sheet = new Sheet(texts, "asking passing", Sheet.Bar.OPEN, "/stick");
    var main = sheet.main();
    main.appendChild(said("h1", texts.get("stick.title")));
    switch (state) {
      case PassOn.Choosing choosing -> choosing(texts, main, choosing);
      case PassOn.Asking asking -> asking(texts, main, asking);
      case PassOn.Working working -> {
        // The page asks again by itself, with scripts and without.
        sheet.head(tag("meta", "http-equiv", "refresh", "content", "2"));
        working(texts, main, working);
      }
      case PassOn.Done done -> done(texts, main, done);
    }
    return sheet.html();
  }

  private static void choosing(Texts texts, Element main, PassOn.Choosing state) {
    if (state.refused() != null) {
      main.appendChild(said("p", texts.get("stick.refused." + state.refused()), "class", "warning", "role", "alert"));
    }
    main.appendChild(said("p", texts.get("stick.lead"), "class", "lead"));
    places(texts, main, state.media(), "/stick", "");
    var part = said("a", texts.get("part.title"), "href", "/part");
    main.appendChild(with(tag("p"), part));
  }

  /**
   * Media that are plugged in, each with a button, and a field for any other folder.
   *
   * @param of goes along as a field of this name; empty: none does
   */
  static void places(Texts texts, Element main, List<PassOn.Medium> media, String action, String of) {
    if (media.isEmpty()) {
      main.appendChild(said("p", texts.get("stick.none")));
    }
    var list = tag("ul", "class", "media");
    for (var medium : media) {
      var form = tag("form", "method", "post", "action", action);
      Sheet.hidden(form, "of", of);
      form.appendChild(tag("input", "type", "hidden", "name", "target", "value", medium.folder().toString()));
      form.appendChild(with(tag("button", "type", "submit", "class", "second"), named(medium.folder())));
      var room = texts.get("stick.room", megabytes(medium.freeBytes()), megabytes(medium.totalBytes()));
      list.appendChild(with(tag("li"), form, said("span", room, "class", "facts")));
    }
    if (!media.isEmpty()) {
      main.appendChild(list);
    }
    var form = tag("form", "method", "post", "action", action, "class", "words");
    Sheet.hidden(form, "of", of);
    form.appendChild(said("label", texts.get("stick.folder"), "for", "target"));
    var input = tag("input", "id", "target", "name", "target", "type", "text", "maxlength", "1000", "required", "");
    Sheet.quiet(input);
    with(form, input, said("button", texts.get("stick.choose"), "type", "submit", "class", "first"));
    main.appendChild(form);
  }

  private static void asking(Texts texts, Element main, PassOn.Asking state) {
    main.appendChild(with(tag("p", "class", "title"), named(state.target())));
    var room = texts.get("stick.asking", state.bundles(), megabytes(state.bytes()), megabytes(state.freeBytes()));
    main.appendChild(said("p", room, "class", "lead"));
    if (state.replaces()) {
      main.appendChild(said("p", texts.get("stick.replaces"), "class", "warning"));
    }
    main.appendChild(said("p", texts.get("stick.remembers")));
    main.appendChild(
        with(
            tag("div", "class", "choice"),
            said("a", texts.get("stick.cancel"), "class", "first", "href", "/"),
            button("/stick/write", texts.get("stick.write"), "second")));
  }

  private static void working(Texts texts, Element main, PassOn.Working state) {
    main.appendChild(with(tag("p", "class", "title"), named(state.target())));
    var now = texts.get(state.readingBack() ? "stick.reading" : "stick.writing");
    main.appendChild(said("p", now, "class", "lead", "role", "status"));
    main.appendChild(
        tag("progress", "aria-label", now, "max", String.valueOf(Math.max(1, state.totalBytes())), "value",
            String.valueOf(state.doneBytes())));
    main.appendChild(
        said("p", texts.get("stick.done", megabytes(state.doneBytes()), megabytes(state.totalBytes())), "class", "quiet"));
  }

  private static void done(Texts texts, Element main, PassOn.Done state) {
    main.appendChild(with(tag("p", "class", "title"), named(state.target())));
    if (state.differing() > 0) {
      main.appendChild(said("p", texts.get("stick.differs", state.differing()), "class", "warning", "role", "alert"));
    } else {
      var result = texts.get(state.fromMedium() ? "stick.equal" : "stick.equalInMemory");
      main.appendChild(said("p", result, "class", "lead", "role", "status"));
      main.appendChild(said("p", texts.get("stick.out")));
    }
    var room = texts.get("stick.room", megabytes(state.freeBytes()), megabytes(state.totalBytes()));
    main.appendChild(said("p", room, "class", "quiet"));
    main.appendChild(with(tag("p", "class", "choice"), said("a", texts.get("fault.back"), "class", "first", "href", "/")));
  }

  static Element named(Path folder) {
    return packed("span", folder.toString(), "");
  }

  /** Rounded up: what is to be written is never said to be less. */
  static long megabytes(long bytes) {
    return (bytes + MEGABYTE - 1) / MEGABYTE;
  }
}

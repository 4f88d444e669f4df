package org.bojagi.page;

import static org.bojagi.page.Tags.said;
import static org.bojagi.page.Tags.tag;
import static org.bojagi.page.Tags.with;

import org.bojagi.page.Door.Trouble;
import org.jsoup.nodes.Element;

/** Asks for the words, and says how far trying them has come. */
final class UnlockPage {
  private final Texts texts;
  private final Door door;
  private final Sheet sheet;

  private UnlockPage(Texts texts, Door door) {
    this.texts = texts;
    this.door = door;
    this.sheet = new Sheet(texts, "unlock", Sheet.Bar.LOCKED, "/unlock");
  }

  static String of(Texts texts, Door door) {
    var page = new UnlockPage(texts, door);
    page.build();
    return page.sheet.html();
  }

  private void build() {
    var main = sheet.main();
    main.appendChild(said("h1", texts.get("unlock.title")));
    if (door.trying() > 0) {
      trying(main);
      return;
    }
    if (door.trouble() != Trouble.NONE) {
      main.appendChild(said("p", trouble(), "class", "trouble", "role", "alert", "id", "trouble"));
    } else if (door.folders() == 0 && !door.open()) {
      main.appendChild(
          said(
              "p", texts.get("unlock.none"), "class", "trouble", "role", "alert", "id", "trouble"));
    }
    for (var message : door.messages()) {
      main.appendChild(
          said("p", PackedWords.text(texts.told(message)), "class", "trouble small", "dir", "auto"));
    }
    if (door.otherReading()) {
      main.appendChild(otherReading());
    }
    main.appendChild(form());
    if (door.open()) {
      main.appendChild(with(tag("p"), said("a", texts.get("unlock.back"), "href", "/")));
    }
    main.appendChild(said("p", texts.get("unlock.before"), "class", "quiet"));
    main.appendChild(
        with(tag("noscript"), said("p", texts.get("unlock.noscript"), "class", "warning")));
  }

  private String trouble() {
    return switch (door.trouble()) {
      case NONE -> "";
      case WRONG_WORDS -> texts.get("unlock.wrong");
      case NO_BUNDLE -> texts.get("unlock.none");
      case DAMAGED -> texts.get("unlock.damaged");
      case NOT_TRUSTED -> texts.get("unlock.notTrusted");
      case CHANGED -> texts.get("unlock.changed");
      case NEWER_FORMAT -> texts.get("unlock.newer");
      case NO_MEMORY -> texts.get("unlock.memory");
    };
  }

  private Element otherReading() {
    var offer = with(tag("div", "class", "other"), said("p", texts.get("unlock.other")));
    return with(offer, Tags.button("/unlock/other", texts.get("unlock.other.try"), "second"));
  }

  /**
   * A field of plain text and not of a password: in one of those browsers switch input methods off,
   * so that no Korean word could be typed, and offer to keep what was typed. A box before it covers
   * the letters, also without scripts.
   */
  private Element form() {
    var form = tag("form", "method", "post", "action", "/unlock", "class", "words");
    form.appendChild(said("p", texts.get("unlock.lead"), "id", "lead"));
    form.appendChild(said("label", texts.get("unlock.words"), "for", "words"));
    form.appendChild(tag("input", "type", "checkbox", "id", "cover", "class", "cover"));
    form.appendChild(said("label", texts.get("unlock.cover"), "for", "cover", "class", "cover"));
    var field =
        tag(
            "input",
            "id",
            "words",
            "name",
            "words",
            "type",
            "text",
            "required",
            "",
            "maxlength",
            "1000",
            "aria-describedby",
            "lead");
    Sheet.quiet(field);
    if (door.trouble() == Trouble.WRONG_WORDS) {
      field.attr("aria-invalid", "true").attr("aria-describedby", "trouble");
    }
    form.appendChild(field.attr("autofocus", ""));
    return form.appendChild(
        said("button", texts.get("unlock.open"), "type", "submit", "class", "first"));
  }

  /** With scripts the page listens to the beat; without, it asks again each second. */
  private void trying(Element main) {
    sheet.head(with(tag("noscript"), tag("meta", "http-equiv", "refresh", "content", "1;url=/")));
    var progress =
        tag("div", "class", "trying", "data-trying", texts.get("unlock.tryingOf", "{0}", "{1}"));
    progress
        .attr("data-one", texts.get("unlock.trying"))
        .attr("data-seconds", texts.get("unlock.seconds", "{0}"));
    var now =
        door.folders() > 1
            ? texts.get("unlock.tryingOf", door.trying(), door.folders())
            : texts.get("unlock.trying");
    progress.appendChild(said("p", now, "role", "status", "class", "now"));
    progress.appendChild(tag("progress", "aria-label", texts.get("unlock.trying")));
    progress.appendChild(
        said("p", texts.get("unlock.seconds", door.secondsTrying()), "class", "quiet seconds"));
    main.appendChild(progress);
  }
}

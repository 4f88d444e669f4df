package org.bojagi.page;

import static org.bojagi.page.Tags.said;
import static org.bojagi.page.Tags.tag;
import static org.bojagi.page.Tags.with;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.DocumentType;
import org.jsoup.nodes.Element;

/**
 * What every page has: head, bar, language menu, the button that closes everything. The page's own
 * part is {@link #main}.
 */
final class Sheet {
  /** What can be done from a page besides what it is there for. */
  enum Bar {
    /** Nothing is open: no search, no lists. */
    LOCKED,
    /** The first page, which has its own large search. */
    HOME,
    OPEN
  }

  private final Texts texts;
  private final Document document;
  private final Element body;
  private final Element main;

  /**
   * @param back this page's own address, to come back to after another language was chosen
   */
  Sheet(Texts texts, String kind, Bar bar, String back) {
    this(texts, kind);
    body.prependChild(bar(bar, back));
    body.prependChild(said("a", texts.get("skip"), "class", "skip", "href", "#main"));
    var footer = tag("footer");
    if (bar != Bar.LOCKED) {
      var menu = tag("nav", "aria-label", texts.get("menu.all"));
      menu.appendChild(said("a", texts.get("menu.all"), "href", "/list/all"));
      menu.appendChild(said("a", texts.get("menu.more"), "href", "/unlock"));
      menu.appendChild(said("a", texts.get("menu.stick"), "href", "/stick"));
      footer.appendChild(menu);
    }
    footer.appendChild(
        said(
            "p",
            texts.get(bar == Bar.LOCKED ? "help.locked" : "help"),
            "class",
            "help",
            "data-script",
            "",
            "hidden",
            ""));
    footer.appendChild(
        with(tag("noscript"), said("p", texts.get("noscript.lock"), "class", "help")));
    body.appendChild(footer);
  }

  private Sheet(Texts texts, String kind) {
    this.texts = texts;
    document = new Document("");
    document.outputSettings().prettyPrint(false);
    document.appendChild(new DocumentType("html", "", ""));
    var html =
        tag(
            "html",
            "lang",
            texts.tongue().tag(),
            "translate",
            "no",
            "spellcheck",
            "false",
            "autocomplete",
            "off");
    document.appendChild(html);
    html.appendChild(head());
    body = tag("body", "class", kind);
    // What the page says when it blanks itself: nobody is there to be asked then.
    body.attr("data-closed", texts.get("closed.lead"));
    body.attr("data-out", texts.get("closed.out"));
    html.appendChild(body);
    main = tag("main", "id", "main", "tabindex", "-1");
    body.appendChild(main);
  }

  /** A page that offers nothing and runs nothing: after the end. */
  static Sheet blank(Texts texts) {
    var sheet = new Sheet(texts, "closed");
    sheet.document.select("script").remove();
    sheet.body.clearAttributes().attr("class", "closed");
    return sheet;
  }

  private Element head() {
    return with(
        tag("head"),
        tag("meta", "charset", "utf-8"),
        tag("meta", "name", "viewport", "content", "width=device-width, initial-scale=1"),
        tag("meta", "name", "color-scheme", "content", "light dark"),
        tag("meta", "name", "referrer", "content", "same-origin"),
        tag("meta", "name", "google", "content", "notranslate"),
        said("title", texts.get("word")),
        tag("link", "rel", "icon", "href", "/assets/icon.svg", "type", "image/svg+xml"),
        tag("link", "rel", "stylesheet", "href", "/assets/reader.css"),
        // Not deferred: whoever sees anything of the page can close it.
        tag("script", "src", "/assets/reader.js"));
  }

  private Element bar(Bar bar, String back) {
    var header = tag("header", "class", "bar");
    var home =
        with(
            tag("a", "class", "home", "href", "/"),
            Patchwork.sign(),
            said("span", texts.get("word")));
    header.appendChild(home);
    if (bar == Bar.OPEN) {
      header.appendChild(search("search"));
    }
    header.appendChild(languages(back));
    var lock = tag("button", "type", "submit", "class", "lock", "data-lock", "");
    with(
        lock,
        said("span", texts.get("lock")),
        said("kbd", texts.get("lock.key"), "data-script", "", "hidden", ""));
    header.appendChild(
        with(tag("form", "method", "post", "action", "/lock", "class", "locking"), lock));
    return header;
  }

  private Element languages(String back) {
    var form = tag("form", "method", "post", "action", "/language");
    form.appendChild(tag("input", "type", "hidden", "name", "back", "value", back));
    for (var tongue : Tongue.values()) {
      var button =
          said(
              "button",
              tongue.ownName(),
              "type",
              "submit",
              "name",
              "tongue",
              "value",
              tongue.tag(),
              "lang",
              tongue.tag());
      if (tongue == texts.tongue()) {
        button.attr("aria-current", "true");
      }
      form.appendChild(button);
    }
    var summary =
        said(
            "summary",
            texts.tongue().ownName(),
            "aria-label",
            texts.get("language.change") + ": " + texts.tongue().ownName());
    return with(tag("details", "class", "languages"), summary, form);
  }

  /** Fills a search that stands in the bar already. */
  void searched(Asked asked) {
    var form = body.selectFirst("form.search");
    form.selectFirst("[name=q]").attr("value", asked.query());
  }

  Element search(String kind) {
    var form = tag("form", "method", "post", "action", "/search", "role", "search", "class", kind);
    form.appendChild(said("label", texts.get("search.label"), "class", "unseen", "for", "q"));
    var input =
        tag(
            "input",
            "id",
            "q",
            "name",
            "q",
            "type",
            "search",
            "maxlength",
            "1000",
            "placeholder",
            texts.get("search.label"),
            "enterkeyhint",
            "search");
    quiet(input);
    form.appendChild(input);
    head(tag("script", "src", "/assets/suggest.js", "defer", ""));
    form.attr("data-suggest", texts.get("search.suggestions"));
    form.attr("data-suggested", texts.get("search.suggested", "{0}"));
    form.attr("data-becomes", texts.get("results.becomes"));
    form.appendChild(said("button", texts.get("search"), "type", "submit"));
    return form;
  }

  static void hidden(Element form, String name, String value) {
    if (!value.isEmpty()) {
      form.appendChild(tag("input", "type", "hidden", "name", name, "value", value));
    }
  }

  /** Nothing that is typed is remembered, corrected, completed or sent to be checked. */
  static void quiet(Element input) {
    input
        .attr("autocomplete", "off")
        .attr("autocorrect", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false");
  }

  Element head(Element more) {
    return document.selectFirst("head").appendChild(more);
  }

  Element main() {
    return main;
  }

  Element body() {
    return body;
  }

  String html() {
    return document.outerHtml();
  }
}

package org.bojagi.scrub;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a web page says without showing it: in comments, {@code <meta>}, {@code <link>} and marks of
 * changes.
 */
final class HtmlTraces {
  /**
   * What a page needs, or shows of itself; every other {@code <meta name>} goes: nobody knows all
   * that name accounts.
   */
  private static final Pattern META_KEPT =
      Pattern.compile(
          "viewport|theme-color|color-scheme|supported-color-schemes|format-detection|referrer|robots|description"
              + "|keywords|title|language|application-name|(apple-mobile-web-app|msapplication|mobile-web-app)-.*"
              + "|og:(title|description|type|locale|image.*|video.*|audio.*|url|site_name)"
              + "|twitter:(card|title|description|image.*)|(dc|dcterms)\\.(title|language|subject|description)");

  private static final Pattern META_OF_PERSONS =
      Pattern.compile(
          ".*(author|creator|publisher|contributor|user|login|email|e-mail|owner|editor|designer|reply).*");
  private static final Pattern META_OF_PLACES =
      Pattern.compile("geo\\..*|icbm|.*(location|latitude|longitude).*");

  private static final Set<String> LINKS =
      Set.of(
          "author",
          "me",
          "publisher",
          "pgpkey",
          "edituri",
          "wlwmanifest",
          "pingback",
          "webmention",
          "file-list",
          "edit-time-data",
          "original-file",
          "ole-object-data",
          "openid.server",
          "openid.delegate",
          "openid2.provider",
          "openid2.local_id",
          "micropub",
          "authorization_endpoint");

  private static final Pattern LOCAL_PATH =
      Pattern.compile("(?is)\\s*(file:.*|[a-z]:[\\\\/].*|\\\\\\\\[a-z0-9].*|/(home|users)/.*)");

  private final MarkupEdits edits;
  private final EmbeddedPictures pictures;
  private final Markup markup;
  private String linkedData = "";

  HtmlTraces(MarkupEdits edits, EmbeddedPictures pictures) {
    this.edits = edits;
    this.pictures = pictures;
    this.markup = Markup.html(edits.units());
  }

  void find() throws IOException {
    boolean inNoScript = false;
    long shown = 0;
    while (markup.next()) {
      if (markup.isUncertain()) {
        edits.left(Sensitive.Kind.CONTENT, "HTML from where its tags don't nest");
        return;
      }
      pictures.find(shown, markup.start());
      shown = markup.end();
      switch (markup.kind()) {
        case COMMENT -> comment(edits, markup.start(), markup.end(), inNoScript);
        case INSTRUCTION -> {
          if (!markup.name().equals("xml") && !markup.name().equals("xml-stylesheet")) {
            edits.replace(
                markup.start(),
                markup.end(),
                "<!---->",
                Sensitive.Kind.COMMENT,
                "HTML <?" + markup.name());
          }
        }
        case CDATA -> {
          if (!markup.isForeign()) {
            edits.left(Sensitive.Kind.COMMENT, "HTML CDATA");
          }
        }
        case START -> {
          inNoScript |= markup.name().equals("noscript");
          tag();
        }
        case END -> inNoScript &= !markup.name().equals("noscript");
        case RAW_TEXT -> rawText();
        case DECLARATION -> {
          var text = edits.text(markup.start(), markup.end());
          if (text.indexOf(':') > 0 && text.toLowerCase(Locale.ROOT).matches("(?s).*[\"'](file:|[a-z]:[\\\\/]).*")) {
            edits.left(Sensitive.Kind.PATH, "HTML <!DOCTYPE>");
          }
        }
      }
    }
    pictures.find(shown, edits.units().count());
    if (!markup.isWhole()) {
      edits.left(Sensitive.Kind.CONTENT, "HTML that is cut off");
    }
  }

  /** A comment becomes an empty one. */
  static void comment(MarkupEdits edits, long start, long end, boolean inNoScript)
      throws IOException {
    var units = edits.units();
    long first = start + 4;
    while (first < end && (CodeUnits.isSpace(units.at(first)) || units.at(first) == '-')) {
      first++;
    }
    if (first >= end - 1 && units.at(end - 1) == '>') {
      return;
    }
    if (inNoScript && units.indexOf("</noscript", start, end) >= 0) {
      // With scripts the page goes on inside of this comment, without them behind it.
      edits.left(Sensitive.Kind.COMMENT, "HTML comment in noscript");
      return;
    }
    edits.replace(start, end, "<!---->", Sensitive.Kind.COMMENT, "HTML comment");
  }

  private void tag() throws IOException {
    switch (markup.name()) {
      case "meta" -> meta();
      case "link" -> link();
      case "ins", "del" -> change();
      case "samiparam" -> {
        long close = edits.units().indexOf("</samiparam", markup.end(), edits.units().count());
        if (close > markup.end()) {
          edits.replace(markup.end(), close, "", Sensitive.Kind.COMMENT, "SAMI parameters");
        }
      }
      default -> {}
    }
    linkedData =
        markup.name().equals("script") ? markup.attribute("type").toLowerCase(Locale.ROOT) : "";
    for (var attribute : markup.attributes()) {
      hidden(attribute);
      if (isLocalPath(attribute.value()) && isAddress(attribute)) {
        edits.left(Sensitive.Kind.PATH, "HTML " + markup.name() + " " + attribute.name());
      }
    }
    if (markup.name().indexOf(':') > 0
        && markup.localName().matches("author|lastauthor|company|manager")) {
      edits.left(Sensitive.Kind.AUTHOR, "HTML " + markup.name());
    }
    if (!markup.attributes().isEmpty()) {
      pictures.find(markup.start(), markup.end());
    }
  }

  /** A page in an attribute may have all that a page has; what scripts keep in one may be an account. */
  private void hidden(Markup.Attribute attribute) {
    var name = attribute.name();
    if (name.equals("srcdoc") && attribute.value().matches("(?is).*(<|&lt;|&#60;|&#x3c;)\\s*(!|meta|\\?).*")) {
      edits.left(Sensitive.Kind.COMMENT, "HTML page in an attribute");
    } else if (name.startsWith("data-") && !attribute.value().isBlank()) {
      boolean ofPersons = META_OF_PERSONS.matcher(name).matches();
      if (ofPersons || META_OF_PLACES.matcher(name).matches()) {
        var kind = ofPersons ? Sensitive.Kind.AUTHOR : Sensitive.Kind.PLACE;
        edits.replace(attribute.valueStart(), attribute.valueEnd(), "", kind, "HTML " + name);
      }
    }
  }

  private void meta() {
    var shownAs = markup.attribute("http-equiv").strip().toLowerCase(Locale.ROOT);
    if (META_OF_PERSONS.matcher(shownAs).matches() || shownAs.equals("generator")) {
      edits.replace(markup.start(), markup.end(), "<meta>", Sensitive.Kind.AUTHOR, "HTML meta");
      return;
    }
    var name =
        markup.attribute("name") + markup.attribute("property") + markup.attribute("itemprop");
    var lower = name.strip().toLowerCase(Locale.ROOT);
    if (lower.isEmpty() || META_KEPT.matcher(lower).matches()) {
      return;
    }
    var kind =
        META_OF_PERSONS.matcher(lower).matches()
            ? Sensitive.Kind.AUTHOR
            : META_OF_PLACES.matcher(lower).matches()
                ? Sensitive.Kind.PLACE
                : Sensitive.Kind.COMMENT;
    // An empty tag stays: selectors and parsers count and place it as before.
    edits.replace(
        markup.start(),
        markup.end(),
        markup.isSelfClosing() ? "<meta/>" : "<meta>",
        kind,
        "HTML meta");
  }

  private void link() {
    for (var relation : markup.attribute("rel").toLowerCase(Locale.ROOT).split("\\s+")) {
      if (LINKS.contains(relation)) {
        edits.replace(
            markup.start(),
            markup.end(),
            markup.isSelfClosing() ? "<link/>" : "<link>",
            Sensitive.Kind.AUTHOR,
            "HTML link " + relation);
        return;
      }
    }
  }

  /** Word saves tracked changes as {@code <ins cite="mailto:Name" datetime=…>}. */
  private void change() {
    for (var attribute : markup.attributes()) {
      boolean names =
          attribute.name().equals("cite")
              && attribute.value().toLowerCase(Locale.ROOT).startsWith("mailto:");
      if (names || attribute.name().equals("datetime")) {
        edits.replace(
            attribute.start(),
            attribute.end(),
            "",
            Sensitive.Kind.AUTHOR,
            "HTML " + markup.name() + " " + attribute.name());
      }
    }
  }

  private void rawText() throws IOException {
    if (markup.name().equals("style")) {
      StyleTraces.find(edits, pictures, markup.start(), markup.end());
      return;
    }
    if (linkedData.contains("ld+json")) {
      if (hasKey("author") || hasKey("creator") || hasKey("editor") || hasKey("copyrightholder")) {
        edits.left(Sensitive.Kind.AUTHOR, "HTML JSON-LD author");
      }
      if (hasKey("geo") || hasKey("contentlocation") || hasKey("locationcreated") || hasKey("latitude")) {
        edits.left(Sensitive.Kind.PLACE, "HTML JSON-LD place");
      }
    }
    pictures.find(markup.start(), markup.end());
  }

  private boolean hasKey(String key) throws IOException {
    return edits.units().indexOf("\"" + key + "\"", markup.start(), markup.end()) >= 0;
  }

  static boolean isLocalPath(String value) {
    // Nearly all addresses are relative, or of the network: of these no expression is asked.
    int mark = value.isEmpty() ? ' ' : value.charAt(0);
    boolean may = mark <= ' ' || mark == '/' || mark == '\\' || value.indexOf(':') >= 0;
    return may && LOCAL_PATH.matcher(value).matches();
  }

  /** A form may be sent to a path of its own site. */
  private static boolean isAddress(Markup.Attribute attribute) {
    var name = attribute.name();
    return !name.startsWith("data-")
        && !name.equals("content")
        && (!name.equals("action") || !attribute.value().stripLeading().startsWith("/"));
  }
}

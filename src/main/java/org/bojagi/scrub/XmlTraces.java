package org.bojagi.scrub;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an SVG or other XML says without showing it: comments, instructions for programs, metadata,
 * and what drawing programs keep for themselves in namespaces of their own.
 */
final class XmlTraces {
  /** What a reader of drawings draws or shows; other namespaces are some program's own. */
  private static final Pattern DRAWN =
      Pattern.compile("(http://www\\.w3\\.org/(2000/svg|1999/xlink|1999/xhtml|1998/Math/MathML|XML/.*|2001/xml-events))");

  private static final Set<String> SHOWN_INSTRUCTIONS = Set.of("xml", "xml-stylesheet");

  private final MarkupEdits edits;
  private final EmbeddedPictures pictures;
  private final Set<String> privatePrefixes = new HashSet<>();
  private Markup markup;

  XmlTraces(MarkupEdits edits, EmbeddedPictures pictures) {
    this.edits = edits;
    this.pictures = pictures;
  }

  void find() throws IOException {
    collectPrefixes();
    markup = edits.xml();
    boolean isSvg = false;
    long shown = 0;
    while (markup.next()) {
      pictures.find(shown, markup.start());
      shown = markup.end();
      switch (markup.kind()) {
        case COMMENT -> HtmlTraces.comment(edits, markup.start(), markup.end(), false);
        case INSTRUCTION -> {
          if (!SHOWN_INSTRUCTIONS.contains(markup.name())) {
            edits.replace(
                markup.start(),
                markup.end(),
                "<!---->",
                Sensitive.Kind.COMMENT,
                "XML <?" + markup.name());
          }
        }
        case START -> {
          isSvg |= markup.localName().equals("svg");
          start(isSvg);
          shown = Math.max(shown, markup.end());
        }
        case CDATA -> pictures.find(markup.start(), markup.end());
        default -> {}
      }
    }
    if (!markup.isWhole()) {
      edits.left(Sensitive.Kind.CONTENT, "XML that is cut off");
    }
  }

  private void start(boolean isSvg) throws IOException {
    if (isSvg && (isPrivate(markup.name()) || markup.localName().equals("metadata"))) {
      cutElement(markup.localName().equals("metadata") ? markup.name() : "");
      return;
    }
    for (var attribute : markup.attributes()) {
      if (isSvg && isPrivate(attribute.name())) {
        edits.replace(
            attribute.start(),
            attribute.end(),
            "",
            Sensitive.Kind.COMMENT,
            "XML attribute " + attribute.name());
      } else if (HtmlTraces.isLocalPath(attribute.value())) {
        edits.left(Sensitive.Kind.PATH, "XML " + markup.name() + " " + attribute.name());
      }
    }
    pictures.find(markup.start(), markup.end());
    if (markup.localName().equals("style") && !markup.isSelfClosing()) {
      style(markup.end());
    }
  }

  /** Where it is nothing but text, or one section of it. */
  private void style(long start) throws IOException {
    var units = edits.units();
    long end = units.next('<', start, units.count());
    if (units.startsWith("<![cdata[", end)) {
      end = units.indexOf("]]>", end, units.count());
    }
    if (end > start) {
      StyleTraces.find(edits, pictures, start, end);
    }
  }

  /**
   * @param emptied the name of an empty element that stays in its place; empty for none
   */
  private void cutElement(String emptied) throws IOException {
    var name = markup.name();
    long start = markup.start();
    int depth = markup.isSelfClosing() ? 0 : 1;
    if (depth == 0 && !emptied.isEmpty()) {
      return;
    }
    while (depth > 0) {
      if (!markup.next()) {
        edits.left(Sensitive.Kind.CONTENT, "XML that is cut off");
        return;
      }
      if (markup.name().equals(name)) {
        if (markup.kind() == Markup.Kind.START && !markup.isSelfClosing()) {
          depth++;
        } else if (markup.kind() == Markup.Kind.END) {
          depth--;
        }
      }
    }
    var kind = emptied.isEmpty() ? Sensitive.Kind.COMMENT : Sensitive.Kind.AUTHOR;
    edits.replace(
        start, markup.end(), emptied.isEmpty() ? "" : "<" + emptied + "/>", kind, "XML " + name);
  }

  private boolean isPrivate(String name) {
    int colon = name.indexOf(':');
    return colon > 0 && privatePrefixes.contains(name.substring(0, colon));
  }

  /** A prefix that stands for a private namespace anywhere is taken for private everywhere. */
  private void collectPrefixes() throws IOException {
    var all = edits.xml();
    var others = new HashSet<String>();
    while (all.next()) {
      if (all.kind() == Markup.Kind.START) {
        for (var attribute : all.attributes()) {
          if (attribute.name().startsWith("xmlns:")
              && privatePrefixes.size() + others.size() < 1_000) {
            boolean isPrivate = !DRAWN.matcher(attribute.value()).matches();
            (isPrivate ? privatePrefixes : others).add(attribute.localName());
          }
        }
      }
    }
    privatePrefixes.removeAll(others);
  }
}

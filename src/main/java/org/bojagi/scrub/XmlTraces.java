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
  /** Namespaces that no reader draws or shows. */
  private static final Pattern PRIVATE =
      Pattern.compile(
          "http://www\\.inkscape\\.org/namespaces/inkscape|http://(sodipodi\\.sourceforge\\.net|inkscape\\.sourceforge"
              + "\\.net)/.*|http://www\\.w3\\.org/1999/02/22-rdf-syntax-ns#?|http://purl\\.org/dc/.*"
              + "|http://(web\\.resource\\.org/cc/|creativecommons\\.org/ns#)|https?://ns\\.adobe\\.com/.*"
              + "|adobe:ns:meta/|http://www\\.bohemiancoding\\.com/.*|https?://www\\.figma\\.com/.*"
              + "|http://www\\.serif\\.com/?|https?://vectornator\\.io.*|https://boxy-svg\\.com.*"
              + "|http://schemas\\.microsoft\\.com/visio/.*|http://www\\.corel\\.com/.*");

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
    while (markup.next()) {
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
        }
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
            boolean isPrivate = PRIVATE.matcher(attribute.value()).matches();
            (isPrivate ? privatePrefixes : others).add(attribute.localName());
          }
        }
      }
    }
    privatePrefixes.removeAll(others);
  }
}

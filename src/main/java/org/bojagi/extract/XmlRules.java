package org.bojagi.extract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bojagi.scrub.Markup;
import org.bojagi.scrub.MarkupEdits;
import org.bojagi.scrub.SeekableBytes;
import org.bojagi.scrub.Sensitive.Kind;

/**
 * Which elements and attributes of a document's XML are cut, emptied or set to a constant, by their
 * names without prefix. All other bytes stay; comments and instructions for programs go always.
 */
final class XmlRules {
  static final XmlRules NONE = new XmlRules();

  private static final Set<String> INSTRUCTIONS =
      Set.of("xml", "xml-stylesheet", "mso-application");

  /**
   * @param replacement null cuts
   */
  private record Rule(Kind kind, String replacement) {}

  /** Looks at each start tag before the rules do. */
  @FunctionalInterface
  interface Visitor {
    /**
     * @return whether the tag is dealt with
     */
    boolean visit(Markup markup, MarkupEdits edits) throws IOException;
  }

  private final Map<String, Rule> elements = new HashMap<>();
  private final Map<String, Rule> attributes = new HashMap<>();
  private final List<String> attributePrefixes = new ArrayList<>();

  private XmlRules() {}

  /**
   * @param lines {@code KIND cut element}, {@code KIND cut element@attribute}, {@code KIND
   *     cut @attribute} of any element, {@code KIND cut @beginning*}, {@code KIND set target
   *     value}: of an element its whole content; without a value it is emptied
   */
  static XmlRules of(String... lines) {
    var rules = new XmlRules();
    for (var line : lines) {
      var words = line.split(" ");
      var rule =
          new Rule(
              Kind.valueOf(words[0]),
              words[1].equals("cut") ? null : words.length > 3 ? words[3] : "");
      var target = words[2];
      if (target.endsWith("*")) {
        rules.attributePrefixes.add(target.substring(1, target.length() - 1));
      } else {
        (target.contains("@") ? rules.attributes : rules.elements).put(target, rule);
      }
    }
    return rules;
  }

  byte[] clean(byte[] part, String partName, CleaningReport report) throws IOException {
    return clean(part, partName, report, (markup, edits) -> false);
  }

  /**
   * @return {@code part} itself where there is nothing to be done
   */
  byte[] clean(byte[] part, String partName, CleaningReport report, Visitor visitor)
      throws IOException {
    var edits = MarkupEdits.of(SeekableBytes.of(part), Set.of());
    if (edits == null) {
      report.left(Kind.CONTENT, partName);
      return part;
    }
    var markup = edits.xml();
    while (markup.next()) {
      switch (markup.kind()) {
        case COMMENT ->
            edits.replace(markup.start(), markup.end(), "", Kind.COMMENT, "XML comment");
        case INSTRUCTION -> {
          if (!INSTRUCTIONS.contains(markup.name())) {
            edits.replace(markup.start(), markup.end(), "", Kind.COMMENT, "XML <?" + markup.name());
          }
        }
        case START -> {
          if (!visitor.visit(markup, edits)) {
            start(markup, edits);
          }
        }
        default -> {}
      }
    }
    if (!markup.isWhole()) {
      edits.left(Kind.CONTENT, "XML that is cut off");
    }
    return report.applied(edits.finish(), part, partName + " ");
  }

  private void start(Markup markup, MarkupEdits edits) throws IOException {
    var element = markup.localName();
    var rule = elements.get(element);
    if (rule != null && rule.replacement == null) {
      cut(markup, edits, rule.kind, element);
      return;
    }
    for (var attribute : markup.attributes()) {
      attribute(markup, attribute, edits);
    }
    if (rule != null) {
      setText(markup, edits, rule.replacement, rule.kind, element);
    }
  }

  private void attribute(Markup markup, Markup.Attribute attribute, MarkupEdits edits) {
    var local = attribute.localName();
    if (attribute.name().startsWith("xmlns")) {
      return;
    }
    var rule = attributes.get(markup.localName() + "@" + local);
    if (rule == null) {
      rule = attributes.get("@" + local);
    }
    if (rule == null && attributePrefixes.stream().anyMatch(local::startsWith)) {
      rule = new Rule(Kind.DEVICE, null);
    }
    if (rule != null) {
      set(attribute, edits, rule.replacement, rule.kind, markup.localName() + " " + local);
    }
  }

  /**
   * @param value null cuts the attribute
   */
  static void set(
      Markup.Attribute attribute, MarkupEdits edits, String value, Kind kind, String fieldName) {
    if (value == null) {
      edits.replace(attribute.start(), attribute.end(), "", kind, fieldName);
    } else if (!attribute.value().equals(value)) {
      edits.replace(attribute.valueStart(), attribute.valueEnd(), value, kind, fieldName);
    }
  }

  /** The element that the markup stands at the start of, to its end. */
  static void cut(Markup markup, MarkupEdits edits, Kind kind, String fieldName)
      throws IOException {
    long start = markup.start();
    if (toEnd(markup)) {
      edits.replace(start, markup.end(), "", kind, fieldName);
    } else {
      edits.left(kind, fieldName);
    }
  }

  /** The content of the element that the markup stands at the start of. */
  static void setText(Markup markup, MarkupEdits edits, String text, Kind kind, String fieldName)
      throws IOException {
    replaceText(markup, edits, old -> text, kind, fieldName);
  }

  /** The same where what stands there says what it becomes; what it is already stays. */
  static void replaceText(
      Markup markup,
      MarkupEdits edits,
      UnaryOperator<String> replacement,
      Kind kind,
      String fieldName)
      throws IOException {
    if (markup.isSelfClosing()) {
      return;
    }
    long start = markup.end();
    if (!toEnd(markup)) {
      edits.left(kind, fieldName);
      return;
    }
    var text = edits.text(start, markup.start());
    var replaced = replacement.apply(text);
    if (!replaced.equals(text)) {
      edits.replace(start, markup.start(), replaced, kind, fieldName);
    }
  }

  /**
   * To the end tag of the element that the markup stands at the start of. @return whether it has
   * one
   */
  private static boolean toEnd(Markup markup) throws IOException {
    var name = markup.name();
    for (int depth = markup.isSelfClosing() ? 0 : 1; depth > 0; ) {
      if (!markup.next()) {
        return false;
      }
      boolean isTag = markup.kind() == Markup.Kind.START || markup.kind() == Markup.Kind.END;
      if (isTag && markup.name().equals(name)) {
        depth += markup.kind() == Markup.Kind.END ? -1 : markup.isSelfClosing() ? 0 : 1;
      }
    }
    return true;
  }

  /** Cuts what stands within {@code ancestors}, those children excepted whose names are kept. */
  static byte[] keepChildren(
      byte[] part, String partName, Set<String> ancestors, Set<String> kept, CleaningReport report)
      throws IOException {
    return NONE.clean(
        part,
        partName,
        report,
        (markup, edits) -> {
          if (ancestors.contains(markup.localName())) {
            return true;
          }
          if (kept.contains(markup.localName())) {
            toEnd(markup);
          } else {
            cut(markup, edits, kindOf(markup.localName()), markup.localName());
          }
          return true;
        });
  }

  private static Kind kindOf(String property) {
    var name = property.toLowerCase(java.util.Locale.ROOT);
    if (name.matches(
        ".*(creator|modifiedby|author|company|manager|contributor|publisher|printed-by|sender).*")) {
      return Kind.AUTHOR;
    }
    return name.matches(".*(template|hyperlinkbase|titlesofparts).*") ? Kind.PATH : Kind.COMMENT;
  }
}

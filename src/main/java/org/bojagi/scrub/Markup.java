package org.bojagi.scrub;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * HTML or XML as a row of tokens with their places, for editing and not for understanding: no tree, no entities, any
 * file is read to its end (HTML Standard §13.2.5, XML 1.0 §2). Holds one token and one window of the file. Belongs to
 * one thread. Positions are units: bytes, or pairs of them in UTF-16.
 */
public final class Markup {
  /** What a token is. Text between tags is none. */
  public enum Kind {
    COMMENT,
    /** {@code <?…>}, the XML declaration among them. */
    INSTRUCTION,
    /** {@code <!DOCTYPE …>} and what is declared inside. */
    DECLARATION,
    CDATA,
    START,
    END,
    /** What stands inside of script, style and the like: no markup, whatever it looks like. */
    RAW_TEXT
  }

  /**
   * @param name in lower case in HTML
   * @param value its first {@link #MAX_VALUE_UNITS} units as they stand there
   * @param start of the space before it
   * @param end behind its value and quote
   */
  public record Attribute(String name, String value, long start, long valueStart, long valueEnd, long end) {
    /** Without its prefix. */
    public String localName() {
      return name.substring(name.indexOf(':') + 1);
    }
  }

  static final int MAX_VALUE_UNITS = 4_096;
  private static final int MAX_NAME_UNITS = 200;
  private static final int MAX_ATTRIBUTES = 1_000;

  private static final Set<String> RAW =
      Set.of("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext");

  /** Elements of SVG and MathML whose content is HTML again. */
  private static final Set<String> HTML_INSIDE =
      Set.of("foreignobject", "desc", "title", "annotation-xml", "mi", "mo", "mn", "ms", "mtext");

  private static final Set<String> VOID =
      Set.of(
          "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
          "wbr");

  /** Tags that end an SVG or formula that they stand in. */
  private static final Set<String> ENDS_FOREIGN =
      Set.of(
          "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "font",
          "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing", "menu", "meta", "nobr", "ol", "p",
          "pre", "ruby", "s", "small", "span", "strong", "strike", "sub", "sup", "table", "tt", "u", "ul", "var");

  private static final int MAX_FOREIGN = 1_000;

  private final CodeUnits units;
  private final boolean isHtml;
  private final List<Attribute> attributes = new ArrayList<>();
  private long position;
  private Kind kind;
  private long start;
  private long end;
  private String name = "";
  private boolean selfClosing;
  private boolean whole = true;
  private String rawElement;

  /** The open elements of an SVG or formula in HTML, the innermost first; whether script is text depends on them. */
  private final ArrayDeque<String> foreign = new ArrayDeque<>();

  private boolean isRestricted;
  private boolean uncertain;
  private boolean inDeclaration;
  private boolean insideBrackets;

  private Markup(CodeUnits units, boolean isHtml) {
    this.units = units;
    this.isHtml = isHtml;
  }

  static Markup html(CodeUnits units) {
    return new Markup(units, true);
  }

  static Markup xml(CodeUnits units) {
    return new Markup(units, false);
  }

  /** Goes to the next token. @return whether there is one */
  public boolean next() throws IOException {
    if (rawElement != null) {
      var element = rawElement;
      rawElement = null;
      long until = endOfRawText(element);
      if (until > position) {
        take(Kind.RAW_TEXT, position, until);
        name = element;
        return true;
      }
    }
    while (position < units.count()) {
      if (inDeclaration && units.at(position) != '<') {
        scanDeclaration();
        continue;
      }
      if (units.at(position) != '<') {
        position = units.next('<', position, units.count());
      } else if (tokenAt(position)) {
        return true;
      } else {
        position++;
      }
    }
    return false;
  }

  private boolean tokenAt(long at) throws IOException {
    int second = units.at(at + 1);
    if (second == '!') {
      return afterExclamation(at);
    }
    if (second == '?') {
      long close = units.indexOf(isHtml ? ">" : "?>", at + 2, units.count());
      finish(Kind.INSTRUCTION, at, close, isHtml ? 1 : 2);
      name = nameAt(at + 2);
      return true;
    }
    if (second == '/') {
      int third = units.at(at + 2);
      if (isHtml && !CodeUnits.isLetter(third)) {
        if (third == '>' || third < 0) {
          return false;
        }
        finish(Kind.COMMENT, at, units.indexOf(">", at + 2, units.count()), 1);
        return true;
      }
      name = nameAt(at + 2);
      attributes.clear();
      scanTag(Kind.END, at, at + 2 + name.length());
      uncertain |= isHtml && !foreign.isEmpty() && kind == Kind.END && !foreign.pop().equals(name);
      return true;
    }
    if (isHtml ? !CodeUnits.isLetter(second) : !isXmlNameStart(second)) {
      return false;
    }
    name = nameAt(at + 1);
    attributes.clear();
    scanTag(Kind.START, at, at + 1 + name.length());
    if (isHtml && kind == Kind.START) {
      opened();
    }
    return true;
  }

  /** HTML Standard §13.2.6.5: within an SVG or formula no element's text is raw, and some tags end it. */
  private void opened() throws IOException {
    boolean isRaw = RAW.contains(name);
    if (isForeign() || name.equals("svg") || name.equals("math")) {
      boolean isHtmlInside = foreign.stream().anyMatch(HTML_INSIDE::contains);
      boolean isVoid = VOID.contains(name);
      uncertain |= ENDS_FOREIGN.contains(name) && (!isHtmlInside || selfClosing && !isVoid);
      uncertain |= isRaw && !selfClosing && !isPlainRaw() || foreign.size() == MAX_FOREIGN;
      if (!selfClosing && !isVoid) {
        foreign.push(name);
      }
      return;
    }
    isRestricted |= name.equals("select") || name.equals("frameset");
    if (isRaw) {
      uncertain |= isRestricted && !name.equals("noframes") && !isPlainRaw();
      rawElement = name;
    }
  }

  /** Whether the element holds nothing but text, so that it is the same however it is read. */
  private boolean isPlainRaw() throws IOException {
    long i = end;
    while (i < units.count() && units.at(i) != '<') {
      i++;
    }
    return units.startsWith("</" + name, i) && endsName(i + 2 + name.length());
  }

  private boolean afterExclamation(long at) throws IOException {
    if (units.startsWith("<!--", at)) {
      finishComment(at);
      return true;
    }
    if (units.startsWith("<![cdata[", at)) {
      boolean section = !isHtml || isForeign();
      uncertain |= isHtml && isForeign() && foreign.stream().anyMatch(HTML_INSIDE::contains);
      long close = units.indexOf(section ? "]]>" : ">", at + 9, units.count());
      finish(Kind.CDATA, at, close, section ? 3 : 1);
      return true;
    }
    if (isHtml && !units.startsWith("<!doctype", at)) {
      finish(Kind.COMMENT, at, units.indexOf(">", at + 2, units.count()), 1);
      return true;
    }
    inDeclaration = !isHtml;
    if (isHtml) {
      finish(Kind.DECLARATION, at, units.indexOf(">", at + 2, units.count()), 1);
    } else {
      take(Kind.DECLARATION, at, at + 2);
    }
    return true;
  }

  /** Quoted strings of a declaration hide what looks like markup; its brackets don't. */
  private void scanDeclaration() throws IOException {
    int unit = units.at(position);
    if (unit == '"' || unit == '\'') {
      long close = position + 1;
      while (close < units.count() && units.at(close) != unit) {
        close++;
      }
      whole &= close < units.count();
      position = Math.min(close + 1, units.count());
    } else {
      // The declaration ends with the first > behind its inner ones; before that only <! and <? begin a token.
      inDeclaration = !(unit == '>' && !insideBrackets);
      insideBrackets = unit == '[' || insideBrackets && unit != ']';
      position++;
    }
  }

  /** HTML Standard, "comment start state": also {@code --!>} ends one, and {@code <!-->} is a whole one. */
  private void finishComment(long at) throws IOException {
    if (isHtml && (units.startsWith("<!-->", at) || units.startsWith("<!--->", at))) {
      take(Kind.COMMENT, at, at + (units.at(at + 4) == '>' ? 5 : 6));
      return;
    }
    for (long i = at + 4; i < units.count(); i++) {
      if (units.at(i) == '-' && units.at(i + 1) == '-') {
        if (units.at(i + 2) == '>') {
          take(Kind.COMMENT, at, i + 3);
          return;
        }
        if (isHtml && units.at(i + 2) == '!' && units.at(i + 3) == '>') {
          take(Kind.COMMENT, at, i + 4);
          return;
        }
      }
    }
    finish(Kind.COMMENT, at, -1, 0);
  }

  private void scanTag(Kind tag, long at, long from) throws IOException {
    long i = from;
    selfClosing = false;
    while (true) {
      long spaceStart = i;
      while (CodeUnits.isSpace(units.at(i)) || units.at(i) == '/' && units.at(i + 1) != '>') {
        i++;
      }
      int unit = units.at(i);
      if (unit < 0) {
        // No tag: where a file ends within one, its readers drop it.
        finish(Kind.DECLARATION, at, -1, 0);
        return;
      }
      if (unit == '>' || unit == '/') {
        selfClosing = unit == '/';
        take(tag, at, selfClosing ? i + 2 : i + 1);
        return;
      }
      i = scanAttribute(spaceStart, i);
    }
  }

  private long scanAttribute(long spaceStart, long nameStart) throws IOException {
    long i = nameStart + 1;
    int unit = units.at(i);
    while (unit >= 0 && unit != '=' && unit != '>' && !isSlash(i) && !CodeUnits.isSpace(unit)) {
      unit = units.at(++i);
    }
    var attributeName = folded(units.text(nameStart, i, MAX_NAME_UNITS));
    long equals = i;
    while (CodeUnits.isSpace(units.at(equals))) {
      equals++;
    }
    long valueStart = i;
    long valueEnd = i;
    if (units.at(equals) == '=') {
      valueStart = equals + 1;
      while (CodeUnits.isSpace(units.at(valueStart))) {
        valueStart++;
      }
      int quote = units.at(valueStart);
      valueEnd = valueStart;
      if (quote == '"' || quote == '\'') {
        valueStart++;
        valueEnd = units.next(quote, valueStart, units.count());
        i = Math.min(valueEnd + 1, units.count());
      } else {
        while (valueEnd < units.count() && !CodeUnits.isSpace(units.at(valueEnd)) && units.at(valueEnd) != '>') {
          valueEnd++;
        }
        i = valueEnd;
      }
    }
    if (attributes.size() < MAX_ATTRIBUTES) {
      var value = units.text(valueStart, valueEnd, MAX_VALUE_UNITS);
      attributes.add(new Attribute(attributeName, value, spaceStart, valueStart, valueEnd, i));
    }
    return i;
  }

  private boolean isSlash(long at) throws IOException {
    return units.at(at) == '/' && (isHtml || units.at(at + 1) == '>');
  }

  /** HTML Standard §13.2.5.15 and on: a script's text may itself hold a whole script between comment marks. */
  private long endOfRawText(String element) throws IOException {
    if (element.equals("plaintext")) {
      return units.count();
    }
    boolean isScript = element.equals("script");
    int escaped = 0;
    for (long i = position; i < units.count(); i++) {
      if (escaped == 0) {
        i = units.next('<', i, units.count());
      }
      int unit = units.at(i);
      if (unit == '<') {
        if (escaped < 2 && units.startsWith("</" + element, i) && endsName(i + 2 + element.length())) {
          return i;
        }
        if (isScript && escaped == 0 && units.startsWith("<!--", i)) {
          escaped = 1;
        } else if (isScript && escaped == 1 && units.startsWith("<script", i) && endsName(i + 7)) {
          escaped = 2;
        } else if (escaped == 2 && units.startsWith("</script", i) && endsName(i + 8)) {
          escaped = 1;
        }
      } else if (escaped > 0 && unit == '-' && units.startsWith("-->", i)) {
        escaped = 0;
      }
    }
    return units.count();
  }

  private boolean endsName(long at) throws IOException {
    int unit = units.at(at);
    return CodeUnits.isSpace(unit) || unit == '/' || unit == '>' || unit < 0;
  }

  private String nameAt(long at) throws IOException {
    long i = at;
    for (int unit = units.at(i); unit >= 0 && unit != '>' && unit != '/' && !CodeUnits.isSpace(unit); ) {
      if (unit == '?' || i - at == MAX_NAME_UNITS) {
        break;
      }
      unit = units.at(++i);
    }
    return folded(units.text(at, i, MAX_NAME_UNITS));
  }

  /** ASCII's letters alone: others may become longer. */
  private String folded(String text) {
    if (!isHtml) {
      return text;
    }
    int upper = 0;
    while (upper < text.length() && CodeUnits.lower(text.charAt(upper)) == text.charAt(upper)) {
      upper++;
    }
    if (upper == text.length()) {
      return text;
    }
    var letters = text.toCharArray();
    for (int i = upper; i < letters.length; i++) {
      letters[i] = (char) CodeUnits.lower(letters[i]);
    }
    return new String(letters);
  }

  private static boolean isXmlNameStart(int unit) {
    return CodeUnits.isLetter(unit) || unit == '_' || unit == ':' || unit >= 0x80;
  }

  private void finish(Kind token, long from, long close, int closeLength) {
    whole &= close >= 0;
    take(token, from, close < 0 ? units.count() : close + closeLength);
  }

  private void take(Kind token, long from, long until) {
    kind = token;
    start = from;
    end = until;
    position = until;
  }

  public Kind kind() {
    return kind;
  }

  public long start() {
    return start;
  }

  public long end() {
    return end;
  }

  /** Of a tag or instruction, with its prefix, in lower case in HTML; cut at 200 units. */
  public String name() {
    return name;
  }

  public String localName() {
    return name.substring(name.indexOf(':') + 1);
  }

  public boolean isSelfClosing() {
    return selfClosing;
  }

  /** Of a tag; the first 1,000. Valid until {@link #next}. */
  public List<Attribute> attributes() {
    return attributes;
  }

  /** The value of the first attribute of that name, as it stands there; empty where there is none. */
  public String attribute(String attributeName) {
    for (var attribute : attributes) {
      if (attribute.name().equals(attributeName)) {
        return attribute.value();
      }
    }
    return "";
  }

  /** False once a token had no end. */
  public boolean isWhole() {
    return whole;
  }

  /**
   * True once a page is nested in a way that only its tree tells markup from text: ill-nested drawings, raw text in
   * lists of choices and framesets. From there on nothing may be edited.
   */
  boolean isUncertain() {
    return uncertain;
  }

  boolean isForeign() {
    return !foreign.isEmpty();
  }
}

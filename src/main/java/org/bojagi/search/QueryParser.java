package org.bojagi.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads what a person typed. Every text is a query: what doesn't parse is searched as words.
 *
 * <pre>
 *   either   = all { "OR" all }
 *   all      = unit { ["AND"] unit }
 *   unit     = ("-" | "NOT") unit | "(" either ")" | field ":" operand | operand
 *   operand  = '"' phrase '"' | word "*" | word "~" | word
 * </pre>
 *
 * Words that stand side by side are one {@link QueryNode.Words}; everything else that stands side by side is
 * wanted all together. Operators that join nothing are left out. Bounds: the first {@value #MAX_CHARS} UTF-16
 * units, the first {@value #MAX_UNITS} units, {@value #MAX_DEPTH} parentheses deep; what is beyond is not
 * looked at.
 */
final class QueryParser {
  static final int MAX_CHARS = 2_000;
  static final int MAX_UNITS = 64;
  static final int MAX_DEPTH = 16;
  private static final String QUOTES = "\"“”„‟＂";
  private static final String MINUS = "-−－";

  private final String text;
  private int at;
  private int depth;
  private int units;

  private QueryParser(String text) {
    this.text = text;
  }

  /** Empty where nothing is asked for. */
  static Optional<QueryNode> parse(String typed) {
    var text = typed.substring(0, Math.min(typed.length(), MAX_CHARS)).strip();
    var parser = new QueryParser(text);
    var either = parser.either();
    // A closing parenthesis too many ends either(): go on after it.
    var parts = new ArrayList<QueryNode>();
    either.ifPresent(parts::add);
    while (parser.at < text.length()) {
      parser.at++;
      parser.either().ifPresent(parts::add);
    }
    if (parts.isEmpty()) {
      return text.codePoints().anyMatch(Character::isLetterOrDigit)
          ? Optional.of(new QueryNode.Words(text))
          : Optional.empty();
    }
    return Optional.of(parts.size() == 1 ? parts.getFirst() : new QueryNode.All(parts, false));
  }

  private Optional<QueryNode> either() {
    var branches = new ArrayList<QueryNode>();
    do {
      all().ifPresent(branches::add);
    } while (operator("OR"));
    return switch (branches.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(branches.getFirst());
      default -> Optional.of(new QueryNode.AnyOf(branches));
    };
  }

  private Optional<QueryNode> all() {
    var together = new ArrayList<QueryNode>();
    boolean asked = false;
    boolean joined = false;
    boolean mayGrow = false;
    while (true) {
      skipSpace();
      if (operator("AND")) {
        joined = true;
        continue;
      }
      if (at == text.length() || peek() == ')' || peek() == '）' || startsOperator("OR")) {
        break;
      }
      var unit = unit();
      if (unit.isEmpty()) {
        continue;
      }
      boolean isWord = unit.get() instanceof QueryNode.Words;
      skipSpace();
      boolean joinedToNext = startsOperator("AND");
      if (isWord && mayGrow && !joined && !joinedToNext) {
        var before = (QueryNode.Words) together.removeLast();
        together.add(new QueryNode.Words(before.text() + " " + ((QueryNode.Words) unit.get()).text()));
      } else {
        together.add(unit.get());
      }
      asked |= joined && together.size() > 1;
      mayGrow = isWord && !joined && !joinedToNext;
      joined = false;
    }
    return switch (together.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(together.getFirst());
      default -> Optional.of(new QueryNode.All(together, asked));
    };
  }

  private Optional<QueryNode> unit() {
    if (++units > MAX_UNITS) {
      at = text.length();
      return Optional.empty();
    }
    boolean negated = false;
    while (operator("NOT") || (MINUS.indexOf(peek()) >= 0 && at + 1 < text.length() && !isSpace(at + 1))) {
      if (MINUS.indexOf(peek()) >= 0) {
        at++;
      }
      negated = true;
      skipSpace();
      if (at == text.length()) {
        return Optional.empty();
      }
    }
    var positive = positive();
    return negated ? positive.map(QueryNode.Not::new) : positive;
  }

  private Optional<QueryNode> positive() {
    if (peek() == '(' || peek() == '（') {
      at++;
      if (depth == MAX_DEPTH) {
        return Optional.empty();
      }
      depth++;
      var inside = either();
      depth--;
      if (at < text.length()) {
        at++;
      }
      return inside;
    }
    for (var field : QueryNode.Field.values()) {
      int after = at + field.name().length();
      if (after + 1 < text.length()
          && (text.charAt(after) == ':' || text.charAt(after) == '：')
          && text.regionMatches(true, at, field.name().toLowerCase(Locale.ROOT), 0, field.name().length())
          && !isSpace(after + 1)) {
        at = after + 1;
        return operand().map(of -> new QueryNode.InField(field, of));
      }
    }
    return operand();
  }

  private Optional<QueryNode> operand() {
    if (QUOTES.indexOf(peek()) >= 0) {
      int start = ++at;
      while (at < text.length() && QUOTES.indexOf(peek()) < 0) {
        at++;
      }
      var phrase = text.substring(start, at);
      at = Math.min(at + 1, text.length());
      return phrase.isBlank() ? Optional.empty() : Optional.of(new QueryNode.Phrase(phrase));
    }
    int start = at;
    while (at < text.length() && !isSpace(at) && "()（）".indexOf(peek()) < 0 && QUOTES.indexOf(peek()) < 0) {
      at++;
    }
    if (at == start) {
      at++; // a parenthesis after a field's colon
      return Optional.empty();
    }
    var word = text.substring(start, at);
    int last = word.length() - 1;
    if (last > 0 && word.charAt(last) == '*') {
      return Optional.of(new QueryNode.Prefix(word.substring(0, last)));
    }
    if (last > 0 && word.charAt(last) == '~') {
      return Optional.of(new QueryNode.Fuzzy(word.substring(0, last)));
    }
    return Optional.of(new QueryNode.Words(word));
  }

  private boolean operator(String name) {
    skipSpace();
    boolean starts = startsOperator(name);
    if (starts) {
      at += name.length();
    }
    return starts;
  }

  /** Operators are written large and stand alone. */
  private boolean startsOperator(String name) {
    int after = at + name.length();
    return text.startsWith(name, at)
        && (after == text.length() || isSpace(after) || "()（）".indexOf(text.charAt(after)) >= 0);
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private boolean isSpace(int index) {
    char c = text.charAt(index);
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private void skipSpace() {
    while (at < text.length() && isSpace(at)) {
      at++;
    }
  }
}

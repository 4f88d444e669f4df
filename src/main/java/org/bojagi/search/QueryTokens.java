package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;
import org.bojagi.language.Analysis;
import org.bojagi.language.WordRule;

/** Text cut into terms with their positions; each text of a query once. */
final class QueryTokens {
  /**
   * @param start of the text, in UTF-16 units
   * @param end exclusive
   * @param single one Hanzi of a pair that is a term too: it helps to rank, and says nothing more of what
   *     was meant
   */
  record Token(String term, int position, int start, int end, boolean single) {
    int length() {
      return end - start;
    }
  }

  private final int version;
  private final Map<WordRule, Map<String, List<Token>>> known = new HashMap<>();

  /** @param version {@link Analysis#VERSION} of the index that is asked */
  QueryTokens(int version) {
    this.version = version;
  }

  List<Token> of(WordRule rule, String text) throws IOException {
    var texts = known.computeIfAbsent(rule, none -> new HashMap<>());
    var tokens = texts.get(text);
    if (tokens == null) {
      tokens = cut(rule, version, text);
      texts.put(text, tokens);
    }
    return tokens;
  }

  /** Text cut as we would index it now. */
  static List<Token> cut(WordRule rule, String text) throws IOException {
    return cut(rule, Analysis.VERSION, text);
  }

  private static List<Token> cut(WordRule rule, int version, String text) throws IOException {
    var tokens = new ArrayList<Token>();
    try (var stream = rule.analyzer(version).tokenStream("", text)) {
      var term = stream.addAttribute(CharTermAttribute.class);
      var increment = stream.addAttribute(PositionIncrementAttribute.class);
      var type = stream.addAttribute(TypeAttribute.class);
      var offset = stream.addAttribute(OffsetAttribute.class);
      stream.reset();
      int position = -1;
      int pairsEnd = -1;
      while (stream.incrementToken()) {
        position += increment.getPositionIncrement();
        if (term.isEmpty()) {
          continue; // a mark that stands alone, folded away
        }
        int start = offset.startOffset();
        int end = offset.endOffset();
        boolean pair = type.type().equals(CJKBigramFilter.DOUBLE_TYPE);
        if (pair && increment.getPositionIncrement() == 0) {
          var first = tokens.removeLast();
          tokens.add(new Token(first.term, first.position, first.start, first.end, true));
        }
        tokens.add(new Token(term.toString(), position, start, end, !pair && end <= pairsEnd));
        pairsEnd = pair ? end : pairsEnd;
      }
      stream.end();
    }
    return tokens;
  }
}

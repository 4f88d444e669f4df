package org.bojagi.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.search.QueryNode.All;
import org.bojagi.search.QueryNode.AnyOf;
import org.bojagi.search.QueryNode.Field;
import org.bojagi.search.QueryNode.Fuzzy;
import org.bojagi.search.QueryNode.InField;
import org.bojagi.search.QueryNode.Not;
import org.bojagi.search.QueryNode.Phrase;
import org.bojagi.search.QueryNode.Prefix;
import org.bojagi.search.QueryNode.Words;
import org.junit.jupiter.api.Test;

class QueryParserTest {

  @Test
  void wordsSideBySideAreOneWish() {
    assertParsed(new Words("평양 냉면 가게"), "  평양  냉면\u3000가게 ");
  }

  @Test
  void operatorsAreLargeAndStandAlone() {
    assertParsed(new All(List.of(new Words("a"), new Words("b")), true), "a AND b");
    assertParsed(new AnyOf(List.of(new Words("a b"), new Words("c"))), "a b OR c");
    assertParsed(new Words("a and b or c ANDROID"), "a and b or c ANDROID");
    assertParsed(new All(List.of(new Words("a"), new Words("b"), new Words("c d")), true), "a AND b c d");
  }

  @Test
  void minusAndNotExclude() {
    assertParsed(new All(List.of(new Words("서울"), new Not(new Words("올림픽"))), false), "서울 -올림픽");
    assertParsed(new All(List.of(new Words("a"), new Not(new Phrase("b c"))), false), "a NOT \"b c\"");
    assertParsed(new Words("e-mail - x -"), "e-mail - x -");
    assertParsed(new Not(new Words("a")), "-a");
  }

  @Test
  void quotesOfAllKindsMakePhrasesAlsoWhenOneIsMissing() {
    assertParsed(new Phrase("할 수 있는"), "\"할 수 있는\"");
    assertParsed(new Phrase("할 수 있는"), "“할 수 있는”");
    assertParsed(new All(List.of(new Words("a"), new Phrase("b c")), false), "a \"b c");
  }

  @Test
  void aStarIsABeginningAndATildeIsAbout() {
    assertParsed(new Prefix("평양"), "평양*");
    assertParsed(new Fuzzy("pyongyang"), "pyongyang~");
  }

  @Test
  void fieldsTakeWordsPhrasesAndBeginnings() {
    assertParsed(new InField(Field.TITLE, new Words("봄")), "title:봄");
    assertParsed(new InField(Field.CREATOR, new Phrase("김 철수")), "Creator:\"김 철수\"");
    assertParsed(new InField(Field.PATH, new Prefix("stories/")), "path:stories/*");
    var notFilm = new Not(new InField(Field.TYPE, new Words("film")));
    assertParsed(new All(List.of(new Words("봄"), notFilm), false), "봄 -type:film");
    assertParsed(new Words("http://a.b 10:30 subject:"), "http://a.b 10:30 subject:");
  }

  @Test
  void parenthesesGroup() {
    assertParsed(
        new All(List.of(new AnyOf(List.of(new Words("a"), new Words("b"))), new Words("c")), false),
        "(a OR b) c");
    assertParsed(new Words("a"), "((a");
    assertParsed(new All(List.of(new Words("a"), new Words("b")), false), "a) b");
  }

  @Test
  void operatorsThatJoinNothingAreLeftOut() {
    assertParsed(new Words("a"), "OR a AND");
    assertParsed(new Words("OR"), "OR");
    assertParsed(new Words("NOT"), "NOT");
  }

  @Test
  void nothingIsAskedForWhereThereIsNoLetter() {
    assertEquals(Optional.empty(), QueryParser.parse(""));
    assertEquals(Optional.empty(), QueryParser.parse(" \t "));
    assertEquals(Optional.empty(), QueryParser.parse("()"));
    assertEquals(Optional.empty(), QueryParser.parse("\"\""));
  }

  @Test
  void whateverIsTypedParses() {
    long seed = Trials.seed(QueryParserTest.class);
    int trials = Trials.of(200_000);
    var random = new Random(seed);
    var parts =
        new String[] {
          "\"", "“", "(", ")", "（", "-", "*", "~", ":", " ", "OR", "AND", "NOT", "NOT -", "title:", "path:",
          "평양", "a", "\ud83d", "\u3000", "朝", "\0"
        };
    for (int i = 0; i < trials; i++) {
      var typed = new StringBuilder();
      for (int n = random.nextInt(30); n > 0; n--) {
        typed.append(parts[random.nextInt(parts.length)]);
      }
      var parsed = QueryParser.parse(typed.toString());
      parsed.ifPresent(node -> assertTrue(depth(node) <= 3 * QueryParser.MAX_DEPTH + 6));
    }
  }

  @Test
  void hugeAndDeepQueriesAreCutNotRefused() {
    assertTrue(depth(QueryParser.parse("(".repeat(1_000) + "a").orElseThrow()) < 60);
    for (var many : List.of("a OR ".repeat(10_000) + "b", "-a \"b\" ".repeat(10_000))) {
      assertTrue(leaves(QueryParser.parse(many).orElseThrow()) <= QueryParser.MAX_UNITS);
    }
    assertParsed(new Words("a".repeat(QueryParser.MAX_CHARS)), "a".repeat(1_000_000));
  }

  private static void assertParsed(QueryNode expected, String typed) {
    assertEquals(Optional.of(expected), QueryParser.parse(typed));
  }

  private static int depth(QueryNode node) {
    return switch (node) {
      case All(var of, var asked) -> 1 + of.stream().mapToInt(QueryParserTest::depth).max().orElse(0);
      case AnyOf(var of) -> 1 + of.stream().mapToInt(QueryParserTest::depth).max().orElse(0);
      case Not(var of) -> 1 + depth(of);
      case InField(var field, var of) -> 1 + depth(of);
      default -> 1;
    };
  }

  private static int leaves(QueryNode node) {
    return switch (node) {
      case All(var of, var asked) -> of.stream().mapToInt(QueryParserTest::leaves).sum();
      case AnyOf(var of) -> of.stream().mapToInt(QueryParserTest::leaves).sum();
      case Not(var of) -> leaves(of);
      case InField(var field, var of) -> leaves(of);
      default -> 1;
    };
  }
}

package org.bojagi.search;

import java.util.List;

/** What was typed, understood. */
sealed interface QueryNode {
  /** Plain words in a row, as typed. */
  record Words(String text) implements QueryNode {}

  /** What a word is made of, where the word itself is nowhere. */
  record Parts(String word) implements QueryNode {}

  record Phrase(String text) implements QueryNode {}

  /** Words that begin so. */
  record Prefix(String text) implements QueryNode {}

  /** A word that is spelled about so. */
  record Fuzzy(String text) implements QueryNode {}

  /** @param of words, phrase or prefix */
  record InField(Field field, QueryNode of) implements QueryNode {}

  /** @param asked with AND; otherwise they only stand side by side */
  record All(List<QueryNode> of, boolean asked) implements QueryNode {}

  record AnyOf(List<QueryNode> of) implements QueryNode {}

  record Not(QueryNode of) implements QueryNode {}

  /** What can stand before a colon. */
  enum Field {
    TITLE,
    CREATOR,
    SUBJECT,
    SERIES,
    TYPE,
    LANGUAGE,
    PATH
  }
}

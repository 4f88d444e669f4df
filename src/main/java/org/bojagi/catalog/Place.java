package org.bojagi.catalog;

/** Where in an item something is said, as a person would say it. */
public sealed interface Place {
  /** Nowhere in particular: the beginning, or an item without pages, headings or time. */
  record Start() implements Place {}

  /** @param number from 1 */
  record Page(int number) implements Place {}

  /** @param seconds from the beginning of the film or sound */
  record Second(double seconds) implements Place {}

  /** @param text of the nearest heading above */
  record Heading(String text) implements Place {}
}

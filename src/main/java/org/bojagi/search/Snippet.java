package org.bojagi.search;

import java.util.List;

/**
 * A window of about 160 characters of a passage. {@code marks} are UTF-16 units of {@code text}, in order,
 * apart.
 */
public record Snippet(String text, List<Mark> marks) {
  public static final Snippet EMPTY = new Snippet("", List.of());

  /** @param end exclusive */
  public record Mark(int start, int end) {}

  public Snippet {
    marks = List.copyOf(marks);
  }
}

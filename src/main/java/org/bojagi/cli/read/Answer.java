package org.bojagi.cli.read;

import java.util.Locale;
import java.util.Set;

/** What a person typed when asked. Whatever isn't a clear yes is a no. */
public final class Answer {
  private static final Set<String> YES = Set.of("y", "yes", "예", "네", "ㅇ");

  private Answer() {}

  /** @param typed null at the end of input */
  public static boolean isYes(String typed) {
    return typed != null && YES.contains(typed.strip().toLowerCase(Locale.ROOT));
  }
}

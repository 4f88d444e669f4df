package org.bojagi.language;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A difference between Northern and Southern spelling that a query crosses, in both directions.
 *
 * <p>Each is a rule over one word; {@link #spellings} asks all of them. Nothing in an index depends on these.
 */
public enum SpellingBridge {
  /** A word's first consonant: 력사 and 역사. */
  INITIAL_SOUND {
    @Override
    List<String> cross(String word) {
      return List.of();
    }
  };

  abstract List<String> cross(String word);

  /** How a word may be spelled on the other side. */
  public static List<String> spellings(String word) {
    Set<String> others = new LinkedHashSet<>();
    for (var bridge : values()) {
      others.addAll(bridge.cross(word));
    }
    others.remove(word);
    return new ArrayList<>(others);
  }
}

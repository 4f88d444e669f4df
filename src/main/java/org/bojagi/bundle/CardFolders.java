package org.bojagi.bundle;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which files of a bundle go on which card of a set: a content volume on its own, whatever else there is on each
 * (format.md §5.2). A set of one is a bundle as any.
 */
final class CardFolders {
  private final Map<Path, Integer> cardOf = new HashMap<>();
  private int card = 1;

  /** @param number of the card that volumes are on from now on */
  void begin(int number) {
    if (number < card) {
      throw new IllegalArgumentException("card " + number + " after card " + card);
    }
    card = number;
  }

  int present() {
    return card;
  }

  /** A content volume that was just finished. */
  VolumeFacts take(VolumeFacts facts, Path file) {
    cardOf.put(file, card);
    return facts.onCard(card);
  }

  /** A content volume that was finished before this run, on the card that its facts say. */
  void keep(VolumeFacts facts, Path file) {
    cardOf.put(file, facts.card());
  }

  /** Whether there is more than one card, or one that isn't the first. */
  boolean isSet() {
    return cardOf.values().stream().anyMatch(number -> number > 1);
  }

  /** Numbers of the cards that have content, in order. */
  List<Integer> numbers() {
    return List.copyOf(new TreeSet<>(cardOf.values()));
  }

  /** On which cards a file goes. */
  List<Integer> of(Path file) {
    return cardOf.containsKey(file) ? List.of(cardOf.get(file)) : numbers();
  }

  static String folderName(int card) {
    return "card-" + card;
  }
}

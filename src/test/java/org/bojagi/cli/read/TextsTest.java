package org.bojagi.cli.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whoever corrects one language can't forget the other. */
class TextsTest {
  private static final ResourceBundle.Control ONLY =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
  private static final ResourceBundle ENGLISH = ResourceBundle.getBundle("org.bojagi.cli.texts", Locale.ROOT, ONLY);
  private static final ResourceBundle KOREAN = ResourceBundle.getBundle("org.bojagi.cli.texts", Locale.KOREAN, ONLY);

  @Test
  void bothLanguagesHaveTheSameKeysAndPlaces() {
    assertEquals(new TreeSet<>(ENGLISH.keySet()), new TreeSet<>(KOREAN.keySet()));
    for (var key : ENGLISH.keySet()) {
      assertEquals(ENGLISH.getString(key).split("%s", -1).length, KOREAN.getString(key).split("%s", -1).length, key);
      boolean translated = !ENGLISH.getString(key).matches("(?s).*[a-z]{4}.*") || key.contains("footer");
      if (!translated) {
        assertEquals(true, KOREAN.getString(key).codePoints().anyMatch(c -> c >= 0xAC00 && c <= 0xD7A3), key);
      }
    }
  }

  @Test
  void placesAreFilledInTurnAndWhatFillsThemIsLeftAlone() {
    assertEquals("Files written to %s: 1 (x)", Texts.text("extract.done", "%s", 1, "x"));
  }
}

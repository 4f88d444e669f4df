package org.bojagi.export;

import java.util.Locale;
import java.util.ResourceBundle;

/** What the files themselves say to a reader, in Korean and English. */
final class Words {
  private Words() {}

  static String text(Locale language, String key) {
    return ResourceBundle.getBundle(
            "org.bojagi.export.words",
            language.getLanguage().equals("ko") ? Locale.KOREAN : Locale.ROOT,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
        .getString(key);
  }

  /** Both, for who reads only one: {@code 영화 · Films}. */
  static String both(String key) {
    return text(Locale.KOREAN, key) + " · " + text(Locale.ENGLISH, key);
  }
}

package org.bojagi.cli.read;

import java.util.Locale;
import java.util.ResourceBundle;

/** What the commands say to people, in English and Korean; faults and findings bring their own words. */
public final class Texts {
  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle(
          "org.bojagi.cli.texts",
          locale(),
          ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));

  private Texts() {}

  /** Korean where the system speaks it, else English. */
  public static Locale locale() {
    return Locale.getDefault().getLanguage().equals("ko") ? Locale.KOREAN : Locale.ENGLISH;
  }

  /** Texts of help pages by picocli's keys, and all others. */
  static ResourceBundle bundle() {
    return BUNDLE;
  }

  /**
   * A text with each {@code %s} filled in turn. Not by {@link String#format}, which costs a start of the program a tenth.
   *
   * @throws java.util.MissingResourceException a bug: every key is in both languages, which a test sees to
   */
  public static String text(String key, Object... arguments) {
    var text = new StringBuilder(BUNDLE.getString(key));
    int position = 0;
    for (var argument : arguments) {
      var value = String.valueOf(argument);
      position = text.indexOf("%s", position);
      text.replace(position, position + 2, value);
      position += value.length();
    }
    return text.toString();
  }
}

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
   * A text with its places filled as {@link String#format} does.
   *
   * @throws java.util.MissingResourceException a bug: every key is in both languages, which a test sees to
   */
  public static String text(String key, Object... arguments) {
    return String.format(locale(), BUNDLE.getString(key), arguments);
  }
}

package org.bojagi.cli.read;

import java.util.Locale;
import java.util.ResourceBundle;
import org.bojagi.fault.Sentences;

/** What the commands say to people, in English and Korean; faults and findings bring their own words. */
public final class Texts {
  private static final ResourceBundle BUNDLE = bundle(locale());

  private Texts() {}

  /** Korean where the system speaks it, else English. */
  public static Locale locale() {
    return Locale.getDefault().getLanguage().equals("ko") ? Locale.KOREAN : Locale.ENGLISH;
  }

  private static ResourceBundle bundle(Locale language) {
    return ResourceBundle.getBundle(
        "org.bojagi.cli.texts",
        language,
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
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
    return filled(BUNDLE.getString(key), arguments);
  }

  /** The same in a language that isn't the system's, for who will read it elsewhere. */
  public static String text(Locale language, String key, Object... arguments) {
    return filled(bundle(language).getString(key), arguments);
  }

  /** What a fault or a finding says, to who reads the terminal. */
  public static String told(String english) {
    return Sentences.in(locale(), english);
  }

  private static String filled(String template, Object... arguments) {
    var text = new StringBuilder(template);
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

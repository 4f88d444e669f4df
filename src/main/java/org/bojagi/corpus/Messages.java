package org.bojagi.corpus;

import java.text.MessageFormat;
import java.util.Collections;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;

/** The sentences of this package in one language, from {@code messages*.properties}. */
final class Messages {
  private final Locale locale;
  private final ResourceBundle texts;

  private Messages(Locale locale) {
    this.locale = locale;
    this.texts =
        ResourceBundle.getBundle(
            "org.bojagi.corpus.messages",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  static Messages in(Locale locale) {
    return new Messages(locale.getLanguage().equals("ko") ? Locale.KOREAN : Locale.ENGLISH);
  }

  /**
   * @throws MissingResourceException a bug: every key is in every language
   */
  String format(String key, Object... arguments) {
    return new MessageFormat(texts.getString(key), locale).format(arguments);
  }

  /** Keys of this language, without those of the one that it falls back to. */
  Set<String> ownKeys() {
    return Collections.unmodifiableSet(texts.keySet());
  }

  Locale locale() {
    return locale;
  }

  /** The name of a language as it is said in the North, where the JDK has only the Southern one. */
  String language(String tag, String otherwise) {
    var key = "language." + tag;
    return texts.containsKey(key) ? texts.getString(key) : otherwise;
  }
}

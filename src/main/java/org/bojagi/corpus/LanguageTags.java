package org.bojagi.corpus;

import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** BCP 47 tags as teams write them. */
final class LanguageTags {
  static final String UNKNOWN = "und";

  private static final Pattern SHORT_TAG =
      Pattern.compile("(?i)([a-z]{2,3})(?:[-_][a-z]{4})?(?:[-_](?:[a-z]{2}|[0-9]{3}))?");

  /** What is written in names → ISO 639-1. */
  private static final Map<String, String> LANGUAGES = new HashMap<>();

  static {
    for (var language : Locale.getISOLanguages()) {
      LANGUAGES.put(language, language);
      var threeLetters = Locale.of(language).getISO3Language();
      LANGUAGES.putIfAbsent(threeLetters, language);
    }
    LANGUAGES.put("chi", "zh");
    // Countries, where the language was meant; kr as a language (Kanuri) isn't met in names of
    // subtitles.
    LANGUAGES.put("kr", "ko");
    LANGUAGES.put("cn", "zh");
    LANGUAGES.put("jp", "ja");
  }

  private LanguageTags() {}

  /**
   * The tag for the end of a file's name, {@code ko} or {@code zh-Hans}; empty where it is no
   * language.
   */
  static String inName(String suffix) {
    var matcher = SHORT_TAG.matcher(suffix);
    if (!matcher.matches()) {
      return "";
    }
    var language = LANGUAGES.get(matcher.group(1).toLowerCase(Locale.ROOT));
    return language == null ? "" : canonical(language + suffix.substring(matcher.end(1)));
  }

  /** As declared in metadata; empty where it is no tag. */
  static String canonical(String declared) {
    try {
      var locale = new Locale.Builder().setLanguageTag(declared.strip().replace('_', '-')).build();
      // Every word of five to eight letters has the form of a language: none is registered.
      int letters = locale.getLanguage().length();
      return letters == 2 || letters == 3 ? locale.toLanguageTag() : "";
    } catch (IllformedLocaleException e) {
      return "";
    }
  }

  static String primary(String tag) {
    return tag.substring(0, tag.indexOf('-') < 0 ? tag.length() : tag.indexOf('-'));
  }

  static boolean sameLanguage(String tag, String other) {
    return primary(tag).equals(primary(other));
  }

  /** {@code ko} in a corpus of {@code ko-KP} means {@code ko-KP}. */
  static String refined(String tag, String inherited) {
    return tag.equals(primary(inherited)) ? inherited : tag;
  }

  /**
   * Korean and Chinese can be told by their letters alone; of any other script the result is {@code
   * und}.
   */
  static String byScript(CharSequence text) {
    var letters = new Letters();
    letters.count(text, 0, text.length());
    return letters.language();
  }

  /** Letters of a text as it goes by. */
  static final class Letters {
    private int hangul;
    private int han;
    private int kana;
    private int letters;

    void count(CharSequence text, int from, int to) {
      for (int i = from; i < to; i++) {
        char c = text.charAt(i);
        if (c < 128) {
          letters += c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' ? 1 : 0;
        } else if (Character.isLetter(c)) {
          letters++;
          if (c >= 0xAC00 && c <= 0xD7A3) {
            hangul++;
          } else if (c >= 0x4E00 && c <= 0x9FFF) {
            han++;
          } else if (c >= 0x3041 && c <= 0x30FF) {
            kana++;
          }
        }
      }
    }

    /** As {@link #byScript}. */
    String language() {
      if (letters < 20) {
        return UNKNOWN;
      }
      if (hangul * 3 > letters) {
        return "ko";
      }
      return han * 2 > letters && kana == 0 ? "zh" : UNKNOWN;
    }
  }
}

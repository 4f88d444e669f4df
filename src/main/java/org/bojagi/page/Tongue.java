package org.bojagi.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A language of the pages themselves. */
public enum Tongue {
  KO_KP("ko-KP", "조선말"),
  KO_KR("ko-KR", "한국어"),
  EN("en", "English"),
  ZH("zh", "中文");

  private final String tag;
  private final String ownName;

  Tongue(String tag, String ownName) {
    this.tag = tag;
    this.ownName = ownName;
  }

  /** BCP 47, for {@code lang}. */
  public String tag() {
    return tag;
  }

  public String ownName() {
    return ownName;
  }

  /** The one whose own tag it is. */
  static Optional<Tongue> ofTag(String tag) {
    return Arrays.stream(values()).filter(tongue -> tongue.tag.equals(tag)).findFirst();
  }

  /** The nearest to a system's locale or a bundle's language; English where none is near. */
  public static Tongue of(String languageTag) {
    var locale = Locale.forLanguageTag(languageTag);
    return switch (locale.getLanguage()) {
      case "ko" -> locale.getCountry().equals("KP") ? KO_KP : KO_KR;
      case "zh" -> ZH;
      default -> EN;
    };
  }
}

package org.bojagi.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Which charset makes bytes look most like text: by how many of the characters are among a
 * language's commonest.
 *
 * <p>Byte pairs of Korean, simplified and traditional Chinese overlap nearly entirely, so validity
 * says little. The 150 commonest Hangul syllables make up three quarters of Korean text, the 150
 * commonest hanzi half of Chinese text; bytes read in the wrong charset reach a tenth of that.
 */
final class CharsetGuess {
  private static final String COMMON_HANGUL =
      "이다에는고의을지가은한로하했사서인라를기대시스리국도자들있해일부수전으정아보장나그상주어것제명과러위말관회오게원미비동할며안성무신만"
          + "발바간적소중와치공당통유문트경구마조니크선밝계여화행용내체생되개었단드영터모르혔려현진않포방번후된타세표거년우반면결요역난담재연차테"
          + "올달레력북남교베프민분피폭운카브던야님네습저까왜집물눈길";

  private static final String COMMON_SIMPLIFIED =
      "的在是一年了和有国为什么中大人个多学于会时地公他以这成不被分发主来用对到最行理生们可名后其建数要家作物机部位出第上些方间与种教并"
          + "少美能现定力合过进化加所经而得如由从制性比前度都民世因认新开或同期使将高本常我她你说去里看没好天小心那就也还又很着道";

  private static final String COMMON_TRADITIONAL =
      "的在是一年了和有國為什麼中大人個多學於會時地公他以這成不被分發主來用對到最行理生們可名後其建數要家作物機部位出第上些方間與種教並"
          + "少美能現定力合過進化加所經而得如由從制性比前度都民世因認新開或同期使將高本常我她你說去裡看沒好天小心那就也還又很著道";

  private static final String COMMON = COMMON_HANGUL + COMMON_SIMPLIFIED + COMMON_TRADITIONAL;

  private CharsetGuess() {}

  static Charset byCharacters(byte[] sample) {
    double korean = common(Charsets.decode(sample, Charsets.KOREAN), COMMON_HANGUL) / 0.75;
    double simplified =
        common(Charsets.decode(sample, Charsets.SIMPLIFIED), COMMON_SIMPLIFIED) / 0.45;
    double traditional =
        common(Charsets.decode(sample, Charsets.TRADITIONAL), COMMON_TRADITIONAL) / 0.45;
    double western = western(sample);
    double best = Math.max(Math.max(korean, western), Math.max(simplified, traditional));
    if (best == western) {
      return Charsets.WESTERN;
    }
    return best == korean
        ? Charsets.KOREAN
        : best == simplified ? Charsets.SIMPLIFIED : Charsets.TRADITIONAL;
  }

  static double malformedShare(byte[] sample, Charset charset) {
    var text = Charsets.decode(sample, charset);
    long malformed = text.chars().filter(c -> c == '\ufffd').count();
    long foreign = text.chars().filter(c -> c > 0x7f).count();
    return malformed <= 1 || foreign == 0 ? 0 : (double) malformed / foreign;
  }

  /**
   * UTF-16 without a mark: in one order of bytes it is ordinary characters and common ones among
   * them; else null.
   */
  static Charset utf16(byte[] bytes) {
    int length = Math.min(bytes.length, 4_096) & ~1;
    Charset best = null;
    double bestShare = 0.3;
    for (var order : new Charset[] {StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
      var text = new String(bytes, 0, length, order);
      long ordinary = text.chars().filter(CharsetGuess::isOrdinary).count();
      long common =
          text.chars().filter(c -> c < 0x80 && isOrdinary(c) || COMMON.indexOf(c) >= 0).count();
      double share = text.isEmpty() ? 0 : (double) common / text.length();
      if (ordinary * 10 >= text.length() * 9L && share > bestShare) {
        best = order;
        bestShare = share;
      }
    }
    return best;
  }

  private static boolean isOrdinary(int c) {
    return c >= ' ' && c < 0x250
        || c == '\n'
        || c == '\r'
        || c == '\t'
        || c >= 0x2010 && c < 0x2040
        || c >= 0x3000 && c < 0x3100
        || c >= 0x4e00 && c < 0xa000
        || c >= 0xac00 && c < 0xd7a4
        || c >= 0xff00 && c < 0xff60;
  }

  /**
   * The share of characters beyond ASCII that are among the common ones; those that are no
   * character count twice.
   */
  private static double common(String text, String characters) {
    int hits = 0;
    int foreign = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        foreign += c == '\ufffd' ? 2 : 1;
        hits += characters.indexOf(c) >= 0 ? 1 : 0;
      }
    }
    return foreign == 0 ? 0 : (double) hits / foreign;
  }

  /**
   * The share of bytes beyond ASCII that stand alone as Western letters and quotes do, beside a
   * letter or a space.
   */
  private static double western(byte[] sample) {
    int alone = 0;
    int foreign = 0;
    for (int i = 0; i < sample.length; i++) {
      if (sample[i] >= 0) {
        continue;
      }
      foreign++;
      boolean before = i > 0 && sample[i - 1] < 0;
      boolean after = i + 1 < sample.length && sample[i + 1] < 0;
      alone += before || after ? 0 : 1;
    }
    return foreign == 0 ? 1 : (double) alone / foreign;
  }
}

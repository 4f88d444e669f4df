package org.bojagi.language;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * One thing that North and South call by different words, or spell differently: 손전화, 휴대전화.
 *
 * @param northern NFC, may be of several words
 * @param southern likewise
 */
public record WordPair(String northern, String southern) {
  private static final Pattern NOT_OF_A_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]");

  public WordPair {
    northern = Normalizer.normalize(northern, Normalizer.Form.NFC).strip();
    southern = Normalizer.normalize(southern, Normalizer.Form.NFC).strip();
  }

  /** A form as it is looked up: folded, letters and digits alone, since spaces are put as one likes. */
  public static String key(String form) {
    return NOT_OF_A_WORD.matcher(WordRule.fold(form.replace("ㆍ", ""))).replaceAll("");
  }
}

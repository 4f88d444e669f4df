package org.bojagi.language;

import java.text.Normalizer;

/**
 * One thing that North and South call by different words, or spell differently: 손전화, 휴대전화.
 *
 * @param northern NFC, may be of several words
 * @param southern likewise
 */
public record WordPair(String northern, String southern) {
  public WordPair {
    northern = Normalizer.normalize(northern, Normalizer.Form.NFC).strip();
    southern = Normalizer.normalize(southern, Normalizer.Form.NFC).strip();
  }

  /** A form as it is looked up: folded, letters and digits alone, since spaces are put as one likes. */
  public static String key(String form) {
    return WordRule.fold(form.replace("ㆍ", "")).replaceAll("[^\\p{L}\\p{M}\\p{N}]", "");
  }
}

package org.bojagi.language;

import com.ibm.icu.text.Normalizer2;
import java.io.Reader;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.icu.ICUFoldingFilter;
import org.apache.lucene.analysis.icu.segmentation.DefaultICUTokenizerConfig;
import org.apache.lucene.analysis.icu.segmentation.ICUTokenizer;
import org.apache.lucene.analysis.ko.KoreanPartOfSpeechStopFilter;
import org.apache.lucene.analysis.ko.KoreanReadingFormFilter;
import org.apache.lucene.analysis.ko.KoreanTokenizer;
import org.apache.lucene.analysis.ko.KoreanTokenizer.DecompoundMode;

/**
 * A way to cut text into words. Each has fields of its own in the index.
 *
 * <p>All fold what looks or means the same before they cut: NFKC (width, half-width and decomposed Hangul)
 * and case. Nothing is loaded before {@link #analyzer}: Nori's dictionaries alone take a third of a
 * second.
 */
public enum WordRule {
  /** Nori: words without particles and endings, compounds in their parts; hanja as their readings. */
  KOREAN("ko") {
    @Override
    Analyzer load(int version) {
      return rule(
          () ->
              new KoreanTokenizer(
                  TokenStream.DEFAULT_TOKEN_ATTRIBUTE_FACTORY, null, DecompoundMode.DISCARD, false),
          version < 2 ? UnaryOperator.identity() : HanjaReadings::hangul,
          tokens -> {
            var words = new KoreanPartOfSpeechStopFilter(tokens);
            return version < 2 ? new KoreanReadingFormFilter(words) : words;
          });
    }
  },

  /**
   * Words without their endings. Every word counts, also "the": a phrase needs it, and ranking is better with
   * it.
   */
  ENGLISH("en") {
    @Override
    Analyzer load(int version) {
      return rule(
          () -> new ICUTokenizer(new DefaultICUTokenizerConfig(true, true)),
          UnaryOperator.identity(),
          tokens -> new KStemFilter(new ICUFoldingFilter(new EnglishPossessiveFilter(tokens))));
    }
  },

  /** ICU's dictionary of Chinese words; traditional characters as simplified ones. */
  CHINESE("zh") {
    @Override
    Analyzer load(int version) {
      return rule(
          () -> new ICUTokenizer(new DefaultICUTokenizerConfig(true, true)),
          version < 2 ? UnaryOperator.identity() : HanFolding::fold,
          ICUFoldingFilter::new);
    }
  },

  /**
   * No language's own: words between spaces and by ICU's rules, diacritics folded; of Hangul each two
   * neighbours in a word, since version 2 spelled as {@link SpellingFold#lightly} has them; of Hanzi, traditional
   * ones as simplified ones, each one and each two.
   */
  ANY("any") {
    @Override
    Analyzer load(int version) {
      return rule(
          () -> new ICUTokenizer(new DefaultICUTokenizerConfig(false, true)),
          version < 2 ? UnaryOperator.identity() : HanFolding::fold,
          tokens -> {
            TokenStream words = new ICUFoldingFilter(tokens);
            words = version < 2 ? words : new SpellingFoldFilter(words);
            return new CJKBigramFilter(
                new CJKBigramFilter(words, CJKBigramFilter.HAN, true), CJKBigramFilter.HANGUL);
          });
    }
  };

  private final String code;
  private final Analyzer[] analyzers = new Analyzer[Analysis.VERSION];

  WordRule(String code) {
    this.code = code;
  }

  /** Ends the names of this rule's fields. */
  public String code() {
    return code;
  }

  /**
   * One for all threads. Loads dictionaries when called for the first time.
   *
   * @param version 1 to {@link Analysis#VERSION}, that of the index that is asked
   */
  public synchronized Analyzer analyzer(int version) {
    if (analyzers[version - 1] == null) {
      analyzers[version - 1] = load(version);
    }
    return analyzers[version - 1];
  }

  abstract Analyzer load(int version);

  /**
   * The rules that a text is indexed by: those of its language, and of a script that it uses besides.
   *
   * @param language BCP 47 tag, {@code und} where nothing is known
   */
  public static Set<WordRule> of(String language, CharSequence text) {
    var scripts = Scripts.in(text);
    var rules = EnumSet.noneOf(WordRule.class);
    var primary = primarySubtag(language);
    if (primary.equals("ko") || scripts.hangul()) {
      rules.add(KOREAN);
    }
    boolean hanOnly = scripts.han() && !scripts.hangul() && !scripts.other();
    if (primary.equals("zh") || (primary.equals("und") && hanOnly)) {
      rules.add(CHINESE);
    }
    if (primary.equals("en") || (primary.equals("und") && scripts.latin() && rules.isEmpty())) {
      rules.add(ENGLISH);
    }
    if (!rules.equals(Set.of(ENGLISH)) || scripts.han() || scripts.other()) {
      rules.add(ANY);
    }
    return rules;
  }

  /**
   * What of a text its words are taken from: the Han characters of Chinese and Japanese are no hanja.
   *
   * @param language of the text
   */
  public String own(String language, String text) {
    var primary = primarySubtag(language);
    boolean isHanja = this != KOREAN || !primary.equals("zh") && !primary.equals("ja");
    return isHanja ? text : text.replaceAll("\\p{IsHan}", " ");
  }

  /** {@code zh} of {@code zh-Hant-TW}, in lower case. */
  public static String primarySubtag(String language) {
    int end = language.indexOf('-');
    return (end < 0 ? language : language.substring(0, end)).toLowerCase(Locale.ROOT);
  }

  /** Which scripts a text uses; digits and signs belong to none. */
  public record Scripts(boolean hangul, boolean han, boolean latin, boolean other) {

    public static Scripts in(CharSequence text) {
      boolean hangul = false;
      boolean han = false;
      boolean latin = false;
      boolean other = false;
      for (int i = 0; i < text.length(); ) {
        int codePoint = Character.codePointAt(text, i);
        i += Character.charCount(codePoint);
        if (codePoint < 0x80) {
          latin |= Character.isLetter(codePoint);
        } else if (Character.isLetter(codePoint)) {
          switch (UnicodeScript.of(codePoint)) {
            case HANGUL -> hangul = true;
            case HAN -> han = true;
            case LATIN -> latin = true;
            default -> other = true;
          }
        }
      }
      return new Scripts(hangul, han, latin, other);
    }
  }

  /** @param letters what is changed in a text before it is cut, to as many UTF-16 units */
  private static Analyzer rule(
      Supplier<Tokenizer> tokenizer, UnaryOperator<String> letters, UnaryOperator<TokenStream> filters) {
    return new Analyzer() {
      @Override
      protected TokenStreamComponents createComponents(String field) {
        var source = tokenizer.get();
        return new TokenStreamComponents(source, filters.apply(source));
      }

      @Override
      protected Reader initReader(String field, Reader reader) {
        return new FoldingCharFilter(reader, FOLDING, letters);
      }
    };
  }

  private static final Normalizer2 FOLDING = Normalizer2.getNFKCCasefoldInstance();

  /** What all rules fold before they cut, for words that are compared without being cut. */
  public static String fold(String text) {
    return FOLDING.normalize(text);
  }
}

package org.bojagi.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TextsTest {
  private static final Pattern NAMED = Pattern.compile("\\{\\d}|%s");

  @Test
  void everyLanguageSaysTheSameThings() {
    var english = Texts.of(Tongue.EN).all();
    for (var tongue : Tongue.values()) {
      var texts = Texts.of(tongue).all();
      assertEquals(english.stringPropertyNames(), texts.stringPropertyNames(), tongue.tag());
      for (var key : english.stringPropertyNames()) {
        var text = texts.getProperty(key);
        assertFalse(text.isBlank(), tongue.tag() + " " + key);
        assertEquals(named(english.getProperty(key)), named(text), tongue.tag() + " " + key);
      }
    }
  }

  private static TreeSet<String> named(String text) {
    var named = new TreeSet<String>();
    NAMED.matcher(text).results().forEach(each -> named.add(each.group()));
    return named;
  }

  @Test
  void nobodyIsPromisedMoreThanATestShowed() {
    for (var text : Texts.of(Tongue.EN).all().values()) {
      var words = text.toString().toLowerCase(Locale.ROOT);
      assertFalse(words.matches(".*\\bsafe.*|.*no traces?\\b.*|.*anonym.*"), words);
    }
  }

  @Test
  void whatIsNamedIsTakenAsItIs() {
    var texts = Texts.of(Tongue.EN);
    assertEquals("Found for “{1} $0 \\”", texts.get("results.title", "{1} $0 \\"));
    assertEquals("2 of 3", texts.get("item.match", 2, 3));
  }

  @Test
  void lengthsAndTimesAreSaidAsAPersonWould() {
    var texts = Texts.of(Tongue.EN);
    assertEquals("48 sec", texts.length(48));
    assertEquals("2 min", texts.length(100));
    assertEquals("0:05", Texts.clock(5.9));
    assertEquals("1:01:05", Texts.clock(3665));
  }

  @Test
  void aLanguageIsNamedByTheNearestThatHasAName() {
    var texts = Texts.of(Tongue.EN);
    assertEquals("Chinese", texts.language("zh-Hant-TW"));
    assertEquals("Korean (North)", texts.language("ko-KP"));
    assertEquals("xx-Yyyy", texts.language("xx-Yyyy"));
    assertTrue(texts.language("").contains("not known"));
  }

  @Test
  void aTitleIsFiledUnderItsFirstLetter() {
    assertEquals("ㄹ", ListPage.letter("《력사》"));
    assertEquals("ㅉ", ListPage.letter("쪼각보"));
    assertEquals("E", ListPage.letter("élan"));
    assertEquals("0–9", ListPage.letter("3월"));
    assertEquals("漢", ListPage.letter("唐诗"));
    assertEquals("·", ListPage.letter("…"));
  }
}

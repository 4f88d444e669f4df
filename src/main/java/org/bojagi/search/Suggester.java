package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bojagi.index.NameFields;
import org.bojagi.index.NameKeys;
import org.bojagi.index.OpenIndex;
import org.bojagi.language.Hangul;
import org.bojagi.language.HangulKeyboard;
import org.bojagi.language.SpellingBridge;
import org.bojagi.language.WordRule;

/**
 * Names of titles, series, people and subjects that begin with what was typed so far, over several bundles as if they
 * were one. Any number of threads: nothing is kept between calls.
 *
 * <p>Names that begin so come first, then those with a later word from which on they go so; as typed before the other
 * half of Korea's spelling, that before first consonants, and where little is found, the same keys with the keyboard in
 * the other language. Within each, {@link NameLookup.Name#LIKELIEST_FIRST}.
 */
public final class Suggester {
  /** So many suggestions at most. */
  public static final int MAX_LIMIT = 50;

  /** With fewer found, the keyboard may have been in the other language. */
  private static final int FEW = 3;

  /** Other spellings that are tried at one keystroke. */
  private static final int MAX_SPELLINGS = 16;

  private static final Pattern HANGUL_WORD = Pattern.compile("[가-힣]+[ㄱ-ㅎ]?");
  private static final String UNKNOWN_VOWEL = "ㅡ";

  /** Of a longer text only so much is looked at: no name's key is longer. */
  private static final int MAX_TYPED_CHARS = 2 * NameKeys.MAX_NAME_CHARS;

  private final List<OpenIndex> indexes;
  private final NameLookup names;

  /** @param indexes stay open, and must be open for as long as this is used. An older one has no names: nothing is found */
  public Suggester(List<OpenIndex> indexes) {
    this.indexes = List.copyOf(indexes);
    names = new NameLookup(this.indexes);
  }

  /**
   * The likeliest first, each name once; empty where what was typed has neither letter nor digit. Never an error for what
   * was typed.
   *
   * @param typed any text, whole or not: a syllable may be unfinished (살ㄱ), first consonants alone do (ㅅㄱㄴㅁ)
   * @param limit more than {@value #MAX_LIMIT} are never given
   * @throws org.bojagi.fault.DamagedBundleException a part of an index that is needed can't be read
   */
  public List<Suggestion> suggest(String typed, int limit) throws IOException {
    var begun = beginning(typed);
    var found = new Found(limit);
    try {
      byLetters(begun, Optional.empty(), found);
      if (!found.isFull()) {
        for (var other : otherSpellings(begun)) {
          byLetters(other.found, Optional.of(other.word), found);
        }
      }
      byInitials(NameKeys.letters(begun), found);
      if (found.count() < FEW) {
        for (var reading : otherReadings(begun, found.count() == 0)) {
          byLetters(reading, Optional.of(new Bridge(begun, reading)), found);
        }
      }
      return found.suggestions;
    } catch (IOException e) {
      throw OpenIndex.fault(e, String.join(", ", indexes.stream().map(OpenIndex::name).toList()));
    }
  }

  /**
   * Names whose syllables, from the beginning of one of their first words, begin with these consonants: ㅅㄱㄴㅁ, 살구나무.
   *
   * @param typed two consonants or more, with or without spaces; of anything else nothing is found
   * @throws org.bojagi.fault.DamagedBundleException as {@link #suggest}
   */
  public List<Suggestion> initials(String typed, int limit) throws IOException {
    var found = new Found(limit);
    try {
      byInitials(NameKeys.letters(beginning(typed)), found);
      return found.suggestions;
    } catch (IOException e) {
      throw OpenIndex.fault(e, String.join(", ", indexes.stream().map(OpenIndex::name).toList()));
    }
  }

  private static String beginning(String typed) {
    return typed.substring(0, Math.min(typed.length(), MAX_TYPED_CHARS));
  }

  private void byLetters(String text, Optional<Bridge> bridge, Found found) throws IOException {
    var key = NameKeys.letters(text);
    if (key.length > 0 && !found.isFull()) {
      found.add(names.whole(key, found.limit), bridge);
    }
    if (key.length > 0 && !found.isFull()) {
      found.add(names.inner(key, found.limit), bridge);
    }
  }

  private void byInitials(byte[] key, Found found) throws IOException {
    for (byte from : new byte[] {NameFields.FROM_BEGINNING, NameFields.FROM_LATER_WORD}) {
      if (NameKeys.isInitials(key) && !found.isFull()) {
        found.add(names.initials(from, key, found.limit), Optional.empty());
      }
    }
  }

  /** @param found the whole text with one word in another spelling */
  private record OtherSpelling(Bridge word, String found) {}

  /** The text with each word in turn as the other half of Korea spells it, the first word's spellings first. */
  private static List<OtherSpelling> otherSpellings(String text) {
    var folded = Hangul.composed(Hangul.letters(WordRule.fold(text))).strip();
    var spellings = new LinkedHashSet<OtherSpelling>();
    var words = HANGUL_WORD.matcher(folded);
    for (int word = 0; word < NameKeys.MAX_WORDS && words.find(); word++) {
      var before = folded.substring(0, words.start());
      var after = folded.substring(words.end());
      for (var other : SpellingBridge.spellings(words.group()).keySet()) {
        spellings.add(new OtherSpelling(new Bridge(words.group(), other), before + other + after));
      }
      if (after.isEmpty()) {
        unfinished(before, words.group(), spellings);
      }
    }
    return spellings.stream().limit(MAX_SPELLINGS).toList();
  }

  /** What ends in a consonant may go on with a syllable that this one begins: any vowel stands for those to come. */
  private static void unfinished(String before, String word, Set<OtherSpelling> spellings) {
    var letters = Hangul.letters(word);
    if (!Hangul.isConsonant(letters.charAt(letters.length() - 1))) {
      return;
    }
    for (var other : SpellingBridge.spellings(Hangul.composed(letters + UNKNOWN_VOWEL)).keySet()) {
      var otherLetters = Hangul.letters(other);
      if (otherLetters.endsWith(UNKNOWN_VOWEL)) {
        var begun = otherLetters.substring(0, otherLetters.length() - 1);
        var finished = Hangul.composed(begun.substring(0, begun.length() - 1));
        var typed = Hangul.composed(letters.substring(0, letters.length() - 1));
        if (!typed.equals(finished)) {
          spellings.add(new OtherSpelling(new Bridge(typed, finished), before + begun));
        }
      }
    }
  }

  /** @param nothingFound then Hangul that makes a word by chance may be Latin all the same */
  private static List<String> otherReadings(String text, boolean nothingFound) {
    var readings = HangulKeyboard.other(text);
    boolean hangul = text.codePoints().anyMatch(c -> Hangul.isSyllable(c) || Hangul.isLetter(c));
    return readings.isEmpty() && nothingFound && hangul
        ? List.of(HangulKeyboard.SOUTHERN.latin(text), HangulKeyboard.NORTHERN.latin(text))
        : readings;
  }

  /** What is suggested so far. */
  private static final class Found {
    private final List<Suggestion> suggestions = new ArrayList<>();
    private final Set<String> texts = new HashSet<>();
    private final int limit;

    Found(int limit) {
      this.limit = Math.clamp(limit, 0, MAX_LIMIT);
    }

    boolean isFull() {
      return suggestions.size() >= limit;
    }

    int count() {
      return suggestions.size();
    }

    void add(List<NameLookup.Name> names, Optional<Bridge> bridge) {
      for (var name : names) {
        if (!isFull() && texts.add(name.text())) {
          suggestions.add(new Suggestion(name.text(), name.kind(), name.count(), bridge));
        }
      }
    }
  }
}

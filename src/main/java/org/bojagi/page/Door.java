package org.bojagi.page;

import java.util.List;

/**
 * What the unlock page has to say.
 *
 * @param open whether anything is open already: then further words open further bundles
 * @param trouble of the last attempt
 * @param otherReading whether what was typed reads as other words with the keyboard in the other
 *     language
 * @param folders how many bundles are there to be opened; 0: none was found
 * @param trying which of them is being tried, from 1; 0: none
 * @param secondsTrying since when
 * @param messages further sentences, ready to be shown: what is damaged or missing
 */
public record Door(
    boolean open,
    Trouble trouble,
    boolean otherReading,
    int folders,
    int trying,
    int secondsTrying,
    List<String> messages) {
  public enum Trouble {
    NONE,
    WRONG_WORDS,
    NO_BUNDLE,
    DAMAGED,
    NOT_TRUSTED,
    CHANGED,
    NEWER_FORMAT,
    NO_MEMORY
  }

  public Door {
    messages = List.copyOf(messages);
  }
}

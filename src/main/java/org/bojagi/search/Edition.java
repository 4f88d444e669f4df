package org.bojagi.search;

/**
 * Which bundle an index is of: of one bundle's editions the newest counts.
 *
 * @param bundle of a delta the bundle that it goes with
 * @param number from 1
 * @param delta whether it is only a part of what is shown as one with that bundle: then an item that both have stands
 *     there twice
 */
public record Edition(String bundle, int number, boolean delta) {
  public Edition(String bundle, int number) {
    this(bundle, number, false);
  }

  boolean isPartWith(Edition other) {
    return bundle.equals(other.bundle) && (delta || other.delta);
  }
}

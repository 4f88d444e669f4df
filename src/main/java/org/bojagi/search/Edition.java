package org.bojagi.search;

/**
 * Which bundle an index is of: of one bundle's editions the newest counts.
 *
 * @param number from 1
 */
public record Edition(String bundle, int number) {}

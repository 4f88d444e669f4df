package org.bojagi.search;

/**
 * A word of the query that was found in the other half of Korea's spelling: {@code 력사} as typed, {@code 역사}
 * in the text; or one in hanja that was found in Hangul, or the other way.
 */
public record Bridge(String typed, String found) {}

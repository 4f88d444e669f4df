package org.bojagi.catalog;

/** One line of subtitles. Times from the beginning of the film; {@code text} without tags, lines separated by LF. */
public record Cue(long startMillis, long endMillis, String text) {}

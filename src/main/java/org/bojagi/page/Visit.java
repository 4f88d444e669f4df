package org.bojagi.page;

/**
 * How somebody came to an item's page, and with what browser.
 *
 * @param asked the search that found it, {@code s=}; null where it was not searched for
 * @param noteRead {@code ok}: its note to the reader was seen
 * @param part of a long text, from 0, {@code part=}; -1: the one that holds the place, else the
 *     first
 * @param page of a document, from 1, {@code page=}; -1: none was asked for
 * @param at a passage of the text, {@code at=}: UTF-16 units of the decoded file before it; -1: none
 * @param mediaLimitBytes the largest film or sound that this browser keeps off the disk in a
 *     private window
 */
public record Visit(
    Asked asked, boolean noteRead, int part, int page, int at, long mediaLimitBytes) {
  public static final Visit PLAIN = new Visit(null, false, -1, -1, -1, Long.MAX_VALUE);
}

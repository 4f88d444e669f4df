package org.bojagi.search;

import java.util.List;
import org.bojagi.catalog.Place;

/**
 * One passage of an item in which words of a query stand.
 *
 * @param fileOrdinal the file that it is in, as in {@link org.bojagi.index.IndexedItem#files}
 * @param language of the file's text
 * @param at of subtitles the second of the cue that is marked, else where the passage begins
 * @param charOffset of the passage in the decoded file, in UTF-16 units, see
 *     {@link org.bojagi.catalog.Passage}
 * @param charLength likewise
 */
public record PassageMatch(
    int fileOrdinal,
    String language,
    Place at,
    Snippet snippet,
    List<Bridge> bridges,
    int charOffset,
    int charLength) {
  public PassageMatch {
    bridges = List.copyOf(bridges);
  }
}

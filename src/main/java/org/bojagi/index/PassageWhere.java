package org.bojagi.index;

import org.bojagi.catalog.Place;

/**
 * Where a passage's text lies.
 *
 * @param text position in {@link StoredItem#texts}
 * @param charOffset of the decoded file, in UTF-16 units, see {@link org.bojagi.catalog.Passage}
 */
public record PassageWhere(int text, int charOffset, int charLength, Place place) {}

package org.bojagi.search;

import java.util.Optional;
import org.bojagi.index.NameKind;

/**
 * A name that may be meant by what was typed so far.
 *
 * @param text the name as it is written; of more than 120 characters its beginning
 * @param count items that have it, over all bundles
 * @param bridged how what was typed was read where no name begins with it: in the other half of Korea's spelling (력사,
 *     역사), or as the same keys with the keyboard in the other language (tkfrn, 살구)
 */
public record Suggestion(String text, NameKind kind, int count, Optional<Bridge> bridged) {}

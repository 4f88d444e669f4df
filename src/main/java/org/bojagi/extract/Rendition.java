package org.bojagi.extract;

import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;

/**
 * A file made of an item so that a reader can show it.
 *
 * @param name plain: letters, digits, hyphen and dot; unique in its extraction; HTML names its
 *     pictures so
 * @param language may be empty
 * @param textFormat null where search doesn't look into it; else {@code content} is UTF-8
 */
public record Rendition(
    String name,
    Role role,
    String mediaType,
    String language,
    TextFormat textFormat,
    byte[] content) {}

/**
 * What a file says, cut into passages: the same text when packing and, from a slice of the file,
 * when searching.
 *
 * <p>In: bytes or characters of text, Markdown, HTML, WebVTT and other subtitles. Out: {@link
 * org.bojagi.catalog.Passage}s that say where in the file they lie, subtitle cues, a charset.
 * Invariant: a passage's text is a function of its format and its slice alone, so it is never
 * stored ({@link org.bojagi.text.PassageText}). No method here throws on bad input or recurses as
 * deep as its input. Next: {@code org.bojagi.extract} makes the files that are cut here; {@code
 * org.bojagi.index} keeps where passages lie.
 */
package org.bojagi.text;

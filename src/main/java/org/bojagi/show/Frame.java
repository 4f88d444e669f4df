package org.bojagi.show;

/**
 * A packed text as a whole HTML document, to be sent as {@code text/html; charset=utf-8} with
 * {@link Frames#contentSecurityPolicy}.
 *
 * <p>It shows itself from the element {@code #hit} where the request named a place. With scripts it tells its
 * parent what
 * happens by {@code postMessage}, objects whose {@code bojagi} says what: {@code {bojagi: 'height', height}} in CSS
 * pixels; {@code {bojagi: 'lock'}} when Escape was pressed or a film left the full screen by itself; {@code {bojagi:
 * 'scroll', top}}, where in the frame the parent should scroll to; {@code {bojagi: 'match', at, of}}, the mark that is
 * shown, from 1; {@code {bojagi: 'active'}}, the person did something. It takes {@code {bojagi: 'match',
 * step}} with 1 or
 * -1 from its parent.
 *
 * @param part of the text that this is, from 0
 * @param parts how many there are
 * @param marks how many were marked
 * @param cut whether something of this part, or beyond the last, is left out for its size
 * @param damaged whether the text ends with this part because the file is damaged
 */
public record Frame(String html, int part, int parts, int marks, boolean cut, boolean damaged) {}

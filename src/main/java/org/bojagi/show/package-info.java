/**
 * A packed file becomes what a browser may be shown.
 *
 * <p>In: bytes of a packed file, hostile until shown otherwise. Out: HTML that an allow-list let through, as
 * a page for a
 * sandboxed frame; lines of a transcript; addresses for pictures and films. Invariant: nothing packed runs, fetches,
 * styles or sends, and no address says what it leads to. Next: {@code org.bojagi.page} for the pages around it.
 */
package org.bojagi.show;

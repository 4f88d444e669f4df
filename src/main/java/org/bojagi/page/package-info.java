/**
 * The pages that a reader sees, as HTML.
 *
 * <p>In: open bundles, what was asked for, the language of the interface. Out: whole pages, built as trees, so
 * that no title can become markup; their style and script. Invariant: titles of windows and addresses say
 * nothing of the content, and every page reads and searches without scripts. Next: {@code org.bojagi.serve},
 * which answers requests with them.
 */
package org.bojagi.page;

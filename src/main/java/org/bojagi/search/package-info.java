/**
 * A query becomes hits: what a person typed, over all open bundles, with the best passage of each item.
 *
 * <p>In: {@link org.bojagi.index.OpenIndex}es and a line of text. Out: {@link org.bojagi.search.Results}.
 * Invariant: whatever is typed is never an error, and no query takes more than its share of time and memory.
 * Next: {@code org.bojagi.cli.read}.
 */
package org.bojagi.search;

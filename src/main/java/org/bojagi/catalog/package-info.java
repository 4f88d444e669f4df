/**
 * What a bundle holds, in words: items, the files they are made of, and the places in their text.
 *
 * <p>In: what a team wrote beside its files and what packing found out. Out: immutable records that every later step
 * passes on, and their JSON lines (format.md §6). Invariant: nothing here says where bytes lie, and nothing here comes
 * from the packing computer. Next: {@code org.bojagi.corpus} for where items come from, {@code org.bojagi.bundle} for
 * where they go.
 */
package org.bojagi.catalog;

/**
 * Items of open bundles become plain files that a simple player finds, or the same files in an encrypted ZIP.
 *
 * <p>In: {@link org.bojagi.open.OpenBundle}s and which of their items are wanted. Out: a folder or parts of a ZIP:
 * films, sounds, pictures, subtitles, texts, a start page, and a report of what was left out. Invariant: nothing is
 * written that isn't named in the plan, a file has its name only when it is whole, and of a ZIP nothing ever lies on
 * the disk in clear. Next: {@code org.bojagi.cli.pack}.
 */
package org.bojagi.export;

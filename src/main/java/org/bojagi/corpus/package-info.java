/**
 * A team's folder, or a ZIP of it, as items: what each file is, what it is called, and what belongs
 * together.
 *
 * <p>In: a folder as it lies on disk, with whatever the team wrote beside its files
 * (docs/corpus.md). Out: {@link org.bojagi.corpus.Corpus}: items with their files in a fixed order,
 * what stays out and why, and findings that name file and line. Invariant: only heads of files are
 * read and nothing is written; a file that the team keeps back (its name begins with {@code _} or
 * {@code .}, it is ignored, it stands behind a link) is never opened, and the value of a {@code
 * private:} key reaches no record. Begin with {@link org.bojagi.corpus.CorpusReader}. Next: {@code
 * org.bojagi.extract} for the text of an item, {@code org.bojagi.seal} for the whole way into a
 * bundle.
 */
package org.bojagi.corpus;

/**
 * The pipeline: a corpus in, a bundle out.
 *
 * <p>In: a {@link org.bojagi.corpus.Corpus}. Each file is read once; documents, texts and pictures go through the
 * extraction's workers ahead of the one thread that seals, films pass through it as a stream. Out: what {@link
 * org.bojagi.bundle.BundleWriter} publishes, and a {@link org.bojagi.seal.PackReport} that names whatever didn't go as it
 * should. Invariant: nothing of the corpus reaches a disk in clear, and memory doesn't grow with the corpus. Next:
 * {@code org.bojagi.cli.pack}, which strings reading the folder and this together.
 */
package org.bojagi.seal;

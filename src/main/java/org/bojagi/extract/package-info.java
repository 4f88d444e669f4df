/**
 * What a file is, says, and gives away: found out in a supervised child process.
 *
 * <p>In: the bytes of one file, or an excerpt of a film ({@link org.bojagi.extract.MediaExcerpt}).
 * Out: an {@link org.bojagi.extract.Extraction} with its passages, renditions, facts and findings.
 * Invariant: no parser of formats other than text runs in this process, and none writes to a disk
 * or reaches a network; one file can cost time, never the others' results. Next: {@code
 * org.bojagi.seal} writes renditions and hands passages to {@code org.bojagi.index}.
 *
 * <p>A document is cleaned there too, before it is read: {@code DocumentCleaning}, one class for each format.
 *
 * <p>{@link org.bojagi.extract.ExtractionPool} is the parent's side, {@code Worker} the child's. {@link
 * org.bojagi.extract.PagePictures} asks it for a PDF's pages, {@code PdfPages} draws them.
 */
package org.bojagi.extract;

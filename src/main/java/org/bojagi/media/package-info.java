/**
 * What programs that a packager may have installed can do for films and scanned pages: make them play, and
 * read them.
 *
 * <p>In: a file of the corpus, or pictures of pages. Out: the bytes of a film that browsers play ({@link
 * org.bojagi.media.Transcoding}), a picture of it for lists, and the words of pages ({@link
 * org.bojagi.media.Ocr}). Invariant: ffmpeg and Tesseract are found on the PATH alone, run without a shell,
 * write nothing but to a pipe, are ended when they make no progress, and nothing of what they say is shown;
 * without them everything else works. Next: {@code org.bojagi.seal}.
 */
package org.bojagi.media;

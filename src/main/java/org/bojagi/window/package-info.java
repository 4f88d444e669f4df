/**
 * The browser that is installed here, and one private window of it.
 *
 * <p>In: the address of a page that this process serves on loopback. Out: a started browser, or nothing where
 * none is known, and then the caller prints the address. Invariant: nothing is written, no shell runs, no
 * handler that the desktop may have for addresses is asked; the browser gets no profile of ours. Next: {@code
 * org.bojagi.cli.read}.
 */
package org.bojagi.window;

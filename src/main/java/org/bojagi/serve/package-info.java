/**
 * The reader's pages over HTTP, for one person on one computer.
 *
 * <p>In: folders with bundles, a browser's requests on the loopback address. Out: pages, pictures, films by ranges; and
 * the end of the process when it is locked. Invariant: nothing is written but a copy or a part that a person passes on,
 * where they said; nothing is answered to whoever hasn't the session's cookie or an address that this process made, and
 * no fault of one request costs another. Next: {@code org.bojagi.page} for what the pages look like, {@code
 * org.bojagi.window} for the browser.
 */
package org.bojagi.serve;

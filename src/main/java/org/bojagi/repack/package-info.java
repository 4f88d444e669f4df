/**
 * Bundles made of bundles, without a corpus: all of one under new keys, or some items of several.
 *
 * <p>In: bundles that are open, and ways to unlock what is made. Out: one new bundle, under an identity and an id of its
 * own. Invariant: packed bytes, and with them the catalogue's hashes, are what they were; nothing is written that isn't
 * encrypted to the new identity. Next: {@code org.bojagi.bundle}, which writes.
 */
package org.bojagi.repack;

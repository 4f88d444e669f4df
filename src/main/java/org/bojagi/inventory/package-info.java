/**
 * Heaps of files that mean nothing by name, sorted into bundles with a ring of keys.
 *
 * <p>In: folders of any depth and a {@link org.bojagi.bundle.KeyRing}. Out: an {@link org.bojagi.inventory.Inventory} of
 * {@link org.bojagi.inventory.FoundBundle}s, each of which opens wherever its files lie, and what no key opened.
 * Invariant: nothing is written, no link is followed, each file's beginning is read once, and no slot costs a passphrase
 * more than one try. Next: {@code org.bojagi.cli.read} for {@code EachBundle}, {@code org.bojagi.cli.pack} for {@code
 * inventory}.
 */
package org.bojagi.inventory;

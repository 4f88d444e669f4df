package org.bojagi.inventory;

import java.nio.file.Path;
import java.util.Set;
import org.bojagi.age.X25519Identity;

/**
 * An identity that is tried on files.
 *
 * @param identity the ring's own copy
 * @param folders where slots lie that held it: what it opens lies there first; empty for one that a person gave
 */
record FoundIdentity(X25519Identity identity, Set<Path> folders) {}

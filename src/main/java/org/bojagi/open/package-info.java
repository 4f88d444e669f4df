/**
 * Bundles as a person has them open: each with its index, and every packed file found in it.
 *
 * <p>In: folders and keys. Out: what searches, lists and reads over all of them. Invariant: what is lost or damaged in
 * one costs nothing of the others, and nothing here says anything to a person. Next: {@code org.bojagi.show} for what a
 * browser may see of a file, {@code org.bojagi.cli.read} for the commands.
 */
package org.bojagi.open;

/**
 * The commands of who packs: a folder looked at and sealed, keys made and changed; and all of {@code cli.read}.
 *
 * <p>In: arguments, a corpus, passphrases and recipients. Out: a bundle under its final name or nothing; what was left
 * out, in plain sentences; an exit code of {@link org.bojagi.fault.ExitCode}. Invariant: no secret is an argument, an
 * environment variable or a line of output, save the words that were just made and an identity that was asked for. Next:
 * {@code org.bojagi.corpus}, where packing begins.
 */
package org.bojagi.cli.pack;

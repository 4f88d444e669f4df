/**
 * What can go wrong, said so that a person can act on it.
 *
 * <p>In: nothing. Out: {@link org.bojagi.fault.Fault}, the sealed family of exceptions that every step throws,
 * {@link org.bojagi.fault.Finding} for what is wrong with one thing while the work goes on, and {@link
 * org.bojagi.fault.ExitCode}. Invariant: no message holds a secret or a word of packed content, and wrong key, damage
 * and a bug of ours never share one. {@link org.bojagi.fault.Sentences} tells them in Korean. Next: {@code org.bojagi.catalog}.
 */
package org.bojagi.fault;

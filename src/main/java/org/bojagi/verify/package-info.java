/**
 * Is a bundle as whole as on the day it was sealed? Named checks, and for whatever isn't, a finding.
 *
 * <p>In: an open {@link org.bojagi.bundle.Bundle}. Out: {@link org.bojagi.verify.CheckResult}s, one for each {@link
 * org.bojagi.verify.Check}. Invariant: every byte of every volume that is there is decrypted and its tag checked, and
 * nothing is written. Next: {@code org.bojagi.cli.read}.
 */
package org.bojagi.verify;

/**
 * The commands of who reads: one picocli class a command, which strings the steps of other packages together.
 *
 * <p>In: arguments, keys, the folders of bundles. Out: text or JSON on standard output; faults, findings and notes on
 * standard error; an exit code of {@link org.bojagi.fault.ExitCode}. Invariant: standard output holds what was asked for
 * and nothing else, and no stack trace is ever printed. Next: {@code org.bojagi.serve}, once there is a page to read on.
 */
package org.bojagi.cli.read;

package org.bojagi.search;

import org.bojagi.fault.Fault;

/**
 * A bundle that a query could not be asked of, and why.
 *
 * @param bundle position of its index among those given to the {@link Searcher}
 */
public record LeftOut(int bundle, Fault fault) {}

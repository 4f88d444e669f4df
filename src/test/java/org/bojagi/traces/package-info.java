/**
 * The reader as it lies on a stick, run by its launcher with a real browser: what it leaves behind, when it
 * ends, how much memory it takes. Watched with {@code org.bojagi.browser}'s tools.
 */
package org.bojagi.traces;

/**
 * What words are in Korean, English, Chinese and other languages: Lucene's analyzers, put together and loaded
 * late.
 *
 * <p>In: text and its language, or a query. Out: the families whose fields hold it, and an analyzer for each
 * field. Invariant: a text and a query go through the same analyzer, and {@link
 * org.bojagi.language.Analysis#VERSION} changes when one of them does. Next: {@code org.bojagi.index}.
 */
package org.bojagi.language;

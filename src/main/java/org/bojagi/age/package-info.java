/**
 * The age v1 file format (C2SP age specification), both ways: keys, header, and a payload readable from any
 * position.
 *
 * <p>In: keys and bytes. Out: {@link org.bojagi.age.AgeOutputStream} seals, {@link org.bojagi.age.AgePayload}
 * reads from any position, {@link org.bojagi.age.AgeInputStream} reads a pipe in order. Invariant: no byte of
 * plaintext is returned whose tag has not held, and a file key encrypts one plaintext, once. Knows neither
 * ZIP nor Lucene. Next: {@code org.bojagi.bundle}.
 */
package org.bojagi.age;

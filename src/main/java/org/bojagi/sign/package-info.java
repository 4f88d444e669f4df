/**
 * Who answers for a document: Ed25519 signatures and keys in minisign's formats (docs/format.md §5.3).
 *
 * <p>In: bytes of a document, of a signature, of key files. Out: a signature, or a {@link org.bojagi.sign.Signer} that
 * says whose it is and how that is known. Invariant: a {@link org.bojagi.sign.Signer} is called signed only after the
 * signature held over the very bytes that are then read. Knows neither ZIP nor Lucene. Next: {@code org.bojagi.bundle}.
 */
package org.bojagi.sign;

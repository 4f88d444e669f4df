/**
 * BagIt bags (RFC 8493), both ways.
 *
 * <p>In: a folder with {@code bagit.txt} at its top, from an archive; or bundles that are open. Out: a corpus, once
 * everything in the bag is what its manifests say; or a bag of what the bundles hold, in clear. Invariant: nothing that
 * a manifest names is ever opened by that name: files are found by walking the folder, without following a link, and
 * names of manifests are compared with theirs. Begin with {@link org.bojagi.bag.BaggedCorpus} and {@link
 * org.bojagi.bag.BagExport}. Next: {@code org.bojagi.corpus}.
 */
package org.bojagi.bag;

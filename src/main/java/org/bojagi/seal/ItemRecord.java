package org.bojagi.seal;

import java.util.List;
import java.util.Set;
import org.bojagi.fault.Finding;
import org.bojagi.index.IndexedItem;
import org.bojagi.seal.PackReport.Duplicate;
import org.bojagi.seal.PackReport.Scrubbed;

/**
 * All that a run which goes on needs to know of an item that was sealed: it isn't read again.
 *
 * @param fingerprint of what the corpus had of it: see {@link ItemFingerprint}
 * @param volumes ids of those in which its files lie
 * @param sealedBytes of its files and renditions in the volumes
 * @param item without texts where it was moved
 * @param notes what the report says of it
 * @param moved it is as it was in the edition before, whose index has its texts
 */
record ItemRecord(
    byte[] fingerprint, Set<String> volumes, long sealedBytes, IndexedItem item, Notes notes, boolean moved) {

  /** An item that was found to be as it was in the edition before, and lies in no volume of this run. */
  record Unchanged(byte[] fingerprint, String path) {}

  /** What the report says of one item. */
  record Notes(List<Finding> findings, List<Scrubbed> scrubbed, List<Duplicate> duplicates) {
    static final Notes NONE = new Notes(List.of(), List.of(), List.of());

    /** Of files that were sealed in part or for nothing, or that may be readable the next time. */
    private static final Set<String> MISSING = Set.of("file-unreadable", "file-gone", "file-changed-while-cleaned");

    Notes {
      findings = List.copyOf(findings);
      scrubbed = List.copyOf(scrubbed);
      duplicates = List.copyOf(duplicates);
    }

    boolean missesFiles() {
      return findings.stream().anyMatch(finding -> MISSING.contains(finding.code()));
    }
  }
}

package org.bojagi.seal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bojagi.corpus.CorpusItem;
import org.bojagi.fault.Finding;
import org.bojagi.seal.ItemRecord.Notes;
import org.bojagi.seal.PackReport.Duplicate;
import org.bojagi.seal.PackReport.Scrubbed;

/** Which parts of the report belong to which item that isn't recorded yet: what came while it was sealed. */
final class ItemNotes {
  private final List<Finding> findings;
  private final List<Scrubbed> scrubbed;
  private final List<Duplicate> duplicates;
  private final Map<String, Begun> begun = new HashMap<>();
  private Begun current;

  /** @param tally whose lists only grow */
  ItemNotes(PackTally tally) {
    this.findings = tally.findings;
    this.scrubbed = tally.scrubbed;
    this.duplicates = tally.duplicates;
  }

  private final class Begun {
    final CorpusItem item;
    final int finding = findings.size();
    final int cleaned = scrubbed.size();
    final int duplicate = duplicates.size();
    Notes notes;

    Begun(CorpusItem item) {
      this.item = item;
    }

    /** What came since it began; as long as another hasn't begun, that may still become more. */
    Notes notes() {
      return notes != null
          ? notes
          : new Notes(
              findings.subList(finding, findings.size()),
              scrubbed.subList(cleaned, scrubbed.size()),
              duplicates.subList(duplicate, duplicates.size()));
    }
  }

  /** What comes from now on is of this item. */
  void begin(CorpusItem item) {
    if (current != null) {
      current.notes = current.notes();
    }
    current = new Begun(item);
    begun.put(item.item().path(), current);
  }

  /** An item that was begun and is whole now. */
  record Whole(CorpusItem item, Notes notes) {}

  Whole end(String path) {
    var ended = begun.remove(path);
    return new Whole(ended.item, ended.notes());
  }

  /** Forgets items that were begun and didn't become whole; whether something of one may lie in a volume. */
  boolean forgetLeftOut() {
    boolean missing = begun.values().stream().anyMatch(left -> left.notes().missesFiles());
    begun.clear();
    return missing;
  }
}

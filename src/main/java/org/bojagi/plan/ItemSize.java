package org.bojagi.plan;

import java.util.List;
import org.bojagi.corpus.CorpusItem;
import org.bojagi.plan.PlannedCard.ContentKind;
import org.bojagi.plan.SealedVolumes.Entry;

/**
 * What one item will take, estimated.
 *
 * @param entries its files, then what will be rendered of them, as they are sealed
 * @param position in the corpus, from 0
 * @param kinds what each entry is, for the picture of a card
 */
record ItemSize(
    int position, CorpusItem item, List<Entry> entries, List<ContentKind> kinds, IndexEstimate.Share index) {
  private static final int CHUNK = 1 << 16;
  private static final int TAG = 16;

  /** With its share of age's tags, without padding. */
  long contentBytes() {
    long plaintext = entries.stream().mapToLong(Entry::weight).sum();
    return plaintext + TAG * Math.ceilDiv(plaintext, CHUNK);
  }
}

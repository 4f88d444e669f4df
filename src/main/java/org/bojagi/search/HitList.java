package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.bojagi.index.StoredItem;

/** Items that were found, with all that a hit says of them. */
final class HitList {
  private final Bundles bundles;
  private final BestPassages bestPassages;
  private final Copies copies;
  private final PassageSource texts;

  HitList(Bundles bundles, BestPassages bestPassages, Copies copies, PassageSource texts) {
    this.bundles = bundles;
    this.bestPassages = bestPassages;
    this.copies = copies;
    this.texts = texts;
  }

  /**
   * @param shown in order, from the one that the options begin with
   * @param passage what passages are taken for; null for none
   */
  List<Hit> of(List<ScoreDoc> shown, Query passage, Marker marker, SearchOptions options) throws IOException {
    var items = new ArrayList<StoredItem>();
    var inSeveralLanguages = IntStream.builder();
    for (var each : shown) {
      int bundle = bundles.of(each.doc);
      items.add(bundles.index(bundle).item(each.doc - bundles.base(bundle)));
      if (items.getLast().texts().stream().map(StoredItem.Text::language).distinct().count() > 1) {
        inSeveralLanguages.add(each.doc);
      }
    }
    var best =
        passage == null
            ? Map.<Integer, List<BestPassages.Passage>>of()
            : bestPassages.of(
                shown.stream().mapToInt(each -> each.doc).toArray(),
                options.passages(),
                passage,
                inSeveralLanguages.build().toArray(),
                options.preferredLanguages());
    var hitTexts = new HitTexts(texts, marker);
    var hits = new ArrayList<Hit>();
    for (var each : shown) {
      int bundle = bundles.of(each.doc);
      int base = bundles.base(bundle);
      var item = items.get(hits.size());
      var found = best.getOrDefault(each.doc, List.of()).stream().map(one -> one.document() - base).toList();
      var matches = hitTexts.best(bundles.index(bundle), item, found);
      hits.add(
          new Hit(
              options.from() + hits.size() + 1,
              bundle,
              each.doc - base,
              item,
              each.score,
              matches,
              hitTexts.bridges(item, matches),
              copies(each.doc)));
    }
    return hits;
  }

  private List<Hit.Copy> copies(int document) {
    var found = new ArrayList<Hit.Copy>();
    for (int copy : copies.of(document)) {
      int bundle = bundles.of(copy);
      found.add(new Hit.Copy(bundle, copy - bundles.base(bundle)));
    }
    return found;
  }
}

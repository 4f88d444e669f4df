package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TopScoreDocCollectorManager;

/** All items that match, by number alone: for who wants each and shows none. */
final class EveryMatch {
  private EveryMatch() {}

  static List<Hit.Copy> of(IndexSearcher searcher, Bundles bundles, Query items) throws IOException {
    int count = Math.max(1, searcher.count(items));
    var found = new ArrayList<Hit.Copy>(count);
    for (var each : searcher.search(items, new TopScoreDocCollectorManager(count, null, count)).scoreDocs) {
      int bundle = bundles.of(each.doc);
      found.add(new Hit.Copy(bundle, each.doc - bundles.base(bundle)));
    }
    return found;
  }
}

package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiReader;
import org.bojagi.index.OpenIndex;

/**
 * Several indexes as one reader, and which number there is of which. An index that is left out keeps its position and has
 * no documents.
 */
final class Bundles {
  private final List<OpenIndex> indexes;
  private final Set<Integer> leftOut;

  Bundles(List<OpenIndex> indexes, Set<Integer> leftOut) {
    this.indexes = List.copyOf(indexes);
    this.leftOut = Set.copyOf(leftOut);
  }

  Bundles without(Set<Integer> more) {
    var all = new HashSet<>(leftOut);
    all.addAll(more);
    return new Bundles(indexes, all);
  }

  Bundles only(int bundle) {
    var others = new HashSet<>(present());
    others.remove(bundle);
    return without(others);
  }

  /** Closing it closes none of the indexes. */
  IndexReader reader() throws IOException {
    var readers = new IndexReader[indexes.size()];
    for (int bundle = 0; bundle < readers.length; bundle++) {
      readers[bundle] = leftOut.contains(bundle) ? new MultiReader() : indexes.get(bundle).reader();
    }
    return new MultiReader(readers, false);
  }

  /** Positions of those that are not left out. */
  List<Integer> present() {
    var present = new ArrayList<Integer>();
    for (int bundle = 0; bundle < indexes.size(); bundle++) {
      if (!leftOut.contains(bundle)) {
        present.add(bundle);
      }
    }
    return present;
  }

  OpenIndex index(int bundle) {
    return indexes.get(bundle);
  }

  int size() {
    return indexes.size();
  }

  /** @param document of the reader */
  int of(int document) {
    int bundle = 0;
    for (int end = documents(0); document >= end; end += documents(++bundle)) {}
    return bundle;
  }

  /** The number that its first document has in the reader. */
  int base(int bundle) {
    int base = 0;
    for (int i = 0; i < bundle; i++) {
      base += documents(i);
    }
    return base;
  }

  private int documents(int bundle) {
    return leftOut.contains(bundle) ? 0 : indexes.get(bundle).reader().maxDoc();
  }

  String names() {
    return String.join(", ", present().stream().map(bundle -> indexes.get(bundle).name()).toList());
  }
}

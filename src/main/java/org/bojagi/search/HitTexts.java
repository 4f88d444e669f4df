package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.TextFormat;
import org.bojagi.index.OpenIndex;
import org.bojagi.index.PassageWhere;
import org.bojagi.index.StoredItem;
import org.bojagi.text.PassageText;

/** Passages as a reader sees them: cut out of the packed files, with what was found marked. */
final class HitTexts {
  private final PassageSource source;
  private final Marker marker;

  HitTexts(PassageSource source, Marker marker) {
    this.source = source;
    this.marker = marker;
  }

  /**
   * In the order that was given. The first is there whatever is found in it; of the others, those in which nothing is
   * marked are left out: pairs of syllables match in words that are none of the query's.
   *
   * @param documents Lucene's numbers of passages within their index, best first
   */
  List<PassageMatch> best(OpenIndex index, StoredItem item, List<Integer> documents) throws IOException {
    var wheres = new ArrayList<PassageWhere>();
    for (int document : documents) {
      wheres.add(index.where(document));
    }
    // Each file is read once, from its beginning on.
    var reading =
        IntStream.range(0, wheres.size())
            .boxed()
            .filter(i -> wheres.get(i).text() < item.texts().size())
            .sorted(
                Comparator.comparing((Integer i) -> wheres.get(i).text())
                    .thenComparing(i -> wheres.get(i).charOffset()))
            .toList();
    var matches = new PassageMatch[wheres.size()];
    try (var slices = new TextSlices(index, item, source)) {
      for (int i : reading) {
        var match = match(item, wheres.get(i), slices);
        matches[i] = i == 0 || !match.snippet().marks().isEmpty() ? match : null;
      }
    }
    var found = new ArrayList<PassageMatch>();
    for (var match : matches) {
      if (match != null) {
        found.add(match);
      }
    }
    return found;
  }

  /**
   * In the order of the text, those in which something is marked.
   *
   * @param documents Lucene's numbers of passages within their index, in order
   */
  List<PassageMatch> inOrder(OpenIndex index, StoredItem item, int[] documents, int limit) throws IOException {
    var matches = new ArrayList<PassageMatch>();
    try (var slices = new TextSlices(index, item, source)) {
      for (int i = 0; i < documents.length && matches.size() < limit; i++) {
        var where = index.where(documents[i]);
        if (where.text() < item.texts().size()) {
          var match = match(item, where, slices);
          if (!match.snippet().marks().isEmpty()) {
            matches.add(match);
          }
        }
      }
    }
    return matches;
  }

  private PassageMatch match(StoredItem item, PassageWhere where, TextSlices slices) throws IOException {
    var text = item.texts().get(where.text());
    var slice = slices.next(where);
    var snippet = Snippet.EMPTY;
    var bridges = List.<Bridge>of();
    var at = where.place();
    if (!slice.isEmpty()) {
      var passage = PassageText.of(text.format(), slice);
      var window = Snippets.cut(passage, marker.find(text.language(), passage));
      if (text.format() == TextFormat.WEBVTT && window.firstFound() >= 0) {
        double second = PassageText.secondAt(slice, window.firstFound());
        at = second < 0 ? at : new Place.Second(second);
      }
      snippet = window.snippet();
      bridges = window.bridges();
    }
    return new PassageMatch(
        text.fileOrdinal(), text.language(), at, snippet, bridges, where.charOffset(), where.charLength());
  }

  /** What is found in another spelling in the first passage, or else in the title. */
  List<Bridge> bridges(StoredItem item, List<PassageMatch> passages) throws IOException {
    var bridges = passages.isEmpty() ? List.<Bridge>of() : passages.getFirst().bridges();
    boolean nothingMarked = passages.isEmpty() || passages.getFirst().snippet().marks().isEmpty();
    return bridges.isEmpty() && nothingMarked ? Marker.bridges(marker.find(item.language(), item.title())) : bridges;
  }
}

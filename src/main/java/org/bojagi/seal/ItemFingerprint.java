package org.bojagi.seal;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.Sha256;
import org.bojagi.corpus.CorpusItem;

/**
 * A hash of what the corpus has of an item: all that was declared, and path, size and time of each of its files. An item
 * that still has the same is not read again. Stands in sealed state alone, since times of sources never go into a bundle.
 */
final class ItemFingerprint {
  private ItemFingerprint() {}

  static byte[] of(CorpusItem item) {
    var all = new ArrayList<Object>();
    all.add(List.of(item.item().id(), item.item().path(), item.item().language()));
    all.add(item.item().toJson());
    for (var file : item.files()) {
      all.add(
          List.of(
              file.path(),
              file.role().code(),
              file.mediaType(),
              file.language(),
              file.charset(),
              file.sizeBytes(),
              file.modifiedMillis(),
              file.withheldBytes()));
    }
    all.add(List.of(item.headingTitle(), item.fallbackTitle()));
    for (var link : item.links()) {
      all.add(List.of(link.from(), link.line(), link.target(), link.path(), link.embedded()));
    }
    all.add(new ArrayList<>(new TreeSet<>(item.keep())));
    return Sha256.of(Json.write(all));
  }
}

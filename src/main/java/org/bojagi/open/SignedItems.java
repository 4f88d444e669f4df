package org.bojagi.open;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.Fault;
import org.bojagi.index.OpenIndex;
import org.bojagi.index.StoredItem;

/**
 * What an index says of items, compared with the catalogue that the publisher signed, where somebody else answers for the
 * index (format.md §5.4). Costs one reading of the catalogue and of all items of the index.
 */
final class SignedItems {
  private final Map<String, byte[]> digests = new HashMap<>();
  private MessageDigest digest;
  private String id;

  private SignedItems() {}

  /**
   * The items of an index that the catalogue hasn't, or has otherwise: not to be found, listed or counted. Among them are
   * those whose catalogue can't be read, or is on a card that isn't here.
   */
  static Set<String> missing(Bundle bundle, OpenIndex index) throws IOException {
    var signed = new SignedItems();
    for (var volume : bundle.root().content().volumes()) {
      if (bundle.isElsewhere(volume)) {
        continue;
      }
      try {
        bundle.catalogue(volume, signed::take);
      } catch (Fault lost) {
        // Damaged, not to be read or newer: what the index has of an item beyond the lines that are here isn't shown.
      }
    }
    signed.finishItem();
    return signed.missingIn(index);
  }

  /** An item's lines follow one another, its own first. */
  private void take(CatalogueLine line) {
    if (line.item().isPresent()) {
      finishItem();
      id = line.item().get().id();
      digest = Sha256.digest();
      add(digest, line.item().get());
    }
    if (id != null && line.file().of().equals(id)) {
      add(digest, line.file(), line.file().sha256());
    }
  }

  private void finishItem() {
    if (id != null) {
      digests.put(id, digest.digest());
      id = null;
    }
  }

  private Set<String> missingIn(OpenIndex index) throws IOException {
    var missing = new HashSet<String>();
    var seen = new HashSet<String>();
    for (int document : index.items()) {
      var item = index.item(document);
      if (!seen.add(item.id()) || !isSigned(index, document, item)) {
        missing.add(item.id());
      }
    }
    return missing;
  }

  private boolean isSigned(OpenIndex index, int document, StoredItem stored) throws IOException {
    try {
      var item = index.describe(document, stored);
      return stored.title().equals(item.title())
          && stored.type().equals(item.type().code())
          && stored.date().equals(item.description().date())
          && MessageDigest.isEqual(digests.get(stored.id()), digest(item, OpenBundle.locations(stored).files()));
    } catch (Fault e) {
      return false;
    }
  }

  private static byte[] digest(Item item, List<Located> files) {
    var digest = Sha256.digest();
    add(digest, item);
    files.forEach(file -> add(digest, file.file(), file.sha256()));
    return digest.digest();
  }

  private static void add(MessageDigest digest, Item item) {
    var json = item.toJson();
    json.put("id", item.id());
    json.put("path", item.path());
    json.put("language", item.language());
    digest.update(Json.write(json).getBytes(StandardCharsets.UTF_8));
  }

  private static void add(MessageDigest digest, PackedFile file, byte[] sha256) {
    digest.update((byte) '\n');
    digest.update(Json.write(file.withoutHashes().toJson()).getBytes(StandardCharsets.UTF_8));
    digest.update(sha256);
  }
}

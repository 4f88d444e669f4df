package org.bojagi.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.bojagi.age.Recipient;
import org.bojagi.age.X25519Identity;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;

/** A small bundle for tests, sealed from bytes in memory with an index of arbitrary bytes in place of Lucene's. */
final class SealedBundle {
  final X25519Identity reader = X25519Identity.generate();
  final Map<String, Locations.Located> locations = new LinkedHashMap<>();

  SealedBundle(Path target, long volumeBytes, Map<String, byte[]> files) throws IOException {
    this(target, volumeBytes, files, List.of());
  }

  SealedBundle(Path target, long volumeBytes, Map<String, byte[]> files, List<Recipient> moreSlots)
      throws IOException {
    try (var executor = Executors.newFixedThreadPool(2);
        var writer = new BundleWriter(target, volumeBytes, executor)) {
      for (var file : files.entrySet()) {
        var path = file.getKey();
        var sealed =
            writer.add(path, new ByteArrayInputStream(file.getValue()), file.getValue().length, path.endsWith(".txt"));
        var packed =
            new PackedFile(
                Item.idOf(path), path, Item.idOf(path), Role.ITEM, "", "application/octet-stream", "ko", null, "",
                sealed.sizeBytes(), sealed.segmentHashes(), sealed.sha256());
        var item =
            new Item(
                Item.idOf(path), path, ItemType.STORY, "ko", DublinCore.NOTHING, null, 0, 0, List.of(), false, false);
        writer.addLine(new CatalogueLine(packed, Optional.of(item)));
        locations.put(path, new Locations.Located(packed, sealed.extents()));
      }
      var index = new byte[300_000];
      writer.addLuceneFile("segments_1", index.length, new ByteArrayInputStream(index));
      var slots = new java.util.ArrayList<Recipient>(moreSlots);
      slots.add(reader.recipient());
      writer.finish(new About(Map.of("ko", "시험"), "ko", "", "", List.of()), 1, slots);
    }
  }
}

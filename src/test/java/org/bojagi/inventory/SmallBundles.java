package org.bojagi.inventory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bojagi.age.Recipient;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.About;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.BundleWriter;
import org.bojagi.bundle.InterruptedRun;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.Lineage;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.bojagi.sign.SigningKey;

/** Bundles of a few volumes for heaps, each with a title, arbitrary bytes as content and a byte in place of an index. */
public final class SmallBundles {
  private static final long VOLUME_BYTES = 64 << 10;

  private SmallBundles() {}

  /** @param kilobytes of content, in volumes of 64 KiB */
  public static Path make(Path target, String title, int kilobytes, List<? extends Recipient> slots) throws IOException {
    try (var executor = Executors.newFixedThreadPool(2);
        var writer = new BundleWriter(target, VOLUME_BYTES, executor)) {
      return fill(writer, target, title, kilobytes, slots, 1);
    }
  }

  public static Path makeSigned(Path target, String title, SigningKey signer, List<? extends Recipient> slots)
      throws IOException {
    try (var executor = Executors.newFixedThreadPool(2);
        var writer = new BundleWriter(target, VOLUME_BYTES, executor)) {
      writer.signWith(signer);
      return fill(writer, target, title, 10, slots, 1);
    }
  }

  /** @param index folder with Lucene's files */
  public static Path makeWithIndex(Path target, Path index, List<? extends Recipient> slots) throws IOException {
    try (var executor = Executors.newFixedThreadPool(2);
        var writer = new BundleWriter(target, VOLUME_BYTES, executor)) {
      for (var file : files(index)) {
        try (var in = Files.newInputStream(file)) {
          writer.addLuceneFile(file.getFileName().toString(), Files.size(file), in);
        }
      }
      writer.finish(new About(Map.of("ko", "older"), "ko", "", "", List.of()), 1, slots);
      return target;
    }
  }

  /** A set, in folders {@code card-1} and so on. */
  public static Path makeCards(Path target, String title, int cards, List<? extends Recipient> slots) throws IOException {
    try (var executor = Executors.newFixedThreadPool(2);
        var writer = new BundleWriter(target, VOLUME_BYTES, executor)) {
      return fill(writer, target, title, 50, slots, cards);
    }
  }

  /** The next edition, or a delta, under the slots of the one before. */
  public static Path makeNext(Path target, Path before, X25519Identity key, String title, boolean delta) throws IOException {
    try (var executor = Executors.newFixedThreadPool(2);
        var keys = KeyRing.of(key.copy());
        var bundle = Bundle.open(before, keys);
        var run = InterruptedRun.at(target, delta ? Lineage.delta(bundle) : Lineage.nextEdition(bundle));
        var writer = goOn(run, executor)) {
      return fill(writer, target, title, 70, List.of(), 1);
    }
  }

  private static BundleWriter goOn(InterruptedRun run, ExecutorService executor) throws IOException {
    return run.goOn(List.of(), "test", VOLUME_BYTES, executor, List.of());
  }

  private static Path fill(
      BundleWriter writer, Path target, String title, int kilobytes, List<? extends Recipient> slots, int cards)
      throws IOException {
    var random = new Random(title.hashCode());
    for (int card = 1; card <= cards; card++) {
      if (cards > 1) {
        writer.beginCard(card);
      }
      var bytes = new byte[kilobytes << 10];
      random.nextBytes(bytes);
      var path = "file " + card + ".bin";
      var sealed = writer.add(path, new ByteArrayInputStream(bytes), bytes.length, false);
      var id = Item.idOf(path);
      var packed =
          new PackedFile(
              id, path, id, Role.ITEM, "", "application/octet-stream", "ko", null, "", sealed.sizeBytes(), null, Map.of(),
              sealed.segmentHashes(), sealed.sha256());
      var item = new Item(id, path, ItemType.STORY, "ko", DublinCore.NOTHING, null, 0, 0, List.of(), false, false);
      writer.addLine(new CatalogueLine(packed, Optional.of(item)));
    }
    var index = "index".getBytes(StandardCharsets.UTF_8);
    writer.addLuceneFile("segments_1", index.length, new ByteArrayInputStream(index));
    writer.finish(new About(Map.of("ko", title), "ko", "", "", List.of()), 1, slots);
    return target;
  }

  /** All files below a folder. */
  public static List<Path> files(Path folder) throws IOException {
    try (var tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Moves every file of a bundle into one folder, under names of another kind. */
  static void pour(Path from, Path heap) throws IOException {
    Files.createDirectories(heap);
    for (var file : files(from)) {
      Files.move(file, heap.resolve(file.getFileName()));
    }
  }
}

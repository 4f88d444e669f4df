package org.bojagi.verify;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.About;
import org.bojagi.bundle.BundleWriter;
import org.bojagi.bundle.Locations;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Passage;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.index.IndexBuilder;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.IndexedText;
import org.bojagi.language.Analysis;

/** A set of cards in {@code card-1} and so on, each with a text and a film of its own number. */
public final class PackedCards {
  public static final int FILM_BYTES = 500_000;
  public final Path folder;
  public final X25519Identity reader = X25519Identity.generate();

  public PackedCards(Path folder, int cards) throws IOException {
    this(folder, cards, FILM_BYTES);
  }

  public PackedCards(Path folder, int cards, int filmBytes) throws IOException {
    this.folder = folder;
    try (var executor = Executors.newFixedThreadPool(2);
        var writer = new BundleWriter(folder, 300_000, executor);
        var index = new IndexBuilder(writer.scratch(), 16 << 20, executor)) {
      for (int card = 1; card <= cards; card++) {
        writer.beginCard(card);
        var text = text(card);
        add(writer, index, textPath(card), text.getBytes(StandardCharsets.UTF_8), text);
        add(writer, index, filmPath(card), Arrays.copyOf(film(card), filmBytes), null);
      }
      for (var file : index.finish()) {
        try (var in = file.open()) {
          writer.addLuceneFile(file.name(), file.length(), in);
        }
      }
      writer.finish(new About(Map.of(), "ko", "", "", List.of()), Analysis.VERSION, List.of(reader.recipient()));
    }
  }

  public Path card(int number) {
    return folder.resolve("card-" + number);
  }

  public static String textPath(int card) {
    return "글/이야기 " + card + ".txt";
  }

  public static String filmPath(int card) {
    return "영상/영화 " + card + ".mp4";
  }

  public static String text(int card) {
    return "살구꽃 아래에서 " + card + "번째 이야기\n";
  }

  public static byte[] film(int card) {
    var bytes = new byte[FILM_BYTES];
    new Random(card).nextBytes(bytes);
    return bytes;
  }

  private static void add(BundleWriter writer, IndexBuilder index, String path, byte[] bytes, String text)
      throws IOException {
    var id = Item.idOf(path);
    var sealed = writer.add(path, new ByteArrayInputStream(bytes), bytes.length, text != null);
    var packed =
        new PackedFile(
            id, path, id, Role.ITEM, "", text == null ? "video/mp4" : "text/plain", "ko",
            text == null ? null : TextFormat.PLAIN, "", sealed.sizeBytes(), null, Map.of(), sealed.segmentHashes(),
            sealed.sha256());
    var item = new Item(id, path, ItemType.STORY, "ko", DublinCore.NOTHING, null, 0, 0, List.of(), false, false);
    writer.addLine(new CatalogueLine(packed, Optional.of(item)));
    var locations = new Locations(List.of(new Locations.Located(packed, sealed.extents())));
    var texts =
        text == null
            ? List.<IndexedText>of()
            : List.of(
                new IndexedText(
                    0, "ko", TextFormat.PLAIN, "", List.of(new Passage(new Place.Start(), 0, text.length(), text))));
    index.add(new IndexedItem(item, List.of(packed), texts, locations.encode()));
  }
}

package org.bojagi.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bojagi.age.AgeOutputStream;
import org.bojagi.age.AgePayload;
import org.bojagi.age.X25519Identity;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.Passage;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.index.IndexFile;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.IndexedText;
import org.bojagi.index.Piece;
import org.bojagi.search.PassageSource;

/** Items of one passage, and an index's files as they lie in volumes, without the rest of a bundle. */
final class BenchIndex {
  private BenchIndex() {}

  /** The item's text is its id's paragraph: {@link #source} finds it again. */
  static IndexedItem item(int number, String language, String title, String paragraph) {
    var path = number + "/text";
    var titles = title.isEmpty() ? Map.<String, String>of() : Map.of(language, title);
    var item =
        new Item(
            Integer.toString(number),
            path,
            ItemType.DOCUMENT,
            language,
            DublinCore.NOTHING.withTitle(titles),
            null,
            0,
            0,
            List.of(),
            false,
            false);
    var file =
        new PackedFile(
            item.id(),
            path,
            item.id(),
            Role.ITEM,
            "",
            "text/plain",
            language,
            TextFormat.PLAIN,
            "",
            paragraph.length(),
            null,
            Map.of(),
            new byte[32],
            new byte[32]);
    var passage = new Passage(new Place.Start(), 0, paragraph.length(), paragraph);
    return new IndexedItem(
        item,
        List.of(file),
        List.of(new IndexedText(0, language, TextFormat.PLAIN, "", List.of(passage))),
        new byte[40]);
  }

  static PassageSource source(List<String> paragraphs) {
    return (index, item, file) -> {
      var paragraph = paragraphs.get(Integer.parseInt(item.id()));
      return new ByteArrayInputStream(paragraph.getBytes(StandardCharsets.UTF_8));
    };
  }

  /** Writes the files one after the other into one age file, as STORED entries lie in a volume. */
  static void seal(List<IndexFile> files, Path volume, Path key) throws IOException {
    var identity = X25519Identity.generate();
    var places = new StringBuilder();
    try (var out = new AgeOutputStream(Files.newOutputStream(volume), List.of(identity.recipient()), null)) {
      for (var file : files) {
        out.write(new byte[60]); // an entry's header
        places.append('#').append(file.name()).append(' ').append(out.plaintextSize());
        places.append(' ').append(file.length()).append('\n');
        try (var in = file.open()) {
          in.transferTo(out);
        }
      }
    }
    Files.writeString(key, places + new String(identity.encode(), StandardCharsets.US_ASCII) + "\n");
  }

  /** What {@link #seal} wrote; the volume stays open. */
  static Map<String, List<Piece>> open(Path volume, Path key) throws IOException {
    var identities = X25519Identity.parseFile(Files.readAllBytes(key));
    var payload = AgePayload.open(FileChannel.open(volume), identities);
    var pieces = new HashMap<String, List<Piece>>();
    for (var line : Files.readAllLines(key)) {
      if (line.startsWith("#")) {
        var words = line.substring(1).split(" ");
        pieces.put(words[0], List.of(new Piece(payload, Long.parseLong(words[1]), Long.parseLong(words[2]))));
      }
    }
    return pieces;
  }
}

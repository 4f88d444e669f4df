package org.bojagi.index;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.util.BytesRef;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.TextFormat;
import org.bojagi.fault.DamagedBundleException;

/**
 * The stored fields that are bytes of ours (format.md §8.2), in Lucene's VInt and String.
 *
 * <p>{@link Fields#TEXTS}: for each text VInt fileOrdinal, String language, String format, String charset.
 * {@link Fields#WHERE}: VInt text, VInt charOffset, VInt charLength, then a byte for the place: 0 start; 1
 * page, VInt number; 2 second, VLong milliseconds; 3 heading, String. Bytes after these are a newer writer's
 * and are ignored. {@link Fields#DESCRIPTION} is JSON in UTF-8.
 */
final class StoredRecords {
  private static final int START = 0;
  private static final int PAGE = 1;
  private static final int SECOND = 2;
  private static final int HEADING = 3;
  private static final int MAX_TEXTS = 10_000;

  private StoredRecords() {}

  static byte[] texts(List<IndexedText> texts) throws IOException {
    var out = new ByteBuffersDataOutput();
    out.writeVInt(texts.size());
    for (var text : texts) {
      out.writeVInt(text.fileOrdinal());
      out.writeString(text.language());
      out.writeString(text.format().code());
      out.writeString(text.charset());
    }
    return out.toArrayCopy();
  }

  static List<StoredItem.Text> readTexts(BytesRef bytes, String index) throws DamagedBundleException {
    try {
      var in = new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
      int count = in.readVInt();
      if (count < 0 || count > MAX_TEXTS) {
        throw malformed(index, null);
      }
      var texts = new ArrayList<StoredItem.Text>();
      for (int i = 0; i < count; i++) {
        int file = in.readVInt();
        var language = in.readString();
        var format = TextFormat.of(in.readString()).orElse(TextFormat.PLAIN);
        texts.add(new StoredItem.Text(file, language, format, in.readString()));
      }
      return texts;
    } catch (IOException | RuntimeException e) {
      throw malformed(index, e);
    }
  }

  static byte[] where(PassageWhere where) throws IOException {
    var out = new ByteBuffersDataOutput();
    out.writeVInt(where.text());
    out.writeVInt(where.charOffset());
    out.writeVInt(where.charLength());
    switch (where.place()) {
      case Place.Start() -> out.writeByte((byte) START);
      case Place.Page(int number) -> {
        out.writeByte((byte) PAGE);
        out.writeVInt(number);
      }
      case Place.Second(double seconds) -> {
        out.writeByte((byte) SECOND);
        out.writeVLong(Math.max(0, Math.round(seconds * 1000)));
      }
      case Place.Heading(String text) -> {
        out.writeByte((byte) HEADING);
        out.writeString(text);
      }
    }
    return out.toArrayCopy();
  }

  static PassageWhere readWhere(BytesRef bytes, String index) throws DamagedBundleException {
    try {
      var in = new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
      int text = in.readVInt();
      int charOffset = in.readVInt();
      int charLength = in.readVInt();
      if (text < 0 || charOffset < 0 || charLength < 0) {
        throw malformed(index, null);
      }
      var place =
          switch (in.readByte()) {
            case PAGE -> new Place.Page(in.readVInt());
            case SECOND -> new Place.Second(in.readVLong() / 1000.0);
            case HEADING -> new Place.Heading(in.readString());
            default -> new Place.Start();
          };
      return new PassageWhere(text, charOffset, charLength, place);
    } catch (IOException | RuntimeException e) {
      throw malformed(index, e);
    }
  }

  static byte[] description(Item item) {
    return Json.write(item.toJson()).getBytes(StandardCharsets.UTF_8);
  }

  /** @param bytes null where an older writer left them out: then what else is stored is all that is known */
  static Item readDescription(BytesRef bytes, StoredItem stored, String index) throws DamagedBundleException {
    if (bytes == null) {
      var titles = stored.title().isEmpty() ? Map.<String, String>of() : Map.of(stored.language(), stored.title());
      var said = DublinCore.NOTHING;
      var description =
          new DublinCore(
              titles, said.creator(), said.contributor(), "", stored.date(), said.subject(), "", "", "", "", "");
      var type = ItemType.of(stored.type()).orElse(ItemType.DOCUMENT);
      return new Item(
          stored.id(), stored.path(), type, stored.language(), description, null, 0, 0, List.of(), false, false);
    }
    try {
      var json = Json.read(new String(bytes.bytes, bytes.offset, bytes.length, StandardCharsets.UTF_8));
      var fields = new HashMap<>(json.asMap());
      fields.put("id", stored.id());
      fields.put("path", stored.path());
      fields.put("language", stored.language());
      return Item.fromJson(new Json.Fields(fields));
    } catch (Json.Malformed e) {
      throw malformed(index, e);
    }
  }

  /** The tags have held, so a program wrote it like this: one of ours that is broken, or someone else's. */
  private static DamagedBundleException malformed(String index, Throwable cause) {
    return new DamagedBundleException(
        "a record in the search index is not as the format says",
        index,
        "Ask whoever made the bundle for a new copy.",
        cause);
  }
}

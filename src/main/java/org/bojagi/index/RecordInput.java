package org.bojagi.index;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Passage;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.TextFormat;

/** Reads what {@link RecordOutput} wrote. Allocates as bytes arrive and never by a length alone. One thread. */
public final class RecordInput extends DataInputStream {
  private static final int MAX_STRING_BYTES = 1 << 20;
  private static final int MAX_JSON_BYTES = 32 << 20;
  private static final int MAX_LIST = 10_000_000;

  /** The bytes aren't records; what could be read before is nothing worth. */
  public static final class Malformed extends IOException {
    public Malformed(String what) {
      super(what);
    }
  }

  /** @param in closed with this */
  public RecordInput(InputStream in) {
    super(new BufferedInputStream(in, 1 << 16));
  }

  public IndexedItem item() throws IOException {
    try {
      var item = Item.fromJson(json());
      var files = new ArrayList<PackedFile>();
      for (int i = count(); i > 0; i--) {
        files.add(PackedFile.fromJson(json()));
      }
      var texts = new ArrayList<IndexedText>();
      for (int i = count(); i > 0; i--) {
        texts.add(text(files.size()));
      }
      return new IndexedItem(item, files, texts, bytes(MAX_JSON_BYTES));
    } catch (Json.Malformed e) {
      throw new Malformed(e.getMessage());
    }
  }

  private IndexedText text(int files) throws IOException {
    int ordinal = readInt();
    if (ordinal < 0 || ordinal >= files) {
      throw new Malformed("a text is of no file");
    }
    var language = string();
    var format = TextFormat.of(string()).orElseThrow(() -> new Malformed("no format of a text"));
    var charset = string();
    var passages = new ArrayList<Passage>();
    for (int i = count(); i > 0; i--) {
      passages.add(new Passage(place(), readInt(), readInt(), string()));
    }
    return new IndexedText(ordinal, language, format, charset, passages);
  }

  private Place place() throws IOException {
    return switch (readUnsignedByte()) {
      case 0 -> new Place.Start();
      case 1 -> new Place.Page(readInt());
      case 2 -> new Place.Second(readDouble());
      case 3 -> new Place.Heading(string());
      default -> throw new Malformed("no place of a passage");
    };
  }

  /** One of them, that was written as a byte. */
  public <T> T of(T[] values) throws IOException {
    int ordinal = readUnsignedByte();
    if (ordinal >= values.length) {
      throw new Malformed("an unknown value");
    }
    return values[ordinal];
  }

  /** Of a list. */
  public int count() throws IOException {
    int count = readInt();
    if (count < 0 || count > MAX_LIST) {
      throw new Malformed("a list of " + count);
    }
    return count;
  }

  private Json.Fields json() throws IOException, Json.Malformed {
    return Json.read(new String(bytes(MAX_JSON_BYTES), StandardCharsets.UTF_8));
  }

  public String string() throws IOException {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** At most 1 MiB. */
  public byte[] bytes() throws IOException {
    return bytes(MAX_STRING_BYTES);
  }

  private byte[] bytes(int most) throws IOException {
    int length = readInt();
    if (length < 0 || length > most) {
      throw new Malformed("a string of " + length + " bytes");
    }
    var bytes = readNBytes(length);
    if (bytes.length < length) {
      throw new Malformed("the records are cut");
    }
    return bytes;
  }
}

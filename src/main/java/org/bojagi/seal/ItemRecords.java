package org.bojagi.seal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Passage;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.TextFormat;
import org.bojagi.fault.Finding;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.IndexedText;
import org.bojagi.scrub.Sensitive;

/**
 * {@link ItemRecord}s one after the other, as a checkpoint keeps them. Lengths stand before strings and lists, in four
 * bytes; metadata is JSON, the text of passages, which is most of it, is not. Read by the version that wrote it alone.
 *
 * <p>Reading allocates as bytes arrive and never by a length alone.
 */
final class ItemRecords {
  private static final int BEGIN = 0x42;
  private static final int INCOMPLETE = 0x43;
  private static final int MOVED = 0x44;
  private static final int UNCHANGED = 0x45;
  private static final int MAX_STRING_BYTES = 1 << 20;
  private static final int MAX_JSON_BYTES = 32 << 20;
  private static final int MAX_LIST = 10_000_000;

  private ItemRecords() {}

  /** The bytes aren't records; what could be read before is nothing worth. */
  static final class Malformed extends IOException {
    Malformed(String what) {
      super(what);
    }
  }

  static void write(OutputStream target, ItemRecord record) throws IOException {
    var out = new DataOutputStream(target);
    out.write(record.moved() ? MOVED : BEGIN);
    bytes(out, record.fingerprint());
    out.writeInt(record.volumes().size());
    for (var volume : record.volumes()) {
      string(out, volume);
    }
    out.writeLong(record.sealedBytes());
    var item = record.item().item();
    var json = new LinkedHashMap<String, Object>();
    json.put("id", item.id());
    json.put("path", item.path());
    json.put("language", item.language());
    json.putAll(item.toJson());
    string(out, Json.write(json));
    out.writeInt(record.item().files().size());
    for (var file : record.item().files()) {
      string(out, Json.write(file.toJson()));
    }
    out.writeInt(record.item().texts().size());
    for (var text : record.item().texts()) {
      write(out, text);
    }
    bytes(out, record.item().locations());
    write(out, record.notes());
  }

  static void write(OutputStream target, ItemRecord.Unchanged unchanged) throws IOException {
    var out = new DataOutputStream(target);
    out.write(UNCHANGED);
    bytes(out, unchanged.fingerprint());
    string(out, unchanged.path());
  }

  /** Says that something lies in the volumes that no record names, so that they aren't to be kept. */
  static void writeIncomplete(OutputStream target) throws IOException {
    target.write(INCOMPLETE);
  }

  private static void write(DataOutputStream out, IndexedText text) throws IOException {
    out.writeInt(text.fileOrdinal());
    string(out, text.language());
    string(out, text.format().code());
    string(out, text.charset());
    out.writeInt(text.passages().size());
    for (var passage : text.passages()) {
      switch (passage.place()) {
        case Place.Start start -> out.write(0);
        case Place.Page(int number) -> {
          out.write(1);
          out.writeInt(number);
        }
        case Place.Second(double seconds) -> {
          out.write(2);
          out.writeDouble(seconds);
        }
        case Place.Heading(String heading) -> {
          out.write(3);
          string(out, heading);
        }
      }
      out.writeInt(passage.charOffset());
      out.writeInt(passage.charLength());
      string(out, passage.text());
    }
  }

  private static void write(DataOutputStream out, ItemRecord.Notes notes) throws IOException {
    out.writeInt(notes.findings().size());
    for (var finding : notes.findings()) {
      out.write(finding.severity().ordinal());
      string(out, finding.code());
      string(out, finding.where());
      string(out, finding.what());
      string(out, finding.hint());
    }
    out.writeInt(notes.scrubbed().size());
    for (var file : notes.scrubbed()) {
      string(out, file.path());
      for (var fields : List.of(file.removed(), file.left(), file.kept())) {
        out.writeInt(fields.size());
        for (var field : fields) {
          out.write(field.kind().ordinal());
          string(out, field.fieldName());
        }
      }
    }
    out.writeInt(notes.duplicates().size());
    for (var duplicate : notes.duplicates()) {
      string(out, duplicate.path());
      string(out, duplicate.sameAs());
      out.writeLong(duplicate.savedBytes());
    }
  }

  private static void string(DataOutputStream out, String text) throws IOException {
    bytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Reads what {@link #write} wrote. One thread. */
  static final class Reader implements AutoCloseable {
    private final DataInputStream in;

    /** @param in closed with this */
    Reader(InputStream in) {
      this.in = new DataInputStream(new BufferedInputStream(in, 1 << 16));
    }

    /** Empty at the end. */
    Optional<ItemRecord> next() throws IOException {
      int begin = in.read();
      if (begin < 0) {
        return Optional.empty();
      }
      if (begin != BEGIN && begin != MOVED) {
        throw new Malformed(begin == INCOMPLETE ? "not all is recorded" : "no record begins here");
      }
      try {
        return Optional.of(record(begin == MOVED));
      } catch (Json.Malformed e) {
        throw new Malformed(e.getMessage());
      }
    }

    /** Of a checkpoint that has nothing else; empty at the end. */
    Optional<ItemRecord.Unchanged> nextUnchanged() throws IOException {
      int begin = in.read();
      if (begin < 0) {
        return Optional.empty();
      }
      if (begin != UNCHANGED) {
        throw new Malformed("no record of an unchanged item begins here");
      }
      return Optional.of(new ItemRecord.Unchanged(bytes(MAX_STRING_BYTES), string()));
    }

    private ItemRecord record(boolean moved) throws IOException, Json.Malformed {
      var fingerprint = bytes(MAX_STRING_BYTES);
      var volumes = new LinkedHashSet<String>();
      for (int i = count(); i > 0; i--) {
        volumes.add(string());
      }
      long sealedBytes = in.readLong();
      var item = Item.fromJson(json());
      var files = new ArrayList<PackedFile>();
      for (int i = count(); i > 0; i--) {
        files.add(PackedFile.fromJson(json()));
      }
      var texts = new ArrayList<IndexedText>();
      for (int i = count(); i > 0; i--) {
        texts.add(text(files.size()));
      }
      var locations = bytes(MAX_JSON_BYTES);
      var indexed = new IndexedItem(item, files, texts, locations);
      return new ItemRecord(fingerprint, volumes, sealedBytes, indexed, notes(), moved);
    }

    private IndexedText text(int files) throws IOException {
      int ordinal = in.readInt();
      if (ordinal < 0 || ordinal >= files) {
        throw new Malformed("a text is of no file");
      }
      var language = string();
      var format = TextFormat.of(string()).orElseThrow(() -> new Malformed("no format of a text"));
      var charset = string();
      var passages = new ArrayList<Passage>();
      for (int i = count(); i > 0; i--) {
        passages.add(new Passage(place(), in.readInt(), in.readInt(), string()));
      }
      return new IndexedText(ordinal, language, format, charset, passages);
    }

    private Place place() throws IOException {
      return switch (in.readUnsignedByte()) {
        case 0 -> new Place.Start();
        case 1 -> new Place.Page(in.readInt());
        case 2 -> new Place.Second(in.readDouble());
        case 3 -> new Place.Heading(string());
        default -> throw new Malformed("no place of a passage");
      };
    }

    private ItemRecord.Notes notes() throws IOException {
      var findings = new ArrayList<Finding>();
      for (int i = count(); i > 0; i--) {
        findings.add(new Finding(of(Finding.Severity.values()), string(), string(), string(), string()));
      }
      var scrubbed = new ArrayList<PackReport.Scrubbed>();
      for (int i = count(); i > 0; i--) {
        scrubbed.add(new PackReport.Scrubbed(string(), fields(), fields(), fields()));
      }
      var duplicates = new ArrayList<PackReport.Duplicate>();
      for (int i = count(); i > 0; i--) {
        duplicates.add(new PackReport.Duplicate(string(), string(), in.readLong()));
      }
      return new ItemRecord.Notes(findings, scrubbed, duplicates);
    }

    private List<Sensitive> fields() throws IOException {
      var fields = new ArrayList<Sensitive>();
      for (int i = count(); i > 0; i--) {
        fields.add(new Sensitive(of(Sensitive.Kind.values()), string()));
      }
      return fields;
    }

    private <T> T of(T[] values) throws IOException {
      int ordinal = in.readUnsignedByte();
      if (ordinal >= values.length) {
        throw new Malformed("an unknown value");
      }
      return values[ordinal];
    }

    private int count() throws IOException {
      int count = in.readInt();
      if (count < 0 || count > MAX_LIST) {
        throw new Malformed("a list of " + count);
      }
      return count;
    }

    private Json.Fields json() throws IOException, Json.Malformed {
      return Json.read(new String(bytes(MAX_JSON_BYTES), StandardCharsets.UTF_8));
    }

    private String string() throws IOException {
      return new String(bytes(MAX_STRING_BYTES), StandardCharsets.UTF_8);
    }

    private byte[] bytes(int most) throws IOException {
      int length = in.readInt();
      if (length < 0 || length > most) {
        throw new Malformed("a string of " + length + " bytes");
      }
      var bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new Malformed("the records are cut");
      }
      return bytes;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}

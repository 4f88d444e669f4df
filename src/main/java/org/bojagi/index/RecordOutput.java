package org.bojagi.index;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.Place;

/**
 * What a checkpoint keeps of items, for {@link RecordInput} of the same version. Lengths stand before strings and lists,
 * in four bytes; metadata is JSON, the text of passages, which is most of it, is not.
 */
public final class RecordOutput extends DataOutputStream {
  public RecordOutput(OutputStream target) {
    super(target);
  }

  public void string(String text) throws IOException {
    bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public void bytes(byte[] bytes) throws IOException {
    writeInt(bytes.length);
    write(bytes);
  }

  public void item(IndexedItem indexed) throws IOException {
    var item = indexed.item();
    var json = new LinkedHashMap<String, Object>();
    json.put("id", item.id());
    json.put("path", item.path());
    json.put("language", item.language());
    json.putAll(item.toJson());
    string(Json.write(json));
    writeInt(indexed.files().size());
    for (var file : indexed.files()) {
      string(Json.write(file.toJson()));
    }
    writeInt(indexed.texts().size());
    for (var text : indexed.texts()) {
      text(text);
    }
    bytes(indexed.locations());
  }

  private void text(IndexedText text) throws IOException {
    writeInt(text.fileOrdinal());
    string(text.language());
    string(text.format().code());
    string(text.charset());
    writeInt(text.passages().size());
    for (var passage : text.passages()) {
      switch (passage.place()) {
        case Place.Start start -> write(0);
        case Place.Page(int number) -> {
          write(1);
          writeInt(number);
        }
        case Place.Second(double seconds) -> {
          write(2);
          writeDouble(seconds);
        }
        case Place.Heading(String heading) -> {
          write(3);
          string(heading);
        }
      }
      writeInt(passage.charOffset());
      writeInt(passage.charLength());
      string(passage.text());
    }
  }
}

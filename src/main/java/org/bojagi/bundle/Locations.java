package org.bojagi.bundle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.PackedFile;

/**
 * The files of one item and where each lies, as the index keeps them beside the item (format.md §7.2).
 *
 * <p>The catalogue never says where bytes lie, so that whoever re-indexes or moves volumes leaves it as it is. Of the
 * hashes only the one over all is here: those of segments stay in the catalogue, and the files are {@link
 * PackedFile#withoutHashes()} once they were written.
 */
public record Locations(List<Located> files) {

  /**
   * @param extents in the order of the file's bytes
   * @param sha256 as in {@link PackedFile}; empty where it isn't known
   */
  public record Located(PackedFile file, List<Extent> extents, byte[] sha256) {
    public Located {
      extents = List.copyOf(extents);
    }

    public Located(PackedFile file, List<Extent> extents) {
      this(file, extents, file.sha256());
    }
  }

  public Locations {
    files = List.copyOf(files);
  }

  public Optional<Located> byId(String id) {
    return files.stream().filter(located -> located.file().id().equals(id)).findFirst();
  }

  public byte[] encode() {
    var list = new ArrayList<Object>();
    for (var located : files) {
      var json = located.file().withoutHashes().toStoredJson();
      json.put("extents", Extent.listToJson(located.extents()));
      if (located.sha256.length > 0) {
        json.put("hash", Json.base64(located.sha256));
      }
      list.add(json);
    }
    return Json.write(Map.of("files", list)).getBytes(StandardCharsets.UTF_8);
  }

  public static Locations decode(byte[] utf8) throws Json.Malformed {
    var files = new ArrayList<Located>();
    for (var json : Json.read(new String(utf8, StandardCharsets.UTF_8)).objects("files")) {
      var sha256 = json.has("hash") ? json.base64("hash") : new byte[0];
      files.add(new Located(PackedFile.fromJson(json), Extent.listFromJson(json, "extents"), sha256));
    }
    return new Locations(files);
  }
}

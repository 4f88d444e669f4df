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
 * <p>The catalogue never says where bytes lie, so that whoever re-indexes or moves volumes leaves it as it is. Hashes
 * stay in the catalogue: the files here are {@link PackedFile#withoutHashes()}.
 */
public record Locations(List<Located> files) {

  /** @param extents in the order of the file's bytes */
  public record Located(PackedFile file, List<Extent> extents) {
    public Located {
      extents = List.copyOf(extents);
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
      var json = located.file().withoutHashes().toJson();
      json.put("extents", Extent.listToJson(located.extents()));
      list.add(json);
    }
    return Json.write(Map.of("files", list)).getBytes(StandardCharsets.UTF_8);
  }

  public static Locations decode(byte[] utf8) throws Json.Malformed {
    var files = new ArrayList<Located>();
    for (var json : Json.read(new String(utf8, StandardCharsets.UTF_8)).objects("files")) {
      files.add(new Located(PackedFile.fromJson(json), Extent.listFromJson(json, "extents")));
    }
    return new Locations(files);
  }
}

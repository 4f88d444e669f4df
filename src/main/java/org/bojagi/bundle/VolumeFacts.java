package org.bojagi.bundle;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bojagi.catalog.Json;

/**
 * What the root says of one volume.
 *
 * @param card number of the card that it is on, from 1
 * @param header a copy of the file up to its first chunk (age header and nonce), by which the file is recognised
 *     whatever its name, and with which its payload is still read when the header on the medium is damaged
 * @param catalogue of a content volume; null for an index volume
 */
public record VolumeFacts(
    String id,
    int card,
    long plaintextBytes,
    long fileBytes,
    byte[] header,
    Catalogue catalogue) {

  /**
   * The entry {@code catalogue.jsonl}.
   *
   * @param sizeBytes uncompressed, as is what {@code sha256} is of
   */
  public record Catalogue(Extent extent, long sizeBytes, byte[] sha256) {}

  Map<String, Object> toJson() {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", id);
    json.put("card", card);
    json.put("plaintext", plaintextBytes);
    json.put("file", fileBytes);
    json.put("header", Json.base64(header));
    if (catalogue != null) {
      var entry = Extent.toJson(catalogue.extent);
      entry.put("size", catalogue.sizeBytes);
      entry.put("sha256", Json.hex(catalogue.sha256));
      json.put("catalogue", entry);
    }
    return json;
  }

  static VolumeFacts fromJson(Json.Fields json) throws Json.Malformed {
    var facts =
        new VolumeFacts(
            json.string("id"),
            (int) json.number("card", 1),
            json.number("plaintext"),
            json.number("file"),
            json.base64("header"),
            json.has("catalogue") ? catalogue(json.object("catalogue")) : null);
    if (facts.fileBytes < 0 || facts.fileBytes > Format.MAX_VOLUME_BYTES || facts.plaintextBytes < 0) {
      throw new Json.Malformed("field 'file' or 'plaintext' is no size of a volume");
    }
    return facts;
  }

  private static Catalogue catalogue(Json.Fields json) throws Json.Malformed {
    return new Catalogue(Extent.fromJson(json), json.number("size"), json.hex("sha256"));
  }
}

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
 * @param catalogue where the entry {@code catalogue.jsonl} lies; null for an index volume
 * @param catalogueSha256 of that entry uncompressed; empty for an index volume
 */
public record VolumeFacts(
    String id,
    int card,
    long plaintextBytes,
    long fileBytes,
    byte[] header,
    Extent catalogue,
    byte[] catalogueSha256) {

  Map<String, Object> toJson() {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", id);
    json.put("card", card);
    json.put("plaintext", plaintextBytes);
    json.put("file", fileBytes);
    json.put("header", Json.base64(header));
    if (catalogue != null) {
      json.put("catalogue", Extent.toJson(catalogue));
      json.put("catalogueSha256", Json.hex(catalogueSha256));
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
            json.has("catalogue") ? Extent.fromJson(json.object("catalogue")) : null,
            json.has("catalogue") ? json.hex("catalogueSha256") : new byte[0]);
    if (facts.fileBytes < 0 || facts.fileBytes > Format.MAX_VOLUME_BYTES || facts.plaintextBytes < 0) {
      throw new Json.Malformed("field 'file' or 'plaintext' is no size of a volume");
    }
    return facts;
  }
}

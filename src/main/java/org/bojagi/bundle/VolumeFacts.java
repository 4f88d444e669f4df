package org.bojagi.bundle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bojagi.catalog.Json;

/**
 * What the root says of one volume.
 *
 * @param card number of the card that a content volume is on, from 1; index volumes are on each
 * @param header a copy of the file up to its first chunk (age header and nonce), by which the file is recognised
 *     whatever its name, and with which its payload is still read when the header on the medium is damaged
 * @param catalogue of a content volume; null for an index volume
 * @param chunkHashes of an index volume: SHA-256 of each 64 KiB of its plaintext, 32 bytes each, one after the other
 */
public record VolumeFacts(
    String id,
    int card,
    long plaintextBytes,
    long fileBytes,
    byte[] header,
    Catalogue catalogue,
    byte[] chunkHashes) {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  /** Of a content volume. */
  public VolumeFacts(
      String id, int card, long plaintextBytes, long fileBytes, byte[] header, Catalogue catalogue) {
    this(id, card, plaintextBytes, fileBytes, header, catalogue, new byte[0]);
  }

  /**
   * The entry {@code catalogue.jsonl}.
   *
   * @param sizeBytes uncompressed, as is what {@code sha256} is of
   */
  public record Catalogue(Extent extent, long sizeBytes, byte[] sha256) {}

  /** The largest number of a card that one of these is on; 1 for none. */
  public static int lastCard(List<VolumeFacts> volumes) {
    return volumes.stream().mapToInt(VolumeFacts::card).max().orElse(1);
  }

  VolumeFacts onCard(int number) {
    return new VolumeFacts(id, number, plaintextBytes, fileBytes, header, catalogue, chunkHashes);
  }

  Map<String, Object> toJson() {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", id);
    json.put("card", card);
    json.put("plaintext", plaintextBytes);
    json.put("file", fileBytes);
    json.put("header", Json.base64(header));
    if (chunkHashes.length > 0) {
      json.put("chunks", Json.base64(chunkHashes));
    }
    if (catalogue != null) {
      var entry = Extent.toJson(catalogue.extent);
      entry.put("size", catalogue.sizeBytes);
      entry.put("sha256", Json.hex(catalogue.sha256));
      json.put("catalogue", entry);
    }
    return json;
  }

  static VolumeFacts fromJson(Json.Fields json) throws Json.Malformed {
    var id = json.string("id");
    if (!ID.matcher(id).matches()) {
      throw new Json.Malformed("the id of a volume isn't 32 hex digits in lower case");
    }
    return new VolumeFacts(
            id,
            json.has("card") ? (int) json.number("card", 1, Integer.MAX_VALUE) : 1,
            json.number("plaintext", 0, Format.MAX_VOLUME_BYTES),
            json.number("file", 0, Format.MAX_VOLUME_BYTES),
            json.base64("header"),
            json.has("catalogue") ? catalogue(json.object("catalogue")) : null,
            json.has("chunks") ? json.base64("chunks") : new byte[0]);
  }

  private static Catalogue catalogue(Json.Fields json) throws Json.Malformed {
    return new Catalogue(Extent.fromJson(json), json.number("size", 0, Long.MAX_VALUE), json.hex("sha256"));
  }
}

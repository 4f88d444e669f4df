package org.bojagi.catalog;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One file of a bundle: an item as the team keeps it, what belongs to it, or a rendition. Never says where it lies.
 *
 * @param id of an item's own file the item's id; of any other {@link Item#idOf} its path
 * @param path entry name in the bundle, NFC; renditions lie under {@code renditions/}
 * @param of the id of the item that it belongs to; of an item's own file its own id
 * @param derivedFrom the id of the file that it was made from; empty where it is as the team keeps it
 * @param mediaType {@code text/html}
 * @param language BCP 47 tag, {@code und} where nothing is known
 * @param textFormat null where search doesn't look into it: no text stands twice, so of an item and its renditions at
 *     most one file of each language has it
 * @param charset of the text; empty means UTF-8
 * @param sizeBytes of the file as packed
 * @param media of a picture, sound or film; null where nothing of it is known
 * @param links of a text: targets as written in it that are no path from it, and the path that each means:
 *     the team's folder had one file of that name. {@link #pathOf} follows them
 * @param segmentHashes SHA-256 of each 1 MiB segment, 32 bytes each, one after the other (format.md §6)
 * @param sha256 SHA-256 of {@code segmentHashes}
 */
public record PackedFile(
    String id,
    String path,
    String of,
    Role role,
    String derivedFrom,
    String mediaType,
    String language,
    TextFormat textFormat,
    String charset,
    long sizeBytes,
    MediaFacts media,
    Map<String, String> links,
    byte[] segmentHashes,
    byte[] sha256) {

  public static final int SEGMENT_BYTES = 1 << 20; // format.md §6

  public static final int MAX_LINKS = 1_000;
  private static final byte[] NONE = {};

  public PackedFile {
    media = media == null || media.isEmpty() ? null : media;
    links = links.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(links));
  }

  /** The same without hashes, as the index keeps it beside the extents. */
  public PackedFile withoutHashes() {
    return new PackedFile(
        id, path, of, role, derivedFrom, mediaType, language, textFormat, charset, sizeBytes, media, links,
        NONE, NONE);
  }

  /**
   * The path in the bundle that a link in this file means; no file need be there.
   *
   * @param target as written, entities and escapes of the format undone, percent signs not
   * @return empty where it leads out of the bundle or into the file itself
   */
  public String pathOf(String target) {
    var path = links.get(target);
    return path == null ? RelativePath.resolve(this.path, target) : path;
  }

  /** Every field, as lists for other programs have it. */
  public Map<String, Object> toJson() {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", id);
    json.put("path", path);
    if (role != Role.ITEM) {
      json.put("of", of);
      json.put("role", role.code());
      Json.putUnlessEmpty(json, "derivedFrom", derivedFrom);
    }
    json.put("language", language);
    json.put("format", mediaType);
    if (textFormat != null) {
      json.put("text", textFormat.code());
      Json.putUnlessEmpty(json, "charset", charset);
    }
    json.put("size", sizeBytes);
    if (media != null) {
      json.put("media", media.toJson());
    }
    if (!links.isEmpty()) {
      json.put("links", links);
    }
    if (sha256.length > 0) {
      json.put("segments", Json.base64(segmentHashes));
      json.put("sha256", Json.hex(sha256));
    }
    return json;
  }

  /** As bundles keep it: without what follows from other fields (format.md §6). */
  public Map<String, Object> toStoredJson() {
    var json = toJson();
    json.remove("id", Item.idOf(path));
    json.remove("sha256", Json.hex(Sha256.of(segmentHashes)));
    return json;
  }

  /** Of either form. */
  public static PackedFile fromJson(Json.Fields json) throws Json.Malformed {
    var role = Role.of(json.string("role", "item")).orElse(Role.COMPANION);
    var id = idFromJson(json);
    var segmentHashes = json.has("segments") ? json.base64("segments") : NONE;
    return new PackedFile(
        id,
        json.string("path"),
        json.string("of", id),
        role,
        json.string("derivedFrom", ""),
        json.string("format", "application/octet-stream"),
        json.string("language", "und"),
        TextFormat.of(json.string("text", "")).orElse(null),
        json.string("charset", ""),
        json.number("size", 0, Long.MAX_VALUE),
        json.has("media") ? MediaFacts.fromJson(json.object("media")) : null,
        links(json.object("links")),
        segmentHashes,
        json.has("sha256") ? json.hex("sha256") : json.has("segments") ? Sha256.of(segmentHashes) : NONE);
  }

  static String idFromJson(Json.Fields json) throws Json.Malformed {
    return json.has("id") ? json.string("id") : Item.idOf(json.string("path"));
  }

  private static Map<String, String> links(Json.Fields json) throws Json.Malformed {
    var links = new LinkedHashMap<String, String>();
    for (var target : json.asMap().keySet()) {
      if (links.size() < MAX_LINKS) {
        links.put(target, json.string(target));
      }
    }
    return links;
  }

  /** Whether the catalogue has this hash for a segment, counted from 0. */
  public boolean isSegment(int segment, byte[] hash) {
    return Sha256.isAt(hash, segmentHashes, segment);
  }

  /** How many hashes {@code segmentHashes} holds for a file of this size. */
  public static long segmentCount(long sizeBytes) {
    return Math.ceilDiv(sizeBytes, SEGMENT_BYTES);
  }

  /** Whether the hashes are as many as the size asks for, and the one over them is theirs. */
  public boolean hasItsHashes() {
    return segmentHashes.length == Sha256.BYTES * segmentCount(sizeBytes)
        && Arrays.equals(Sha256.of(segmentHashes), sha256);
  }
}

package org.bojagi.bundle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bojagi.catalog.Json;

/**
 * Where a stretch of a packed file lies (format.md §7.2). A file is the concatenation of its extents, each decoded by
 * itself; one on a shelf is a stretch of what its entry holds once unpacked.
 *
 * @param volume id of the volume
 * @param entry name of the ZIP entry in that volume
 * @param plaintextOffset of the entry's bytes in the volume's plaintext, after ZIP's local header
 * @param length in the volume's plaintext, so after compression
 * @param within offset of the stretch in the unpacked shelf; 0 where the encoding isn't {@link Encoding#ZSTD}
 * @param sizeBytes of the stretch in the unpacked shelf; 0 where the encoding isn't {@link Encoding#ZSTD}
 */
public record Extent(
    String volume, String entry, long plaintextOffset, long length, Encoding encoding, int within, int sizeBytes) {

  /** How an extent's bytes become the file's. */
  public enum Encoding {
    STORED,
    /** RFC 1951 without a wrapper, as ZIP's method 8. */
    DEFLATED,
    /** RFC 8878: one frame that is a whole shelf, of which the file is a stretch (format.md §4.4). */
    ZSTD
  }

  /** A whole entry. */
  public Extent(String volume, String entry, long plaintextOffset, long length, Encoding encoding) {
    this(volume, entry, plaintextOffset, length, encoding, 0, 0);
  }

  /** A file on the shelf that lies here. */
  public Extent onShelf(int fileOffset, int fileBytes) {
    return new Extent(volume, entry, plaintextOffset, length, Encoding.ZSTD, fileOffset, fileBytes);
  }

  /** What an extent adds to its file where that shows without unpacking; -1 of a deflated one. */
  long fileBytes() {
    return switch (encoding) {
      case STORED -> length;
      case ZSTD -> sizeBytes;
      case DEFLATED -> -1;
    };
  }

  /** What is left of one that isn't deflated after so many of the file's bytes. */
  Extent from(long skipBytes) {
    if (encoding == Encoding.ZSTD) {
      return onShelf(Math.toIntExact(within + skipBytes), Math.toIntExact(sizeBytes - skipBytes));
    }
    return new Extent(volume, entry, plaintextOffset + skipBytes, length - skipBytes, encoding);
  }

  static Map<String, Object> toJson(Extent extent) {
    var json = new LinkedHashMap<String, Object>();
    json.put("volume", extent.volume);
    json.put("entry", extent.entry);
    json.put("offset", extent.plaintextOffset);
    json.put("length", extent.length);
    json.put("encoding", extent.encoding.name().toLowerCase(Locale.ROOT));
    if (extent.encoding == Encoding.ZSTD) {
      json.put("within", extent.within);
      json.put("size", extent.sizeBytes);
    }
    return json;
  }

  static Extent fromJson(Json.Fields json) throws Json.Malformed {
    var encoding =
        switch (json.string("encoding")) {
          case "stored" -> Encoding.STORED;
          case "deflated" -> Encoding.DEFLATED;
          case "zstd" -> Encoding.ZSTD;
          default -> throw new Json.Malformed("field 'encoding' names an encoding that this version doesn't know");
        };
    return new Extent(
        json.string("volume"),
        json.string("entry"),
        json.number("offset", 0, Format.MAX_VOLUME_BYTES),
        json.number("length", 0, Format.MAX_VOLUME_BYTES),
        encoding,
        encoding == Encoding.ZSTD ? (int) json.number("within", 0, Format.MAX_SHELF_BYTES) : 0,
        encoding == Encoding.ZSTD ? (int) json.number("size", 0, Format.MAX_SHELF_BYTES) : 0);
  }

  static List<Object> listToJson(List<Extent> extents) {
    return new ArrayList<>(extents.stream().map(Extent::toJson).toList());
  }

  static List<Extent> listFromJson(Json.Fields json, String name) throws Json.Malformed {
    var extents = new ArrayList<Extent>();
    for (var extent : json.objects(name)) {
      extents.add(fromJson(extent));
    }
    return extents;
  }
}

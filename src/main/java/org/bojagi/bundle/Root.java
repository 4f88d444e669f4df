package org.bojagi.bundle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.Sha256;

/**
 * What belongs together: the two documents of a root (format.md §5).
 *
 * <p>They are two because two people may answer for them: the publisher for what is in the bundle, whoever indexed it
 * last for the index.
 */
public record Root(Content content, Index index) {

  /** All that the root names, content volumes first. */
  public List<VolumeFacts> volumes() {
    var all = new ArrayList<>(content.volumes);
    all.addAll(index.volumes);
    return all;
  }

  /**
   * As {@link #fromJson}, of a root whose second document may be lost: then it names no index.
   *
   * @param indexText null where it is lost
   */
  public static Root read(String contentText, String indexText) throws Json.Malformed {
    if (indexText != null) {
      return fromJson(contentText, indexText);
    }
    var contentSha256 = Json.hex(Sha256.of(contentText));
    return new Root(Content.fromJson(contentText), new Index(contentSha256, 0, List.of(), List.of()));
  }

  /** @throws Json.Malformed a field is missing or contradicts another; {@link Json.TooNew}: a must that we don't know */
  static Root fromJson(String contentText, String indexText) throws Json.Malformed {
    var root = new Root(Content.fromJson(contentText), Index.fromJson(indexText));
    var ids = new HashSet<String>();
    for (var volume : root.volumes()) {
      if (!ids.add(volume.id())) {
        throw new Json.Malformed("field 'id' is the same for two volumes");
      }
    }
    return root;
  }

  /**
   * {@code content.json}.
   *
   * @param edition from 1, one more each time the bundle is packed again
   * @param previousRoot SHA-256 of the previous edition's content.json in hex; empty for the first, and for a delta
   * @param delta what a delta bundle goes with; null for a bundle of its own
   * @param withdrawn of a delta: ids of items that are no longer to be shown; empty for a bundle of its own
   */
  public record Content(
      String bundle,
      int edition,
      String previousRoot,
      About about,
      List<VolumeFacts> volumes,
      Delta delta,
      List<String> withdrawn) {

    public Content {
      volumes = List.copyOf(volumes);
      withdrawn = List.copyOf(withdrawn);
    }

    /** The id that editions and deltas of one collection share: a delta's is that of the bundle that it goes with. */
    public String collection() {
      return delta == null ? bundle : delta.of;
    }

    String toJson() {
      var json = new LinkedHashMap<String, Object>();
      json.put("format", Format.VERSION);
      json.put("bundle", bundle);
      json.put("edition", edition);
      Json.putUnlessEmpty(json, "previousRoot", previousRoot);
      if (delta != null) {
        json.put("delta", delta.toJson());
        json.put("withdrawn", withdrawn);
      }
      json.put("about", about.toJson());
      json.put("volumes", volumes.stream().map(VolumeFacts::toJson).toList());
      return Json.write(json);
    }

    /** Of its document, in hex. */
    String sha256() {
      return Json.hex(Sha256.of(toJson()));
    }

    static Content fromJson(String text) throws Json.Malformed {
      var json = Json.read(text);
      return new Content(
          json.string("bundle"),
          (int) json.number("edition", 1, Integer.MAX_VALUE),
          json.string("previousRoot", ""),
          About.fromJson(json.object("about")),
          volumesOf(json, Format.KIND_CONTENT),
          json.has("delta") ? Delta.fromJson(json.object("delta")) : null,
          json.has("delta") ? json.strings("withdrawn") : List.of());
    }
  }

  /**
   * What a delta bundle was made from (format.md §5.1).
   *
   * @param of bundle id of the bundle, never of another delta
   * @param edition that it adds to, its own being one more at least
   * @param contentSha256 of that edition's content.json, in hex: of the bundle's, or of the delta's that made the edition
   */
  public record Delta(String of, int edition, String contentSha256) {
    Map<String, Object> toJson() {
      var json = new LinkedHashMap<String, Object>();
      json.put("of", of);
      json.put("edition", edition);
      json.put("content", contentSha256);
      return json;
    }

    static Delta fromJson(Json.Fields json) throws Json.Malformed {
      return new Delta(
          json.string("of"), (int) json.number("edition", 1, Integer.MAX_VALUE), json.string("content"));
    }
  }

  /**
   * {@code index.json}.
   *
   * @param contentSha256 of the content.json that was indexed, in hex
   * @param revision how often this content was indexed: 1 when it was packed, one more each time it is done again
   * @param analysis version of the analysers that the index was made with
   * @param files Lucene's, in no order that matters
   */
  public record Index(
      String contentSha256, int revision, int analysis, List<VolumeFacts> volumes, List<LuceneFile> files) {

    public Index {
      volumes = List.copyOf(volumes);
      files = List.copyOf(files);
    }

    /** As it is packed. */
    public Index(String contentSha256, int analysis, List<VolumeFacts> volumes, List<LuceneFile> files) {
      this(contentSha256, 1, analysis, volumes, files);
    }

    String toJson() {
      var json = new LinkedHashMap<String, Object>();
      json.put("format", Format.VERSION);
      json.put("content", contentSha256);
      if (revision > 1) {
        json.put("revision", revision);
      }
      json.put("analysis", analysis);
      json.put("volumes", volumes.stream().map(VolumeFacts::toJson).toList());
      json.put("files", files.stream().map(LuceneFile::toJson).toList());
      return Json.write(json);
    }

    static Index fromJson(String text) throws Json.Malformed {
      var json = Json.read(text);
      var files = new ArrayList<LuceneFile>();
      for (var file : json.objects("files")) {
        files.add(LuceneFile.fromJson(file));
      }
      return new Index(
          json.string("content"),
          json.has("revision") ? (int) json.number("revision", 1, Integer.MAX_VALUE) : 1,
          (int) json.number("analysis", 0, Integer.MAX_VALUE),
          volumesOf(json, Format.KIND_INDEX),
          files);
    }
  }

  /**
   * One of Lucene's files, STORED in index volumes so that it is read in place.
   *
   * @param blockHashes SHA-256 of each 64 KiB, 32 bytes each, one after the other
   */
  public record LuceneFile(String name, long sizeBytes, List<Extent> extents, byte[] blockHashes) {
    public static final int BLOCK_BYTES = 64 << 10; // format.md §7.1

    public LuceneFile {
      extents = List.copyOf(extents);
    }

    Map<String, Object> toJson() {
      var json = new LinkedHashMap<String, Object>();
      json.put("name", name);
      json.put("size", sizeBytes);
      json.put("extents", Extent.listToJson(extents));
      json.put("blocks", Json.base64(blockHashes));
      return json;
    }

    static LuceneFile fromJson(Json.Fields json) throws Json.Malformed {
      var file =
          new LuceneFile(
              json.string("name"),
              json.number("size"),
              Extent.listFromJson(json, "extents"),
              json.base64("blocks"));
      long length = 0;
      for (var extent : file.extents) {
        if (extent.encoding() != Extent.Encoding.STORED) {
          throw new Json.Malformed("field 'encoding' of an index file is not 'stored'");
        }
        length += extent.length();
      }
      if (length != file.sizeBytes
          || file.blockHashes.length != 32 * Math.ceilDiv(length, LuceneFile.BLOCK_BYTES)) {
        throw new Json.Malformed("field 'size' of an index file is not that of its extents or blocks");
      }
      return file;
    }
  }

  /**
   * Headers of volumes of kinds that this version doesn't know, and which {@link #volumes} leaves out: files that begin
   * so belong to the bundle all the same.
   *
   * @param documents of a root that was read
   */
  static List<byte[]> headersOfUnknownKinds(RootDocuments documents) {
    var headers = new ArrayList<byte[]>();
    for (var text : List.of(documents.content(), documents.index())) {
      // No volume of a kind that is known says so: most documents needn't be read again.
      if (text.contains("\"kind\"")) {
        try {
          for (var volume : Json.read(text).objects("volumes")) {
            if (!List.of(Format.KIND_CONTENT, Format.KIND_INDEX).contains(volume.string("kind", Format.KIND_CONTENT))
                && volume.has("header")) {
              headers.add(volume.base64("header"));
            }
          }
        } catch (Json.Malformed e) {
          // What a newer one writes of it isn't to be judged here.
        }
      }
    }
    return headers;
  }

  /** Volumes of a kind that we don't know are left out, unless they are a must. */
  private static List<VolumeFacts> volumesOf(Json.Fields json, String kind) throws Json.Malformed {
    var volumes = new ArrayList<VolumeFacts>();
    for (var volume : json.objects("volumes")) {
      if (volume.string("kind", kind).equals(kind)) {
        var facts = VolumeFacts.fromJson(volume);
        if (kind.equals(Format.KIND_CONTENT) && facts.catalogue() == null) {
          throw new Json.Malformed("field 'catalogue' of a content volume is missing");
        }
        volumes.add(facts);
      } else if (volume.flag("must")) {
        throw new Json.TooNew("a volume of another kind");
      }
    }
    return volumes;
  }
}

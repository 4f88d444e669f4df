package org.bojagi.extract;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.xmp.XmpDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.bojagi.catalog.MediaFacts;
import org.bojagi.scrub.Sensitive.Kind;
import org.bojagi.scrub.Sensitive;

/** Size and turn of a picture, and what its EXIF, XMP, IPTC and comments may give away. */
final class PictureReader {
  /** Parts of the names of fields, in lower case. The first that matches counts. */
  private static final Map<Kind, List<String>> FIELDS =
      Map.of(
          Kind.PLACE,
              List.of(
                  "gps",
                  "sub-location",
                  "city",
                  "province",
                  "country",
                  "location",
                  "latitude",
                  "longitude"),
          Kind.AUTHOR,
              List.of(
                  "artist",
                  "by-line",
                  "creator",
                  "author",
                  "owner",
                  "credit",
                  "copyright",
                  "writer",
                  "xpauthor",
                  "contact",
                  "rights"),
          Kind.DEVICE,
              List.of(
                  "serial",
                  "unique id",
                  "uniqueid",
                  "host computer",
                  "hostcomputer",
                  "device name"),
          Kind.PATH,
              List.of("documentname", "document name", "filepath", "file path", "ingredients"),
          Kind.COMMENT,
              List.of(
                  "comment",
                  "caption",
                  "image description",
                  "imagedescription",
                  "description",
                  "headline",
                  "textual data"));

  /** The format's own tables have such words, too, and no name of anyone. */
  private static final Pattern NOT_SENSITIVE =
      Pattern.compile(
          "(?i).*(interoperability|color|colour|icc|jpeg component|huffman|printer|gps"
              + " version|creatortool|creator tool|rendering|location of|copyright flag|profile"
              + " copyright|thumbnail (offset|length)).*");

  private static final Pattern SVG_FIELDS =
      Pattern.compile(
          "(?i)(dc:creator|dc:rights|dc:publisher|inkscape:export-filename|sodipodi:docname|sodipodi:absref|xlink:href=\"file:)");

  private PictureReader() {}

  static void read(byte[] bytes, Draft draft) throws UnreadableException {
    if (draft.mediaType.equals(FileType.SVG)) {
      sensitive(bytes, draft.mediaType, draft::sensitive);
      draft.media = new MediaFacts(0, 0, 0, 1, List.of());
      return;
    }
    var metadata = metadata(bytes);
    if (metadata == null) {
      throw UnreadableException.damaged("picture");
    }
    draft.media =
        new MediaFacts(
            0,
            number(metadata, "Image Width", "Width"),
            number(metadata, "Image Height", "Height"),
            orientation(metadata),
            List.of());
    sensitive(metadata, draft::sensitive);
    draft.thumbnail(bytes, draft.media.orientation(), false);
  }

  /** Of EXIF; 1 where a picture doesn't say it, or can't be read. */
  static int orientation(byte[] bytes) {
    var metadata = metadata(bytes);
    return metadata == null ? 1 : orientation(metadata);
  }

  /** Fields that a picture carries; none where it can't be read. */
  static void sensitive(byte[] bytes, String mediaType, BiConsumer<Kind, String> found) {
    if (mediaType.equals(FileType.SVG)) {
      var fields = SVG_FIELDS.matcher(new String(bytes, StandardCharsets.UTF_8));
      while (fields.find()) {
        var field = fields.group(1);
        found.accept(
            field.startsWith("dc:") ? Kind.AUTHOR : Kind.PATH,
            "SVG " + field.replaceAll("[=\"].*", ""));
      }
      return;
    }
    var metadata = metadata(bytes);
    if (metadata != null) {
      sensitive(metadata, found);
    }
  }

  private static Metadata metadata(byte[] bytes) {
    try {
      return ImageMetadataReader.readMetadata(new ByteArrayInputStream(bytes), bytes.length);
    } catch (ImageProcessingException | IOException | RuntimeException e) {
      return null;
    }
  }

  private static void sensitive(Metadata metadata, BiConsumer<Kind, String> found) {
    for (var directory : metadata.getDirectories()) {
      if (directory instanceof XmpDirectory xmp) {
        xmp.getXmpProperties()
            .forEach(
                (path, value) -> field("XMP", path.replaceAll("\\[\\d+\\]|.*/", ""), value, found));
      } else {
        for (var tag : directory.getTags()) {
          field(
              directory.getName(), tag.getTagName(), directory.getString(tag.getTagType()), found);
        }
      }
    }
  }

  private static void field(
      String directory, String tag, String value, BiConsumer<Kind, String> found) {
    var name = (tag.startsWith(directory) ? tag : directory + " " + tag).replaceAll("\\s+", " ");
    if (value == null || value.isBlank() || NOT_SENSITIVE.matcher(name).matches()) {
      return;
    }
    var lower = name.toLowerCase(Locale.ROOT);
    for (var kind : Kind.values()) {
      if (FIELDS.getOrDefault(kind, List.of()).stream().anyMatch(lower::contains)) {
        found.accept(kind, name);
        return;
      }
    }
  }

  private static int number(Metadata metadata, String... tagNames) {
    for (var directory : metadata.getDirectories()) {
      if (directory.getName().contains("Thumbnail")) {
        continue;
      }
      for (var tag : directory.getTags()) {
        for (var tagName : tagNames) {
          if (tag.getTagName().equals(tagName) && integer(directory, tag.getTagType()) > 0) {
            return integer(directory, tag.getTagType());
          }
        }
      }
    }
    return 0;
  }

  private static int orientation(Metadata metadata) {
    for (var directory :
        metadata.getDirectoriesOfType(com.drew.metadata.exif.ExifIFD0Directory.class)) {
      int turned = integer(directory, ExifDirectoryBase.TAG_ORIENTATION);
      if (turned >= 1 && turned <= 8) {
        return turned;
      }
    }
    return 1;
  }

  private static int integer(Directory directory, int tagType) {
    var value = directory.getInteger(tagType);
    return value == null ? 0 : value;
  }
}

package org.bojagi.scrub;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;
import org.bojagi.scrub.Sensitive.Kind;

/** What the tags of TIFF 6.0 and Exif 2.32 are: those that decoding needs, and what the others may give away. */
final class TiffTags {
  static final int PHOTOMETRIC = 262;
  static final int ORIENTATION = 274;
  static final int NEW_SUBFILE_TYPE = 254;
  static final int SUB_IFDS = 330;
  static final int JPEG_OFFSET = 513;
  static final int JPEG_LENGTH = 514;
  static final int EXIF_IFD = 0x8769;
  static final int GPS_IFD = 0x8825;
  static final int INTEROP_IFD = 0xA005;
  static final int COLOR_SPACE = 0xA001;
  static final int INTEROP_INDEX = 1;

  /** Needed to draw the picture as it is; 34675 is the colour profile. */
  private static final Set<Integer> STRUCTURE =
      Set.of(
          254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 273, 274, 277, 278, 279, 280, 281, 282, 283, 284,
          288, 289, 290, 291, 292, 293, 296, 297, 301, 317, 318, 319, 320, 321, 322, 323, 324, 325, 326, 327, 328,
          330, 332, 334, 336, 338, 339, 340, 341, 342, 345, 347, 512, 513, 514, 515, 517, 518, 519, 520, 521, 529,
          530, 531, 532, 34675, 37439, 50674);

  record Tag(Kind kind, String name) {}

  private static final Map<Integer, Tag> KNOWN =
      Map.ofEntries(
          entry(0x010D, new Tag(Kind.PATH, "DocumentName")),
          entry(0x010E, new Tag(Kind.COMMENT, "ImageDescription")),
          entry(0x010F, new Tag(Kind.DEVICE, "Make")),
          entry(0x0110, new Tag(Kind.DEVICE, "Model")),
          entry(0x011D, new Tag(Kind.COMMENT, "PageName")),
          entry(0x0131, new Tag(Kind.DEVICE, "Software")),
          entry(0x0132, new Tag(Kind.COMMENT, "DateTime")),
          entry(0x013B, new Tag(Kind.AUTHOR, "Artist")),
          entry(0x013C, new Tag(Kind.DEVICE, "HostComputer")),
          entry(0x02BC, new Tag(Kind.COMMENT, "XMP")),
          entry(0x8298, new Tag(Kind.AUTHOR, "Copyright")),
          entry(0x83BB, new Tag(Kind.COMMENT, "IPTC")),
          entry(0x8649, new Tag(Kind.COMMENT, "Photoshop")),
          entry(0x830E, new Tag(Kind.PLACE, "GeoTIFF ModelPixelScale")),
          entry(0x8482, new Tag(Kind.PLACE, "GeoTIFF ModelTiepoint")),
          entry(0x85D8, new Tag(Kind.PLACE, "GeoTIFF ModelTransformation")),
          entry(0x87AF, new Tag(Kind.PLACE, "GeoTIFF GeoKeyDirectory")),
          entry(0x87B0, new Tag(Kind.PLACE, "GeoTIFF GeoDoubleParams")),
          entry(0x87B1, new Tag(Kind.PLACE, "GeoTIFF GeoAsciiParams")),
          entry(0x9003, new Tag(Kind.COMMENT, "DateTimeOriginal")),
          entry(0x9004, new Tag(Kind.COMMENT, "DateTimeDigitized")),
          entry(0x927C, new Tag(Kind.DEVICE, "MakerNote")),
          entry(0x9286, new Tag(Kind.COMMENT, "UserComment")),
          entry(0x9C9B, new Tag(Kind.COMMENT, "XPTitle")),
          entry(0x9C9C, new Tag(Kind.COMMENT, "XPComment")),
          entry(0x9C9D, new Tag(Kind.AUTHOR, "XPAuthor")),
          entry(0x9C9E, new Tag(Kind.COMMENT, "XPKeywords")),
          entry(0x9C9F, new Tag(Kind.COMMENT, "XPSubject")),
          entry(0xA004, new Tag(Kind.PATH, "RelatedSoundFile")),
          entry(0xA420, new Tag(Kind.DEVICE, "ImageUniqueID")),
          entry(0xA430, new Tag(Kind.AUTHOR, "CameraOwnerName")),
          entry(0xA431, new Tag(Kind.DEVICE, "BodySerialNumber")),
          entry(0xA432, new Tag(Kind.DEVICE, "LensSpecification")),
          entry(0xA433, new Tag(Kind.DEVICE, "LensMake")),
          entry(0xA434, new Tag(Kind.DEVICE, "LensModel")),
          entry(0xA435, new Tag(Kind.DEVICE, "LensSerialNumber")));

  private TiffTags() {}

  static boolean isStructure(int tag) {
    return STRUCTURE.contains(tag);
  }

  /** What it is; of one that isn't known, its number. */
  static Tag of(int tag) {
    return KNOWN.getOrDefault(tag, new Tag(Kind.COMMENT, "tag 0x%04X".formatted(tag)));
  }

  /** Whether it is a text or number that may stay alone where its kind is kept: no note that only its maker reads. */
  static boolean isField(int tag) {
    return KNOWN.containsKey(tag) && tag != 0x927C && tag != 0x02BC && tag != 0x83BB && tag != 0x8649;
  }
}

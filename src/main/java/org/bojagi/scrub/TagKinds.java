package org.bojagi.scrub;

import java.util.Locale;
import org.bojagi.scrub.Sensitive.Kind;

/** What a tag of a sound or film may give away, by its name, in any container. */
final class TagKinds {
  private TagKinds() {}

  static Kind of(String tagName) {
    var name = tagName.toUpperCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    if (name.startsWith("COM.") && dot > 0) {
      name = name.contains("LOCATION") ? "LOCATION" : name.substring(dot + 1);
    }
    return switch (name) {
      case "ARTIST", "AUTHOR", "COMPOSER", "PERFORMER", "ALBUMARTIST", "ALBUM_ARTIST", "DIRECTOR", "PRODUCER",
          "LYRICIST", "WRITTEN_BY", "COPYRIGHT", "LICENSE", "ORGANIZATION", "PUBLISHER", "CONTACT", "ENCODED_BY",
          "ENCODED-BY",
          "©ART", "AART", "©WRT", "©AUT", "©DIR", "©PRD", "©PRF", "©CPY", "CPRT", "AUTH", "PERF", "©COM", "©PUB",
          "TPE1", "TPE2", "TPE3", "TPE4", "TCOM", "TEXT", "TOLY", "TOPE", "TCOP", "TENC", "TOWN", "TPUB", "WCOP",
          "WOAR", "IART", "ICOP", "IENG", "ITCH", "ICMS" -> Kind.AUTHOR;
      case "LOCATION", "©XYZ", "LOCI", "RECORDING_LOCATION", "GEO_LOCATION", "GPS", "IGPS", "LOCATION-ENG",
          "GEOTAG" -> Kind.PLACE;
      case "ENCODER", "ENCODING_TOOL", "ENCODER_OPTIONS", "ENCODER_SETTINGS", "MAKE", "MODEL", "SOFTWARE", "DEVICE",
          "SERIAL", "SERIAL_NUMBER", "©TOO", "©SWR", "©MAK", "©MOD", "©ENC", "MANU", "MODL", "TSSE", "ISFT", "ISRC",
          "CAMM", "GPMD", "FIRM", "LENS", "CAME", "SETT", "MUID", "GPMF", "GUMI", "SMTA" -> Kind.DEVICE;
      case "FILENAME", "FILE_NAME", "TOFN" -> Kind.PATH;
      default -> Kind.COMMENT;
    };
  }
}

package org.bojagi.extract;

import java.util.Locale;
import java.util.Set;
import org.bojagi.scrub.Sensitive.Kind;
import org.bojagi.scrub.Sensitive;

/**
 * Which tags of sounds and films may lead to a person. The artist of a published song is no source,
 * and not named.
 */
final class TagNames {
  private static final Set<String> PLACES =
      Set.of(
          "LOCATION",
          "RECORDING_LOCATION",
          "GPS",
          "GEOLOCATION",
          "IGPS",
          "XYZ",
          "COM.APPLE.QUICKTIME.LOCATION.ISO6709");

  private static final Set<String> PERSONS =
      Set.of(
          "ENCODED_BY",
          "ENCODED-BY",
          "ENCODEDBY",
          "TENC",
          "AUTHOR",
          "TOWN",
          "OWNER",
          "FILE_OWNER",
          "CONTACT",
          "ITCH",
          "IENG",
          "DIRECTOR",
          "PRODUCER",
          "EDITED_BY");

  private static final Set<String> FREE_TEXTS =
      Set.of("COMMENT", "COMMENTS", "DESCRIPTION", "COMM", "ICMT", "SYNOPSIS", "SUMMARY");

  private static final Set<String> DEVICES =
      Set.of("SERIAL", "DEVICE", "COM.ANDROID.SERIAL", "SERIAL_NUMBER");

  private TagNames() {}

  static void sensitive(String name, String value, String container, Draft draft) {
    var key = name.toUpperCase(Locale.ROOT);
    var field =
        container + " " + Mp4Facts.printable(name.length() > 60 ? name.substring(0, 60) : name);
    if (value.isBlank()) {
      return;
    }
    if (PLACES.contains(key)) {
      draft.sensitive(Kind.PLACE, field);
    } else if (PERSONS.contains(key)) {
      draft.sensitive(Kind.AUTHOR, field);
    } else if (FREE_TEXTS.contains(key)) {
      draft.sensitive(Kind.COMMENT, field);
    } else if (DEVICES.contains(key)) {
      draft.sensitive(Kind.DEVICE, field);
    }
  }
}

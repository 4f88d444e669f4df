package org.bojagi.scrub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Pattern;

/**
 * Where a device was, written as text: cameras on cars and drones keep it as subtitles. Known are NMEA 0183, ISO 6709,
 * and numbers with at least three decimals behind a name of a coordinate.
 */
final class Positions {
  private static final Pattern POSITION =
      Pattern.compile(
          "(?i)\\$G[PNLABQ][A-Z]{3},"
              + "|\\b(lat|lon|lng|latitude|longt?itude|gps|gnss|home|geo)\\b[\"']?\\s*[:=(\\[]+\\s*[\"'(]?\\s*[-+NSEW]?"
              + "\\s?\\d{1,3}\\.\\d{3,}"
              + "|[-+]\\d{2}\\.\\d{3,}[-+]\\d{3}\\.\\d{3,}"
              + "|\\b[NS]\\s?:?\\s?\\d{1,2}(\\.|\u00C2?\u00B0)\\d{1,2}['.]?\\d*\"?\\s*,?"
              + "\\s*[EW]\\s?:?\\s?\\d{1,3}(\\.|\u00C2?\u00B0)\\d{2}");

  private Positions() {}

  /** Whether a position stands in the text, in any superset of ASCII or in UTF-16. */
  static boolean in(byte[] text) {
    return POSITION.matcher(new String(text, ISO_8859_1).replace("\0", "")).find();
  }
}

package org.bojagi.scrub;

import java.io.IOException;
import java.util.Base64;
import java.util.Set;

/**
 * Pictures that stand in a text as {@code data:} addresses in base64 (RFC 2397), each cleaned as a
 * file would be.
 */
final class EmbeddedPictures {
  private static final String MARK = ";base64,";
  private static final int MAX_PICTURE_BYTES = 48 << 20;
  private static final int MAX_TYPE_UNITS = 80;

  private final MarkupEdits edits;
  private final Set<Sensitive.Kind> keep;
  private final boolean enabled;

  EmbeddedPictures(MarkupEdits edits, Set<Sensitive.Kind> keep, boolean enabled) {
    this.edits = edits;
    this.keep = keep;
    this.enabled = enabled;
  }

  /** Of those that begin between the two. */
  void find(long start, long end) throws IOException {
    if (end - start < MARK.length()) {
      return;
    }
    var units = edits.units();
    long at = start;
    while ((at = units.indexOf(MARK, at, end)) >= 0) {
      var mediaType = mediaTypeBefore(at, start);
      long first = at + MARK.length();
      long behind = first;
      while (behind < end && (isBase64(units.at(behind)) || CodeUnits.isSpace(units.at(behind)))) {
        behind++;
      }
      if (!mediaType.isEmpty()) {
        picture(mediaType, first, behind);
      }
      at = behind;
    }
  }

  private void picture(String mediaType, long first, long behind) throws IOException {
    if (!enabled
        || behind - first > MAX_PICTURE_BYTES / 3L * 4
        || edits.units().at(behind) == '\\') {
      edits.left(Sensitive.Kind.CONTENT, "picture inside");
      return;
    }
    byte[] picture;
    try {
      picture = Base64.getMimeDecoder().decode(letters(first, behind));
    } catch (IllegalArgumentException e) {
      edits.left(Sensitive.Kind.CONTENT, "picture inside");
      return;
    }
    var file = SeekableBytes.of(picture);
    var cleaning =
        mediaType.equals("image/svg+xml")
            ? TextScrubbing.of(mediaType, file, keep, false)
            : Scrubbing.of(mediaType, file, keep);
    cleaning
        .left()
        .forEach(
            sensitive -> edits.left(sensitive.kind(), "picture inside: " + sensitive.fieldName()));
    if (!cleaning.edits().isEmpty()) {
      var cleaned = new byte[(int) cleaning.sizeAfter(picture.length)];
      try (var in = EditedBytes.stream(file, cleaning)) {
        in.readNBytes(cleaned, 0, cleaned.length);
      }
      if (edits.put(first, behind, Base64.getEncoder().encode(cleaned))) {
        for (var sensitive : cleaning.removed()) {
          edits.removed(sensitive.kind(), "picture inside: " + sensitive.fieldName());
        }
      }
    }
  }

  /** Of {@code data:image/png;charset=x} that ends at {@code end}; empty where it is no picture. */
  private String mediaTypeBefore(long end, long start) throws IOException {
    var units = edits.units();
    for (long i = end - 5; i >= Math.max(start, end - MAX_TYPE_UNITS); i--) {
      if (units.startsWith("data:", i)) {
        var type =
            units
                .text(i + 5, end, MAX_TYPE_UNITS)
                .replaceFirst(";.*", "")
                .toLowerCase(java.util.Locale.ROOT);
        return type.startsWith("image/") || type.startsWith("audio/") || type.startsWith("video/")
            ? type
            : "";
      }
    }
    return "";
  }

  private byte[] letters(long first, long behind) throws IOException {
    var letters = new byte[(int) (behind - first)];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = (byte) edits.units().at(first + i);
    }
    return letters;
  }

  private static boolean isBase64(int unit) {
    return CodeUnits.isLetter(unit)
        || unit >= '0' && unit <= '9'
        || unit == '+'
        || unit == '/'
        || unit == '=';
  }
}

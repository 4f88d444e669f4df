package org.bojagi.scrub;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Files that stand in a text as {@code data:} addresses (RFC 2397), in base64 or percent form, also with escapes of
 * HTML, CSS and scripts: each cleaned as a file would be, and a drawing's own ones too.
 */
final class EmbeddedPictures {
  private static final int MAX_FILE_BYTES = 48 << 20;
  private static final int MAX_TYPE_UNITS = 200;
  private static final int MAX_DEPTH = 4;
  private static final Sensitive UNKNOWN = new Sensitive(Sensitive.Kind.CONTENT, "a format that isn't known here");

  private final MarkupEdits edits;
  private final Set<Sensitive.Kind> keep;
  private final int depth;

  /** @param depth of addresses around this text */
  EmbeddedPictures(MarkupEdits edits, Set<Sensitive.Kind> keep, int depth) {
    this.edits = edits;
    this.keep = keep;
    this.depth = depth;
  }

  /** Of those that begin between the two. */
  void find(long start, long end) throws IOException {
    var units = edits.units();
    for (long at = units.next(':', start, end); at < end; at = units.next(':', at + 1, end)) {
      if (at - 4 >= start && units.startsWith("data", at - 4) && !CodeUnits.isLetter(units.at(at - 5))) {
        at = Math.max(at, address(at - 4, end) - 1);
      }
    }
  }

  /** @return where it ends */
  private long address(long start, long end) throws IOException {
    var head = new AddressUnits(edits.units(), start + 5, Math.min(end, start + MAX_TYPE_UNITS));
    var type = new StringBuilder();
    int unit = head.next();
    while (unit >= 0 && unit != ',' && !isQuote(unit) && unit != '<' && unit != '\n') {
      type.append((char) unit);
      unit = head.next();
    }
    var parameters = type.toString().toLowerCase(Locale.ROOT).replace(" ", "");
    boolean isBase64 = parameters.endsWith(";base64");
    var mediaType = parameters.replaceFirst(";.*", "");
    if (unit != ',' || !isBase64 && !mediaType.matches("[a-z]+/[a-z0-9.+-]+")) {
      return start;
    }
    long first = head.position();
    var text =
        isBase64
            ? AddressUnits.base64(edits.units(), first, end)
            : AddressUnits.percent(edits.units(), first, end, edits.units().at(start - 1));
    if (text.behind() - first > MAX_FILE_BYTES / 3L * 4 || depth >= MAX_DEPTH) {
      edits.left(Sensitive.Kind.CONTENT, "picture inside");
    } else if (text.behind() > first) {
      file(mediaType, isBase64, first, text);
    }
    return text.behind();
  }

  private void file(String mediaType, boolean isBase64, long first, AddressUnits.Text text) throws IOException {
    byte[] bytes;
    try {
      bytes = isBase64 ? Base64.getMimeDecoder().decode(text.bytes()) : text.bytes();
    } catch (IllegalArgumentException e) {
      edits.left(Sensitive.Kind.CONTENT, "picture inside");
      return;
    }
    var cleaning = cleaning(mediaType, SeekableBytes.of(bytes));
    cleaning
        .left()
        .forEach(sensitive -> edits.left(sensitive.kind(), "picture inside: " + sensitive.fieldName()));
    if (cleaning.edits().isEmpty()) {
      return;
    }
    var cleaned = new byte[(int) cleaning.sizeAfter(bytes.length)];
    try (var in = EditedBytes.stream(SeekableBytes.of(bytes), cleaning)) {
      in.readNBytes(cleaned, 0, cleaned.length);
    }
    var written = isBase64 ? Base64.getEncoder().encode(cleaned) : AddressUnits.percent(cleaned);
    if (edits.put(first, text.behind(), written)) {
      for (var sensitive : cleaning.removed()) {
        edits.removed(sensitive.kind(), "picture inside: " + sensitive.fieldName());
      }
    }
  }

  /** What it is called may be anything: browsers look at a picture's first bytes, too. */
  private Cleaning cleaning(String mediaType, SeekableBytes file) throws IOException {
    boolean isText =
        mediaType.isEmpty() || mediaType.startsWith("text/") || mediaType.matches(".*(xml|json|javascript|ecmascript)");
    if (isText && !mediaType.isEmpty()) {
      return TextScrubbing.of(mediaType, file, keep, depth + 1);
    }
    var cleaning = Scrubbing.of(mediaType, file, keep);
    boolean isKnown = mediaType.matches("(image|audio|video)/.*");
    if (!cleaning.equals(Cleaning.NOTHING) || isKnown || mediaType.matches("(font/|application/(x-)?font|.*-font).*")) {
      return cleaning;
    }
    return isText || Scrubbing.knows(file)
        ? cleaning
        : new Cleaning(List.of(), List.of(), List.of(UNKNOWN));
  }

  private static boolean isQuote(int unit) {
    return unit == '"' || unit == '\'' || unit == '`';
  }
}

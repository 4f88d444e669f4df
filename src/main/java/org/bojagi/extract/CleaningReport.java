package org.bojagi.extract;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bojagi.scrub.Cleaning;
import org.bojagi.scrub.EditedBytes;
import org.bojagi.scrub.Scrubbing;
import org.bojagi.scrub.SeekableBytes;
import org.bojagi.scrub.Sensitive;
import org.bojagi.scrub.Sensitive.Kind;
import org.bojagi.scrub.TextScrubbing;

/** What cleaning one document took out so far, and what it had to leave. */
final class CleaningReport {
  private static final int MAX_NAMED = 900;
  private static final int MAX_NAME_CHARS = 300;

  private final Set<Kind> keep;
  private final Set<Sensitive> removed = new LinkedHashSet<>();
  private final Set<Sensitive> left = new LinkedHashSet<>();

  CleaningReport(Set<Kind> keep) {
    this.keep = Set.copyOf(keep);
  }

  Set<Kind> keep() {
    return keep;
  }

  /** Whether who is credited in the document's own properties stays. */
  boolean keepsAuthor() {
    return keep.contains(Kind.AUTHOR);
  }

  void removed(Kind kind, String fieldName) {
    add(removed, kind, fieldName);
  }

  void left(Kind kind, String fieldName) {
    add(left, kind, fieldName);
  }

  private static void add(Set<Sensitive> named, Kind kind, String fieldName) {
    if (named.size() < MAX_NAMED) {
      named.add(new Sensitive(kind, fieldName.substring(0, Math.min(fieldName.length(), MAX_NAME_CHARS))));
    }
  }

  boolean hasRemoved() {
    return !removed.isEmpty();
  }

  Cleaned cleaned() {
    return new Cleaned(true, List.copyOf(removed), List.copyOf(left));
  }

  Cleaned unchanged() {
    return new Cleaned(false, List.of(), List.copyOf(left));
  }

  /**
   * A picture, sound or film that lies inside.
   *
   * @param name of the part; its extension helps where the bytes don't say what it is
   * @return {@code bytes} themselves where nothing was found
   */
  byte[] cleanedPicture(String name, byte[] bytes) throws IOException {
    var head = Arrays.copyOf(bytes, Math.min(bytes.length, ExtractionPool.HEAD_BYTES));
    var type = FileType.of(name, head);
    var kind = FileType.kind(type);
    if (kind != ExtractionPool.Kind.PICTURE && kind != ExtractionPool.Kind.MEDIA) {
      left(Kind.CONTENT, name);
      return bytes;
    }
    var file = SeekableBytes.of(bytes);
    var cleaning =
        type.equals(FileType.SVG) ? TextScrubbing.of(type, file, keep) : Scrubbing.of(type, file, keep);
    return applied(cleaning, bytes, name + ": ");
  }

  /** {@code bytes} after the edits, which are taken note of. */
  byte[] applied(Cleaning cleaning, byte[] bytes, String prefix) throws IOException {
    cleaning.removed().forEach(sensitive -> removed(sensitive.kind(), prefix + sensitive.fieldName()));
    cleaning.left().forEach(sensitive -> left(sensitive.kind(), prefix + sensitive.fieldName()));
    if (cleaning.edits().isEmpty()) {
      return bytes;
    }
    return EditedBytes.stream(SeekableBytes.of(bytes), cleaning).readAllBytes();
  }
}

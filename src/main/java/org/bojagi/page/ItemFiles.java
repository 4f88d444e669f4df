package org.bojagi.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.bojagi.bundle.Locations;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.show.MediaType;
import org.bojagi.show.Transcripts;

/**
 * An item's files by what a page does with each. Files are named by their position in {@link
 * Locations#files}.
 */
record ItemFiles(List<PackedFile> files) {
  private static final Set<String> FILMS =
      Set.of(
          "video/mp4",
          "video/webm",
          "video/ogg",
          "video/x-matroska",
          "video/quicktime",
          "video/x-m4v");

  /** A picture of this size is small enough to stand in a list itself. */
  private static final long SMALL_PICTURE_BYTES = 200_000;

  private static final int MAX_STEPS = 8;

  static ItemFiles of(Locations locations) {
    return new ItemFiles(locations.files().stream().map(Locations.Located::file).toList());
  }

  PackedFile file(int ordinal) {
    return files.get(ordinal);
  }

  /** The item in each of its languages, as the team keeps it. */
  List<Integer> versions() {
    var versions = new ArrayList<Integer>();
    for (int i = 0; i < files.size(); i++) {
      if (files.get(i).role() == Role.ITEM || files.get(i).role() == Role.TRANSLATION) {
        versions.add(i);
      }
    }
    return versions;
  }

  /** The version that a file is or was made of; the item's own file for what belongs to all. */
  int versionOf(int ordinal) {
    var versions = versions();
    int at = ordinal;
    for (int step = 0; at >= 0 && at < files.size() && step < MAX_STEPS; step++) {
      if (versions.contains(at)) {
        return at;
      }
      at = byId(files.get(at).derivedFrom());
    }
    return versions.isEmpty() ? 0 : versions.getFirst();
  }

  private int byId(String id) {
    for (int i = 0; i < files.size() && !id.isEmpty(); i++) {
      if (files.get(i).id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  /** The version in a reader's language, else in the nearest to it, else the item's own. */
  int versionFor(String languageTag) {
    int near = -1;
    for (int version : versions()) {
      var language = files.get(version).language();
      if (language.equals(languageTag)) {
        return version;
      }
      if (near < 0 && primary(language).equals(primary(languageTag))) {
        near = version;
      }
    }
    return near >= 0 ? near : versionOf(-1);
  }

  static String primary(String tag) {
    int dash = tag.indexOf('-');
    return dash < 0 ? tag : tag.substring(0, dash);
  }

  /** What a frame shows of a version: its text, else the pictures of its pages. */
  OptionalInt text(int version) {
    for (int i = 0; i < files.size(); i++) {
      var format = files.get(i).textFormat();
      if (format != null && format != TextFormat.WEBVTT && (i == version || isMadeOf(i, version))) {
        return OptionalInt.of(i);
      }
    }
    return pages(version) > 0 ? OptionalInt.of(version) : OptionalInt.empty();
  }

  private boolean isMadeOf(int ordinal, int version) {
    return !files.get(ordinal).derivedFrom().isEmpty() && versionOf(ordinal) == version;
  }

  /**
   * Subtitles by language, at most one of each; what packing made rather than what it was made of.
   */
  Map<String, Integer> captions() {
    var captions = new LinkedHashMap<String, Integer>();
    for (int i = 0; i < files.size(); i++) {
      var file = files.get(i);
      if (Transcripts.shows(file)
          && (file.role() == Role.CAPTIONS || !captions.containsKey(file.language()))) {
        captions.put(file.language(), i);
      }
    }
    return captions;
  }

  /** A small picture for lists. */
  OptionalInt thumbnail() {
    var small = withRole(Role.THUMBNAIL);
    if (small.isEmpty()) {
      small = withRole(Role.POSTER);
    }
    if (small.isEmpty() && isPicture(0) && files.getFirst().sizeBytes() <= SMALL_PICTURE_BYTES) {
      return OptionalInt.of(0);
    }
    return small;
  }

  /** A picture as large as there is one, for a film before it begins. */
  OptionalInt poster() {
    var large = withRole(Role.POSTER);
    return large.isPresent() ? large : withRole(Role.THUMBNAIL);
  }

  private OptionalInt withRole(Role role) {
    for (int i = 0; i < files.size(); i++) {
      if (files.get(i).role() == role) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  boolean isPicture(int ordinal) {
    return ordinal < files.size() && MediaType.isPicture(files.get(ordinal).mediaType());
  }

  boolean isFilm(int ordinal) {
    return files.get(ordinal).mediaType().startsWith("video/");
  }

  boolean isSound(int ordinal) {
    return files.get(ordinal).mediaType().startsWith("audio/");
  }

  /** Whether some browser plays it, by what it is called; a browser finds out by its bytes. */
  boolean isPlayable(int ordinal) {
    return isSound(ordinal) || FILMS.contains(files.get(ordinal).mediaType());
  }

  /** How many pages a document has of which there are pictures; 0: none. */
  int pages(int version) {
    int pages = 0;
    for (int i = 0; i < files.size(); i++) {
      if (files.get(i).role() == Role.PAGE && isMadeOf(i, version)) {
        pages++;
      }
    }
    return pages;
  }

  /** Seconds of the film or sound; 0: not known. */
  double seconds() {
    for (int version : versions()) {
      var media = files.get(version).media();
      if (media != null && media.durationSeconds() > 0) {
        return media.durationSeconds();
      }
    }
    return 0;
  }
}

package org.bojagi.extract;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The pictures of one document: those that a browser shows, up to the limits, each once. */
final class Pictures {
  private static final Map<String, String> SHOWN =
      Map.of(
          "image/jpeg",
          "jpg",
          "image/png",
          "png",
          "image/gif",
          "gif",
          "image/webp",
          "webp",
          FileType.SVG,
          "svg");

  private static final Set<String> NOT_WORTH_A_WORD =
      Set.of("thumbnail.jpeg", "thumbnail.png", "thumbnail.emf");

  private final Draft draft;
  private final Map<String, String> names = new HashMap<>();
  private long bytes;
  private int notShown;
  private int tooMany;

  Pictures(Draft draft) {
    this.draft = draft;
  }

  /**
   * @param sourceName as the document calls it; the second of one name is ignored
   */
  void add(String sourceName, InputStream content) throws IOException {
    var plainName = sourceName.substring(sourceName.lastIndexOf('/') + 1);
    if (names.containsKey(sourceName) || NOT_WORTH_A_WORD.contains(plainName)) {
      return;
    }
    long room = draft.limits.pictureBytes() - bytes;
    var picture = content.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, room + 1));
    var type =
        FileType.of(
            plainName,
            java.util.Arrays.copyOf(picture, Math.min(picture.length, ExtractionPool.HEAD_BYTES)));
    if (!SHOWN.containsKey(type)) {
      notShown++;
    } else if (picture.length > room || names.size() >= draft.limits.pictures()) {
      tooMany++;
    } else {
      var name = "picture-" + (names.size() + 1) + "." + SHOWN.get(type);
      names.put(sourceName, name);
      bytes += picture.length;
      draft.picture(name, type, picture);
      PictureReader.sensitive(
          picture, type, (kind, field) -> draft.sensitive(kind, "picture inside: " + field));
    }
  }

  /** Null where there is no such picture or it was left out. */
  String nameOf(String sourceName) {
    return names.get(sourceName);
  }

  void report() {
    if (notShown > 0) {
      draft.note(
          "pictures-not-shown",
          notShown + " pictures inside are of a kind that no browser shows (EMF, WMF, TIFF)",
          "");
    }
    if (tooMany > 0) {
      draft.warn(
          "pictures-left-out",
          tooMany + " pictures inside are left out: there are too many, or they are too large",
          "");
    }
  }
}

package org.bojagi.extract;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.bojagi.catalog.Role;

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
  private int damaged;

  Pictures(Draft draft) {
    this.draft = draft;
  }

  /**
   * @param sourceName as the document calls it; the second of one name is ignored
   * @param content closed here; one that can't be read is counted, and the document goes on
   */
  void add(String sourceName, SourceBytes.Opener content) {
    var plainName = sourceName.substring(sourceName.lastIndexOf('/') + 1);
    if (names.containsKey(sourceName) || NOT_WORTH_A_WORD.contains(plainName)) {
      return;
    }
    long room = draft.limits.pictureBytes() - bytes;
    byte[] picture;
    try (var in = content.open()) {
      picture = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, room + 1));
    } catch (IOException | RuntimeException e) {
      damaged++;
      return;
    }
    var head = Arrays.copyOf(picture, Math.min(picture.length, ExtractionPool.HEAD_BYTES));
    var type = FileType.of(plainName, head);
    if (!SHOWN.containsKey(type)) {
      notShown++;
    } else if (picture.length > room || names.size() >= draft.limits.pictures()) {
      tooMany++;
    } else {
      var name = "picture-" + (names.size() + 1) + "." + SHOWN.get(type);
      names.put(sourceName, name);
      bytes += picture.length;
      draft.picture(name, Role.PICTURE, type, picture);
      if (draft.wantsThumbnail() && !type.equals(FileType.SVG)) {
        draft.thumbnail(picture, PictureReader.orientation(picture), true);
      }
      PictureReader.sensitive(
          picture, type, (kind, field) -> draft.sensitive(kind, "picture inside: " + field));
    }
  }

  /** Null where there is no such picture or it was left out. */
  String nameOf(String sourceName) {
    return names.get(sourceName);
  }

  void report() {
    if (damaged > 0) {
      draft.warn("pictures-damaged", damaged + " pictures inside can't be read", "");
    }
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

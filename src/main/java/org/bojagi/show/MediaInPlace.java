package org.bojagi.show;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.jsoup.nodes.Element;

/** Pictures, films and sounds in the place where a text refers to them. What is missing says so there. */
final class MediaInPlace {
  private static final int MAX_SUBTITLES = 20;
  private static final int MAX_NAME_CHARS = 600;

  private final References references;
  private final FrameWords words;

  MediaInPlace(References references, FrameWords words) {
    this.references = references;
    this.words = words;
  }

  /** Whatever is shown of a picture: itself, a film that it names, its words, or that it is missing. */
  void picture(Element source, Element at) throws IOException {
    var target = pictureTarget(source);
    var alternative = AllowList.shortened(source.attr("alt"));
    var found = references.find(target);
    if (found.isPresent() && show(found.get(), alternative, at)) {
      return;
    }
    // From the network, or in the page's own address: neither is loaded, and the words stand for it.
    if (target.isBlank() || References.isElsewhere(target)) {
      at.appendText(alternative);
    } else {
      missing(alternative.isEmpty() ? fileName(target) : alternative, at);
    }
  }

  /** Pages that load pictures late keep their names apart. */
  private static String pictureTarget(Element source) {
    var target = source.attr("src");
    boolean stands = !target.isBlank() && !target.startsWith("data:");
    return stands || !source.hasAttr("data-src") ? target : source.attr("data-src");
  }

  /**
   * Of {@code <video>}, {@code <audio>}, {@code <embed>}, {@code <object>}, {@code <iframe>}: whether
   * anything was shown.
   */
  boolean film(Element source, Element at, boolean sayMissing) throws IOException {
    var targets = new ArrayList<String>();
    for (var name : List.of("src", "data")) {
      targets.add(source.attr(name));
    }
    if (source.normalName().equals("video") || source.normalName().equals("audio")) {
      source.select("source[src]").stream().limit(10).forEach(each -> targets.add(each.attr("src")));
    }
    targets.removeIf(String::isBlank);
    for (var target : targets) {
      var found = references.find(target);
      if (found.isPresent() && show(found.get(), "", at)) {
        return true;
      }
    }
    if (targets.isEmpty() || !sayMissing) {
      return false;
    }
    var first = targets.getFirst();
    if (!References.isElsewhere(first)) {
      missing(fileName(first), at);
    } else if (!References.written(first).isEmpty()) {
      address(first, at);
    }
    return true;
  }

  /** An address that leads out of the bundle, to be read and not to be followed. */
  static void address(String target, Element at) {
    at.appendElement("span").addClass("address").attr("dir", "ltr").text("[" + References.written(target) + "]");
  }

  private void missing(String name, Element at) {
    at.appendElement("span")
        .addClass("note")
        .attr("lang", words.language())
        .text(FrameWords.fill(words.missing(), AllowList.shortened(name)));
  }

  private boolean show(References.Found found, String alternative, Element at) {
    if (found.isFilm() || found.isSound()) {
      player(found, at);
      return true;
    }
    var shown = found.isPicture() ? Optional.of(found) : smallPictureOf(found);
    shown.ifPresent(picture -> image(picture, alternative, at));
    return shown.isPresent();
  }

  /** For pictures that no browser shows. */
  private static Optional<References.Found> smallPictureOf(References.Found found) {
    int thumbnail = found.packed().mediaType().startsWith("image/") ? found.first(Role.THUMBNAIL) : -1;
    return thumbnail < 0
        ? Optional.empty()
        : Optional.of(new References.Found(found.document(), thumbnail, found.title(), found.files()));
  }

  void image(References.Found found, String alternative, Element at) {
    var image =
        at.appendElement("img")
            .attr("src", references.address(Target.Use.MEDIA, found))
            .attr("alt", alternative)
            .attr("loading", "lazy")
            .attr("decoding", "async");
    size(found.packed(), image);
  }

  private static void size(PackedFile packed, Element shown) {
    var facts = packed.media();
    if (facts != null && facts.width() > 0 && facts.height() > 0) {
      boolean lying = facts.orientation() >= 5;
      shown.attr("width", String.valueOf(lying ? facts.height() : facts.width()));
      shown.attr("height", String.valueOf(lying ? facts.width() : facts.height()));
    }
  }

  private void player(References.Found found, Element at) {
    var place = at.appendElement("span").addClass("media");
    var player =
        place
            .appendElement(found.isFilm() ? "video" : "audio")
            .attr("controls", "")
            .attr("preload", "none")
            .attr("crossorigin", "anonymous") // without it no subtitles: the frame's origin is opaque
            .attr("disableremoteplayback", "")
            .attr("controlslist", "nodownload noremoteplayback")
            .attr("src", references.address(Target.Use.MEDIA, found));
    if (found.isFilm()) {
      player.attr("disablepictureinpicture", "").attr("playsinline", "");
      int poster = Math.max(found.first(Role.POSTER), found.first(Role.THUMBNAIL));
      if (poster >= 0) {
        player.attr("poster", references.address(Target.Use.MEDIA, found.document(), poster));
      }
      size(found.packed(), player);
    }
    subtitles(found, player);
    var title = AllowList.shortened(found.title());
    if (!title.isEmpty()) {
      player.attr("aria-label", title);
      place
          .appendElement("a")
          .attr("href", references.address(Target.Use.ITEM, found))
          .attr("target", "_top")
          .attr("lang", words.language())
          .text(FrameWords.fill(found.isFilm() ? words.film() : words.sound(), title));
    }
  }

  private void subtitles(References.Found found, Element player) {
    int count = 0;
    for (int i = 0; i < found.files().size() && i < 1 << 16 && count < MAX_SUBTITLES; i++) {
      var file = found.files().get(i).file();
      if (file.role() == Role.CAPTIONS) {
        var track =
            player
                .appendElement("track")
                .attr("kind", "captions")
                .attr("src", references.address(Target.Use.CAPTIONS, found.document(), i))
                .attr("srclang", file.language())
                .attr("label", words.languageName().apply(file.language()));
        if (count++ == 0) {
          track.attr("default", "");
        }
      }
    }
  }

  /** The last name of a path, as a person would write it. */
  private static String fileName(String target) {
    var end = target.strip();
    end = end.substring(Math.max(0, end.length() - MAX_NAME_CHARS));
    var path = end.replaceFirst("(?s)[?#].*$", "");
    var name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    try {
      return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }
}

package org.bojagi.show;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.bojagi.fault.Fault;
import org.bojagi.open.OpenBundle;

/**
 * What the links of one text lead to, in its own bundle. At most {@value #MAX_LOOKUPS} different ones are
 * followed: beyond
 * that they lead nowhere.
 */
final class References {
  private static final int MAX_LOOKUPS = 2_000;
  private static final int MAX_TARGET_CHARS = 2_000;
  private static final int MAX_ITEMS_IN_MEMORY = 20;
  private static final Pattern SCHEME = Pattern.compile("(?i)[a-z][a-z0-9+.-]{0,30}:|[\\\\/]{2}");

  /** What a person could write down and use elsewhere; of others the address says nothing. */
  private static final Pattern NETWORK = 
      Pattern.compile("(?is)(?:https?|ftps?|mailto|tel|sms|magnet|ipfs|geo):.*|//.*");

  /** Files of one item. */
  private record Files(int document, String title, List<Located> located) {}

  /**
   * A file that a link leads to.
   *
   * @param title of its item; empty for the item that the text belongs to
   */
  record Found(int document, int file, String title, List<Located> files) {
    PackedFile packed() {
      return files.get(file).file();
    }

    boolean isPicture() {
      return MediaType.isPicture(packed().mediaType());
    }

    boolean isFilm() {
      return packed().mediaType().startsWith("video/");
    }

    boolean isSound() {
      return packed().mediaType().startsWith("audio/");
    }

    /** Position of the first file of a role; -1 where there is none. */
    int first(Role role) {
      for (int i = 0; i < files.size(); i++) {
        if (files.get(i).file().role() == role) {
          return i;
        }
      }
      return -1;
    }
  }

  private final OpenBundle open;
  private final int bundle;
  private final Files own;
  private final PackedFile text;
  private final Addresses addresses;
  private final Map<String, Optional<Found>> found = new HashMap<>();
  private final Map<Integer, Files> items = new HashMap<>();

  References(FrameRequest request, Addresses addresses) {
    this.open = request.open();
    this.bundle = request.bundle();
    this.own = new Files(request.document(), "", request.locations().files());
    this.text = request.locations().files().get(request.file()).file();
    this.addresses = addresses;
  }

  static boolean isElsewhere(String target) {
    return SCHEME.matcher(target.strip()).lookingAt();
  }

  /** The address as text, for links to a network; empty where it would say nothing to a person. */
  static String written(String target) {
    var stripped = target.strip();
    return NETWORK.matcher(stripped).matches() ? AllowList.shortened(stripped) : "";
  }

  String address(Target.Use use, Found target) {
    return address(use, target.document(), target.file());
  }

  String address(Target.Use use, int document, int file) {
    var path = use == Target.Use.ITEM ? "/i/" : "/c/";
    return path + addresses.of(new Target(use, bundle, document, file));
  }

  /** @param target as written in the text, entities undone */
  Optional<Found> find(String target) throws IOException {
    var stripped = target.strip();
    if (stripped.isEmpty() || stripped.length() > MAX_TARGET_CHARS || isElsewhere(stripped)) {
      return Optional.empty();
    }
    var known = found.get(stripped);
    if (known == null) {
      var path = text.pathOf(stripped);
      known = path.isEmpty() || found.size() >= MAX_LOOKUPS ? Optional.empty() : byPath(path);
      found.put(stripped, known);
    }
    return known;
  }

  private Optional<Found> byPath(String path) throws IOException {
    var here = in(own, path);
    if (here.isPresent() || open.index().isEmpty()) {
      return here;
    }
    try {
      var document = open.index().get().documentByPath(path);
      return document.isEmpty() ? Optional.empty() : in(item(document.getAsInt()), path);
    } catch (Fault damaged) {
      return Optional.empty(); // the text is shown all the same, and says that this is missing
    }
  }

  private Files item(int document) throws IOException {
    var known = items.get(document);
    if (known == null) {
      var stored = open.index().get().item(document);
      known = new Files(document, stored.title(), OpenBundle.locations(stored).files());
      if (items.size() >= MAX_ITEMS_IN_MEMORY) {
        items.clear();
      }
      items.put(document, known);
    }
    return known;
  }

  private static Optional<Found> in(Files files, String path) {
    int count = Math.min(files.located.size(), 1 << 16);
    for (int i = 0; i < count; i++) {
      if (files.located.get(i).file().path().equals(path)) {
        return Optional.of(new Found(files.document, i, files.title, files.located));
      }
    }
    return Optional.empty();
  }
}

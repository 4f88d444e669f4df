package org.bojagi.bag;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bojagi.bundle.About;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.PackedFile;

/**
 * What the catalogue says of items, as the YAML that a team writes beside its files (docs/corpus.md): so the payload of a
 * bag is a corpus, and packing it gives the same items.
 *
 * <p>A series that its folder makes is said in the folder's {@code bojagi.yaml}, since its id is the folder's. Any other
 * is said by its title: where numbers at the end of names made it, its id will be another.
 */
final class Descriptions {
  static final String OF_FOLDER = "bojagi.yaml";
  static final String EXTENSION = ".yaml";
  private static final Pattern LANGUAGE_IN_NAME =
      Pattern.compile(".*[._][A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*\\.[A-Za-z0-9]{1,8}");

  private final About about;
  private final TreeMap<String, String> seriesOfFolder = new TreeMap<>();
  private final Map<String, String> pathOfFeatured = new HashMap<>();

  Descriptions(About about) {
    this.about = about;
  }

  /**
   * @param path that the item's own file gets in the bag; another than its own where that can't stand
   * @return YAML, which may be longer than a corpus is allowed to have it
   */
  String of(Item item, PackedFile file, String path) {
    var said = item.description();
    var yaml = new LinkedHashMap<String, Object>();
    put(yaml, "title", titles(said.title()));
    put(yaml, "creator", said.creator());
    put(yaml, "contributor", said.contributor());
    put(yaml, "subject", said.subject());
    put(yaml, "description", said.description());
    put(yaml, "date", said.date());
    put(yaml, "publisher", said.publisher());
    put(yaml, "rights", said.rights());
    put(yaml, "source", said.source());
    put(yaml, "spatial", said.spatial());
    put(yaml, "identifier", said.identifier().isEmpty() && !path.equals(item.path()) ? item.id() : said.identifier());
    yaml.put("type", item.type().code());
    if (!item.language().equals("und")
        && !item.language().equals(about.language())
        && !LANGUAGE_IN_NAME.matcher(path).matches()) {
      yaml.put("language", item.language());
    }
    put(yaml, "charset", file.charset());
    putSeries(yaml, item, path);
    put(yaml, "note", item.notes());
    if (item.fiction()) {
      yaml.put("fiction", true);
    }
    if (about.featured().contains(item.id())) {
      pathOfFeatured.put(item.id(), path);
    } else if (item.featured()) {
      yaml.put("featured", true);
    }
    if (item.priority() != 0) {
      yaml.put("priority", item.priority());
    }
    return text(yaml);
  }

  private void putSeries(Map<String, Object> yaml, Item item, String path) {
    var series = item.series();
    if (series == null) {
      yaml.put("series", false);
      return;
    }
    for (var folder = folderOf(item.path()); ; folder = folderOf(folder)) {
      if (Item.idOf(folder).equals(series.id())) {
        // Where a name was changed, the folder may be another in the bag.
        if (path.equals(item.path())) {
          seriesOfFolder.put(folder, series.title());
        } else {
          yaml.put("series", series.title());
        }
        putPart(yaml, item);
        return;
      }
      if (folder.isEmpty()) {
        break;
      }
    }
    yaml.put("series", series.title());
    putPart(yaml, item);
  }

  private static void putPart(Map<String, Object> yaml, Item item) {
    if (item.part() > 0) {
      yaml.put("part", item.part());
    }
  }

  /** By path of {@code bojagi.yaml}: what holds for the collection, and for each folder that is a series. */
  Map<String, String> ofFolders() {
    var files = new TreeMap<String, String>();
    var all = new LinkedHashMap<String, Object>();
    put(all, "title", titles(about.title()));
    if (!about.language().equals("und")) {
      put(all, "language", about.language());
    }
    put(all, "publisher", about.publisher());
    put(all, "rights", about.rights());
    put(all, "featured", about.featured().stream().map(pathOfFeatured::get).filter(Objects::nonNull).toList());
    if (seriesOfFolder.containsKey("")) {
      all.put("series", seriesOfFolder.get(""));
    }
    if (!all.isEmpty()) {
      files.put(OF_FOLDER, text(all));
    }
    seriesOfFolder.forEach(
        (folder, title) -> {
          if (!folder.isEmpty()) {
            files.put(folder + "/" + OF_FOLDER, text(Map.of("series", title)));
          }
        });
    return files;
  }

  /** A title without a known language is written without one. */
  private static Object titles(Map<String, String> titles) {
    return titles.size() == 1 && titles.containsKey("und") ? titles.get("und") : titles;
  }

  private static void put(Map<String, Object> yaml, String key, Object value) {
    boolean empty = value.equals("") || value.equals(List.of()) || value.equals(Map.of());
    if (!empty) {
      yaml.put(key, value);
    }
  }

  /** Each value as JSON, which is YAML 1.2, but for characters that YAML doesn't allow. */
  private static String text(Map<String, Object> yaml) {
    var text = new StringBuilder();
    yaml.forEach((key, value) -> text.append(key).append(": ").append(json(value)).append('\n'));
    return text.toString();
  }

  private static String json(Object value) {
    var list = Json.write(List.of(value));
    var json = new StringBuilder();
    list.substring(1, list.length() - 1)
        .codePoints()
        .map(c -> c < 0x20 || c >= 0x7F && c <= 0x9F || c >= 0xD800 && c <= 0xDFFF || c >= 0xFFFE && c <= 0xFFFF
            || c == 0xFEFF || c == 0x2028 || c == 0x2029 ? 0xFFFD : c)
        .forEach(json::appendCodePoint);
    return json.toString();
  }

  private static String folderOf(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}

package org.bojagi.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bojagi.bundle.Locations;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.open.OpenBundle;

/**
 * One item and its files as the catalogue names them, with their hashes.
 *
 * @param files the item's own file first
 */
public record ExportedItem(OpenBundle open, Item item, List<Located> files) {
  public ExportedItem {
    files = List.copyOf(files);
  }

  Located own() {
    return files.getFirst();
  }

  Form form() {
    return Form.of(item, own().file());
  }

  Locations locations() {
    return new Locations(files);
  }

  List<Located> ofRole(Role role) {
    return files.stream().filter(file -> file.file().role() == role).toList();
  }

  /**
   * Positions of the texts to be made pages of, one for each of the item's files that has one: the file itself or what
   * packing derived from it.
   */
  List<Integer> texts() {
    var texts = new ArrayList<Integer>();
    for (var source : files) {
      if (source.file().role() != Role.ITEM && source.file().role() != Role.TRANSLATION) {
        continue;
      }
      for (int i = 0; i < files.size(); i++) {
        var file = files.get(i).file();
        boolean itsText = file.id().equals(source.file().id()) || file.derivedFrom().equals(source.file().id());
        if (itsText && isText(file)) {
          texts.add(i);
          break;
        }
      }
    }
    return texts;
  }

  private static boolean isText(PackedFile file) {
    return file.textFormat() != null && file.textFormat() != TextFormat.WEBVTT;
  }

  /** In the language of a file, else in the item's own. */
  String title(String language) {
    Map<String, String> titles = item.description().title();
    return titles.getOrDefault(language, item.title());
  }
}

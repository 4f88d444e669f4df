package org.bojagi.bundle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.PackedFile;

/**
 * An item whose files are sealed, until those on shelves have a place.
 *
 * @param lines its own first
 * @param contents of each line's file
 */
public record SealedItem(List<CatalogueLine> lines, List<SealedContent> contents) {
  public SealedItem {
    lines = List.copyOf(lines);
    contents = List.copyOf(contents);
  }

  public boolean isPlaced() {
    return contents.stream().allMatch(SealedContent::isPlaced);
  }

  public List<PackedFile> files() {
    return lines.stream().map(CatalogueLine::file).toList();
  }

  /** Puts its lines into the catalogue, once it is placed; returns where its files lie. */
  public Locations catalogue(BundleWriter writer) throws IOException {
    var located = new ArrayList<Located>();
    for (int i = 0; i < lines.size(); i++) {
      writer.addLine(lines.get(i));
      located.add(new Located(lines.get(i).file(), contents.get(i).extents()));
    }
    return new Locations(located);
  }
}

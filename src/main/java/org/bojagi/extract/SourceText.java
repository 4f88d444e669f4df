package org.bojagi.extract;

import java.util.List;
import org.bojagi.catalog.Passage;

/**
 * The passages of one file that search looks into.
 *
 * @param renditionName empty for the file itself
 * @param language by its script or as asked; may be empty
 */
public record SourceText(String renditionName, String language, List<Passage> passages) {
  public SourceText {
    passages = List.copyOf(passages);
  }
}

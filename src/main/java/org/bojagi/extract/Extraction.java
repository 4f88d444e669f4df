package org.bojagi.extract;

import java.util.List;
import org.bojagi.catalog.MediaFacts;
import org.bojagi.catalog.TextFormat;
import org.bojagi.fault.Finding;
import org.bojagi.scrub.Sensitive;

/**
 * What was found out of one file. Nothing here was checked for what a browser would do with it.
 *
 * @param mediaType by the bytes, else by the name; {@code application/octet-stream} where neither
 *     says
 * @param title as the file says it; may be empty
 * @param language by its script, where the text is long enough to tell; may be empty
 * @param charset of the file itself where it is text; else empty
 * @param textFormat not null where the file itself is what search looks into
 * @param lastPage of a PDF how many pages it has, or up to which it was drawn; else 0
 * @param media null unless it is a picture, sound or film
 */
public record Extraction(
    String mediaType,
    String title,
    String language,
    String charset,
    TextFormat textFormat,
    List<Rendition> renditions,
    List<SourceText> texts,
    int lastPage,
    MediaFacts media,
    List<Sensitive> sensitive,
    List<Finding> findings) {

  public Extraction {
    renditions = List.copyOf(renditions);
    texts = List.copyOf(texts);
    sensitive = List.copyOf(sensitive);
    findings = List.copyOf(findings);
  }

  /** A file of which nothing is known but its type and what is wrong with it. */
  static Extraction nothing(String mediaType, Finding... findings) {
    return new Extraction(
        mediaType, "", "", "", null, List.of(), List.of(), 0, null, List.of(), List.of(findings));
  }
}

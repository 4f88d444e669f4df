package org.bojagi.show;

import java.io.IOException;
import java.util.List;
import org.bojagi.bundle.Locations;
import org.bojagi.catalog.Place;
import org.bojagi.open.OpenBundle;
import org.bojagi.search.Snippet;

/**
 * Which text is wanted as a frame, and how.
 *
 * @param bundle position of {@code open} among the open bundles
 * @param document Lucene's number of the item in that bundle's index
 * @param locations of that item
 * @param file position among them: an HTML, Markdown or plain text, or one with pages
 * @param title as the page around the frame shows it: a first heading that says the same is left out; may be empty
 * @param letter line by line, to be copied by hand; of a plain text only
 * @param part of a long text, from 0; -1: the part that holds {@code charOffset} or {@code place}, else the first
 * @param charOffset where the frame begins to show: in UTF-16 units of the decoded file, as a passage says; -1 for none
 * @param place where it begins to show if there is no {@code charOffset}: a page, or a heading by its words
 * @param marker finds what is marked, {@code Searcher.marker(query)::marks}
 * @param words of the reader's language
 */
public record FrameRequest(
    OpenBundle open,
    int bundle,
    int document,
    Locations locations,
    int file,
    String title,
    boolean letter,
    int part,
    int charOffset,
    Place place,
    Marker marker,
    FrameWords words) {

  /** Finds the words of a query in a text. {@link #NOTHING} where there is no query. */
  @FunctionalInterface
  public interface Marker {
    Marker NOTHING = (language, text) -> List.of();

    /**
     * @param language of the text, BCP 47
     * @param text a paragraph or a cell without its tags
     * @return in UTF-16 units of {@code text}; may overlap, in any order
     */
    List<Snippet.Mark> marks(String language, String text) throws IOException;
  }

  /** The whole text from its beginning, or its first part. */
  public FrameRequest(
      OpenBundle open, int bundle, int document, Locations locations, int file, FrameWords words) {
    this(open, bundle, document, locations, file, "", false, 0, -1, new Place.Start(), Marker.NOTHING, words);
  }
}

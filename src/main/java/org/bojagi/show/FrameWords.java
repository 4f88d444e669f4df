package org.bojagi.show;

import java.util.function.UnaryOperator;

/**
 * What a frame says besides the packed text, in the reader's language. {@code %s} stands for what is named.
 *
 * @param language BCP 47 tag of these words
 * @param text the frame's title, neutral: "Text"
 * @param missing a film, sound or picture that a text refers to and that isn't in the bundle: "Not here: %s"
 * @param film link from a film in a text to its own page: "Film: %s"
 * @param sound the same of a sound: "Sound: %s"
 * @param pageNumber heading of a page, by its number: "Page %s"
 * @param pageText heading over the words of a page of which there is a picture: "Text of page %s"
 * @param goesOn end of a part that isn't the last: "The text goes on in the next part."
 * @param cut where a text is cut because it exceeds what is shown: "The rest of this part can't be shown here."
 * @param damaged where a text ends because its file is damaged: "The rest of this text is damaged."
 * @param languageName of a BCP 47 tag, for subtitles: {@code ko-KP} → "조선말"
 */
public record FrameWords(
    String language,
    String text,
    String missing,
    String film,
    String sound,
    String pageNumber,
    String pageText,
    String goesOn,
    String cut,
    String damaged,
    UnaryOperator<String> languageName) {

  static String fill(String words, String named) {
    return words.replace("%s", named);
  }
}

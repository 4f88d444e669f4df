package org.bojagi.text;

import java.util.List;
import org.bojagi.catalog.Passage;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.TextFormat;

/** Cuts a file's text into passages. */
public final class Passages {
  /** Passages of subtitles are shorter, so that a hit leads close to where it is said. */
  private static final int MAX_CUES_CHARS = 600;

  private static final long MAX_CUES_MILLIS = 60_000;

  private Passages() {}

  /**
   * Passages in the order of the file, without overlap. For each, {@link PassageText#of} of its
   * slice is its text.
   *
   * @param decodedText the whole file, as {@link Charsets#decode} gives it
   */
  public static List<Passage> cut(TextFormat format, String decodedText) {
    var cutter = new Cutter(format, decodedText);
    switch (format) {
      case PLAIN -> cutter.addPlain(0, decodedText.length(), new Place.Start());
      case PAGED -> cutPages(decodedText, cutter);
      case WEBVTT -> cutCues(decodedText, cutter);
      case MARKDOWN -> MarkdownText.cut(decodedText, cutter);
      case HTML -> HtmlText.cut(decodedText, cutter);
    }
    return cutter.passages();
  }

  private static void cutPages(String text, Cutter cutter) {
    int page = 1;
    int at = 0;
    while (at <= text.length()) {
      int next = text.indexOf('\f', at);
      int end = next < 0 ? text.length() : next;
      cutter.addPlain(at, end, new Place.Page(page++));
      cutter.close();
      at = end + 1;
    }
  }

  private static void cutCues(String text, Cutter cutter) {
    long firstMillis = 0;
    for (var block : CueBlock.scan(text)) {
      if (cutter.textCharsInHand() + block.text().length() > MAX_CUES_CHARS
          || block.startMillis() - firstMillis > MAX_CUES_MILLIS) {
        cutter.close();
      }
      if (cutter.textCharsInHand() == 0) {
        firstMillis = block.startMillis();
      }
      cutter.add(
          block.start(),
          block.end(),
          block.text().length(),
          new Place.Second(block.startMillis() / 1000.0));
    }
  }

  /** A heading as a place is a label, not a text: one line, at most 200 characters. */
  static Place heading(String text) {
    var line = text.replace('\n', ' ').strip();
    if (line.isEmpty()) {
      return new Place.Start();
    }
    return new Place.Heading(
        line.length() <= 200 ? line : line.substring(0, line.offsetByCodePoints(0, 100)));
  }
}

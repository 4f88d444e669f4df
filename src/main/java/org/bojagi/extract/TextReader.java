package org.bojagi.extract;

import java.nio.charset.StandardCharsets;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.text.Charsets;
import org.bojagi.text.HtmlText;
import org.bojagi.text.Passages;
import org.bojagi.text.Subtitles;
import org.bojagi.text.WebVtt;

/**
 * Web pages, Markdown, plain text: the file itself is searched. Subtitles become WebVTT, one for
 * each language.
 */
final class TextReader {
  private static final int TITLE_CHARS = 120;

  private TextReader() {}

  static void read(byte[] bytes, Draft draft) {
    var charset = Charsets.detect(bytes, draft.request.charset());
    draft.charset = charset.equals(StandardCharsets.UTF_8) ? "" : charset.name();
    var text = Charsets.decode(bytes, charset);
    warnOfReplacements(text, draft);
    if (FileType.isSubtitles(draft.mediaType)) {
      subtitles(text, draft);
    } else if (draft.mediaType.equals(FileType.HTML)) {
      var page = HtmlText.of(text);
      draft.title(page.title());
      draft.text(TextFormat.HTML, page.passages(text));
    } else if (draft.mediaType.equals(FileType.MARKDOWN)) {
      draft.title(firstHeading(text));
      draft.text(TextFormat.MARKDOWN, Passages.cut(TextFormat.MARKDOWN, text));
    } else {
      draft.title(firstLine(text));
      draft.text(TextFormat.PLAIN, Passages.cut(TextFormat.PLAIN, text));
    }
    if (!draft.hasText()) {
      draft.note("without-text", "There is no text in it", "");
    }
  }

  private static void warnOfReplacements(String text, Draft draft) {
    long unreadable = 0;
    for (int i = text.indexOf('\ufffd'); i >= 0; i = text.indexOf('\ufffd', i + 1)) {
      unreadable++;
    }
    if (unreadable * 200 > text.length()) {
      draft.warn(
          "charset-unclear",
          "Some of its characters can't be read in the charset that it seems to be in",
          "Say its charset in bojagi.yaml beside it, or save it as UTF-8.");
    }
  }

  private static void subtitles(String text, Draft draft) {
    var format = Subtitles.formatOf(draft.request.path(), text);
    var cues = format.map(f -> Subtitles.read(f, text, draft.request.language()));
    if (cues.isEmpty() || cues.get().isEmpty()) {
      draft.warn(
          "subtitles-without-cues",
          "No line of it has a time that we can read",
          "Open it in a subtitle editor and save it as SRT.");
      return;
    }
    for (var entry : cues.get().entrySet()) {
      var language = entry.getKey();
      var name = (language.isEmpty() ? "captions" : "captions." + language) + ".vtt";
      draft.textRendition(
          name,
          Role.CAPTIONS,
          "text/vtt",
          TextFormat.WEBVTT,
          WebVtt.write(entry.getValue()),
          language);
    }
  }

  private static String firstHeading(String markdown) {
    return markdown
        .lines()
        .limit(200)
        .filter(line -> line.startsWith("# "))
        .findFirst()
        .map(line -> line.substring(2).replaceAll("[#*_`]+", "").strip())
        .orElse("");
  }

  /** The first line with words, where it is short enough to be a title. */
  private static String firstLine(String text) {
    var line =
        text.lines()
            .limit(50)
            .map(l -> l.replace("\ufeff", "").strip())
            .filter(l -> !l.isEmpty())
            .findFirst();
    return line.filter(l -> l.length() <= TITLE_CHARS).orElse("");
  }
}

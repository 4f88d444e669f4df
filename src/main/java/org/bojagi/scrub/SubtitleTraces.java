package org.bojagi.scrub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.bojagi.scrub.Sensitive.Kind;

/**
 * What subtitles say without showing it: WebVTT's notes and head, what SubStation Alpha's editors write about
 * themselves, and where a camera was while it filmed.
 */
final class SubtitleTraces {
  private static final Set<String> SCRIPT_KEYS =
      Set.of(
          "title", "scripttype", "playresx", "playresy", "playdepth", "layoutresx", "layoutresy", "wrapstyle",
          "scaledborderandshadow", "collisions", "timer", "ycbcr matrix", "synch point", "kerning");

  private static final Set<String> FILES = Set.of("[fonts]", "[graphics]");
  private static final Set<String> SECTIONS =
      Set.of("[v4 styles]", "[v4+ styles]", "[v4++ styles]", "[events]", "[fonts]", "[graphics]");

  /** A line that is longer is looked at up to here. */
  private static final int MAX_LINE = 1 << 16;

  private final MarkupEdits edits;
  private final EmbeddedPictures pictures;
  private final CodeUnits units;
  private boolean positions;

  private SubtitleTraces(MarkupEdits edits, EmbeddedPictures pictures) {
    this.edits = edits;
    this.pictures = pictures;
    this.units = edits.units();
  }

  /** Names what stays in a text of subtitles that is a part of something else. */
  static void name(byte[] text, CleaningDraft draft, String where) {
    if (Positions.in(text)) {
      draft.left(Kind.PLACE, where + " with positions");
    }
    if (new String(text, ISO_8859_1).replace("\0", "").toLowerCase(Locale.ROOT).contains("[script info]")) {
      draft.left(Kind.COMMENT, where + " with notes of an editor");
    }
  }

  static void find(String mediaType, MarkupEdits edits, EmbeddedPictures pictures) throws IOException {
    var traces = new SubtitleTraces(edits, pictures);
    switch (mediaType) {
      case "text/vtt" -> traces.web();
      case "text/x-ssa" -> traces.substation();
      default -> traces.plain();
    }
    if (traces.positions) {
      edits.left(Kind.PLACE, "subtitles with positions");
    }
  }

  private record Line(long start, long end, long next, String text) {
    boolean isBlank() {
      return text.isBlank();
    }
  }

  private Line line(long start) throws IOException {
    if (start >= units.count()) {
      return null;
    }
    long feed = units.next('\n', start, units.count());
    long end = feed > start && units.at(feed - 1) == '\r' ? feed - 1 : feed;
    var text = units.text(start, end, MAX_LINE);
    positions |= Positions.in(text.getBytes(ISO_8859_1));
    return new Line(start, end, Math.min(feed + 1, units.count()), text);
  }

  private void plain() throws IOException {
    for (var line = line(0); line != null; line = line(line.next())) {
      // Only positions are looked for: all the rest is shown.
    }
  }

  /** W3C WebVTT §4.1: a head, then blocks apart by an empty line; numbers of cues stay. */
  private void web() throws IOException {
    var line = line(0);
    int mark = line == null ? -1 : line.text().indexOf("WEBVTT");
    if (mark < 0) {
      plain();
      return;
    }
    cut(line.start() + mark + 6, line.end(), "WebVTT head");
    for (line = line(line.next()); line != null && !line.isBlank(); line = line(line.next())) {
      if (line.text().contains("-->")) {
        break;
      }
      if (!line.text().matches("(?i)(kind|language|x-timestamp-map).*")) {
        cut(line.start(), line.next(), "WebVTT head");
      }
    }
    boolean first = true;
    boolean note = false;
    boolean style = false;
    for (; line != null; line = line(line.next())) {
      boolean starts = first && line.text().matches("NOTE([ \\t].*)?");
      note = (note || starts) && !line.isBlank();
      if (note) {
        cut(line.start() + (starts ? 4 : 0), line.end(), "WebVTT note");
      }
      style = first && line.text().startsWith("STYLE") || style && !line.isBlank();
      if (style) {
        StyleTraces.find(edits, pictures, line.start(), line.end());
      }
      first = line.isBlank();
    }
  }

  /** {@code [Section]}, then {@code key: value}; comments begin with {@code ;} or {@code !:}. */
  private void substation() throws IOException {
    var section = "[script info]";
    int actor = -1;
    for (var line = line(0); line != null; line = line(line.next())) {
      var text = line.text().replace("\u00EF\u00BB\u00BF", "").strip();
      var lower = text.toLowerCase(Locale.ROOT);
      var key = lower.contains(":") ? lower.substring(0, lower.indexOf(':')).strip() : "";
      if (lower.startsWith("[") && lower.endsWith("]") && !section(section, lower).equals(section)) {
        section = section(section, lower);
        if (FILES.contains(section)) {
          edits.left(Kind.CONTENT, "files in subtitles");
        }
      }
      boolean known = section.equals("[script info]") || SECTIONS.contains(section);
      if (lower.isEmpty() || known && lower.equals(section)) {
        continue;
      }
      if (!known || !FILES.contains(section) && (lower.startsWith(";") || lower.startsWith("!:"))) {
        cut(line.start(), line.next(), "SubStation notes");
      } else if (section.equals("[script info]") && !SCRIPT_KEYS.contains(key)) {
        cut(line.start(), line.next(), "SubStation " + FileBytes.printable(key));
      } else if (section.equals("[events]") && key.equals("format")) {
        actor = actor(lower);
      } else if (section.equals("[events]") && key.equals("comment")) {
        cut(line.start(), line.next(), "SubStation comment");
      } else if (section.equals("[events]") && key.equals("dialogue")) {
        dialogue(line, actor);
      }
    }
  }

  private static String section(String before, String line) {
    // In files that are written as letters a line may look like a section.
    return FILES.contains(before) && !SECTIONS.contains(line) && !line.equals("[script info]") ? before : line;
  }

  private static int actor(String format) {
    var fields = format.substring(format.indexOf(':') + 1).split(",");
    for (int i = 0; i < fields.length; i++) {
      if (fields[i].strip().matches("name|actor")) {
        return i;
      }
    }
    return -1;
  }

  /** Who speaks, which isn't shown, and braces that hold no command. */
  private void dialogue(Line line, int actor) throws IOException {
    var text = line.text();
    int at = text.indexOf(':') + 1;
    for (int field = 0; field < actor && at > 0; field++) {
      at = text.indexOf(',', at) + 1;
    }
    if (actor > 0 && at > 0 && text.indexOf(',', at) > at) {
      cut(line.start() + at, line.start() + text.indexOf(',', at), "SubStation name");
    }
    for (int open = text.indexOf('{', at); open >= 0; open = text.indexOf('{', open + 1)) {
      int close = text.indexOf('}', open);
      if (close > open && text.substring(open, close).indexOf('\\') < 0) {
        cut(line.start() + open, line.start() + close + 1, "SubStation comment");
      }
    }
  }

  private void cut(long start, long end, String fieldName) {
    if (end > start) {
      edits.replace(start, end, "", Kind.COMMENT, fieldName);
    }
  }
}

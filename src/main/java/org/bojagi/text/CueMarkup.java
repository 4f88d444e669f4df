package org.bojagi.text;

import org.jsoup.parser.Parser;

/** Takes tags and entities out of the text of a cue. */
final class CueMarkup {
  private CueMarkup() {}

  /**
   * Lines separated by LF, stripped, none empty; at most {@link CueBlock#MAX_TEXT_CHARS}
   * characters.
   */
  static String plain(String marked) {
    var untagged = new StringBuilder(marked.length());
    int lastClose = marked.lastIndexOf('>');
    boolean inTag = false;
    for (int i = 0; i < marked.length(); i++) {
      char c = marked.charAt(i);
      if (!inTag && c == '<' && i < lastClose && startsTag(marked, i)) {
        inTag = true;
      } else if (inTag && c == '>') {
        inTag = false;
      } else if (!inTag) {
        untagged.append(c);
      }
    }
    var unescaped =
        untagged.indexOf("&") < 0
            ? untagged.toString()
            : Parser.unescapeEntities(untagged.toString(), false);
    var text = new StringBuilder();
    for (var line : PassageText.tidy(unescaped).split("\n")) {
      var stripped = line.strip();
      if (!stripped.isEmpty()) {
        text.append(text.isEmpty() ? "" : "\n").append(stripped);
      }
    }
    if (text.length() > CueBlock.MAX_TEXT_CHARS) {
      boolean between = Character.isHighSurrogate(text.charAt(CueBlock.MAX_TEXT_CHARS - 1));
      text.setLength(CueBlock.MAX_TEXT_CHARS - (between ? 1 : 0));
    }
    return text.toString().strip();
  }

  /** {@code <i>}, {@code </font>}, {@code <00:01.000>}, {@code <c.loud>}; not {@code 3 < 4}. */
  private static boolean startsTag(String text, int at) {
    char next = text.charAt(at + 1);
    return next == '/'
        || next >= '0' && next <= '9'
        || next >= 'a' && next <= 'z'
        || next >= 'A' && next <= 'Z';
  }
}

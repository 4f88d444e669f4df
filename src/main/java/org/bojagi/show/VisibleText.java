package org.bojagi.show;

/** Text without the characters that nobody sees and that change what others look like. */
final class VisibleText {
  private VisibleText() {}

  /** Without control characters (line ends and tabs stay), without what turns the direction of the text around it. */
  static String of(String text) {
    int clean = 0;
    while (clean < text.length() && !isHidden(text.charAt(clean))) {
      clean++;
    }
    if (clean == text.length()) {
      return text;
    }
    var visible = new StringBuilder(text.length()).append(text, 0, clean);
    for (int i = clean; i < text.length(); i++) {
      if (!isHidden(text.charAt(i))) {
        visible.append(text.charAt(i));
      }
    }
    return visible.toString();
  }

  static boolean isHidden(char c) {
    return c < ' ' && c != '\n' && c != '\t' && c != '\r'
        || c >= 0x7f && c < 0xa0
        || c >= '\u202a' && c <= '\u202e' // embedding and override of direction (Unicode UAX #9)
        || c >= '\u2066' && c <= '\u2069' // isolates
        || c >= '\ufff9' && c <= '\ufffb' // annotations
        || c == '\ufeff'
        || c == '\ufffe'
        || c == '\uffff';
  }
}

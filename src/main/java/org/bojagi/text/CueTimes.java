package org.bojagi.text;

/** {@code 00:01:02.500 --> 00:01:04.000} and its looser relatives. */
record CueTimes(long startMillis, long endMillis) {
  private static final int MAX_LINE_CHARS = 200;
  private static final int MAX_HOURS = 100;

  /** Null where the line [from, to) holds no times. */
  static CueTimes parse(String source, int from, int to) {
    if (to - from > MAX_LINE_CHARS || to - from < 5) {
      return null;
    }
    var line = source.substring(from, to);
    int arrow = line.indexOf("-->");
    if (arrow < 0) {
      return null;
    }
    long start = millis(line.substring(0, arrow).strip());
    var rest = line.substring(arrow + 3).strip();
    int space = 0;
    while (space < rest.length() && !Character.isWhitespace(rest.charAt(space))) {
      space++;
    }
    long end = millis(rest.substring(0, space));
    return start < 0 || end < 0 ? null : new CueTimes(start, Math.max(start, end));
  }

  /** {@code [h:]m:s[.,]fraction} → milliseconds; -1 where it is nothing of the kind. */
  static long millis(String time) {
    long seconds = 0;
    long part = -1;
    int parts = 0;
    int i = 0;
    for (; i < time.length(); i++) {
      char c = time.charAt(i);
      if (c >= '0' && c <= '9') {
        part = Math.max(part, 0) * 10 + (c - '0');
        if (part > 1_000_000) {
          return -1;
        }
      } else if (c == ':' && part >= 0 && parts < 2) {
        seconds = (seconds + part) * 60;
        part = -1;
        parts++;
      } else {
        break;
      }
    }
    if (part < 0 || parts == 0) {
      return -1;
    }
    seconds += part;
    if (seconds > MAX_HOURS * 3600L) {
      return -1;
    }
    return i == time.length() ? seconds * 1000 : seconds * 1000 + fraction(time, i);
  }

  /**
   * Milliseconds of {@code .5}, {@code ,50} or {@code .500}; digits after the third are dropped.
   */
  private static long fraction(String time, int pointAt) {
    char point = time.charAt(pointAt);
    long millis = 0;
    long unit = 100;
    for (int i = pointAt + 1; (point == '.' || point == ',') && i < time.length(); i++) {
      char c = time.charAt(i);
      if (c < '0' || c > '9') {
        break;
      }
      millis += (c - '0') * unit;
      unit /= 10;
    }
    return millis;
  }
}

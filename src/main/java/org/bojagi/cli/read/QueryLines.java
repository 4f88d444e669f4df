package org.bojagi.cli.read;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.bojagi.fault.UsageException;

/** Queries, one a line in UTF-8, each bounded. An empty line is a query too: answers are counted by lines. */
final class QueryLines {
  private static final int MAX_BYTES = 64 << 10;

  private final InputStream in;
  private int number;

  QueryLines(InputStream in) {
    this.in = in;
  }

  /** Without its end; null after the last. */
  String next() throws IOException {
    number++;
    var line = new ByteArrayOutputStream();
    int b = in.read();
    if (b < 0) {
      return null;
    }
    for (; b >= 0 && b != '\n'; b = in.read()) {
      line.write(b);
      if (line.size() > MAX_BYTES) {
        throw new UsageException(
            "A query is longer than " + MAX_BYTES + " bytes", "line " + number, "Give one query a line.");
      }
    }
    var text = line.toString(StandardCharsets.UTF_8);
    text = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    return number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}

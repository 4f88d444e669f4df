package org.bojagi.cli.read;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 text on its way to a terminal, with U+FFFD for whatever could steer it or turn the direction of writing, and
 * for what is no UTF-8. A carriage return passes only before the end of a line: alone it overwrites what was shown.
 */
final class HarmlessOutputStream extends OutputStream {
  private static final char REPLACEMENT = '\uFFFD';
  private static final int BUFFER_BYTES = 1 << 13;

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);
  private final CharBuffer chars = CharBuffer.allocate(BUFFER_BYTES); // no byte becomes more than one
  private final Writer out;
  private boolean heldReturn;

  HarmlessOutputStream(OutputStream out) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  @Override
  public void write(int b) throws IOException {
    if (!bytes.hasRemaining()) {
      decode(false);
    }
    bytes.put((byte) b);
  }

  private void decode(boolean end) throws IOException {
    bytes.flip();
    decoder.decode(bytes, chars, end);
    bytes.compact();
    chars.flip();
    while (chars.hasRemaining()) {
      show(chars.get());
    }
    chars.clear();
  }

  private void show(char c) throws IOException {
    if (heldReturn) {
      out.write(c == '\n' ? '\r' : REPLACEMENT);
    }
    heldReturn = c == '\r';
    if (!heldReturn) {
      out.write(c != '\n' && c != '\t' && Terminal.steers(c) ? REPLACEMENT : c);
    }
  }

  @Override
  public void flush() throws IOException {
    decode(false);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    try (out) {
      decode(true);
      if (heldReturn) {
        out.write(REPLACEMENT);
      }
    }
  }
}

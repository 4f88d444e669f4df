package org.bojagi.cli.read;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** UTF-8 text on its way to a terminal, with a question mark for every byte that could steer it. */
final class HarmlessOutputStream extends FilterOutputStream {
  private int last;

  HarmlessOutputStream(OutputStream out) {
    super(new java.io.BufferedOutputStream(out));
  }

  @Override
  public void write(int b) throws IOException {
    int value = b & 0xFF;
    boolean control = value < 0x20 && value != '\n' && value != '\r' && value != '\t' || value == 0x7F;
    boolean secondOfC1 = last == 0xC2 && value >= 0x80 && value < 0xA0;
    out.write(control ? '?' : secondOfC1 ? 0xA0 : value);
    last = value;
  }
}

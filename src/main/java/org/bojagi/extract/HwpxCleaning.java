package org.bojagi.extract;

import java.io.IOException;
import java.io.OutputStream;

final class HwpxCleaning {
  private HwpxCleaning() {}

  static void clean(byte[] bytes, CleaningReport report, OutputStream out) throws IOException, UnreadableException {
    throw UnreadableException.encrypted();
  }
}

package org.bojagi.extract;

import java.io.IOException;
import java.io.OutputStream;

final class RtfCleaning {
  private RtfCleaning() {}

  static void clean(byte[] bytes, CleaningReport report, OutputStream out) throws IOException, UnreadableException {
    throw UnreadableException.encrypted();
  }
}

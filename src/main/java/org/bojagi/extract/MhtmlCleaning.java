package org.bojagi.extract;

import java.io.IOException;
import java.io.OutputStream;

final class MhtmlCleaning {
  private MhtmlCleaning() {}

  static void clean(byte[] bytes, CleaningReport report, OutputStream out) throws IOException, UnreadableException {
    throw UnreadableException.encrypted();
  }
}

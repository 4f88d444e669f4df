package org.bojagi.extract;

import java.io.IOException;
import java.io.OutputStream;

final class Ole2Cleaning {
  private Ole2Cleaning() {}

  static void clean(byte[] bytes, CleaningReport report, OutputStream out) throws IOException, UnreadableException {
    throw UnreadableException.encrypted();
  }
}

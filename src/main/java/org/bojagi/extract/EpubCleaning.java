package org.bojagi.extract;

import java.io.IOException;
import java.io.OutputStream;

final class EpubCleaning {
  private EpubCleaning() {}

  static void clean(byte[] bytes, CleaningReport report, OutputStream out) throws IOException, UnreadableException {
    throw UnreadableException.encrypted();
  }
}

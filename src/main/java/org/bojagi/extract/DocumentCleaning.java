package org.bojagi.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import org.bojagi.scrub.Sensitive;

/** Takes a document apart and puts it together again without what gives its source away. Runs in the worker. */
final class DocumentCleaning {

  private DocumentCleaning() {}

  /**
   * @param mediaType as {@link FileType} has it
   * @param keep what stays where the format has a field of its own for it
   * @param out gets the cleaned document, and nothing where the result isn't {@link Cleaned#changed}
   * @throws IOException only from {@code out}: damage and encryption are in {@link Cleaned#left}
   */
  static Cleaned clean(String mediaType, byte[] bytes, Set<Sensitive.Kind> keep, OutputStream out)
      throws IOException {
    return Cleaned.not("the whole document");
  }
}

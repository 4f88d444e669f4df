package org.bojagi.zstd;

import java.io.IOException;

/** The bytes are no frame as RFC 8878 has it, or one beyond the limits of whoever reads it. */
public final class MalformedFrameException extends IOException {
  MalformedFrameException(String message) {
    super(message);
  }
}

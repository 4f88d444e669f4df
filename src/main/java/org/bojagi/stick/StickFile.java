package org.bojagi.stick;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that will lie on the stick, or one of which such files are chosen.
 *
 * @param path relative, names separated by {@code /}
 */
public record StickFile(String path, long sizeBytes, Contents contents) {

  /** Where its bytes come from. May be opened more than once, one stream at a time. */
  @FunctionalInterface
  public interface Contents {
    InputStream open() throws IOException;
  }

  static StickFile of(String path, Path file) throws IOException {
    return new StickFile(path, Files.size(file), () -> Files.newInputStream(file));
  }

  static StickFile of(String path, byte[] bytes) {
    return new StickFile(path, bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  StickFile at(String newPath) {
    return new StickFile(newPath, sizeBytes, contents);
  }
}

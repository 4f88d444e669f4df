package org.bojagi.cli.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Several commands in one process, so that the build can make the start cache of what all of them load: Java writes one
 * cache for one process, and it must be of this jar alone. No command of the program leads here.
 */
final class Rehearsal {
  private Rehearsal() {}

  /** @param arguments a file with one command a line, its arguments separated by tabs */
  public static void main(String[] arguments) throws IOException {
    for (var line : Files.readAllLines(Path.of(arguments[0]))) {
      int code = Reader.run(line.split("\t"));
      if (code != 0) {
        System.exit(code);
      }
    }
  }
}

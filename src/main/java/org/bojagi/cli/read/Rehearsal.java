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

  /**
   * @param arguments a file with one command a line, its arguments separated by tabs; {@code pages} with a bundle and a
   *     passphrase file visits its pages
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    for (var line : Files.readAllLines(Path.of(arguments[0]))) {
      var words = line.split("\t");
      if (words[0].equals("pages")) {
        PageRehearsal.run(Path.of(words[1]), Path.of(words[2]));
        continue;
      }
      int code = Reader.run(words);
      if (code != 0) {
        System.exit(code);
      }
    }
    // The threads of the pages' server never end by themselves.
    System.exit(0);
  }
}

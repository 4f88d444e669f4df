package org.bojagi.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.bojagi.fault.UsageException;

/**
 * Folders for what is taken out or copied, below one that a person named. That one may be a link; one below it may have
 * been put there by somebody else, and leads wherever they wish.
 */
public final class FoldersBelow {
  private FoldersBelow() {}

  /**
   * Makes each folder of a path that isn't there.
   *
   * @param top that a person named; is there
   * @param folder below it, or the same
   * @throws UsageException one of them is a link
   */
  public static void make(Path top, Path folder) throws IOException {
    var path = top;
    for (var name : top.relativize(folder)) {
      path = path.resolve(name);
      refuseLink(path);
      if (!path.equals(top) && !Files.isDirectory(path)) {
        Files.createDirectory(path);
      }
    }
  }

  /** @throws UsageException this is a link, or a way elsewhere of another kind; nothing need be there */
  public static void refuseLink(Path path) throws UsageException {
    boolean elsewhere =
        Files.isSymbolicLink(path)
            || Files.isDirectory(path) && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    if (elsewhere) {
      throw new UsageException(
          "A link is in the way, and would lead out of the folder",
          path.toString(),
          "Remove it, or choose another folder.");
    }
  }
}

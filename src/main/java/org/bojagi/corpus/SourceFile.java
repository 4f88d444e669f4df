package org.bojagi.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.bojagi.catalog.Role;

/**
 * One file that goes into the bundle.
 *
 * @param root of the corpus as it lies there
 * @param within root, as the file is called there; apart from it, since Java remembers more of each
 *     path that it opened than all else that is known of a small file
 * @param path entry name in the bundle: relative to the corpus, NFC, separated by {@code /}
 * @param mediaType from the name, {@code application/octet-stream} where that says nothing
 * @param language BCP 47 tag, {@code und} where nothing is known
 * @param charset as the team declared it, a name that the JDK knows; empty where it didn't
 * @param sizeBytes of what is packed, that is without {@code withheldBytes}
 * @param modifiedMillis of the source, to notice a file that changes while it is packed; never goes
 *     into a bundle
 * @param withheldBytes how many bytes at the beginning of the source are never packed: front matter
 *     with a {@code private:} key or with a line that we don't understand; 0 for nearly all
 */
public record SourceFile(
    Path root,
    Path within,
    String path,
    Role role,
    String mediaType,
    String language,
    String charset,
    long sizeBytes,
    long modifiedMillis,
    int withheldBytes) {

  /**
   * Where its bytes are; may belong to a ZIP, so read it as a stream: a channel on a ZIP entry holds
   * all of it in memory.
   */
  public Path source() {
    return root.resolve(within);
  }

  /**
   * The bytes to be packed, from the first that isn't withheld. Never follows a link. The caller
   * closes it.
   */
  public InputStream open() throws IOException {
    var in = Text.open(source());
    try {
      in.skipNBytes(withheldBytes);
      return in;
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** By its name: what only its first bytes tell is met when it is packed. */
  public boolean isPlayed() {
    return mediaType.startsWith("video/")
        || mediaType.startsWith("audio/")
        || mediaType.startsWith("application/vnd.rn-realmedia");
  }

  /** Whether size and time are still what they were when the corpus was read; false where it is gone. */
  public boolean isUnchanged() {
    try {
      var now = Files.readAttributes(source(), BasicFileAttributes.class);
      return now.size() == sizeBytes + withheldBytes && now.lastModifiedTime().toMillis() == modifiedMillis;
    } catch (IOException e) {
      return false;
    }
  }
}

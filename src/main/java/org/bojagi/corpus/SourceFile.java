package org.bojagi.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bojagi.catalog.Role;

/**
 * One file that goes into the bundle.
 *
 * @param source where its bytes are; may belong to a ZIP, so read it as a stream: a channel on a
 *     ZIP entry holds all of it in memory
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
    Path source,
    String path,
    Role role,
    String mediaType,
    String language,
    String charset,
    long sizeBytes,
    long modifiedMillis,
    int withheldBytes) {

  /**
   * The bytes to be packed, from the first that isn't withheld. Never follows a link. The caller
   * closes it.
   */
  public InputStream open() throws IOException {
    var in = Text.open(source);
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
      return Files.size(source) == sizeBytes + withheldBytes
          && Files.getLastModifiedTime(source).toMillis() == modifiedMillis;
    } catch (IOException e) {
      return false;
    }
  }
}

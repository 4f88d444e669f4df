package org.bojagi.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bojagi.catalog.Sha256;
import org.bojagi.corpus.CorpusItem;

/**
 * What file systems say of the files of one item: size, time of the last change to the nanosecond, and, where there are
 * any, the time of the last change of whatever sort (ctime), which nobody can set back, and the number of the file
 * (inode). Nothing is read. Of sources, so it stands in sealed state alone.
 *
 * @param newest of all times
 */
record SourceState(byte[] sha256, Instant newest) {
  /** Kinds of file systems that number files anew each time they are mounted, or may. */
  private static final Set<String> WITHOUT_NUMBERS = Set.of("vfat", "msdos", "exfat");

  private static final String DRIVEN_FROM_OUTSIDE = "fuse";

  /** Of one run. One thread. */
  static final class Reader {
    private final Map<Long, Boolean> numbered = new HashMap<>();

    /** Empty where files aren't files of the computer's own, as those in a ZIP, or are gone. */
    Optional<SourceState> of(CorpusItem item) {
      var sha256 = Sha256.digest();
      var newest = Instant.MIN;
      try {
        for (var file : item.files()) {
          var source = file.source();
          if (source.getFileSystem() != FileSystems.getDefault()) {
            return Optional.empty();
          }
          var time = add(source, sha256);
          newest = time.isAfter(newest) ? time : newest;
        }
      } catch (IOException | RuntimeException e) {
        return Optional.empty();
      }
      return Optional.of(new SourceState(sha256.digest(), newest));
    }

    private Instant add(Path source, MessageDigest sha256) throws IOException {
      if (!source.getFileSystem().supportedFileAttributeViews().contains("unix")) {
        var about = Files.readAttributes(source, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return add(about.size(), about.lastModifiedTime(), about.creationTime(), 0, sha256);
      }
      var about =
          Files.readAttributes(source, "unix:size,lastModifiedTime,ctime,ino,dev", LinkOption.NOFOLLOW_LINKS);
      long number = isNumbered(source, (Long) about.get("dev")) ? (Long) about.get("ino") : 0;
      var modified = (FileTime) about.get("lastModifiedTime");
      return add((Long) about.get("size"), modified, (FileTime) about.get("ctime"), number, sha256);
    }

    private static Instant add(long size, FileTime modified, FileTime changed, long number, MessageDigest sha256) {
      var first = modified.toInstant();
      var second = changed.toInstant();
      var fields = ByteBuffer.allocate(4 * Long.BYTES + 2 * Integer.BYTES);
      fields.putLong(size).putLong(first.getEpochSecond()).putInt(first.getNano());
      fields.putLong(second.getEpochSecond()).putInt(second.getNano()).putLong(number);
      sha256.update(fields.array());
      return second.isAfter(first) ? second : first;
    }

    private boolean isNumbered(Path source, long device) throws IOException {
      var known = numbered.get(device);
      if (known == null) {
        var type = Files.getFileStore(source).type();
        known = !WITHOUT_NUMBERS.contains(type) && !type.startsWith(DRIVEN_FROM_OUTSIDE);
        numbered.put(device, known);
      }
      return known;
    }
  }
}

package org.bojagi.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** The one time that all files in a folder get: a file's own is no business of who finds it. */
public final class NeutralTime {
  private static final LocalDateTime MIDNIGHT = LocalDateTime.of(2000, 1, 1, 0, 0);

  /** Names that Linux, macOS and Windows have for FAT and exFAT. */
  private static final Pattern LOCAL_TIME = Pattern.compile("fat|^msdos|^fuseblk", Pattern.CASE_INSENSITIVE);

  private NeutralTime() {}

  public static FileTime in(Path folder) throws IOException {
    return of(Files.getFileStore(folder).type(), ZoneId.systemDefault());
  }

  /**
   * FAT stores local time, in which one instant would tell the zone. Systems convert with today's offset, whatever the
   * date, and so do we.
   */
  static FileTime of(String storeType, ZoneId zone) {
    boolean local = LOCAL_TIME.matcher(storeType).find();
    return FileTime.from(MIDNIGHT.toInstant(local ? zone.getRules().getOffset(Instant.now()) : ZoneOffset.UTC));
  }
}

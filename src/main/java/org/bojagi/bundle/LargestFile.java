package org.bojagi.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** How large a file may be that a file system holds, known before gigabytes are written for nothing. */
public final class LargestFile {
  public static final long ON_FAT32 = (1L << 32) - 1;

  /** Names that Linux, macOS and Windows have for FAT32, and none for exFAT. */
  private static final Pattern FAT = Pattern.compile("v?fat(12|16|32)?|msdos", Pattern.CASE_INSENSITIVE);

  private LargestFile() {}

  /** In bytes; {@link Long#MAX_VALUE} where nothing is known of a limit. */
  public static long in(Path folder) throws IOException {
    return of(Files.getFileStore(folder).type());
  }

  /** The same by the file system's name. */
  public static long of(String storeType) {
    return FAT.matcher(storeType).matches() ? ON_FAT32 : Long.MAX_VALUE;
  }
}

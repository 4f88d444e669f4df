package org.bojagi.plan;

import java.util.Locale;
import org.bojagi.fault.UsageException;

/** What a card is formatted with. */
public enum FileSystem {
  FAT32,
  EXFAT;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** @throws UsageException a file system that no plan can be made for */
  public static FileSystem of(String code) throws UsageException {
    for (var fileSystem : values()) {
      if (fileSystem.code().equals(code.strip().toLowerCase(Locale.ROOT))) {
        return fileSystem;
      }
    }
    throw new UsageException("There is no plan for the file system '" + code + "'", "--fs", "Give fat32 or exfat.");
  }
}

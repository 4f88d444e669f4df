package org.bojagi.stick;

import java.nio.file.Path;
import java.util.List;

/**
 * What would lie on a stick, before a byte is written.
 *
 * @param target the mounted medium, or any folder
 * @param name of the folder on it and, with endings, of the launchers
 * @param files in the order in which they are written; launchers come last
 * @param parts the same by what they are, for people
 * @param neededBytes what the medium has to have free, in whole clusters, less what is replaced
 * @param freeBytes what it has
 * @param replaces whether something lies there already that would be replaced: to be asked about
 */
public record StickPlan(
    Path target,
    String name,
    List<StickFile> files,
    List<Part> parts,
    long neededBytes,
    long freeBytes,
    boolean replaces) {

  /** What a part of the stick is. */
  public enum Kind {
    LAUNCHER,
    READER,
    RUNTIME,
    BUNDLE
  }

  /**
   * @param path on the stick: a launcher's file, else a file or folder of the reader's folder
   * @param startCache of a runtime: whether it has one, without which the reader starts slower
   */
  public record Part(Kind kind, String path, long sizeBytes, boolean startCache) {}

  /** Of all files, without what a file system adds. */
  public long sizeBytes() {
    return files.stream().mapToLong(StickFile::sizeBytes).sum();
  }

  Path folder() {
    return target.resolve(name);
  }
}

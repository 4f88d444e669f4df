package org.bojagi.page;

import java.nio.file.Path;
import java.util.List;

/** How far passing on a part is: what was chosen of all that is open, where it goes, what came of it. */
public sealed interface PassPart {
  /** Nothing is chosen yet. */
  record Nothing() implements PassPart {}

  /** A long list is looked through, item by item. */
  record Gathering(String address, int doneItems, int totalItems) implements PassPart {}

  /**
   * What is to be passed on.
   *
   * @param address of the list that it was chosen on
   * @param first some of the items, to be named
   * @param files renditions and subtitles too
   */
  record Chosen(String address, List<Named> first, int items, int files, long bytes) {
    public Chosen {
      first = List.copyOf(first);
    }
  }

  /** @param bundle its position in the library */
  record Named(int bundle, String id) {}

  /** @param refused why the last choice of a place won't do; null */
  record Choosing(Chosen chosen, List<PassOn.Medium> media, Refused refused) implements PassPart {
    public Choosing {
      media = List.copyOf(media);
    }
  }

  /** Why nothing was written, or nothing is left of it. */
  enum Refused {
    NOTHING,
    NO_FOLDER,
    NOT_WRITABLE,
    /** Before anything was written, or when the medium turned out to be full. */
    NO_ROOM,
    /** Among the files of a bundle another's would be foreign. */
    IN_A_BUNDLE,
    /** Made by older rules, so that the words can't be taken over. */
    OLD_INDEX,
    /** Can't be read, or isn't what was signed. */
    DAMAGED,
    /** All of it on cards that aren't here. */
    ELSEWHERE,
    /** What is open is another library by now. */
    CHANGED,
    NO_MEMORY,
    FAILED
  }

  /**
   * @param id of this question alone: a yes to another is none
   * @param folder of the new bundle, which isn't there yet
   * @param neededBytes at most
   * @param words that will open it: shown here and never again
   * @param withReader whether a reader lies beside it
   * @param insteadOfOther whether a person came to it by a yes to another, or with another list
   */
  record Asking(
      String id,
      Chosen chosen,
      Path folder,
      long neededBytes,
      long freeBytes,
      String words,
      boolean withReader,
      boolean insteadOfOther)
      implements PassPart {

    public Asking insteadOfAnother() {
      return new Asking(id, chosen, folder, neededBytes, freeBytes, words, withReader, true);
    }
  }

  /** @param doneBytes of {@code totalBytes}, which are those of the files; then index and key follow */
  record Working(Path folder, long doneBytes, long totalBytes) implements PassPart {}

  /**
   * @param bytes that its files take
   * @param damaged items that couldn't be read and aren't there
   * @param leftOut items that aren't there for another reason: on a card that isn't here, or of another's path or id
   */
  record Done(Path folder, int items, int files, long bytes, int damaged, int leftOut, boolean withReader)
      implements PassPart {}
}

package org.bojagi.corpus;

import java.nio.file.Path;
import org.bojagi.fault.Fault;

/** Reads a folder, or a ZIP of one, as a corpus. docs/corpus.md says what is made of which name. */
public final class CorpusReader {
  private CorpusReader() {}

  /**
   * Whatever is wrong with one file is a finding, and the others go in. The same folder gives the same result, whatever
   * order the file system lists it in.
   *
   * @return to be closed when its files have been read
   * @throws org.bojagi.fault.UsageException there is no such folder or ZIP
   * @throws org.bojagi.fault.InputException the ZIP is broken, or holds names or sizes that no folder could
   * @throws org.bojagi.fault.StorageException the folder itself can't be listed
   */
  public static Corpus read(Path folderOrZip) throws Fault {
    throw new UnsupportedOperationException("not built yet: " + folderOrZip);
  }
}

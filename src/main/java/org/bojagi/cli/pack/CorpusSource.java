package org.bojagi.cli.pack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.bag.BagProgress;
import org.bojagi.bag.BaggedCorpus;
import org.bojagi.cli.read.Progress;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.corpus.Corpus;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.InputException;

/** The corpus that a command is given: a folder, a ZIP of one, or a bag, which is validated first. */
final class CorpusSource {
  private CorpusSource() {}

  /** With progress on the terminal; why a bag is refused is said there, fault by fault. */
  static Corpus read(Path source) throws Fault {
    try (var progress = new Progress()) {
      return read(
          source,
          Runtime.getRuntime().availableProcessors(),
          (files, filesTotal, bytes, bytesTotal, path) ->
              progress.show(bytes, bytesTotal, Texts.text("bag.comparing", files, filesTotal)));
    }
  }

  /** As {@link #read(Path)}. */
  static Corpus read(Path source, int jobs, BagProgress progress) throws Fault {
    var refusals = new ArrayList<Finding>();
    try {
      return read(source, jobs, progress, refusals);
    } catch (InputException refused) {
      refusals.forEach(Terminal::complain);
      throw refused;
    }
  }

  /** @param refusals takes why a bag is refused */
  static Corpus read(Path source, int jobs, BagProgress progress, List<Finding> refusals) throws Fault {
    return BaggedCorpus.read(source, jobs, progress, refusals::add);
  }
}

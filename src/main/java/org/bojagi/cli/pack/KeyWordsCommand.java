package org.bojagi.cli.pack;

import java.util.concurrent.Callable;
import org.bojagi.bundle.WordList;
import org.bojagi.cli.read.Terminal;
import org.bojagi.fault.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code key words}: six words by chance, for a passphrase file. */
@Command(name = "words")
public final class KeyWordsCommand implements Callable<Integer> {
  @Option(names = "--words", paramLabel = "LANGUAGE", descriptionKey = "pack.words")
  private WordList words = WordList.KOREAN;

  @Override
  public Integer call() {
    Terminal.out().println(words.offer());
    return ExitCode.DONE;
  }
}

package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bojagi.bundle.WordList;
import org.bojagi.recover.NewBundle;
import org.bojagi.seal.NorthSouthWords;
import picocli.CommandLine.Option;

/** A new bundle that what is recovered goes into, and who will open it. */
final class NewBundleOptions {
  @Option(names = "--bundle", paramLabel = "NEW", descriptionKey = "recover.new")
  private Path target;

  @Option(names = "--new-passphrase-file", paramLabel = "FILE", descriptionKey = "rekey.new-passphrase-file")
  private List<String> passphraseFiles = List.of();

  @Option(names = "--recipient", paramLabel = "age1…", descriptionKey = "rekey.recipient")
  private List<String> recipients = List.of();

  @Option(names = "--weak-passphrase", descriptionKey = "weak-passphrase")
  private boolean weakPassphrase;

  @Option(names = "--words", paramLabel = "LANGUAGE", descriptionKey = "pack.words")
  private WordList words = WordList.KOREAN;

  /** Null where none was asked for. */
  Path target() {
    return target;
  }

  /** Those that were given; without any, six words that a person agrees to. The caller closes them. */
  PackKeys keys() throws IOException {
    return PackKeys.of(passphraseFiles, weakPassphrase, recipients, List.of(), words);
  }

  NewBundle with(PackKeys keys) throws IOException {
    return new NewBundle(target, keys.slots(), NorthSouthWords.read(), NorthSouthWords.SOURCE);
  }
}

package org.bojagi.cli.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bojagi.age.Recipient;
import org.bojagi.age.ScryptRecipient;
import org.bojagi.age.X25519Recipient;
import org.bojagi.bundle.Passphrase;
import org.bojagi.bundle.Slots;
import org.bojagi.bundle.WordList;
import org.bojagi.fault.UsageException;
import picocli.CommandLine.Option;

/**
 * How a bundle that a reader makes will be unlocked. A reader has nothing that judges passphrases, so six words of our
 * lists are asked for, or made.
 */
final class NewSlots {
  @Option(names = "--new-passphrase-file", paramLabel = "FILE", descriptionKey = "select.new-passphrase-file")
  private List<String> passphraseFiles = List.of();

  @Option(names = "--recipient", paramLabel = "age1…", descriptionKey = "rekey.recipient")
  private List<String> recipients = List.of();

  @Option(names = "--weak-passphrase", descriptionKey = "select.weak-passphrase")
  private boolean weakAllowed;

  @Option(names = "--words", paramLabel = "LANGUAGE", descriptionKey = "pack.words")
  private WordList words = WordList.KOREAN;

  /** Owns passphrases: closing wipes them. */
  record Given(List<ScryptRecipient> passphrases, Set<X25519Recipient> recipients) implements AutoCloseable {
    List<Recipient> slots() {
      var slots = new ArrayList<Recipient>(passphrases);
      slots.addAll(recipients);
      return slots;
    }

    @Override
    public void close() {
      passphrases.forEach(ScryptRecipient::close);
    }
  }

  boolean readsStandardInput() {
    return passphraseFiles.contains("-");
  }

  /**
   * Those that were given; without any, six words that are shown once and that a person agrees to.
   *
   * @throws UsageException nothing was given and nobody can be asked; or one is no recipient, or not six words
   */
  Given given() throws IOException {
    if (passphraseFiles.size() > Slots.MAX_PASSPHRASES) {
      throw new UsageException(
          "Readers try at most " + Slots.MAX_PASSPHRASES + " passphrases",
          "--new-passphrase-file",
          "Give fewer, or recipients for some.");
    }
    var given = new Given(new ArrayList<>(), new LinkedHashSet<>());
    boolean complete = false;
    try {
      for (var recipient : recipients) {
        given.recipients.add(recipient(recipient));
      }
      for (var file : passphraseFiles) {
        given.passphrases.add(passphrase(requireWords(UnlockOptions.passphrase(file), file)));
      }
      if (given.slots().isEmpty()) {
        given.passphrases.add(passphrase(offer()));
      }
      complete = true;
      return given;
    } finally {
      if (!complete) {
        given.close();
      }
    }
  }

  private static X25519Recipient recipient(String age1) throws IOException {
    try {
      return X25519Recipient.parse(age1);
    } catch (UsageException e) {
      throw new UsageException(e.what(), "--recipient", e.hint());
    }
  }

  private byte[] requireWords(byte[] typed, String file) throws UsageException {
    var nfc = Normalizer.normalize(new String(typed, StandardCharsets.UTF_8), Normalizer.Form.NFC);
    long different = WordList.words(nfc).map(list -> list.stream().distinct().count()).orElse(0L);
    if (!weakAllowed && different < WordList.WORDS) {
      Arrays.fill(typed, (byte) 0);
      throw new UsageException(
          "The new passphrase isn't six words of the lists",
          file.equals("-") ? "standard input" : file,
          "Give words that were made by chance, or none to have six made; --weak-passphrase takes it nevertheless.");
    }
    return typed;
  }

  /** @param typed wiped */
  private static ScryptRecipient passphrase(byte[] typed) {
    var bytes = Passphrase.forWriting(typed);
    try {
      return new ScryptRecipient(bytes, ScryptRecipient.DEFAULT_LOG_N);
    } finally {
      Arrays.fill(typed, (byte) 0);
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private byte[] offer() throws IOException {
    var console =
        Terminal.console()
            .orElseThrow(
                () ->
                    new UsageException(
                        "The new bundle would have no key, and there is no terminal to show words on",
                        "select",
                        "Give --new-passphrase-file FILE or --recipient age1…"));
    var offered = words.offer();
    console.printf("%n%s%n%n    %s%n%n", Texts.text("pack.words-offered"), offered);
    if (!Answer.isYes(console.readLine("%s ", Texts.text("pack.words-ask")))) {
      throw new UsageException(
          "The words were not taken, so that the bundle has no key",
          "select",
          "Give --new-passphrase-file FILE or --recipient age1…");
    }
    return offered.getBytes(StandardCharsets.UTF_8);
  }
}

package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.bojagi.cli.read.Answer;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.cli.read.UnlockOptions;
import org.bojagi.fault.UsageException;

/** Whom a bundle is packed for. Owns the passphrases: closing wipes them. */
final class PackKeys implements AutoCloseable {
  private final List<ScryptRecipient> passphrases = new ArrayList<>();
  private final List<byte[]> typed = new ArrayList<>();
  private final Set<X25519Recipient> recipients = new LinkedHashSet<>();

  private PackKeys() {}

  /**
   * Passphrases and recipients that were given, those of the corpus; without any, six words that a person agrees to.
   *
   * @param weakAllowed whether passphrases that would be guessed are taken
   * @throws UsageException none was given and nobody can be asked; or one is no passphrase or recipient, or is weak
   */
  static PackKeys of(
      List<String> passphraseFiles, boolean weakAllowed, List<String> given, List<String> ofCorpus, WordList words)
      throws IOException {
    if (passphraseFiles.size() > Slots.MAX_PASSPHRASES) {
      throw new UsageException(
          "Readers try at most " + Slots.MAX_PASSPHRASES + " passphrases",
          "--passphrase-file",
          "Give fewer, or recipients for some.");
    }
    var keys = new PackKeys();
    boolean complete = false;
    try {
      for (var recipient : given) {
        keys.recipients.add(recipient(recipient, "--recipient"));
      }
      for (var recipient : ofCorpus) {
        keys.recipients.add(recipient(recipient, "recipients of the corpus' bojagi.yaml"));
      }
      for (var file : passphraseFiles) {
        keys.add(file, weakAllowed);
      }
      if (keys.slots().isEmpty()) {
        keys.passphrases.add(offer(words));
      }
      complete = true;
      return keys;
    } finally {
      if (!complete) {
        keys.close();
      }
    }
  }

  /** Those that were given; none: nobody is asked, and an edition keeps its predecessor's. */
  static PackKeys given(List<String> passphraseFiles, boolean weakAllowed, List<String> given) throws IOException {
    return passphraseFiles.isEmpty() && given.isEmpty()
        ? new PackKeys()
        : of(passphraseFiles, weakAllowed, given, List.of(), WordList.KOREAN);
  }

  static X25519Recipient recipient(String age1, String where) throws IOException {
    try {
      return X25519Recipient.parse(age1);
    } catch (UsageException e) {
      throw new UsageException(e.what(), where, e.hint());
    }
  }

  /**
   * A passphrase of a file that a person chose.
   *
   * @throws UsageException it would be guessed, and that isn't allowed
   */
  static ScryptRecipient chosen(String file, boolean weakAllowed) throws IOException {
    return passphrase(typed(file, weakAllowed));
  }

  /** Kept besides for opening what an interrupted run left. */
  private void add(String file, boolean weakAllowed) throws IOException {
    var typed = typed(file, weakAllowed);
    this.typed.add(typed.clone());
    passphrases.add(passphrase(typed));
  }

  private static byte[] typed(String file, boolean weakAllowed) throws IOException {
    var typed = UnlockOptions.passphrase(file);
    boolean accepted = false;
    try {
      if (!weakAllowed) {
        PassphraseStrength.require(typed, file.equals("-") ? "standard input" : file);
      }
      accepted = true;
      return typed;
    } finally {
      if (!accepted) {
        Arrays.fill(typed, (byte) 0);
      }
    }
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

  private static ScryptRecipient offer(WordList list) throws IOException {
    var console =
        Terminal.console()
            .orElseThrow(
                () ->
                    new UsageException(
                        "The bundle would have no key, and there is no terminal to ask for one",
                        "pack",
                        "Give --passphrase-file FILE or --recipient age1…; bojagi key words makes a passphrase."));
    var words = list.offer();
    console.printf("%n%s%n%n    %s%n%n", Texts.text("pack.words-offered"), words);
    if (!Answer.isYes(console.readLine("%s ", Texts.text("pack.words-ask")))) {
      throw new UsageException(
          "The words were not taken, so that the bundle has no key",
          "pack",
          "Give --passphrase-file FILE or --recipient age1…");
    }
    return passphrase(words.getBytes(StandardCharsets.UTF_8));
  }

  List<Recipient> slots() {
    var slots = new ArrayList<Recipient>(passphrases);
    slots.addAll(recipients);
    return slots;
  }

  /** Passphrases as they were given, to try on slots; owned by this. */
  List<byte[]> typed() {
    return typed;
  }

  /** Whether nobody but who remembers words can open it. */
  boolean onlyPassphrases() {
    return recipients.isEmpty();
  }

  @Override
  public void close() {
    passphrases.forEach(ScryptRecipient::close);
    typed.forEach(passphrase -> Arrays.fill(passphrase, (byte) 0));
  }
}

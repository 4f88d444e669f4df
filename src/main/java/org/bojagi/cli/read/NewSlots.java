package org.bojagi.cli.read;

import java.io.Console;
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
 * How a new bundle will be unlocked: passphrases and recipients that are given, or six words of our lists. A mixin of
 * commands that make a bundle of bundles, and what packing does of it.
 */
public final class NewSlots {
  @Option(names = "--new-passphrase-file", paramLabel = "FILE", descriptionKey = "new-slots.passphrase-file")
  private List<String> passphraseFiles = List.of();

  @Option(names = "--recipient", paramLabel = "age1…", descriptionKey = "new-slots.recipient")
  private List<String> recipients = List.of();

  @Option(names = "--weak-passphrase", descriptionKey = "weak-passphrase")
  private boolean weakAllowed;

  @Option(names = "--words", paramLabel = "LANGUAGE", descriptionKey = "pack.words")
  private WordList words = WordList.KOREAN;

  /** Says which passphrases are weak. */
  @FunctionalInterface
  public interface Judge {
    /**
     * @param typed as it was given
     * @param where it was
     * @throws UsageException it would be guessed
     */
    void require(byte[] typed, String where) throws UsageException;
  }

  /**
   * Owns passphrases: closing wipes them.
   *
   * @param typed those that were given, to try on slots
   */
  public record Given(List<ScryptRecipient> passphrases, Set<X25519Recipient> recipients, List<byte[]> typed)
      implements AutoCloseable {
    public List<Recipient> slots() {
      var slots = new ArrayList<Recipient>(passphrases);
      slots.addAll(recipients);
      return slots;
    }

    @Override
    public void close() {
      passphrases.forEach(ScryptRecipient::close);
      typed.forEach(passphrase -> Arrays.fill(passphrase, (byte) 0));
    }
  }

  public boolean readsStandardInput() {
    return passphraseFiles.contains("-");
  }

  /**
   * Before any work: that there is a key, or somebody to show words to.
   *
   * @param command that is asked about
   */
  public void requireSome(String command) throws UsageException {
    if (passphraseFiles.isEmpty() && recipients.isEmpty()) {
      console(command, "--new-passphrase-file");
    }
    requireFew(passphraseFiles, "--new-passphrase-file");
  }

  /**
   * Those that were given; without any, six words that are shown once and that a person agrees to.
   *
   * @param command that is asked about
   * @throws UsageException nothing was given and nobody can be asked; or one is no recipient, or is weak
   */
  public Given given(Judge judge, String command) throws IOException {
    requireSome(command);
    var given = new Given(new ArrayList<>(), new LinkedHashSet<>(), new ArrayList<>());
    boolean complete = false;
    try {
      for (var recipient : recipients) {
        given.recipients.add(recipient(recipient, "--recipient"));
      }
      for (var file : passphraseFiles) {
        var typed = typed(file, weakAllowed ? null : judge);
        given.typed.add(typed.clone());
        given.passphrases.add(passphrase(typed));
      }
      if (given.slots().isEmpty()) {
        given.passphrases.add(offer(words, command, "--new-passphrase-file"));
      }
      complete = true;
      return given;
    } finally {
      if (!complete) {
        given.close();
      }
    }
  }

  /** @throws UsageException more than readers try, or two by standard input */
  public static void requireFew(List<String> passphraseFiles, String option) throws UsageException {
    if (passphraseFiles.size() > Slots.MAX_PASSPHRASES) {
      throw new UsageException(
          "Readers try at most " + Slots.MAX_PASSPHRASES + " passphrases", option, "Give fewer, or recipients for some.");
    }
    if (passphraseFiles.stream().filter("-"::equals).count() > 1) {
      StandardInput.requireOne(true, true);
    }
  }

  /** @param where it stands */
  public static X25519Recipient recipient(String age1, String where) throws IOException {
    try {
      return X25519Recipient.parse(age1);
    } catch (UsageException e) {
      throw new UsageException(e.what(), where, e.hint());
    }
  }

  /**
   * A passphrase that a person chose.
   *
   * @param judge null: any is taken
   * @return to be wiped by the caller
   */
  public static byte[] typed(String file, Judge judge) throws IOException {
    var typed = UnlockOptions.passphrase(file);
    boolean accepted = false;
    try {
      if (judge != null) {
        judge.require(typed, file.equals("-") ? "standard input" : file);
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
  public static ScryptRecipient passphrase(byte[] typed) {
    var bytes = Passphrase.forWriting(typed);
    try {
      return new ScryptRecipient(bytes, ScryptRecipient.DEFAULT_LOG_N);
    } finally {
      Arrays.fill(typed, (byte) 0);
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Of a reader, who has nothing that judges passphrases: six different words of our lists. */
  static void requireWords(byte[] typed, String where) throws UsageException {
    var nfc = Normalizer.normalize(new String(typed, StandardCharsets.UTF_8), Normalizer.Form.NFC);
    long different = WordList.words(nfc).map(list -> list.stream().distinct().count()).orElse(0L);
    if (different < WordList.WORDS) {
      throw new UsageException(
          "The new passphrase isn't six words of the lists",
          where,
          "Give words that were made by chance, or none to have six made; --weak-passphrase takes it nevertheless.");
    }
  }

  /**
   * Six words that are shown once, and taken where a person agrees.
   *
   * @param option that takes a passphrase instead
   */
  public static ScryptRecipient offer(WordList list, String command, String option) throws IOException {
    var console = console(command, option);
    var words = list.offer();
    console.printf("%n%s%n%n    %s%n%n", Texts.text("pack.words-offered"), words);
    if (!Answer.isYes(console.readLine("%s ", Texts.text("pack.words-ask")))) {
      throw new UsageException(
          "The words were not taken, so that the bundle has no key", command, instead(option));
    }
    return passphrase(words.getBytes(StandardCharsets.UTF_8));
  }

  private static Console console(String command, String option) throws UsageException {
    return Terminal.console()
        .orElseThrow(
            () ->
                new UsageException(
                    "The bundle would have no key, and there is no terminal to show words on", command, instead(option)));
  }

  private static String instead(String option) {
    return "Give " + option + " FILE or --recipient age1….";
  }
}

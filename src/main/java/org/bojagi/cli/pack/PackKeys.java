package org.bojagi.cli.pack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bojagi.age.Recipient;
import org.bojagi.age.ScryptRecipient;
import org.bojagi.age.X25519Recipient;
import org.bojagi.bundle.WordList;
import org.bojagi.cli.read.NewSlots;
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
    NewSlots.requireFew(passphraseFiles, "--passphrase-file");
    var keys = new PackKeys();
    boolean complete = false;
    try {
      for (var recipient : given) {
        keys.recipients.add(NewSlots.recipient(recipient, "--recipient"));
      }
      for (var recipient : ofCorpus) {
        keys.recipients.add(NewSlots.recipient(recipient, "recipients of the corpus' bojagi.yaml"));
      }
      for (var file : passphraseFiles) {
        keys.add(file, weakAllowed);
      }
      if (keys.slots().isEmpty()) {
        keys.passphrases.add(NewSlots.offer(words, "pack", "--passphrase-file"));
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

  /**
   * A passphrase of a file that a person chose.
   *
   * @throws UsageException it would be guessed, and that isn't allowed
   */
  static ScryptRecipient chosen(String file, boolean weakAllowed) throws IOException {
    return NewSlots.passphrase(typed(file, weakAllowed));
  }

  /** Kept besides for opening what an interrupted run left. */
  private void add(String file, boolean weakAllowed) throws IOException {
    var typed = typed(file, weakAllowed);
    this.typed.add(typed.clone());
    passphrases.add(NewSlots.passphrase(typed));
  }

  private static byte[] typed(String file, boolean weakAllowed) throws IOException {
    return NewSlots.typed(file, weakAllowed ? null : PassphraseStrength::require);
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
